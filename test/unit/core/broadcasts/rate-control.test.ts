import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRateControl } from '../../../../electron/core/broadcasts/rate-control.ts'

/** Lets as many go as may, each answered so many ms later; returns when each arrived on the other side. */
function simulate(limit: number, delays: readonly { there: number; back: number }[]): number[] {
  const rate = createRateControl(limit)
  const arrived: number[] = []
  const answers: { at: number; leftAt: number }[] = []
  let now = 0
  for (const { there, back } of delays) {
    for (;;) {
      answers.sort((a, b) => a.at - b.at)
      while (answers[0] && answers[0].at <= now) {
        const answer = answers.shift()!
        rate.answered(answer.leftAt, answer.at)
      }
      const wait = rate.waitMs(now)
      if (wait === 0) break
      now = Math.min(now + wait, answers[0]?.at ?? Infinity)
    }
    rate.leave(now)
    arrived.push(now + there)
    answers.push({ at: now + there + back, leftAt: now })
  }
  return arrived.sort((a, b) => a - b)
}

function mostInASecond(arrived: readonly number[]): number {
  return Math.max(
    ...arrived.map((from) => arrived.filter((at) => at > from - 1000 && at <= from).length),
  )
}

const delay = fc.record({
  there: fc.double({ min: 20, max: 90, noNaN: true }),
  back: fc.double({ min: 20, max: 90, noNaN: true }),
})

describe('rate control', () => {
  test('never lets more arrive in any second than the limit, whatever the delays are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(delay, { minLength: 50, maxLength: 200 }),
        (limit, delays) => {
          // the shortest way has been seen by the time that anything is made of it
          const known = Array.from({ length: 100 }, () => ({ there: 20, back: 20 }))
          expect(mostInASecond(simulate(limit, [...known, ...delays]))).toBeLessThanOrEqual(limit)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('uses almost all of the limit while answers are quick', () => {
    const arrived = simulate(
      80,
      Array.from({ length: 1600 }, (_, at) => ({ there: 1 + (at % 3), back: 1 + (at % 2) })),
    )
    expect(arrived.length / (arrived.at(-1)! / 1000)).toBeGreaterThan(80 * 0.98)
  })

  test('slows down by half when it is too fast, once for what was on its way, and comes back', () => {
    const rate = createRateControl(80)
    rate.tooFast(0, null)
    rate.tooFast(1, null)
    expect(rate.perSecond()).toBe(40)
    expect(rate.waitMs(10)).toBeGreaterThan(900)
    for (let now = 1001; now <= 12_000; now += 500) rate.waitMs(now)
    expect(rate.perSecond()).toBe(80)
  })

  test('waits for as long as it is asked to', () => {
    const rate = createRateControl(80)
    rate.tooFast(0, 60_000)
    expect(rate.waitMs(59_000)).toBe(1000)
  })

  test('does not let a burst go after the clock has jumped', () => {
    const rate = createRateControl(80)
    let gone = 0
    const hour = 3_600_000
    while (rate.waitMs(hour) === 0) {
      rate.leave(hour)
      gone += 1
    }
    expect(gone).toBeLessThanOrEqual(20)
  })

  test('without a limit waits for nothing until it is refused', () => {
    const rate = createRateControl(Infinity)
    for (let at = 0; at < 1000; at += 1) {
      expect(rate.waitMs(at)).toBe(0)
      rate.leave(at)
    }
    rate.tooFast(1000, null)
    expect(rate.perSecond()).toBeLessThan(Infinity)
  })

  test('takes another limit over', () => {
    const rate = createRateControl(80)
    rate.setLimit(10)
    expect(rate.perSecond()).toBe(10)
    rate.setLimit(1000)
    expect(rate.perSecond()).toBe(1000)
  })
})
