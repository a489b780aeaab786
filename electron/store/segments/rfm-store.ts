import { z } from 'zod'
import {
  boundsOf,
  classOf,
  recencyDays,
  scoresOf,
  tierOfClass,
  type Buying,
  type RfmThresholds,
} from '../../core/segments/rfm.ts'
import type { CustomerTier, RfmClass } from '../../../shared/domain/segments.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { readValue, writeValue } from '../settings-store.ts'
import { all, one, run, statement } from '../statement.ts'

const bounds = z.array(z.number()).length(4)
const thresholdsShape = z.object({ recencyDays: bounds, frequency: bounds, monetary: bounds })
const thresholdsKey = 'rfm.thresholds'
const ownThresholdsKey = 'rfm.ownThresholds'
const computedAtKey = 'rfm.computedAt'

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

const buyers = `FROM contact WHERE order_count > 0 AND last_order_at IS NOT NULL
  AND binned_at IS NULL AND anonymised_at IS NULL`

/** Fifths of all customers as they stand. Three columns of numbers are all that is held in memory. */
export function measureThresholds(db: ReadableDatabase, now: number): RfmThresholds {
  const { n } = one<{ n: number }>(db, `SELECT count(*) AS n ${buyers}`)!
  const columns = [new Float64Array(n), new Float64Array(n), new Float64Array(n)] as const
  const rows = statement(db, `SELECT last_order_at, order_count, order_total ${buyers}`)
    .raw(true)
    .iterate() as IterableIterator<[number, number, number]>
  let at = 0
  for (const [lastOrderAt, count, total] of rows) {
    columns[0][at] = recencyDays(lastOrderAt, now)
    columns[1][at] = count
    columns[2][at] = total
    at += 1
  }
  for (const column of columns) column.sort()
  return {
    recencyDays: boundsOf(columns[0]),
    frequency: boundsOf(columns[1]),
    monetary: boundsOf(columns[2]),
  }
}

/** Every mix of scores with its class and tier, to be joined with; a hundred and twenty-five rows of JSON. */
const mixes = JSON.stringify(
  [1, 2, 3, 4, 5].flatMap((recency) =>
    [1, 2, 3, 4, 5].flatMap((frequency) =>
      [1, 2, 3, 4, 5].map((monetary) => {
        const found = classOf({ recency, frequency, monetary })
        return [recency * 100 + frequency * 10 + monetary, found, tierOfClass[found]]
      }),
    ),
  ),
)

const reachedOf = (value: string, name: string) =>
  [0, 1, 2, 3].map((index) => `(${value} >= $${name}${index})`).join(' + ')

/**
 * Scores of all customers from scratch. Inside a transaction; a million take some seconds, so it is asked
 * for by a process and once a day.
 */
export function recomputeRfm(db: WritableDatabase, now: number): void {
  const thresholds = readOwnThresholds(db) ?? measureThresholds(db, now)
  run(db, 'DELETE FROM contact_rfm')
  run(
    db,
    `INSERT INTO contact_rfm (contact_seq, recency, frequency, monetary, class, tier, computed_at)
     WITH mix(score, class, tier) AS MATERIALIZED (
       SELECT json_extract(value,'$[0]'), json_extract(value,'$[1]'), json_extract(value,'$[2]') FROM json_each($mixes)),
     scored AS (SELECT seq, 5 - (${reachedOf('max(0, ($now - last_order_at) / 86400000)', 'r')}) AS recency,
       1 + ${reachedOf('order_count', 'f')} AS frequency, 1 + ${reachedOf('order_total', 'm')} AS monetary ${buyers})
     SELECT seq, recency, frequency, monetary, mix.class, mix.tier, $now
     FROM scored CROSS JOIN mix ON mix.score = recency*100 + frequency*10 + monetary ORDER BY seq`,
    { mixes, now, ...boundParameters(thresholds) },
  )
  writeValue(db, thresholdsKey, JSON.stringify(thresholds))
  writeValue(db, computedAtKey, String(now))
  noteMonth(db, now)
  noteEarlierMonths(db, now)
}

function boundParameters(thresholds: RfmThresholds): Record<string, number> {
  const named = (name: string, values: readonly number[]) =>
    values.map((value, index): [string, number] => [`${name}${index}`, value])
  return Object.fromEntries([
    ...named('r', thresholds.recencyDays),
    ...named('f', thresholds.frequency),
    ...named('m', thresholds.monetary),
  ])
}

/** One customer's scores by the thresholds in force: after an order, without looking at anybody else. */
export function refreshRfm(db: WritableDatabase, contactSeq: number, now: number): void {
  const thresholds = readThresholds(db)
  const buying = one<{ last_order_at: number; order_count: number; order_total: number }>(
    db,
    `SELECT last_order_at, order_count, order_total ${buyers} AND seq=$contactSeq`,
    { contactSeq },
  )
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
    `INSERT OR REPLACE INTO contact_rfm (contact_seq, recency, frequency, monetary, class, tier, computed_at)
     VALUES ($contactSeq, $recency, $frequency, $monetary, $class, $tier, $now)`,
    { contactSeq, ...scores, class: found, tier: tierOfClass[found], now },
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

const dayMs = 24 * 60 * 60 * 1000
const duePerTurn = 2000

/**
 * Scores follow the orders, and once a day all of them are worked out from scratch: recency falls with
 * time alone.
 */
export function keepRfmFresh(db: WritableDatabase, now: number): void {
  const computedAt = readComputedAt(db)
  if (computedAt === null || now - computedAt >= dayMs) {
    const hasOrders = one(db, 'SELECT 1 AS found FROM shop_order LIMIT 1') !== undefined
    if (hasOrders || computedAt !== null) recomputeRfm(db, now)
    run(db, 'DELETE FROM rfm_due')
  } else refreshDue(db, now, duePerTurn)
}

/** How many stand where this month; the last look of a month is what stays of it. */
function noteMonth(db: WritableDatabase, now: number): void {
  const month = new Date(now).toISOString().slice(0, 7)
  for (const tier of ['loyal', 'potential', 'lost'])
    run(
      db,
      `INSERT OR REPLACE INTO tier_month (month, tier, contacts)
       VALUES ($month, $tier, (SELECT count(*) FROM contact_rfm WHERE tier=$tier))`,
      { month, tier },
    )
}

const monthsBack = 11
/** Looking back goes through all orders for each month; a shop with more of them begins with today. */
const mostOrdersLookedBack = 300_000

/** Where customers stood at the end of earlier months, by the orders until then; each month is worked out once. */
function noteEarlierMonths(db: WritableDatabase, now: number): void {
  const { n } = one<{ n: number }>(db, 'SELECT count(*) AS n FROM shop_order')!
  if (n > mostOrdersLookedBack) return
  const today = new Date(now)
  for (let back = 1; back <= monthsBack; back += 1) {
    const end = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back + 1, 1) - 1
    const month = new Date(end).toISOString().slice(0, 7)
    if (one(db, 'SELECT 1 AS found FROM tier_month WHERE month=$month LIMIT 1', { month })) continue
    const counts = tiersAt(db, end)
    if (counts === null) return
    for (const [tier, contacts] of counts)
      run(db, 'INSERT INTO tier_month (month, tier, contacts) VALUES ($month, $tier, $contacts)', {
        month,
        tier,
        contacts,
      })
  }
}

/** Null where nobody had ordered yet. */
function tiersAt(db: ReadableDatabase, end: number): Map<CustomerTier, number> | null {
  const buyings = all<{ last_order_at: number; order_count: number; order_total: number }>(
    db,
    `SELECT max(at) AS last_order_at, count(*) AS order_count, sum(amount) AS order_total FROM shop_order
     WHERE at<=$end GROUP BY contact_seq`,
    { end },
  ).map((row) => ({
    lastOrderAt: row.last_order_at,
    orderCount: row.order_count,
    orderTotal: row.order_total,
  }))
  if (buyings.length === 0) return null
  const boundsBy = (value: (buying: Buying) => number) =>
    boundsOf(Float64Array.from(buyings, value).sort())
  const thresholds = readOwnThresholds(db) ?? {
    recencyDays: boundsBy((buying) => recencyDays(buying.lastOrderAt, end)),
    frequency: boundsBy((buying) => buying.orderCount),
    monetary: boundsBy((buying) => buying.orderTotal),
  }
  const counts = new Map<CustomerTier, number>([
    ['loyal', 0],
    ['potential', 0],
    ['lost', 0],
  ])
  for (const buying of buyings) {
    const tier = tierOfClass[classOf(scoresOf(buying, thresholds, end))]
    counts.set(tier, (counts.get(tier) ?? 0) + 1)
  }
  return counts
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
     FROM contact_rfm JOIN contact ON contact.seq=contact_rfm.contact_seq GROUP BY class, tier`,
  )
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
