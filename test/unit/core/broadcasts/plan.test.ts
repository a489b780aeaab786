import { describe, expect, it } from 'vitest'
import {
  buildPlan,
  type AudienceGroup,
  type PlanInput,
} from '../../../../electron/core/broadcasts/build-plan.ts'
import { priceGroups } from '../../../../electron/core/broadcasts/cost.ts'
import {
  portfolioLimitOf,
  throughputOf,
} from '../../../../electron/core/broadcasts/number-limits.ts'
import { broadcastSettings, type RateCard } from '../../../../shared/domain/broadcasts.ts'

const card: RateCard = {
  currency: 'USD',
  asOf: '2026-10-01',
  rates: [
    { country: null, category: 'marketing', amount: 0.02 },
    { country: 'DE', category: 'marketing', amount: 0.1 },
    { country: 'DE', category: 'utility', amount: 0.05 },
  ],
}
const startAt = Date.UTC(2026, 6, 1, 20, 30)
const [one, other] = ['one', 'other']

function group(contacts: number, changed: Partial<AudienceGroup> = {}): AudienceGroup {
  return {
    country: 'DE',
    stratum: 'none',
    isInWindow: false,
    reason: null,
    contacts,
    ...changed,
  }
}

function plan(audience: AudienceGroup[], changed: Partial<PlanInput> = {}) {
  return buildPlan({
    startAt,
    audience,
    variants: [{ templateId: one, share: 1, category: 'marketing', blockedCode: null }],
    settings: broadcastSettings.parse({ quietHours: null }),
    limits: {
      throughput: 80,
      portfolio: null,
      ownPerSecond: null,
      own: null,
      pair: { used: 0, lastAt: null },
      ahead: 0,
    },
    rateCard: card,
    timeZone: 'Europe/Berlin',
    ...changed,
  })
}

describe('the plan of a send', () => {
  it('says how many get it, how many do not and why, and what it costs by country', () => {
    const found = plan([
      group(600),
      group(400, { country: 'FR', stratum: 'loyal' }),
      group(30, { reason: 'opted_out' }),
      group(5, { reason: 'opted_out', country: 'FR' }),
      group(70, { reason: 'no_opt_in' }),
    ])
    expect(found).toMatchObject({
      audience: 1105,
      recipients: 950,
      holdOut: 50,
      skipped: [
        { reason: 'no_opt_in', contacts: 70 },
        { reason: 'opted_out', contacts: 35 },
      ],
      variants: [{ templateId: one, recipients: 950, blockedCode: null }],
      costs: [
        { country: 'DE', category: 'marketing', recipients: 570, amount: 57 },
        { country: 'FR', category: 'marketing', recipients: 380, amount: expect.closeTo(7.6) },
      ],
      rateCardAsOf: '2026-10-01',
      waitingForMorning: 0,
    })
    expect(found.cost).toEqual({ amount: expect.closeTo(64.6), currency: 'USD' })
  })

  it('shares two texts out and prices each by its category; utility is free in an open window', () => {
    const found = plan([group(500), group(500, { isInWindow: true })], {
      settings: broadcastSettings.parse({ quietHours: null, holdOutPercent: 0 }),
      variants: [
        { templateId: one, share: 3, category: 'marketing', blockedCode: null },
        { templateId: other, share: 1, category: 'utility', blockedCode: 'template_not_approved' },
      ],
    })
    expect(found.variants).toEqual([
      { templateId: one, recipients: 750, blockedCode: null },
      { templateId: other, recipients: 250, blockedCode: 'template_not_approved' },
    ])
    expect(found.costs).toEqual([
      { country: 'DE', category: 'marketing', recipients: 750, amount: 75 },
      { country: 'DE', category: 'utility', recipients: 250, amount: 6.25 },
    ])
  })

  it('tells when each limit alone would be through, and all of them with the night together', () => {
    const found = plan([group(4000), group(4000, { country: 'CN' })], {
      settings: broadcastSettings.parse({ holdOutPercent: 0 }),
      limits: {
        throughput: 80,
        portfolio: { perDay: 4000, uses: [{ at: startAt - 1000, count: 1000 }] },
        ownPerSecond: 10,
        own: null,
        pair: { used: 3, lastAt: startAt - 2000 },
        ahead: 0,
      },
    })
    const by = Object.fromEntries(found.limits.map((limit) => [limit.limit, limit]))
    expect(by['throughput']).toEqual({
      limit: 'throughput',
      finishAt: startAt + 100_000,
      value: 80,
      used: null,
    })
    expect(by['pair']).toEqual({ limit: 'pair', finishAt: startAt + 4000, value: 1, used: 3 })
    expect(by['own']).toEqual({ limit: 'own', finishAt: startAt + 800_000, value: 10, used: null })
    expect(by['portfolio']).toMatchObject({ value: 4000, used: 1000 })
    const portfolioDays = (by['portfolio']!.finishAt! - startAt) / 86_400_000
    expect(Math.round(portfolioDays)).toBe(2)
    // half past ten in the evening in Berlin, half past four in the morning in China
    expect(found.waitingForMorning).toBe(8000)
    expect(found.startAt).toBe(Date.UTC(2026, 6, 2, 1))
    expect(found.finishAt).toBeGreaterThan(by['portfolio']!.finishAt!)
    expect(found.days.map(({ date }) => date)).toEqual(['2026-07-02', '2026-07-03', '2026-07-04'])
    expect(found.days.reduce((sum, { recipients }) => sum + recipients, 0)).toBe(8000)
  })

  it('of nobody is empty and not an error', () => {
    expect(plan([group(9, { reason: 'no_opt_in' })])).toMatchObject({
      audience: 9,
      recipients: 0,
      startAt: null,
      finishAt: null,
      days: [],
      costs: [],
      cost: { amount: 0, currency: 'USD' },
    })
  })

  it('of a million people in fifty countries takes counts, not people', () => {
    const audience = zones.map((country) => group(20_000, { country }))
    const found = plan(audience, {
      settings: broadcastSettings.parse({}),
      limits: {
        throughput: 80,
        portfolio: { perDay: 2000, uses: [] },
        ownPerSecond: null,
        own: { perDay: 1500, uses: [] },
        pair: { used: 0, lastAt: null },
        ahead: 0,
      },
    })
    expect(found.recipients).toBe(950_000)
    expect((found.finishAt! - startAt) / 86_400_000 / (950_000 / 1500)).toBeCloseTo(1, 1)
  })
})

const zones =
  'DE FR ES IT PT NL BE AT CH PL CZ SK HU RO BG GR SE NO DK FI IE GB US CA MX BR AR CL CO PE CN HK TW JP KR IN ID TH VN MY SG PH AU NZ ZA NG KE EG TR RU'.split(
    ' ',
  )

describe('prices', () => {
  it('are of the country, else of all others, else unknown', () => {
    const asked = { recipients: 10, inWindow: 4 }
    expect(
      priceGroups(
        [
          { country: 'DE', category: 'marketing', ...asked },
          { country: 'FR', category: 'marketing', ...asked },
          { country: 'FR', category: 'utility', ...asked },
          { country: 'FR', category: 'utility', recipients: 4, inWindow: 4 },
          { country: 'DE', category: 'utility', ...asked },
        ],
        card,
      ).map(({ amount }) => amount),
    ).toEqual([1, 0.2, null, 0, expect.closeTo(0.3)])
  })
})

describe('limits of a number', () => {
  it.each([
    ['TIER_250', 250],
    ['TIER_2K', 2000],
    ['TIER_10K', 10_000],
    ['TIER_100K', 100_000],
    ['TIER_UNLIMITED', null],
    ['1000', 1000],
    ['TIER_NOT_SET', 250],
    [null, 250],
  ])('a portfolio of %s writes to %s people a day', (tier, people) => {
    expect(portfolioLimitOf(tier)).toBe(people)
  })

  it.each([
    ['HIGH', 1000],
    ['STANDARD', 80],
    [null, 80],
  ])('a number of level %s sends %i messages a second', (level, perSecond) => {
    expect(throughputOf(level)).toBe(perSecond)
  })
})
