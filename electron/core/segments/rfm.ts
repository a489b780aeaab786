import type { CustomerTier, RfmClass } from '../../../shared/domain/segments.ts'

/**
 * Recency, frequency and money spent, each scored 1 to 5 by fifths of all customers, and put together
 * into ten classes.
 *
 * Source of bins and classes: R package rfm, `rfm_table_order` and the intervals in `rfm_segment`.
 */

type Range = readonly [number, number]

interface ClassDefinition {
  readonly class: RfmClass
  readonly recency: Range
  readonly frequency: Range
  readonly monetary: Range
}

/** The first that fits is the customer's. */
const definitions: readonly ClassDefinition[] = [
  { class: 'champions', recency: [5, 5], frequency: [5, 5], monetary: [5, 5] },
  { class: 'potential_loyalist', recency: [3, 5], frequency: [3, 5], monetary: [2, 5] },
  { class: 'loyal_customers', recency: [2, 4], frequency: [2, 4], monetary: [2, 4] },
  { class: 'promising', recency: [3, 4], frequency: [1, 3], monetary: [3, 5] },
  { class: 'new_customers', recency: [4, 5], frequency: [1, 3], monetary: [1, 5] },
  { class: 'cannot_lose', recency: [1, 2], frequency: [3, 4], monetary: [4, 5] },
  { class: 'at_risk', recency: [1, 2], frequency: [2, 5], monetary: [4, 5] },
  { class: 'need_attention', recency: [1, 3], frequency: [3, 5], monetary: [3, 5] },
  { class: 'about_to_sleep', recency: [2, 3], frequency: [1, 3], monetary: [1, 4] },
  { class: 'lost', recency: [1, 1], frequency: [1, 5], monetary: [1, 5] },
]

/** What a class comes to for the owner: comes again and again, might, or is slipping away. */
export const tierOfClass: Readonly<Record<RfmClass, CustomerTier>> = {
  champions: 'loyal',
  potential_loyalist: 'loyal',
  loyal_customers: 'loyal',
  promising: 'potential',
  new_customers: 'potential',
  need_attention: 'potential',
  others: 'potential',
  cannot_lose: 'lost',
  at_risk: 'lost',
  about_to_sleep: 'lost',
  lost: 'lost',
}

/** Best first: which way a tier or a class lies from another. */
export const tierRanks: Readonly<Record<CustomerTier, number>> = { loyal: 3, potential: 2, lost: 1 }
export const classRanks: Readonly<Record<RfmClass, number>> = {
  champions: 11,
  loyal_customers: 10,
  potential_loyalist: 9,
  promising: 8,
  new_customers: 7,
  need_attention: 6,
  others: 5,
  about_to_sleep: 4,
  at_risk: 3,
  cannot_lose: 2,
  lost: 1,
}

export interface RfmScores {
  readonly recency: number
  readonly frequency: number
  readonly monetary: number
}

const isWithin = (score: number, [low, high]: Range) => score >= low && score <= high

export function classOf(scores: RfmScores): RfmClass {
  return (
    definitions.find(
      (definition) =>
        isWithin(scores.recency, definition.recency) &&
        isWithin(scores.frequency, definition.frequency) &&
        isWithin(scores.monetary, definition.monetary),
    )?.class ?? 'others'
  )
}

/** Four ascending bounds: a value has the score 1 plus the number of bounds that it reaches. */
export type Bounds = number[]

export interface RfmThresholds {
  /** Whole days since the last order; here fewer is better, so the score falls with each bound reached. */
  readonly recencyDays: Bounds
  readonly frequency: Bounds
  /** Minor units. */
  readonly monetary: Bounds
}

/** How far up the sorted values a share lies, between two of them where need be (R's type 7). */
export function quantilePosition(count: number, share: number): { low: number; part: number } {
  const position = (count - 1) * share
  const low = Math.floor(position)
  return { low, part: position - low }
}

/** Bounds of the fifths of ascending values. As in rfm, a bound is one above the quantile. */
export function boundsOf(ascending: ArrayLike<number>): Bounds {
  if (ascending.length === 0) return [1, 1, 1, 1]
  return [0.2, 0.4, 0.6, 0.8].map((share) => {
    const { low, part } = quantilePosition(ascending.length, share)
    const below = ascending[low] ?? 0
    const above = ascending[Math.min(low + 1, ascending.length - 1)] ?? below
    return below + (above - below) * part + 1
  })
}

function reached(bounds: Bounds, value: number): number {
  return bounds.filter((bound) => value >= bound).length
}

export interface Buying {
  readonly lastOrderAt: number
  readonly orderCount: number
  /** Minor units. */
  readonly orderTotal: number
}

const dayMs = 24 * 60 * 60 * 1000

/** Whole days since the last order; an order in the future was today. */
export function recencyDays(lastOrderAt: number, now: number): number {
  return Math.max(0, Math.floor((now - lastOrderAt) / dayMs))
}

export function scoresOf(buying: Buying, thresholds: RfmThresholds, now: number): RfmScores {
  return {
    recency: 5 - reached(thresholds.recencyDays, recencyDays(buying.lastOrderAt, now)),
    frequency: 1 + reached(thresholds.frequency, buying.orderCount),
    monetary: 1 + reached(thresholds.monetary, buying.orderTotal),
  }
}
