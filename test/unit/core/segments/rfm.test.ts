import { describe, expect, it } from 'vitest'
import {
  boundsOf,
  classOf,
  recencyDays,
  scoresOf,
  tierOfClass,
} from '../../../../electron/core/segments/rfm.ts'

describe('boundsOf', () => {
  it.each([
    // quantile(1:10, c(.2,.4,.6,.8)) + 1 in R: 2.8 4.6 6.4 8.2, and one
    [
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      [3.8, 5.6, 7.4, 9.2],
    ],
    [
      [5, 5, 5],
      [6, 6, 6, 6],
    ],
    [[7], [8, 8, 8, 8]],
    [[], [1, 1, 1, 1]],
  ])('of %j are the quantiles of type 7 and one', (values, expected) => {
    boundsOf(values).forEach((bound, index) => expect(bound).toBeCloseTo(expected[index]!, 10))
  })
})

describe('scoresOf', () => {
  const thresholds = {
    recencyDays: [115, 181, 297, 482],
    frequency: [4, 5, 6, 8],
    monetary: [256, 382, 506, 666],
  }
  const dayMs = 24 * 60 * 60 * 1000
  const now = 1_000 * dayMs

  // Thresholds of the worked example in R's rfm, `rfm_table_order`.
  it.each([
    [{ days: 0, orderCount: 9, orderTotal: 700 }, [5, 5, 5]],
    [{ days: 114, orderCount: 4, orderTotal: 255 }, [5, 2, 1]],
    [{ days: 115, orderCount: 5, orderTotal: 256 }, [4, 3, 2]],
    [{ days: 482, orderCount: 1, orderTotal: 0 }, [1, 1, 1]],
  ])('%j come to %j', ({ days, orderCount, orderTotal }, expected) => {
    const scores = scoresOf(
      { lastOrderAt: now - days * dayMs, orderCount, orderTotal },
      thresholds,
      now,
    )
    expect([scores.recency, scores.frequency, scores.monetary]).toEqual(expected)
  })

  it('takes an order in the future for one of today', () => {
    expect(recencyDays(now + dayMs, now)).toBe(0)
  })
})

describe('classOf', () => {
  it.each([
    [555, 'champions'],
    [344, 'potential_loyalist'],
    [224, 'loyal_customers'],
    [414, 'promising'],
    [511, 'new_customers'],
    [134, 'cannot_lose'],
    [124, 'at_risk'],
    [153, 'need_attention'],
    [211, 'about_to_sleep'],
    [111, 'lost'],
    [251, 'others'],
  ])('%i is %s', (score, expected) => {
    const [recency, frequency, monetary] = [...String(score)].map(Number) as [
      number,
      number,
      number,
    ]
    expect(classOf({ recency, frequency, monetary })).toBe(expected)
  })

  it('knows a tier for every mix of scores', () => {
    const tiers = new Set<string>()
    for (let recency = 1; recency <= 5; recency += 1)
      for (let frequency = 1; frequency <= 5; frequency += 1)
        for (let monetary = 1; monetary <= 5; monetary += 1)
          tiers.add(tierOfClass[classOf({ recency, frequency, monetary })])
    expect([...tiers].sort()).toEqual(['lost', 'loyal', 'potential'])
  })
})
