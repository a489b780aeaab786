import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueAt, dueBy, duePieces } from '../../../../electron/core/broadcasts/due-times.ts'
import { dayMs } from '../../../../electron/core/broadcasts/moving-day.ts'
import { alwaysOpen, openHours } from '../../../../electron/core/broadcasts/quiet-hours.ts'
import {
  planSchedule,
  type ScheduleInput,
  type Slice,
} from '../../../../electron/core/broadcasts/schedule.ts'

const startAt = Date.UTC(2026, 2, 27, 10, 2, 30)
const hourMs = 60 * 60 * 1000
const night = { from: 1260, to: 540 }
const fast = { kind: 'fast' } as const

interface Message {
  readonly at: number
  readonly group: number
}

/** Every message of a schedule, one by one, as fast as the throughput lets them leave. */
function messages(slices: readonly Slice[], perSecond: number): Message[] {
  return slices.flatMap(({ group, from, count }) =>
    Array.from({ length: count }, (_, at) => ({ group, at: from + (at * 1000) / perSecond })),
  )
}

/** The most that lie within any stretch of so many ms. */
function mostWithin(moments: readonly number[], length: number): number {
  const sorted = [...moments].sort((one, other) => one - other)
  let most = 0
  for (let first = 0, last = 0; last < sorted.length; last += 1) {
    while (sorted[last]! - sorted[first]! >= length) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

const uses = (limit: number) =>
  fc
    .array(fc.record({ back: fc.integer({ min: 0, max: dayMs }), count: fc.nat(20) }), {
      maxLength: 8,
    })
    .map((given) => {
      let left = limit
      return given.flatMap(({ back, count }) => {
        const taken = Math.min(count, left)
        left -= taken
        return taken === 0 ? [] : [{ at: startAt - back, count: taken }]
      })
    })
const daily = fc
  .integer({ min: 20, max: 400 })
  .chain((perDay) => fc.option(fc.record({ perDay: fc.constant(perDay), uses: uses(perDay) })))

const asked = fc.record({
  countries: fc.uniqueArray(fc.constantFrom('US', 'CN', 'DE', 'BR', 'IN', 'RU', 'NZ'), {
    minLength: 1,
  }),
  counts: fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 7, maxLength: 7 }),
  quiet: fc.constantFrom(null, night, { from: 0, to: 480 }),
  pace: fc.oneof(
    fc.constant(fast),
    fc.record({ kind: fc.constant('spread' as const), hours: fc.integer({ min: 1, max: 48 }) }),
  ),
  perSecond: fc.integer({ min: 1, max: 80 }),
  portfolio: daily,
  own: daily,
  ahead: fc.nat(60),
})

describe('a schedule', () => {
  it('exceeds no limit and wakes nobody, message by message, in a simulated week and longer', () => {
    fc.assert(
      fc.property(asked, (given) => {
        const groups = given.countries.map((country, at) => {
          return { hours: openHours(country, given.quiet), count: given.counts[at]! }
        })
        const { perSecond, portfolio, own, pace, ahead } = given
        const input: ScheduleInput = {
          startAt,
          groups,
          pace,
          ahead,
          limits: { perSecond, portfolio, own },
        }
        const { slices, finishAt } = planSchedule(input)
        const sent = messages(slices, perSecond)
        expect(
          mostWithin(
            sent.map(({ at }) => at),
            1000,
          ),
        ).toBeLessThanOrEqual(perSecond)
        for (const limit of [portfolio, own]) {
          if (limit === null) continue
          const before = limit.uses.flatMap(({ at, count }) => Array<number>(count).fill(at))
          const all = [...before, ...sent.map(({ at }) => at)]
          expect(mostWithin(all, dayMs)).toBeLessThanOrEqual(limit.perDay)
        }
        // nobody's night, and nobody twice or never
        for (const { group, at } of sent) expect(groups[group]!.hours.openUntil(at)).not.toBeNull()
        groups.forEach(({ count }, group) =>
          expect(sent.filter((message) => message.group === group)).toHaveLength(count),
        )
        // nobody before their turn
        groups.forEach(({ hours, count }, group) => {
          const pieces = duePieces(hours, startAt, pace)
          let done = 0
          for (const slice of slices.filter((each) => each.group === group)) {
            done += slice.count
            expect(done).toBeLessThanOrEqual(dueBy(pieces, count, slice.from))
          }
        })
        if (sent.length > 0) expect(finishAt).toBeGreaterThanOrEqual(sent.at(-1)!.at)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['throughput alone', { perSecond: 80 }, 8000, 100_000],
    ['an unlimited send', {}, 1_000_000, 0],
    ['a portfolio of 250', { portfolio: { perDay: 250, uses: [] } }, 1000, 3 * dayMs],
    [
      'own caps of 400 a day',
      { own: { perDay: 400, uses: [] }, perSecond: 1 },
      500,
      dayMs + 100_000,
    ],
  ])('of %s finishes when it must', (_, limits, count, after) => {
    const plan = planSchedule({
      startAt,
      groups: [{ hours: alwaysOpen, count }],
      pace: fast,
      limits,
    })
    expect(plan.startAt).toBe(startAt)
    // a day's last messages count until they may have left, so the next day begins as much later
    expect(plan.finishAt! - startAt).toBeGreaterThanOrEqual(after)
    expect(plan.finishAt! - startAt).toBeLessThan(after + 10 * 60_000)
  })

  it('waits for what was used in the last 24 hours', () => {
    const portfolio = { perDay: 250, uses: [{ at: startAt - 20 * hourMs, count: 250 }] }
    const plan = planSchedule({
      startAt,
      groups: [{ hours: alwaysOpen, count: 1 }],
      pace: fast,
      limits: { portfolio },
    })
    expect(plan.startAt).toBe(startAt + 4 * hourMs)
  })

  it('waits for the morning', () => {
    const plan = planSchedule({
      startAt: Date.UTC(2026, 6, 1, 20),
      groups: [{ hours: openHours('DE', night), count: 5 }],
      pace: fast,
      limits: { perSecond: 80 },
    })
    expect(plan.startAt).toBe(Date.UTC(2026, 6, 2, 7))
  })

  it('lets other broadcasts go first', () => {
    const plan = planSchedule({
      startAt,
      groups: [{ hours: alwaysOpen, count: 80 }],
      pace: fast,
      limits: { perSecond: 80 },
      ahead: 8000,
    })
    expect(plan.startAt! - startAt).toBeGreaterThanOrEqual(100_000)
    expect(plan.slices.reduce((sum, { count }) => sum + count, 0)).toBe(80)
  })

  it('of years is told by the pace of its weeks', () => {
    const plan = planSchedule({
      startAt,
      groups: [{ hours: alwaysOpen, count: 250 * 1000 }],
      pace: fast,
      limits: { perSecond: 80, portfolio: { perDay: 250, uses: [] } },
    })
    expect(Math.abs(plan.finishAt! - startAt - 999 * dayMs)).toBeLessThan(10 * dayMs)
  })

  it('of nobody has neither beginning nor end', () => {
    const plan = planSchedule({ startAt, groups: [], pace: fast, limits: { perSecond: 80 } })
    expect(plan).toEqual({ slices: [], startAt: null, finishAt: null })
  })
})

describe('due times', () => {
  it('spread evenly over the hours that are not quiet', () => {
    const hours = openHours('DE', night)
    const pieces = duePieces(hours, Date.UTC(2026, 6, 1, 15), { kind: 'spread', hours: 24 })
    // 17:00 to 21:00 and 09:00 to 17:00 in Berlin: a third of them today
    expect(pieces).toEqual([
      {
        from: Date.UTC(2026, 6, 1, 15),
        until: Date.UTC(2026, 6, 1, 19),
        fromShare: 0,
        untilShare: 1 / 3,
      },
      {
        from: Date.UTC(2026, 6, 2, 7),
        until: Date.UTC(2026, 6, 2, 15),
        fromShare: 1 / 3,
        untilShare: 1,
      },
    ])
    expect(dueAt(pieces, 0)).toBe(Date.UTC(2026, 6, 1, 15))
    expect(dueAt(pieces, 1 / 6)).toBe(Date.UTC(2026, 6, 1, 17))
    expect(dueAt(pieces, 2 / 3)).toBe(Date.UTC(2026, 6, 2, 11))
  })

  it('come at once after hours that are all quiet', () => {
    const at = Date.UTC(2026, 6, 1, 20)
    const pieces = duePieces(openHours('DE', night), at, { kind: 'spread', hours: 2 })
    expect(dueAt(pieces, 0.99)).toBe(Date.UTC(2026, 6, 2, 7))
    expect(dueBy(pieces, 10, at)).toBe(0)
    expect(dueBy(pieces, 10, Date.UTC(2026, 6, 2, 7))).toBe(10)
  })
})
