import type { ReadableDatabase } from '../database.ts'
import { all } from '../statement.ts'

/** A variant (null: none) in a stratum, in or out of the hold-out. */
interface Cell {
  readonly variant: number | null
  readonly stratum: string
  /** 1 or 0. */
  readonly isHeldOut: number
}

/** How many were drawn for a cell, and what became of their messages. */
export interface DrawnRow extends Cell {
  readonly drawn: number
  readonly sent: number
  readonly delivered: number
  readonly read: number
  readonly answered: number
  readonly clicked: number
  readonly stopped: number
  /** Unix ms of the first and of the last message; null: none left. */
  readonly firstSentAt: number | null
  readonly lastSentAt: number | null
}

/** Everybody who was drawn for a text or for the hold-out. Who was left out before the draw has neither. */
const isDrawn = `recipient.broadcast_seq=$broadcastSeq
  AND (recipient.variant IS NOT NULL OR recipient.state='hold_out')`

export function drawnRows(db: ReadableDatabase, broadcastSeq: number): DrawnRow[] {
  return all<DrawnRow>(
    db,
    `SELECT variant, stratum, state='hold_out' AS isHeldOut, count(*) AS drawn, count(sent_at) AS sent,
       count(coalesce(delivered_at, read_at)) AS delivered, count(read_at) AS read,
       count(answered_at) AS answered, count(clicked_at) AS clicked, count(stopped_at) AS stopped,
       min(sent_at) AS firstSentAt, max(sent_at) AS lastSentAt
     FROM broadcast_recipient AS recipient WHERE ${isDrawn} GROUP BY 1, 2, 3`,
    { broadcastSeq },
  )
}

/** Orders of a cell's people. */
export interface OrderRow extends Cell {
  /** Who ordered between the start and the end that both groups have in common, and what they spent. */
  readonly buyers: number
  readonly spent: number
  readonly spentSquares: number
  /** Who ordered in the window of their own message, with orders that no later broadcast lays claim to. */
  readonly ordered: number
  readonly orders: number
  readonly revenue: number
}

export interface OrderQuestion {
  readonly broadcastSeq: number
  readonly windowMs: number
  readonly currency: string
  /** Unix ms; the end is not in it. */
  readonly from: number
  readonly to: number
}

const dayMs = 24 * 60 * 60 * 1000

/** A message counts as got where WhatsApp took it and it did not fail later. */
export const isGot = (row: string) => `${row}.sent_at IS NOT NULL AND ${row}.state <> 'failed'`

/**
 * Orders by cell, each looked up by its person. Per message the window is that of its own broadcast; of two
 * messages at the same moment the one of the later broadcast counts.
 */
export function orderRows(db: ReadableDatabase, question: OrderQuestion): OrderRow[] {
  return all<OrderRow>(
    db,
    `WITH span AS MATERIALIZED (SELECT seq, coalesce(settings ->> '$.windowDays', 7) * ${dayMs} AS ms FROM broadcast),
     bought AS (
       SELECT recipient.seq, variant, stratum, state='hold_out' AS isHeldOut,
         CASE WHEN shop_order.currency=$currency THEN shop_order.amount ELSE 0 END AS amount,
         ${isGot('recipient')} AND shop_order.at >= recipient.sent_at AND shop_order.at < recipient.sent_at + $windowMs
           AND NOT EXISTS (SELECT 1 FROM broadcast_recipient AS later JOIN span ON span.seq=later.broadcast_seq
             WHERE later.contact_seq=recipient.contact_seq AND later.broadcast_seq <> $broadcastSeq AND ${isGot('later')}
               AND (later.sent_at, later.broadcast_seq) > (recipient.sent_at, recipient.broadcast_seq)
               AND shop_order.at >= later.sent_at AND shop_order.at < later.sent_at + span.ms) AS isClaimed
       FROM broadcast_recipient AS recipient CROSS JOIN shop_order ON shop_order.contact_seq=recipient.contact_seq
         AND shop_order.at >= $from AND shop_order.at < $to
       WHERE ${isDrawn}),
     person AS (
       SELECT variant, stratum, isHeldOut, sum(amount) AS spent, coalesce(sum(isClaimed), 0) AS claimed,
         total(amount * isClaimed) AS claimedAmount
       FROM bought GROUP BY seq)
     SELECT variant, stratum, isHeldOut, count(*) AS buyers, total(spent) AS spent,
       total(1.0 * spent * spent) AS spentSquares, sum(claimed > 0) AS ordered, sum(claimed) AS orders,
       CAST(total(claimedAmount) AS INTEGER) AS revenue
     FROM person GROUP BY 1, 2, 3`,
    { ...question },
  )
}

/** Sum of one column. */
export function sumOf<Key extends string>(
  rows: ReadonlyArray<Readonly<Record<Key, number>>>,
  key: Key,
): number {
  return rows.reduce((sum, row) => sum + row[key], 0)
}
