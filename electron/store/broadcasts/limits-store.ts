import {
  broadcastSettings,
  sendingLimits,
  type SendingLimits,
} from '../../../shared/domain/broadcasts.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { readValue, writeValue } from '../settings-store.ts'
import { all, one } from '../statement.ts'

const limitsKey = 'broadcasts.limits'

/** The owner's own limits for all broadcasts; none until they are set. */
export function readSendingLimits(db: ReadableDatabase): SendingLimits {
  const stored = readValue(db, limitsKey)
  return stored === null
    ? { perSecond: null, perDay: null, defaults: broadcastSettings.parse({}) }
    : sendingLimits.parse(JSON.parse(stored))
}

export function writeSendingLimits(db: WritableDatabase, limits: SendingLimits): void {
  writeValue(db, limitsKey, JSON.stringify(limits))
}

/** So many counted against a limit, at this moment at the latest (Unix ms). */
export interface UsedBefore {
  readonly at: number
  readonly count: number
}

const dayMs = 24 * 60 * 60 * 1000
/** Uses are told apart to the half hour. */
const bucketMs = 30 * 60 * 1000
const bucket = `(left_at / ${bucketMs} + 1) * ${bucketMs} AS at, count(*) AS count`

/** People written to in the last 24 hours, each at the last time. */
export function peopleWrittenTo(db: ReadableDatabase, now: number): UsedBefore[] {
  return all<UsedBefore>(
    db,
    `SELECT ${bucket} FROM (SELECT max(sent_at) AS left_at FROM (
        SELECT contact_seq, sent_at FROM broadcast_recipient WHERE sent_at > $since
        UNION ALL SELECT contact.seq, direct_message.sent_at FROM direct_message
          JOIN contact ON contact.id=direct_message.contact_id WHERE direct_message.sent_at > $since)
      GROUP BY contact_seq) GROUP BY 1 ORDER BY 1`,
    { since: now - dayMs },
  )
}

/** Messages of broadcasts in the last 24 hours. */
export function messagesSent(db: ReadableDatabase, now: number): UsedBefore[] {
  return all<UsedBefore>(
    db,
    `SELECT ${bucket} FROM (SELECT sent_at AS left_at FROM broadcast_recipient WHERE sent_at > $since)
     GROUP BY 1 ORDER BY 1`,
    { since: now - dayMs },
  )
}

/** How many messages left within the last so many ms, and when the last of them did. */
export function leftLately(
  db: ReadableDatabase,
  now: number,
  withinMs: number,
): { readonly used: number; readonly lastAt: number | null } {
  return one<{ used: number; lastAt: number | null }>(
    db,
    'SELECT count(*) AS used, max(sent_at) AS lastAt FROM broadcast_recipient WHERE sent_at > $since',
    { since: now - withinMs },
  )!
}

/** Messages in line in broadcasts that are being sent. */
export function waitingInOthers(db: ReadableDatabase): number {
  return one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM broadcast JOIN broadcast_recipient recipient
       ON recipient.broadcast_seq=broadcast.seq AND recipient.state='queued'
     WHERE broadcast.state='sending'`,
  )!.n
}
