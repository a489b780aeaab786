import type { Engagement } from '../../../shared/domain/broadcasts.ts'
import { customerTier, type CustomerTier } from '../../../shared/domain/segments.ts'
import { classOf, scoresOf, tierOfClass, type RfmThresholds } from '../../core/segments/rfm.ts'
import { shareWithInterval } from '../../core/statistics/proportions.ts'
import type { ReadableDatabase } from '../database.ts'
import { readThresholds } from '../segments/rfm-store.ts'
import { all, statement } from '../statement.ts'
import { isGot } from './result-rows.ts'

const dayMs = 24 * 60 * 60 * 1000
const tiers: ReadonlyArray<CustomerTier | null> = [...customerTier.options, null]

interface Month {
  /** Such as `2026-05`. */
  readonly month: string
  /** Unix ms of its beginning, of the one before it, and of the one after it. */
  readonly from: number
  readonly before: number
  readonly to: number
}

type ByTier = ReadonlyMap<CustomerTier | null, Counts>

/** So many. */
interface Counts {
  writtenTo: number
  engaged: number
  converted: number
  /** Who bought in the month before, and how many of them bought again. */
  bought: number
  retained: number
}

/**
 * Month by month (in UTC, as the months of loyalty are), by tier: who was written to, who of them read,
 * answered or clicked, who ordered within the window of a message of that month, and who came back of those
 * who bought in the month before. Tiers are those of the time, since those of today are made of what came
 * after: of messages as they were when the broadcast was frozen, of buyers as their orders up to the
 * beginning of the month make them by the bounds in force. Null: no orders by then, or no scores at all.
 */
export function engagementByMonth(db: ReadableDatabase, now: number, months: number): Engagement {
  const asked = lastMonths(now, months)
  const counts = asked.map(() => new Map(tiers.map((tier) => [tier, noCounts()])))
  for (const [index, month] of asked.entries()) addMessages(db, month, counts[index]!)
  addBuyers(db, asked, readThresholds(db), counts)
  return {
    months: asked.flatMap(({ month }, index) =>
      tiers
        .map((tier) => toRow(month, tier, counts[index]!.get(tier)!))
        .filter((row) => row.writtenTo > 0 || row.retained.n > 0),
    ),
  }
}

const noCounts = (): Counts => ({ writtenTo: 0, engaged: 0, converted: 0, bought: 0, retained: 0 })

function toRow(month: string, tier: CustomerTier | null, counts: Counts) {
  return {
    month,
    tier,
    writtenTo: counts.writtenTo,
    engaged: shareWithInterval({ count: counts.engaged, n: counts.writtenTo }),
    converted: shareWithInterval({ count: counts.converted, n: counts.writtenTo }),
    retained: shareWithInterval({ count: counts.retained, n: counts.bought }),
  }
}

function lastMonths(now: number, months: number): Month[] {
  const today = new Date(now)
  const beginning = (back: number) =>
    Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1)
  return Array.from({ length: months }, (_, index) => {
    const back = months - 1 - index
    const from = beginning(back)
    return {
      month: new Date(from).toISOString().slice(0, 7),
      from,
      before: beginning(back + 1),
      to: beginning(back - 1),
    }
  })
}

/** A person counts once a month, with the tier of the first message. */
function addMessages(db: ReadableDatabase, { from, to }: Month, counts: ByTier): void {
  const rows = all<{ stratum: string; writtenTo: number; engaged: number; converted: number }>(
    db,
    `WITH span AS MATERIALIZED (SELECT seq, coalesce(settings ->> '$.windowDays', 7) * ${dayMs} AS ms FROM broadcast),
     person AS (
       -- with one bare min() the other columns are those of its row
       SELECT min(recipient.sent_at), stratum,
         sum(coalesce(read_at, answered_at, clicked_at) IS NOT NULL) > 0 AS isEngaged,
         sum(EXISTS (SELECT 1 FROM shop_order WHERE shop_order.contact_seq=recipient.contact_seq
           AND at >= recipient.sent_at AND at < recipient.sent_at + span.ms)) > 0 AS isConverted
       FROM broadcast_recipient AS recipient INDEXED BY broadcast_recipient_by_time
         CROSS JOIN span ON span.seq=recipient.broadcast_seq
       WHERE recipient.sent_at >= $from AND recipient.sent_at < $to AND ${isGot('recipient')}
       GROUP BY recipient.contact_seq)
     SELECT stratum, count(*) AS writtenTo, sum(isEngaged) AS engaged, sum(isConverted) AS converted
     FROM person GROUP BY stratum`,
    { from, to },
  )
  for (const row of rows) {
    const of = counts.get(customerTier.safeParse(row.stratum).data ?? null)!
    of.writtenTo += row.writtenTo
    of.engaged += row.engaged
    of.converted += row.converted
  }
}

/**
 * In one walk through the orders, person by person: what a person had bought by the beginning of a month is
 * what the walk has passed by then.
 */
function addBuyers(
  db: ReadableDatabase,
  months: readonly Month[],
  thresholds: RfmThresholds | null,
  counts: readonly ByTier[],
): void {
  const [first, last] = [months[0]!, months.at(-1)!]
  const earlier = boughtBefore(db, first.before)
  // Of who bought in the month before the one with that number.
  const note = (person: Person, isBack: boolean) => {
    const month = months[person.period]
    if (month === undefined) return
    const tier =
      thresholds === null ? null : tierOfClass[classOf(scoresOf(person, thresholds, month.from))]
    const of = counts[person.period]!.get(tier)!
    of.bought += 1
    if (isBack) of.retained += 1
  }
  // Nobody: bought in no month that has one after it.
  let person: Person = { contactSeq: -1, period: months.length, lastOrderAt: 0, ...nothing }
  for (const [contactSeq, at, amount] of ordersBetween(db, first.before, last.to)) {
    const isSame = person.contactSeq === contactSeq
    let period = isSame ? person.period : 0
    while (months[period] !== undefined && at >= months[period]!.from) period += 1
    if (!isSame || period > person.period) note(person, isSame && period === person.period + 1)
    if (!isSame)
      person = { contactSeq, period, lastOrderAt: at, ...(earlier.get(contactSeq) ?? nothing) }
    person.period = period
    person.lastOrderAt = at
    person.orderCount += 1
    person.orderTotal += amount
  }
  note(person, false)
}

interface Person {
  readonly contactSeq: number
  /** Number of the month after the one that the walk is in. */
  period: number
  lastOrderAt: number
  orderCount: number
  orderTotal: number
}

const nothing = { orderCount: 0, orderTotal: 0 }

function boughtBefore(db: ReadableDatabase, at: number): Map<number, typeof nothing> {
  const rows = statement(
    db,
    `SELECT contact_seq, count(*), sum(amount) FROM shop_order INDEXED BY shop_order_by_contact
     WHERE at < $at GROUP BY contact_seq`,
  )
    .raw(true)
    .iterate({ at }) as IterableIterator<[number, number, number]>
  const found = new Map<number, typeof nothing>()
  for (const [contactSeq, orderCount, orderTotal] of rows)
    found.set(contactSeq, { orderCount, orderTotal })
  return found
}

function ordersBetween(db: ReadableDatabase, from: number, to: number) {
  return statement(
    db,
    `SELECT contact_seq, at, amount FROM shop_order INDEXED BY shop_order_by_contact
     WHERE at >= $from AND at < $to ORDER BY contact_seq, at`,
  )
    .raw(true)
    .iterate({ from, to }) as IterableIterator<[number, number, number]>
}
