import {
  boundsOf,
  classOf,
  recencyDays,
  classRanks,
  scoresOf,
  tierOfClass,
  tierRanks,
  type Buying,
  type RfmThresholds,
} from '../../core/segments/rfm.ts'
import { monthOf } from '../../core/segments/moments.ts'
import type { CustomerTier, RfmClass } from '../../../shared/domain/segments.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { writeValue } from '../settings-store.ts'
import { all, one, run, statement } from '../statement.ts'
import { buyers, computedAtKey, readOwnThresholds, thresholdsKey } from './rfm-store.ts'

/** A piece of the work, for a transaction of its own. */
export type RfmStep = (db: WritableDatabase) => void

/** Contacts that one piece looks at; it takes some milliseconds. */
const usualWidth = 5_000

/**
 * Scores of all customers from scratch, piece by piece; each lies on what those before it left on disk or
 * in memory, and the last ones write down that it was done. Broken off, it is begun again.
 */
export function* recomputeSteps(
  db: ReadableDatabase,
  now: number,
  width = usualWidth,
): Generator<RfmStep> {
  const last = one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM contact')!.seq ?? 0
  const columns: Columns = [[], [], []]
  const own = readOwnThresholds(db)
  if (own === null)
    for (let after = -1; after < last; after += width)
      yield (store) => measure(store, columns, now, after, after + width)
  const bounds: number[][] = []
  if (own === null)
    for (const column of columns)
      yield () => void bounds.push(boundsOf(Float64Array.from(column).sort()))
  const thresholds = own ?? {
    recencyDays: bounds[0]!,
    frequency: bounds[1]!,
    monetary: bounds[2]!,
  }
  for (let after = -1; after < last; after += width)
    yield (store) => score(store, thresholds, now, after, after + width)
  yield (store) => {
    writeValue(store, thresholdsKey, JSON.stringify(thresholds))
    writeValue(store, computedAtKey, String(now))
    noteMonth(store, now)
    run(store, 'DELETE FROM rfm_fall WHERE month < $month', {
      month: monthOf(now, mostMonthsKept),
    })
  }
  yield* earlierMonths(db, now)
}

/** The same in one go, for whoever is in a transaction already. */
export function recomputeRfm(db: WritableDatabase, now: number): void {
  for (const step of recomputeSteps(db, now)) step(db)
}

type Columns = readonly [number[], number[], number[]]

const inRange = 'seq > $after AND seq <= $upTo'

/** Three columns of numbers are all that is held in memory. */
function measure(
  db: ReadableDatabase,
  columns: Columns,
  now: number,
  after: number,
  upTo: number,
): void {
  const rows = statement(
    db,
    `SELECT last_order_at, order_count, order_total ${buyers} AND ${inRange}`,
  )
    .raw(true)
    .iterate({ after, upTo }) as IterableIterator<[number, number, number]>
  for (const [lastOrderAt, count, total] of rows) {
    columns[0].push(recencyDays(lastOrderAt, now))
    columns[1].push(count)
    columns[2].push(total)
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

function score(
  db: WritableDatabase,
  thresholds: RfmThresholds,
  now: number,
  after: number,
  upTo: number,
): void {
  const range = { after, upTo }
  // Written once a month, with the first look at it; broken off and begun again, it stays as it was.
  run(
    db,
    `INSERT INTO rfm_before (contact_seq, month, class, tier)
     SELECT contact_seq, $month, class, tier FROM contact_rfm WHERE contact_seq > $after AND contact_seq <= $upTo
     ON CONFLICT (contact_seq) DO UPDATE SET month=excluded.month, class=excluded.class, tier=excluded.tier
       WHERE rfm_before.month <> excluded.month`,
    { ...range, month: monthOf(now) },
  )
  run(db, 'DELETE FROM contact_rfm WHERE contact_seq > $after AND contact_seq <= $upTo', range)
  run(db, 'DELETE FROM rfm_due WHERE contact_seq > $after AND contact_seq <= $upTo', range)
  run(
    db,
    `INSERT INTO contact_rfm (contact_seq, recency, frequency, monetary, class, tier, computed_at, contact_id)
     WITH mix(score, class, tier) AS MATERIALIZED (
       SELECT json_extract(value,'$[0]'), json_extract(value,'$[1]'), json_extract(value,'$[2]') FROM json_each($mixes)),
     scored AS (SELECT seq, id, 5 - (${reachedOf('max(0, ($now - last_order_at) / 86400000)', 'r')}) AS recency,
       1 + ${reachedOf('order_count', 'f')} AS frequency, 1 + ${reachedOf('order_total', 'm')} AS monetary
       ${buyers} AND ${inRange})
     SELECT seq, recency, frequency, monetary, mix.class, mix.tier, $now, id
     FROM scored CROSS JOIN mix ON mix.score = recency*100 + frequency*10 + monetary ORDER BY seq`,
    { mixes, now, ...range, ...boundParameters(thresholds) },
  )
  noteFalls(db, monthOf(now), range)
}

const rankOf = (column: string, ranks: Readonly<Record<string, number>>) =>
  `CASE ${column} ${Object.entries(ranks)
    .map(([word, rank]) => `WHEN '${word}' THEN ${rank}`)
    .join(' ')} END`

const hasFallen = `(${rankOf('contact_rfm.tier', tierRanks)} < ${rankOf('rfm_before.tier', tierRanks)}
  OR ${rankOf('contact_rfm.class', classRanks)} < ${rankOf('rfm_before.class', classRanks)})`

/** Who stands lower than when the month began, as far as it is known by now. */
function noteFalls(
  db: WritableDatabase,
  month: string,
  range: { readonly after: number; readonly upTo: number },
): void {
  const parameters = { ...range, month }
  const inReach = 'contact_seq > $after AND contact_seq <= $upTo AND month=$month'
  run(db, `DELETE FROM rfm_fall WHERE ${inReach}`, parameters)
  run(
    db,
    `INSERT INTO rfm_fall (contact_seq, month, from_class, from_tier)
     SELECT rfm_before.contact_seq, $month, rfm_before.class, rfm_before.tier
     FROM rfm_before JOIN contact_rfm ON contact_rfm.contact_seq=rfm_before.contact_seq
     WHERE rfm_before.contact_seq > $after AND rfm_before.contact_seq <= $upTo AND rfm_before.month=$month
       AND ${hasFallen} ORDER BY 1`,
    parameters,
  )
}

function insertFall(db: WritableDatabase, seq: number, month: string, from: RfmClass): void {
  run(
    db,
    `INSERT OR IGNORE INTO rfm_fall (contact_seq, month, from_class, from_tier)
     VALUES ($seq, $month, $from, $tier)`,
    { seq, month, from, tier: tierOfClass[from] },
  )
}

const isFall = (from: RfmClass, to: RfmClass) =>
  classRanks[to] < classRanks[from] || tierRanks[tierOfClass[to]] < tierRanks[tierOfClass[from]]

function boundParameters(thresholds: RfmThresholds): Record<string, number> {
  const named = (name: string, values: readonly number[]) =>
    values.map((value, index): [string, number] => [`${name}${index}`, value])
  return Object.fromEntries([
    ...named('r', thresholds.recencyDays),
    ...named('f', thresholds.frequency),
    ...named('m', thresholds.monetary),
  ])
}

/** How many stand where this month; the last look of a month is what stays of it. */
function noteMonth(db: WritableDatabase, now: number): void {
  const month = monthOf(now)
  run(db, 'DELETE FROM class_move WHERE month=$month', { month })
  run(
    db,
    `INSERT INTO class_move (month, from_class, to_class, contacts)
     SELECT $month, rfm_before.class, contact_rfm.class, count(*) FROM rfm_before
       JOIN contact_rfm ON contact_rfm.contact_seq=rfm_before.contact_seq
     WHERE rfm_before.month=$month AND rfm_before.class<>contact_rfm.class GROUP BY 2, 3`,
    { month },
  )
  for (const tier of ['loyal', 'potential', 'lost'])
    run(
      db,
      `INSERT OR REPLACE INTO tier_month (month, tier, contacts)
       VALUES ($month, $tier, (SELECT count(*) FROM contact_rfm WHERE tier=$tier))`,
      { month, tier },
    )
}

const monthsBack = 11
/** Falls are asked about for so many months at most. */
const mostMonthsKept = 24
/** Looking back goes through all orders for each month; a shop with more of them begins with today. */
const mostOrdersLookedBack = 300_000

/** Where customers stood at the end of earlier months, by the orders until then; each month is worked out once. */
function* earlierMonths(db: ReadableDatabase, now: number): Generator<RfmStep> {
  const { n } = one<{ n: number }>(db, 'SELECT count(*) AS n FROM shop_order')!
  if (n > mostOrdersLookedBack) return
  const today = new Date(now)
  for (let back = 1; back <= monthsBack; back += 1) {
    const end = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back + 1, 1) - 1
    const month = monthOf(end)
    if (one(db, 'SELECT 1 AS found FROM tier_month WHERE month=$month LIMIT 1', { month })) continue
    if (!one(db, 'SELECT 1 AS found FROM shop_order WHERE at<=$end LIMIT 1', { end })) return
    yield (store) => {
      const classes = noteEarlierMonth(store, month, end)
      // Nothing is known yet of how the running month began.
      if (back === 1) noteFallsSince(store, monthOf(now), classes)
    }
  }
}

function noteFallsSince(
  db: WritableDatabase,
  month: string,
  before: ReadonlyMap<number, RfmClass>,
): void {
  for (const row of all<{ contact_seq: number; class: RfmClass }>(
    db,
    'SELECT contact_seq, class FROM contact_rfm',
    {},
  )) {
    const from = before.get(row.contact_seq)
    if (from !== undefined && isFall(from, row.class)) insertFall(db, row.contact_seq, month, from)
  }
}

function noteEarlierMonth(
  db: WritableDatabase,
  month: string,
  end: number,
): ReadonlyMap<number, RfmClass> {
  const classes = classesAt(db, end)
  const date = new Date(end)
  const before = classesAt(db, Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) - 1)
  noteMoves(db, month, before, classes)
  for (const [tier, contacts] of tiersOf(classes))
    run(db, 'INSERT INTO tier_month (month, tier, contacts) VALUES ($month, $tier, $contacts)', {
      month,
      tier,
      contacts,
    })
  return classes
}

/** The class of every customer by the orders until then. */
function classesAt(db: ReadableDatabase, end: number): Map<number, RfmClass> {
  const buyings = all<{
    contact_seq: number
    last_order_at: number
    order_count: number
    order_total: number
  }>(
    db,
    `SELECT contact_seq, max(at) AS last_order_at, count(*) AS order_count, sum(amount) AS order_total FROM shop_order
     WHERE at<=$end GROUP BY contact_seq`,
    { end },
  ).map((row) => ({
    seq: row.contact_seq,
    lastOrderAt: row.last_order_at,
    orderCount: row.order_count,
    orderTotal: row.order_total,
  }))
  const boundsBy = (value: (buying: Buying) => number) =>
    boundsOf(Float64Array.from(buyings, value).sort())
  const thresholds = readOwnThresholds(db) ?? {
    recencyDays: boundsBy((buying) => recencyDays(buying.lastOrderAt, end)),
    frequency: boundsBy((buying) => buying.orderCount),
    monetary: boundsBy((buying) => buying.orderTotal),
  }
  return new Map(buyings.map((buying) => [buying.seq, classOf(scoresOf(buying, thresholds, end))]))
}

function noteMoves(
  db: WritableDatabase,
  month: string,
  before: ReadonlyMap<number, RfmClass>,
  after: ReadonlyMap<number, RfmClass>,
): void {
  const moves = new Map<string, number>()
  for (const [seq, from] of before) {
    const to = after.get(seq)
    if (to === undefined || to === from) continue
    if (isFall(from, to)) insertFall(db, seq, month, from)
    const move = `${from} ${to}`
    moves.set(move, (moves.get(move) ?? 0) + 1)
  }
  for (const [move, contacts] of moves) {
    const [from, to] = move.split(' ') as [string, string]
    run(db, 'INSERT OR REPLACE INTO class_move VALUES ($month, $from, $to, $contacts)', {
      month,
      from,
      to,
      contacts,
    })
  }
}

function tiersOf(classes: ReadonlyMap<number, RfmClass>): Map<CustomerTier, number> {
  const counts = new Map<CustomerTier, number>([
    ['loyal', 0],
    ['potential', 0],
    ['lost', 0],
  ])
  for (const found of classes.values()) {
    const tier = tierOfClass[found]
    counts.set(tier, (counts.get(tier) ?? 0) + 1)
  }
  return counts
}
