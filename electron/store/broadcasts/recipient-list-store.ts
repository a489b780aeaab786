import type { z } from 'zod'
import type {
  broadcastReasons,
  BroadcastRecipient,
  RecipientState,
} from '../../../shared/domain/broadcasts.ts'
import { maskNumber } from '../../core/contacts/mask-number.ts'
import { usernameExpression, waIdExpression } from '../contact-store.ts'
import type { ReadableDatabase } from '../database.ts'
import { displayName } from '../member-store.ts'
import { decodeCursor, toPage } from '../paging.ts'
import { all, one } from '../statement.ts'
import type { RecipientRow } from './recipient-store.ts'

interface ListRow extends RecipientRow {
  readonly contact_id: string
  readonly name: string
  readonly username: string | null
  readonly wa_id: string | null
  readonly external_id: string | null
}

const listed = `SELECT recipient.*, contact.id AS contact_id, contact.display_name AS name, contact.external_id,
    ${usernameExpression} AS username, ${waIdExpression} AS wa_id
  FROM broadcast_recipient recipient JOIN contact ON contact.seq=recipient.contact_seq
  WHERE contact.binned_at IS NULL`

const isMeant = `recipient.broadcast_seq=$broadcastSeq AND ($state IS NULL OR recipient.state=$state)
  AND ($reason IS NULL OR recipient.reason=$reason)`

/** A keyset page in the order in which they were frozen. Whoever is in the bin is left out. */
export function listRecipients(
  db: ReadableDatabase,
  broadcastSeq: number,
  input: {
    readonly cursor?: string | undefined
    readonly limit: number
    readonly state?: RecipientState | undefined
    readonly reason?: string | undefined
  },
): { items: BroadcastRecipient[]; nextCursor: string | null; total: number } {
  const [after] = input.cursor === undefined ? [0] : decodeCursor(input.cursor, 1)
  const asked = { broadcastSeq, state: input.state ?? null, reason: input.reason ?? null }
  const { n: total } = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM broadcast_recipient recipient JOIN contact ON contact.seq=recipient.contact_seq
     WHERE contact.binned_at IS NULL AND ${isMeant}`,
    asked,
  )!
  const rows = all<ListRow>(
    db,
    `${listed} AND ${isMeant} AND recipient.seq>$after ORDER BY recipient.seq LIMIT $limit`,
    { ...asked, after: after ?? 0, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.seq], toRecipient)
}

/** One row with its contact; null: there is none, or the contact is in the bin. */
export function findListedRecipient(
  db: ReadableDatabase,
  seq: number,
): { readonly row: RecipientRow; readonly recipient: BroadcastRecipient } | null {
  const row = one<ListRow>(db, `${listed} AND recipient.seq=$seq`, { seq })
  return row ? { row, recipient: toRecipient(row) } : null
}

function toRecipient(row: ListRow): BroadcastRecipient {
  return {
    recipientId: row.seq,
    contactId: row.contact_id,
    name: displayName(row.name, row.username, row.wa_id),
    maskedNumber: row.wa_id === null ? null : maskNumber(`+${row.wa_id}`),
    variant: row.variant,
    state: row.state,
    reason: row.reason,
    sentAt: row.sent_at,
    deliveredAt: row.delivered_at,
    readAt: row.read_at,
    answeredAt: row.answered_at,
  }
}

export interface RecipientEvent {
  readonly state: RecipientState
  readonly reason: string | null
  readonly at: number
}

/** What happened to a row, the first thing first. */
export function recipientEvents(db: ReadableDatabase, seq: number): RecipientEvent[] {
  return all<RecipientEvent>(
    db,
    'SELECT state, reason, at FROM broadcast_event WHERE recipient_seq=$seq ORDER BY n',
    { seq },
  )
}

/** Why people got nothing, the most frequent reason first. */
export function countReasons(
  db: ReadableDatabase,
  broadcastSeq: number,
): z.infer<typeof broadcastReasons>['reasons'] {
  return all(
    db,
    `SELECT state, reason, count(*) AS contacts FROM broadcast_recipient
     WHERE broadcast_seq=$broadcastSeq AND state IN ('failed','skipped','unknown','cancelled')
     GROUP BY state, reason ORDER BY contacts DESC, state, reason`,
    { broadcastSeq },
  )
}

/** A row as it leaves the app. */
export interface ExportedRecipient {
  readonly name: string
  readonly maskedNumber: string | null
  readonly externalId: string | null
  readonly variant: number | null
  readonly state: RecipientState
  readonly reason: string | null
  /** Moments, Unix ms. */
  readonly sentAt: number | null
  readonly deliveredAt: number | null
  readonly readAt: number | null
  readonly answeredAt: number | null
  readonly clickedAt: number | null
  readonly stoppedAt: number | null
}

/** The next rows behind one, with the number of the last. */
export function exportedRecipients(
  db: ReadableDatabase,
  broadcastSeq: number,
  after: number,
  limit: number,
): { readonly recipients: ExportedRecipient[]; readonly last: number | null } {
  const rows = all<ListRow>(
    db,
    `${listed} AND recipient.broadcast_seq=$broadcastSeq AND recipient.seq>$after ORDER BY recipient.seq LIMIT $limit`,
    { broadcastSeq, after, limit },
  )
  const recipients = rows.map((row) => ({
    name: row.name,
    maskedNumber: row.wa_id === null ? null : maskNumber(`+${row.wa_id}`),
    externalId: row.external_id,
    variant: row.variant,
    state: row.state,
    reason: row.reason,
    sentAt: row.sent_at,
    deliveredAt: row.delivered_at,
    readAt: row.read_at,
    answeredAt: row.answered_at,
    clickedAt: row.clicked_at,
    stoppedAt: row.stopped_at,
  }))
  return { recipients, last: rows.at(-1)?.seq ?? null }
}
