import type { RecipientState, SkipReason } from '../../../shared/domain/broadcasts.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { readSettings } from '../settings-store.ts'
import { all, one, run, statement } from '../statement.ts'
import { hasSaidNo } from './refusal-sql.ts'

/** How many of a frozen audience will get it, by the class that the hold-out is balanced by. */
export function eligibleByStratum(db: ReadableDatabase, broadcastSeq: number): Map<string, number> {
  // one look without sorting: the classes are few and known
  const strata = ['loyal', 'potential', 'lost', 'none'] as const
  const counts = one<Record<(typeof strata)[number], number | null>>(
    db,
    `SELECT ${strata.map((name) => `sum(reason IS NULL AND stratum='${name}') AS ${name}`).join(', ')}
     FROM broadcast_audience WHERE broadcast_seq=$broadcastSeq`,
    { broadcastSeq },
  )!
  return new Map(strata.map((name) => [name, counts[name] ?? 0]))
}

export function audienceSize(db: ReadableDatabase, broadcastSeq: number): number {
  return one<{ n: number }>(
    db,
    'SELECT count(*) AS n FROM broadcast_audience WHERE broadcast_seq=$broadcastSeq',
    { broadcastSeq },
  )!.n
}

/** Those who will get it, behind a contact, as [contact, stratum]. */
export function eligiblePortion(
  db: ReadableDatabase,
  broadcastSeq: number,
  after: number,
  limit: number,
): [number, string][] {
  return statement(
    db,
    `SELECT contact_seq, stratum FROM broadcast_audience
     WHERE broadcast_seq=$broadcastSeq AND contact_seq>$after AND reason IS NULL ORDER BY contact_seq LIMIT $limit`,
  )
    .raw(true)
    .all({ broadcastSeq, after, limit }) as [number, string][]
}

/** The last contact of the audience that is written down already; 0: none is. */
export function lastFrozen(db: ReadableDatabase, broadcastSeq: number, count: number): number {
  if (count === 0) return 0
  return (
    one<{ seq: number }>(
      db,
      `SELECT contact_seq AS seq FROM broadcast_audience WHERE broadcast_seq=$broadcastSeq
       ORDER BY contact_seq LIMIT 1 OFFSET $before`,
      { broadcastSeq, before: count - 1 },
    )?.seq ?? 0
  )
}

/** Somebody of the audience with what texts are filled from, as they are now. */
export interface FrozenPerson {
  readonly contact_seq: number
  readonly country: string
  readonly stratum: string
  readonly reason: SkipReason | null
  /** Null: the contact is gone meanwhile. */
  readonly name: string | null
  readonly is_gone: 0 | 1
  readonly has_withdrawn: 0 | 1
  readonly city: string | null
  readonly email: string | null
  readonly external_id: string | null
  readonly own_country: string | null
  /** JSON. */
  readonly custom: string
  readonly last_order_at: number | null
  /** Minor units; of the last order, where it is in the shop's currency. */
  readonly last_order_amount: number | null
}

const lastOrderAmount = `CASE WHEN $needsOrders AND contact.order_count > 0 THEN
  (SELECT CASE currency WHEN $currency THEN amount END FROM shop_order
   WHERE shop_order.contact_seq=contact.seq ORDER BY at DESC, seq DESC LIMIT 1) END`

/** The currency that the shop sells in: that of its newest order, else of its rate card. */
export function shopCurrency(db: ReadableDatabase): string {
  const newest = one<{ currency: string }>(
    db,
    'SELECT currency FROM shop_order ORDER BY seq DESC LIMIT 1',
  )
  return newest?.currency ?? readSettings(db).rateCard.currency
}

/** The next of a frozen audience. Who left the bin or said no since is told, too. */
export function audiencePortion(
  db: ReadableDatabase,
  broadcastSeq: number,
  asked: {
    readonly after: number
    readonly limit: number
    readonly needsOrders: boolean
  },
): FrozenPerson[] {
  return all<FrozenPerson>(
    db,
    `SELECT audience.contact_seq, audience.country, audience.stratum, audience.reason,
       contact.display_name AS name,
       contact.seq IS NULL OR contact.binned_at IS NOT NULL OR contact.anonymised_at IS NOT NULL AS is_gone,
       audience.reason IS NULL AND ${hasSaidNo} AS has_withdrawn,
       contact.city, contact.email, contact.external_id, contact.country AS own_country, contact.custom,
       contact.last_order_at, ${lastOrderAmount} AS last_order_amount
     FROM broadcast_audience audience JOIN broadcast ON broadcast.seq=audience.broadcast_seq LEFT JOIN contact ON contact.seq=audience.contact_seq
     WHERE audience.broadcast_seq=$broadcastSeq AND audience.contact_seq>$after
     ORDER BY audience.contact_seq LIMIT $limit`,
    {
      broadcastSeq,
      after: asked.after,
      limit: asked.limit,
      needsOrders: asked.needsOrders ? 1 : 0,
      currency: shopCurrency(db),
    },
  )
}

/** A recipient about to be written down: contact, variant, stratum, state, reason, parameters (JSON), due (Unix ms). */
export type NewRecipient = readonly [
  contactSeq: number,
  variant: number | null,
  stratum: string,
  state: Extract<RecipientState, 'queued' | 'skipped' | 'hold_out'>,
  reason: string | null,
  parameters: string,
  dueAt: number,
]

/** Writes recipients down in one statement. */
export function insertRecipients(
  db: WritableDatabase,
  broadcastSeq: number,
  now: number,
  recipients: readonly NewRecipient[],
): void {
  run(
    db,
    `INSERT INTO broadcast_recipient (broadcast_seq, contact_seq, variant, stratum, state, reason, parameters, due_at, updated_at)
     SELECT $broadcastSeq, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, $now
     FROM json_each($recipients)`,
    { broadcastSeq, now, recipients: JSON.stringify(recipients) },
  )
}

/** A broadcast that is not being frozen (any more) and whose frozen audience still stands; null: none. */
export function leftoverAudience(db: ReadableDatabase): number | null {
  return (
    one<{ seq: number }>(
      db,
      `SELECT broadcast_seq AS seq FROM broadcast_audience
       WHERE broadcast_seq NOT IN (SELECT seq FROM broadcast WHERE state='freezing') LIMIT 1`,
    )?.seq ?? null
  )
}

/** Takes a part of a frozen audience away. */
export function clearAudience(db: WritableDatabase, broadcastSeq: number, limit: number): void {
  run(
    db,
    `DELETE FROM broadcast_audience WHERE broadcast_seq=$broadcastSeq AND contact_seq <= coalesce(
       (SELECT contact_seq FROM broadcast_audience WHERE broadcast_seq=$broadcastSeq
        ORDER BY contact_seq LIMIT 1 OFFSET $limit), $all)`,
    { broadcastSeq, limit, all: Number.MAX_SAFE_INTEGER },
  )
}
