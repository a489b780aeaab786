import { z } from 'zod'
import { classOf, scoresOf, tierOfClass, type RfmThresholds } from '../../core/segments/rfm.ts'
import type { CustomerTier, RfmClass } from '../../../shared/domain/segments.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { readValue, writeValue } from '../settings-store.ts'
import { all, one, run } from '../statement.ts'

const bounds = z.array(z.number()).length(4)
const thresholdsShape = z.object({ recencyDays: bounds, frequency: bounds, monetary: bounds })
export const thresholdsKey = 'rfm.thresholds'
const ownThresholdsKey = 'rfm.ownThresholds'
export const computedAtKey = 'rfm.computedAt'

/** Thresholds in force since the scores were last worked out from scratch; null before that. */
export function readThresholds(db: ReadableDatabase): RfmThresholds | null {
  return parsed(readValue(db, thresholdsKey))
}

/** Those that the owner set by hand; null: by fifths of all customers. */
export function readOwnThresholds(db: ReadableDatabase): RfmThresholds | null {
  return parsed(readValue(db, ownThresholdsKey))
}

export function writeOwnThresholds(db: WritableDatabase, own: RfmThresholds | null): void {
  writeValue(db, ownThresholdsKey, own === null ? '' : JSON.stringify(own))
}

export function readComputedAt(db: ReadableDatabase): number | null {
  const value = readValue(db, computedAtKey)
  return value === null ? null : Number(value)
}

function parsed(value: string | null): RfmThresholds | null {
  return value === null || value === '' ? null : thresholdsShape.parse(JSON.parse(value))
}

/** Whoever has ordered and is not in the bin. */
export const buyers = `FROM contact WHERE order_count > 0 AND last_order_at IS NOT NULL
  AND binned_at IS NULL AND anonymised_at IS NULL`

/** One customer's scores by the thresholds in force: after an order, without looking at anybody else. */
export function refreshRfm(db: WritableDatabase, contactSeq: number, now: number): void {
  const thresholds = readThresholds(db)
  const buying = one<{
    id: string
    last_order_at: number
    order_count: number
    order_total: number
  }>(db, `SELECT id, last_order_at, order_count, order_total ${buyers} AND seq=$contactSeq`, {
    contactSeq,
  })
  if (thresholds === null || !buying)
    return void run(db, 'DELETE FROM contact_rfm WHERE contact_seq=$contactSeq', { contactSeq })
  const scores = scoresOf(
    {
      lastOrderAt: buying.last_order_at,
      orderCount: buying.order_count,
      orderTotal: buying.order_total,
    },
    thresholds,
    now,
  )
  const found = classOf(scores)
  run(
    db,
    `INSERT OR REPLACE INTO contact_rfm (contact_seq, recency, frequency, monetary, class, tier, computed_at, contact_id)
     VALUES ($contactSeq, $recency, $frequency, $monetary, $class, $tier, $now, $id)`,
    { contactSeq, id: buying.id, ...scores, class: found, tier: tierOfClass[found], now },
  )
}

/** Customers whose orders differ since their scores were worked out, some at a time; returns how many. */
export function refreshDue(db: WritableDatabase, now: number, limit: number): number {
  const due = all<{ contact_seq: number }>(db, 'SELECT contact_seq FROM rfm_due LIMIT $limit', {
    limit,
  })
  for (const { contact_seq: contactSeq } of due) {
    refreshRfm(db, contactSeq, now)
    run(db, 'DELETE FROM rfm_due WHERE contact_seq=$contactSeq', { contactSeq })
  }
  return due.length
}

export interface ClassRow {
  readonly class: RfmClass
  readonly tier: CustomerTier
  readonly contacts: number
  readonly orders: number
  /** Minor units. */
  readonly spent: number
}

export function classRows(db: ReadableDatabase): ClassRow[] {
  return all<ClassRow>(
    db,
    `SELECT class, tier, count(*) AS contacts, sum(contact.order_count) AS orders, sum(contact.order_total) AS spent
     FROM contact_rfm JOIN contact ON contact.seq=contact_rfm.contact_seq
     WHERE contact.is_listed=1 GROUP BY class, tier`,
  )
}

/** Which way a tier lies from another. */
const rank = { loyal: 2, potential: 1, lost: 0 } as const

/** How many went up and down between tiers in each month, oldest first. */
export function tierMoves(
  db: ReadableDatabase,
  months: number,
): { month: string; up: number; down: number }[] {
  const found = new Map<string, { up: number; down: number }>()
  for (const row of all<{
    month: string
    from_class: RfmClass
    to_class: RfmClass
    contacts: number
  }>(
    db,
    `SELECT * FROM class_move WHERE month IN
       (SELECT DISTINCT month FROM class_move ORDER BY month DESC LIMIT $months) ORDER BY month`,
    { months },
  )) {
    const step = rank[tierOfClass[row.to_class]] - rank[tierOfClass[row.from_class]]
    const month = found.get(row.month) ?? { up: 0, down: 0 }
    if (step > 0) month.up += row.contacts
    if (step < 0) month.down += row.contacts
    found.set(row.month, month)
  }
  return [...found].map(([month, counts]) => ({ month, ...counts }))
}

const rankOf = (table: string) =>
  `CASE ${table}.tier WHEN 'loyal' THEN 2 WHEN 'potential' THEN 1 ELSE 0 END`

/** Customers who stand in a lower tier than when the month began, the largest spenders first. */
export function slippedContacts(db: ReadableDatabase, limit: number): number[] {
  return all<{ seq: number }>(
    db,
    `SELECT contact.seq FROM rfm_before CROSS JOIN contact_rfm ON contact_rfm.contact_seq=rfm_before.contact_seq
       CROSS JOIN contact ON contact.seq=rfm_before.contact_seq
     WHERE ${rankOf('contact_rfm')} < ${rankOf('rfm_before')} AND contact.is_listed=1
       AND rfm_before.month=(SELECT max(month) FROM rfm_before)
     ORDER BY contact.order_total DESC, contact.seq LIMIT $limit`,
    { limit },
  ).map((row) => row.seq)
}

export function tierMonths(db: ReadableDatabase, months: number) {
  return all<{ month: string; loyal: number; potential: number; lost: number }>(
    db,
    `SELECT * FROM (SELECT month, sum(contacts * (tier='loyal')) AS loyal, sum(contacts * (tier='potential')) AS potential,
       sum(contacts * (tier='lost')) AS lost FROM tier_month GROUP BY month ORDER BY month DESC LIMIT $months)
     ORDER BY month`,
    { months },
  )
}
