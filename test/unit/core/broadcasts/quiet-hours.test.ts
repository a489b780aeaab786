import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openHours } from '../../../../electron/core/broadcasts/quiet-hours.ts'
import {
  dateIn,
  nextMidnight,
  offsetAt,
  offsetPieces,
  zonesOfCountry,
} from '../../../../electron/core/broadcasts/time-zones.ts'

const hourMs = 60 * 60 * 1000
const night = { from: 1260, to: 540 }
const countries = ['DE', 'US', 'CN', 'BR', 'IN', 'NP', 'AU', 'RU', 'MA', 'NZ', 'ES', 'XK', 'KI']

/** Minutes after midnight on the clocks of a zone, read in another way than the product reads them. */
function minutesIn(zone: string, at: number): number {
  const text = new Intl.DateTimeFormat('de-DE', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return (hours % 24) * 60 + minutes
}

function isQuiet(country: string, quiet: { from: number; to: number }, at: number): boolean {
  return zonesOfCountry(country).some((zone) => {
    const minutes = minutesIn(zone, at)
    return quiet.from < quiet.to
      ? minutes >= quiet.from && minutes < quiet.to
      : minutes >= quiet.from || minutes < quiet.to
  })
}

const from = Date.UTC(2026, 0, 1)
const moment = fc
  .integer({ min: 0, max: 2 * 366 * 24 * 60 })
  .map((minutes) => from + minutes * 60_000)

describe('quiet hours', () => {
  it('hold by the clocks of every zone of a country, at any time of the year', () => {
    fc.assert(
      fc.property(fc.constantFrom(...countries), moment, (country, at) => {
        // Russia has eleven zones and two hours a day left; none of these has none
        const hours = openHours(country, night)
        expect(hours.openUntil(at) === null).toBe(isQuiet(country, night, at))
      }),
      { numRuns: 400 },
    )
  })

  it('end when the last of them is over, and not before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...countries), moment, (country, at) => {
        const hours = openHours(country, night)
        const opens = hours.opensAt(at)
        expect(opens).toBeGreaterThanOrEqual(at)
        expect(isQuiet(country, night, opens)).toBe(false)
        if (opens > at) expect(isQuiet(country, night, opens - 60_000)).toBe(true)
        const until = hours.openUntil(opens)!
        expect(until).toBeGreaterThan(opens)
        expect(isQuiet(country, night, until - 60_000)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('follow the clocks when they are put forward or back', () => {
    const hours = openHours('DE', { from: 0, to: 600 })
    // clocks go forward on 29 March 2026: ten in the morning is 09:00 UTC before and 08:00 UTC after
    expect(hours.opensAt(Date.UTC(2026, 2, 28, 1))).toBe(Date.UTC(2026, 2, 28, 9))
    expect(hours.opensAt(Date.UTC(2026, 2, 29, 0))).toBe(Date.UTC(2026, 2, 29, 8))
    expect(hours.opensAt(Date.UTC(2026, 9, 25, 0))).toBe(Date.UTC(2026, 9, 25, 9))
  })

  it('leave a country of many zones some time all the same', () => {
    // awake for three hours a day: no moment suits all of the United States
    const hours = openHours('US', { from: 720, to: 540 })
    const at = hours.opensAt(Date.UTC(2026, 5, 1))
    expect(at - Date.UTC(2026, 5, 1)).toBeLessThan(24 * hourMs)
    expect(hours.openUntil(at)! - at).toBe(3 * hourMs)
  })

  it.each([null, { from: 600, to: 600 }])('are none where they are %j', (quiet) => {
    const hours = openHours('DE', quiet)
    expect(hours.opensAt(from)).toBe(from)
    expect(hours.openUntil(from)).toBe(Infinity)
  })
})

describe('time zones', () => {
  it.each([
    ['DE', ['Europe/Berlin', 'Europe/Busingen']],
    ['XK', ['Europe/Belgrade']],
    ['CN', ['Asia/Shanghai']],
    ['ZZ', ['UTC']],
    ['Atlantis', ['UTC']],
    ['', ['UTC']],
  ])('of %s are %j', (country, zones) => {
    expect([...zonesOfCountry(country)].sort()).toEqual(zones)
  })

  it('are cut where their clocks change', () => {
    const pieces = offsetPieces('Europe/Berlin', Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1))
    expect(pieces).toEqual([
      { from: Date.UTC(2026, 0, 1), until: Date.UTC(2026, 2, 29, 1), offset: hourMs },
      { from: Date.UTC(2026, 2, 29, 1), until: Date.UTC(2026, 9, 25, 1), offset: 2 * hourMs },
      { from: Date.UTC(2026, 9, 25, 1), until: Date.UTC(2027, 0, 1), offset: hourMs },
    ])
  })

  it('tell the day and when it ends, to the hour on days of 23 and 25', () => {
    expect(offsetAt('Asia/Kathmandu', from)).toBe(5.75 * hourMs)
    expect(dateIn('Pacific/Auckland', Date.UTC(2026, 5, 1, 13))).toBe('2026-06-02')
    expect(nextMidnight('Europe/Berlin', Date.UTC(2026, 2, 28, 23))).toBe(Date.UTC(2026, 2, 29, 22))
    expect(nextMidnight('Europe/Berlin', Date.UTC(2026, 9, 25, 0))).toBe(Date.UTC(2026, 9, 25, 23))
  })
})
