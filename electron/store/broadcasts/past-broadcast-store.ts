import type { BroadcastSettings, BroadcastVariant } from '../../../shared/domain/broadcasts.ts'
import { drawKey } from '../../core/broadcasts/draw.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { all, run } from '../statement.ts'
import type { WriteClock } from '../write-clock.ts'
import { broadcastRow } from './broadcast-store.ts'

/** A broadcast of the demo shop that is long over. */
export interface PastBroadcast {
  /** The broadcast whose text, audience and settings it has. */
  readonly likeId: string
  readonly name: string
  /** What stands for the variables of its text. */
  readonly values: readonly string[]
  /** Unix ms. */
  readonly startedAt: number
}

const dayMs = 24 * 60 * 60 * 1000
const minuteMs = 60 * 1000
const windowDays = 7
const holdOutPercent = 30
const seed = 3
const gapMs = 40

/**
 * Makes up a broadcast of some weeks ago: to everybody who had agreed by then, three in ten held out, most
 * of it read, and a quarter of those it was sent to buying within its window. It is fiction, for a shop that
 * is fictional: what happened weeks ago cannot be sent today.
 *
 * @throws AppError `not_found` without the broadcast that it is like.
 */
export function addPastBroadcast(
  db: WritableDatabase,
  clock: WriteClock,
  past: PastBroadcast,
): void {
  const broadcastSeq = addBroadcast(db, clock, past)
  const people = agreedBy(db, past.startedAt)
  for (const [at, person] of people.entries()) {
    const isHeldOut = at % 10 < holdOutPercent / 10
    const sentAt = past.startedAt + at * gapMs
    if (isHeldOut) addHeldOut(db, broadcastSeq, person, past.startedAt)
    else addSent(db, broadcastSeq, person, { at, sentAt, values: past.values })
    if (!isHeldOut && at % 4 === 0) addOrder(db, person.seq, at, sentAt)
  }
  run(db, 'UPDATE broadcast SET frozen_count=$count, finished_at=$end WHERE seq=$broadcastSeq', {
    count: people.length,
    end: past.startedAt + people.length * gapMs,
    broadcastSeq,
  })
}

function addBroadcast(db: WritableDatabase, clock: WriteClock, past: PastBroadcast): number {
  const like = broadcastRow(db, past.likeId)
  const variants = (JSON.parse(like.variants) as BroadcastVariant[]).map((variant) => ({
    ...variant,
    bindings: Object.fromEntries(
      Object.keys(variant.bindings).map((name, index) => [
        name,
        { from: 'text', text: past.values[index] ?? '' },
      ]),
    ),
  }))
  const settings: Partial<BroadcastSettings> = {
    ...(JSON.parse(like.settings) as BroadcastSettings),
    holdOutPercent,
    windowDays,
    seed,
  }
  const id = clock.newId()
  run(
    db,
    `INSERT INTO broadcast (id, name, state, purpose, audience, variants, settings, texts, frozen_at, started_at,
       created_by, created_at, updated_at)
     VALUES ($id, $name, 'finished', $purpose, $audience, $variants, $settings, $texts, $startedAt, $startedAt,
       $createdBy, $startedAt, $startedAt)`,
    {
      id,
      name: past.name,
      purpose: like.purpose,
      audience: like.audience,
      variants: JSON.stringify(variants),
      settings: JSON.stringify(settings),
      texts: like.texts,
      startedAt: past.startedAt,
      createdBy: like.created_by,
    },
  )
  return broadcastRow(db, id).seq
}

interface Person {
  readonly seq: number
  readonly stratum: string
}

/** By tier, and within each by lot, so that every tenth row is held out alike. */
function agreedBy(db: ReadableDatabase, at: number): Person[] {
  const people = all<Person>(
    db,
    `SELECT contact.seq, coalesce(contact_rfm.tier,'none') AS stratum FROM contact
       JOIN consent_state ON consent_state.contact_id=contact.id AND purpose='marketing' AND state='given'
       LEFT JOIN contact_rfm ON contact_rfm.contact_seq=contact.seq
     WHERE contact.is_listed=1 AND consent_state.latest_at < $at AND EXISTS (SELECT 1 FROM contact_identity identity
       WHERE identity.contact_id=contact.id AND identity.kind='wa_id' AND identity.replaced_at IS NULL)`,
    { at },
  )
  return people.toSorted((one, other) =>
    one.stratum === other.stratum
      ? drawKey(seed, one.seq) - drawKey(seed, other.seq)
      : one.stratum < other.stratum
        ? -1
        : 1,
  )
}

function addHeldOut(db: WritableDatabase, broadcastSeq: number, person: Person, at: number): void {
  run(
    db,
    `INSERT INTO broadcast_recipient (broadcast_seq, contact_seq, stratum, state, updated_at)
     VALUES ($broadcastSeq, $seq, $stratum, 'hold_out', $at)`,
    { broadcastSeq, ...person, at },
  )
}

interface Sent {
  readonly at: number
  readonly sentAt: number
  readonly values: readonly string[]
}

/** Two in a hundred fail, seven in ten read it, some within minutes and some the next day; some answer. */
function addSent(
  db: WritableDatabase,
  broadcastSeq: number,
  person: Person,
  { at, sentAt, values }: Sent,
): void {
  const isLost = at % 50 === 43
  const isRead = !isLost && at % 10 !== 5 && at % 7 !== 4
  const deliveredAt = isLost ? null : sentAt + 2000 + (at % 9) * 700
  const readAt = isRead
    ? sentAt + Math.round(minuteMs * (2 + ((at * 37) % 90) ** 4 / 40_000))
    : null
  const answeredAt = readAt !== null && at % 11 === 6 ? readAt + 3 * minuteMs : null
  const clickedAt = readAt !== null && at % 8 === 3 ? readAt + minuteMs : null
  const state = isLost ? 'failed' : isRead ? 'read' : 'delivered'
  run(
    db,
    `INSERT INTO broadcast_recipient (broadcast_seq, contact_seq, variant, stratum, state, reason, parameters, due_at,
       attempt, sent_at, delivered_at, read_at, answered_at, clicked_at, updated_at)
     VALUES ($broadcastSeq, $seq, 0, $stratum, $state, $reason, $parameters, $sentAt, 1, $sentAt, $deliveredAt, $readAt,
       $answeredAt, $clickedAt, $sentAt)`,
    {
      broadcastSeq,
      ...person,
      state,
      reason: isLost ? 'recipient_unreachable' : null,
      parameters: JSON.stringify(values),
      sentAt,
      deliveredAt,
      readAt,
      answeredAt,
      clickedAt,
    },
  )
  addHistory(db, [
    ['accepted', sentAt],
    ...(isLost
      ? ([['failed', sentAt + 900]] as const)
      : ([
          ['delivered', deliveredAt],
          ['read', readAt],
        ] as const)),
  ])
}

/** Of the row that was added last. */
function addHistory(
  db: WritableDatabase,
  states: ReadonlyArray<readonly [state: string, at: number | null]>,
): void {
  for (const [n, [state, at]] of states.entries())
    if (at !== null)
      run(
        db,
        `INSERT INTO broadcast_event (recipient_seq, n, state, at)
         SELECT max(seq), $n, $state, $at FROM broadcast_recipient`,
        { n, state, at },
      )
}

function addOrder(db: WritableDatabase, contactSeq: number, at: number, sentAt: number): void {
  run(
    db,
    `INSERT INTO shop_order (contact_seq, order_key, at, amount, currency) VALUES ($contactSeq, $key, $at, $amount, 'USD')`,
    {
      contactSeq,
      key: `P${30_000 + at}`,
      at: sentAt + Math.round((((at * 29) % 150) / 150) * (windowDays - 1) * dayMs) + minuteMs,
      amount: 1900 + ((at * 613) % 6400),
    },
  )
}
