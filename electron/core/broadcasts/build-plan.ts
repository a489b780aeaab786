import type {
  BroadcastPlan,
  BroadcastSettings,
  RateCard,
  SkipReason,
} from '../../../shared/domain/broadcasts.ts'
import { priceGroups, type PricedGroup, type RateCategory } from './cost.ts'
import { planDraw } from './draw.ts'
import type { DailyLimit } from './moving-day.ts'
import { pairMs } from './number-limits.ts'
import { alwaysOpen, openHours } from './quiet-hours.ts'
import { planSchedule, type RecipientGroup, type Schedule, type SendLimits } from './schedule.ts'
import { shareOut } from './share-out.ts'
import { dateIn, nextMidnight } from './time-zones.ts'

/** People of the audience who are alike in all that planning asks. */
export interface AudienceGroup {
  readonly country: string
  readonly stratum: string
  readonly isInWindow: boolean
  /** Null: will get it. */
  readonly reason: SkipReason | null
  readonly contacts: number
}

export interface PlannedVariant {
  readonly templateId: string
  readonly share: number
  readonly category: RateCategory
  readonly blockedCode: BroadcastPlan['variants'][number]['blockedCode']
}

/** The four limits as they are now. */
export interface StandingLimits {
  /** Messages a second of the number. */
  readonly throughput: number
  readonly portfolio: DailyLimit
  readonly ownPerSecond: number | null
  readonly own: DailyLimit
  /** Whom a message left for so shortly ago that the next has to wait, and when the last of those left. */
  readonly pair: { readonly used: number; readonly lastAt: number | null }
  /** Messages of other broadcasts that leave first. */
  readonly ahead: number
}

export interface PlanInput {
  /** Unix ms. */
  readonly startAt: number
  readonly audience: readonly AudienceGroup[]
  readonly variants: readonly PlannedVariant[]
  readonly settings: BroadcastSettings
  readonly limits: StandingLimits
  readonly rateCard: RateCard
  /** The shop's time zone. */
  readonly timeZone: string
}

/** What a send comes to, worked out from counts alone. */
export function buildPlan(input: PlanInput): BroadcastPlan {
  const eligible = input.audience.filter((group) => group.reason === null)
  const draws = planDraw(
    countBy(eligible, ({ stratum }) => stratum),
    {
      holdOutPercent: input.settings.holdOutPercent,
      shares: input.variants.map(({ share }) => share),
    },
  )
  const byVariant = input.variants.map((_, at) =>
    sum([...draws.values()].map((draw) => draw.variants[at]!)),
  )
  const recipients = sum(byVariant)
  const countries = shareCountries(eligible, recipients)
  const groups = countries.map(({ country, count }) => ({
    hours: openHours(country, input.settings.quietHours),
    count,
  }))
  const schedule = planAll(input, groups)
  const costs = priceGroups(
    pricedGroups(eligible, countries, input.variants, byVariant),
    input.rateCard,
  )
  return {
    audience: sum(input.audience.map(({ contacts }) => contacts)),
    recipients,
    holdOut: sum([...draws.values()].map(({ holdOut }) => holdOut)),
    skipped: skippedOf(input.audience),
    variants: input.variants.map(({ templateId, blockedCode }, at) => {
      return { templateId, recipients: byVariant[at]!, blockedCode }
    }),
    limits: limitsOf(input, recipients),
    startAt: schedule.startAt,
    finishAt: schedule.finishAt,
    days: daysOf(schedule, input.timeZone),
    waitingForMorning: sum(
      groups.map(({ hours, count }) => (hours.openUntil(input.startAt) === null ? count : 0)),
    ),
    costs,
    cost: {
      amount: sum(costs.map(({ amount }) => amount ?? 0)),
      currency: input.rateCard.currency,
    },
    rateCardAsOf: input.rateCard.asOf,
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((whole, value) => whole + value, 0)
}

function countBy<T extends { readonly contacts: number }, K>(
  groups: readonly T[],
  keyOf: (group: T) => K,
): Map<K, number> {
  const counts = new Map<K, number>()
  for (const group of groups)
    counts.set(keyOf(group), (counts.get(keyOf(group)) ?? 0) + group.contacts)
  return counts
}

function skippedOf(audience: readonly AudienceGroup[]): BroadcastPlan['skipped'] {
  const skipped = audience.flatMap(({ reason, contacts }) =>
    reason === null ? [] : [{ reason, contacts }],
  )
  return [...countBy(skipped, ({ reason }) => reason)]
    .map(([reason, contacts]) => ({ reason, contacts }))
    .sort((one, other) => other.contacts - one.contacts)
}

interface CountryCount {
  readonly country: string
  readonly count: number
}

/** Who of each country is left after the hold-out; which of them is drawn at the freeze. */
function shareCountries(eligible: readonly AudienceGroup[], recipients: number): CountryCount[] {
  const counts = [...countBy(eligible, ({ country }) => country)].sort(
    ([one, size], [other, otherSize]) => otherSize - size || (one < other ? -1 : 1),
  )
  const shares = shareOut(
    recipients,
    counts.map(([, count]) => count),
  )
  return counts.map(([country], at) => ({ country, count: shares[at]! }))
}

function pricedGroups(
  eligible: readonly AudienceGroup[],
  countries: readonly CountryCount[],
  variants: readonly PlannedVariant[],
  byVariant: readonly number[],
): PricedGroup[] {
  const all = countBy(eligible, ({ country }) => country)
  const open = countBy(
    eligible.filter(({ isInWindow }) => isInWindow),
    ({ country }) => country,
  )
  return countries.flatMap(({ country, count }) => {
    const found = new Map<RateCategory, number>()
    shareOut(count, byVariant).forEach((part, at) => {
      const { category } = variants[at]!
      found.set(category, (found.get(category) ?? 0) + part)
    })
    const openShare = (open.get(country) ?? 0) / (all.get(country) ?? 1)
    return [...found]
      .filter(([, recipients]) => recipients > 0)
      .map(([category, recipients]) => {
        return { country, category, recipients, inWindow: Math.round(recipients * openShare) }
      })
  })
}

function planAll(input: PlanInput, groups: readonly RecipientGroup[]): Schedule {
  const { throughput, ownPerSecond, portfolio, own, ahead } = input.limits
  let end = -Infinity
  return planSchedule({
    startAt: input.startAt,
    groups,
    pace: input.settings.pace,
    limits: { perSecond: Math.min(throughput, ownPerSecond ?? Infinity), portfolio, own },
    ahead,
    endOfDay(at) {
      if (at >= end) end = nextMidnight(input.timeZone, at)
      return end
    },
  })
}

function daysOf({ slices }: Schedule, timeZone: string): BroadcastPlan['days'] {
  const days = new Map<string, number>()
  for (const { from, count } of slices) {
    const date = dateIn(timeZone, from)
    days.set(date, (days.get(date) ?? 0) + count)
  }
  return [...days].map(([date, recipients]) => ({ date, recipients }))
}

/** Each limit alone, at any hour and as fast as it lets. */
function limitsOf(input: PlanInput, recipients: number): BroadcastPlan['limits'] {
  const { throughput, portfolio, own, ownPerSecond, pair } = input.limits
  const finish = (limits: SendLimits) =>
    planSchedule({
      startAt: input.startAt,
      groups: [{ hours: alwaysOpen, count: recipients }],
      pace: { kind: 'fast' },
      limits,
    }).finishAt
  const usedOf = (limit: DailyLimit) =>
    limit === null ? null : sum(limit.uses.map(({ count }) => count))
  const hasOwn = own !== null || ownPerSecond !== null
  return [
    {
      limit: 'throughput',
      finishAt: finish({ perSecond: throughput }),
      value: throughput,
      used: null,
    },
    {
      limit: 'pair',
      finishAt: pair.lastAt === null ? null : Math.max(input.startAt, pair.lastAt + pairMs),
      value: 1,
      used: pair.used,
    },
    {
      limit: 'portfolio',
      finishAt: portfolio === null ? null : finish({ portfolio }),
      value: portfolio?.perDay ?? null,
      used: usedOf(portfolio),
    },
    {
      limit: 'own',
      finishAt: hasOwn ? finish({ own, perSecond: ownPerSecond ?? undefined }) : null,
      value: own?.perDay ?? ownPerSecond,
      used: usedOf(own),
    },
  ]
}
