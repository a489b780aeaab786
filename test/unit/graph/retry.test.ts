import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffDelayMs, pairDelayMs, retryDelayMs } from '../../../electron/graph/retry.ts'

const attempts = fc.integer({ min: 1, max: 100 })
const chance = fc.double({ min: 0, max: 0.999_999, noNaN: true })

describe('backoffDelayMs', () => {
  it('doubles its ceiling up to five minutes', () => {
    const ceilings = [1, 2, 3, 8, 9, 10, 2000].map((attempt) => backoffDelayMs(attempt, 1))
    expect(ceilings).toEqual([1000, 2000, 4000, 128_000, 256_000, 300_000, 300_000])
  })

  it('lies anywhere between nothing and the ceiling', () => {
    expect([0, 0.25, 0.5].map((random) => backoffDelayMs(3, random))).toEqual([0, 1000, 2000])
    fc.assert(
      fc.property(attempts, chance, (attempt, random) => {
        const delay = backoffDelayMs(attempt, random)
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(300_000)
      }),
    )
  })

  it('takes own limits', () => {
    expect(backoffDelayMs(4, 1, { baseMs: 10, capMs: 50 })).toBe(50)
  })

  it('treats a strange count of tries like the first', () => {
    expect([0, -3].map((attempt) => backoffDelayMs(attempt, 1))).toEqual([1000, 1000])
  })
})

describe('pairDelayMs', () => {
  it('is a power of four in seconds, an hour at most', () => {
    expect([1, 2, 3, 5, 6, 50].map(pairDelayMs)).toEqual([
      4000, 16_000, 64_000, 1_024_000, 3_600_000, 3_600_000,
    ])
  })
})

describe('retryDelayMs', () => {
  it('has a delay for every rule but never', () => {
    const delay = (retry: Parameters<typeof retryDelayMs>[0]['retry']) =>
      retryDelayMs({ retry, attempt: 2, random: 0.5 })
    expect(delay('never')).toBeNull()
    expect(delay('backoff')).toBe(1000)
    expect(delay('pair')).toBe(16_000)
    expect(delay('after_minutes')).toBe(150_000)
    expect(delay('not_before_24h')).toBe(86_400_000)
  })

  it('never comes back before the server lets it', () => {
    fc.assert(
      fc.property(attempts, chance, fc.nat(10_000_000), (attempt, random, retryAfterMs) => {
        const delay = retryDelayMs({ retry: 'backoff', attempt, random, retryAfterMs })
        expect(delay).toBeGreaterThanOrEqual(retryAfterMs)
      }),
    )
  })

  it('does not retry what must not be, whatever the server asks for', () => {
    const question = { retry: 'never', attempt: 1, random: 0, retryAfterMs: 1000 } as const
    expect(retryDelayMs(question)).toBeNull()
  })
})
