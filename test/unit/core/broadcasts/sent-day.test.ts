import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSentDay } from '../../../../electron/core/broadcasts/sent-day.ts'

const hour = 3_600_000
const day = 24 * hour

describe('what left in a day', () => {
  test('never holds more people or messages than the limits, as a plain count says', () => {
    const step = fc.record({
      person: fc.integer({ min: 1, max: 12 }),
      after: fc.integer({ min: 0, max: 6 * hour }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const limits = { people: 5, messages: 9 }
        const sentDay = createSentDay()
        const sent: { person: number; at: number }[] = []
        let now = day * 100
        for (const { person, after } of steps) {
          now += after
          if (!sentDay.hasRoom(person, now, limits)) continue
          sentDay.note(person, now)
          sent.push({ person, at: now })
          const within = sent.filter(({ at }) => at > now - day)
          expect(new Set(within.map((each) => each.person)).size).toBeLessThanOrEqual(5)
          expect(within.length).toBeLessThanOrEqual(9)
        }
      }),
    )
  })

  test('tells when the next place is free', () => {
    const sentDay = createSentDay()
    const limits = { people: 1, messages: null }
    sentDay.note(1, hour)
    expect(sentDay.hasRoom(2, 2 * hour, limits)).toBe(false)
    expect(sentDay.hasRoom(1, 2 * hour, limits)).toBe(true)
    expect(sentDay.nextRoomAt(2 * hour, limits)).toBe(hour + day)
    expect(sentDay.hasRoom(2, hour + day, limits)).toBe(true)
  })

  test('gives a place back that was not used', () => {
    const sentDay = createSentDay()
    const limits = { people: 1, messages: 1 }
    sentDay.note(1, hour)
    sentDay.forget(1, hour)
    expect(sentDay.hasRoom(2, hour, limits)).toBe(true)
    expect(sentDay.people(hour)).toBe(0)
    expect(sentDay.messages(hour)).toBe(0)
  })
})
