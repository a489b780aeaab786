import type { Engagement } from '../../../shared/domain/broadcasts.ts'
import { customerTier, type CustomerTier } from '../../../shared/domain/segments.ts'
import { classOf, scoresOf, tierOfClass, type RfmThresholds } from '../../core/segments/rfm.ts'
import { shareWithInterval } from '../../core/statistics/proportions.ts'
import type { ReadableDatabase } from '../database.ts'
import { readThresholds } from '../segments/rfm-store.ts'
import { all } from '../statement.ts'
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
  const thresholds = readThresholds(db)
  return {
    months: lastMonths(now, months).flatMap((month) => {
      const counts = new Map(tiers.map((tier) => [tier, noCounts()]))
      addMessages(db, month, counts)
      addBuyers(db, month, thresholds, counts)
      return tiers
        .map((tier) => toRow(month.month, tier, counts.get(tier)!))
        .filter((row) => row.writtenTo > 0 || row.retained.n > 0)
    }),
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
function addMessages(
  db: ReadableDatabase,
  { from, to }: Month,
  counts: ReadonlyMap<CustomerTier | null, Counts>,
): void {
  const rows = all<{ stratum: string; writtenTo: number; engaged: number; converted: number }>(
    db,
    `WITH span AS MATERIALIZED (SELECT seq, coalesce(settings ->> '$.windowDays', 7) * ${dayMs} AS ms FROM broadcast),
     person AS (
       -- with one bare min() the other columns are those of its row
       SELECT min(recipient.sent_at), stratum,
         sum(coalesce(read_at, answered_at, clicked_at) IS NOT NULL) > 0 AS isEngaged,
         sum(EXISTS (SELECT 1 FROM shop_order WHERE shop_order.contact_seq=recipient.contact_seq
           AND at >= recipient.sent_at AND at < recipient.sent_at + span.ms)) > 0 AS isConverted
       FROM broadcast_recipient AS recipient JOIN span ON span.seq=recipient.broadcast_seq
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

function addBuyers(
  db: ReadableDatabase,
  { from, before, to }: Month,
  thresholds: RfmThresholds | null,
  counts: ReadonlyMap<CustomerTier | null, Counts>,
): void {
  const rows = all<{ lastOrderAt: number; orderCount: number; orderTotal: number; isBack: number }>(
    db,
    `WITH buyer AS MATERIALIZED (SELECT DISTINCT contact_seq FROM shop_order WHERE at >= $before AND at < $from)
     SELECT max(earlier.at) AS lastOrderAt, count(*) AS orderCount, sum(earlier.amount) AS orderTotal,
       EXISTS (SELECT 1 FROM shop_order AS again WHERE again.contact_seq=buyer.contact_seq
         AND again.at >= $from AND again.at < $to) AS isBack
     FROM buyer CROSS JOIN shop_order AS earlier ON earlier.contact_seq=buyer.contact_seq AND earlier.at < $from
     GROUP BY buyer.contact_seq`,
    { from, before, to },
  )
  for (const row of rows) {
    const tier = thresholds === null ? null : tierOfClass[classOf(scoresOf(row, thresholds, from))]
    const of = counts.get(tier)!
    of.bought += 1
    of.retained += row.isBack
  }
}
