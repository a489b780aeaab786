import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ContactFacts } from '../../../../electron/core/screening/facts.ts'
import { screen } from '../../../../electron/core/screening/screen.ts'
import {
  screeningCheck,
  type ScreeningCheck,
  type ScreeningResult,
} from '../../../../shared/domain/screening.ts'
import { screeningPresets } from '../../../../shared/domain/screening-presets.ts'
import { daysAgo, screeningNow, someFacts } from '../../../helpers/contact-facts.ts'

const settings = { ...screeningPresets.normal, markets: ['CN', 'US'] }

function resultOf(check: ScreeningCheck, facts: Partial<ContactFacts>): ScreeningResult {
  return screen(someFacts(facts), settings).results.find((result) => result.check === check)!
}

const seen = (kind: ContactFacts['evidence'][number]['kind'], at = daysAgo(3), place = '') => ({
  kind,
  place,
  at,
})
const texts = (more: Partial<NonNullable<ContactFacts['messages']>>) => ({
  messages: { texts: 5, mostInTenMinutes: 1, sameTextGroups: 1, linkOnly: 0, ...more },
})

type Case = readonly [
  check: ScreeningCheck,
  facts: Partial<ContactFacts>,
  outcome: ScreeningResult['outcome'],
  code: string,
  points: number,
]

const cases: readonly Case[] = [
  ['number', {}, 'unknown', 'number_none', 0],
  ['number', { numberState: 'invalid' }, 'bad', 'number_invalid', -15],
  ['number', { numberState: 'valid', numberType: 'mobile' }, 'good', 'number_mobile', 15],
  ['number', { numberState: 'valid', numberType: 'landline' }, 'bad', 'number_landline', -6],
  ['number', { numberState: 'valid', numberType: 'other' }, 'bad', 'number_other', -6],
  ['number', { numberState: 'valid' }, 'unknown', 'number_type_unknown', 0],
  ['market', { country: 'CN' }, 'good', 'market_inside', 15],
  ['market', { country: 'FR' }, 'bad', 'market_outside', -15],
  ['market', {}, 'unknown', 'market_unknown', 0],
  ['identity', {}, 'unknown', 'identity_none', 0],
  ['identity', { evidence: [seen('document_seen')] }, 'good', 'identity_seen', 50],
  ['identity', { evidence: [seen('shop_visit', 1, 'till')] }, 'good', 'identity_seen_at', 45],
  [
    'identity',
    { evidence: [seen('referral'), seen('social_profile')] },
    'good',
    'identity_several',
    40,
  ],
  ['identity', { evidence: [seen('reported')] }, 'unknown', 'identity_none', 0],
  ['orders', {}, 'unknown', 'orders_none', 0],
  ['orders', { orderCount: 1, lastOrderAt: 5 }, 'good', 'orders', 30],
  ['orders', { orderCount: 9, lastOrderAt: 5 }, 'good', 'orders', 50],
  ['consent', {}, 'unknown', 'consent_none', 0],
  ['consent', { consent: { by: 'shop', at: 1 } }, 'good', 'consent_by_shop', 10],
  ['consent', { consent: { by: 'person', at: 1 } }, 'good', 'consent_by_person', 20],
  ['delivery', {}, 'unknown', 'delivery_none', 0],
  ['delivery', { deliveredAt: 5 }, 'good', 'delivery_reached', 20],
  ['delivery', { numberState: 'unreachable', deliveredAt: 5 }, 'bad', 'delivery_failed', -20],
  ['age', {}, 'neutral', 'age_new', 0],
  ['age', { firstKnownAt: daysAgo(45) }, 'good', 'age_short', 8],
  ['age', { firstKnownAt: daysAgo(900) }, 'good', 'age_long', 15],
  ['reported', {}, 'unknown', 'reported_never', 0],
  ['reported', { evidence: [seen('reported')] }, 'bad', 'reported', -42],
  ['reported', { evidence: [seen('reported'), seen('reported')] }, 'bad', 'reported', -60],
  ['block_list', {}, 'unknown', 'block_list_no_number', 0],
  ['block_list', { numberState: 'valid' }, 'unknown', 'block_list_not_named', 0],
  ['block_list', { blockList: { source: 'A', reason: '' } }, 'bad', 'block_list_named', -100],
  ['block_list', { blockList: { source: 'A', reason: 'x' } }, 'bad', 'block_list_reason', -100],
  ['removed_before', {}, 'unknown', 'removed_never', 0],
  ['removed_before', { removals: 1 }, 'bad', 'removed_before', -30],
  ['removed_before', { removals: 2 }, 'bad', 'removed_before', -50],
  ['same_person', {}, 'unknown', 'same_person_none', 0],
  ['same_person', { sameEmail: 1 }, 'bad', 'same_email', -18],
  ['same_person', { sameEmail: 4 }, 'bad', 'same_email', -30],
  ['same_person', { sameName: 2 }, 'unknown', 'same_person_none', 0],
  ['same_person', { sameName: 3 }, 'bad', 'same_name', -12],
  ['flood', {}, 'unknown', 'messages_not_kept', 0],
  ['flood', texts({ mostInTenMinutes: 14 }), 'neutral', 'flood_none', 0],
  ['flood', texts({ mostInTenMinutes: 15 }), 'bad', 'flood', -40],
  ['repeated_text', {}, 'unknown', 'messages_not_kept', 0],
  ['repeated_text', texts({ sameTextGroups: 2 }), 'neutral', 'repeated_text_none', 0],
  ['repeated_text', texts({ sameTextGroups: 3 }), 'bad', 'repeated_text', -50],
  ['link_only', {}, 'unknown', 'messages_not_kept', 0],
  ['link_only', texts({ linkOnly: 2 }), 'neutral', 'link_only_none', 0],
  ['link_only', texts({ linkOnly: 3 }), 'bad', 'link_only', -40],
]

describe('a check', () => {
  test.each(cases)('%s of %j is %s: %s, %i points', (check, facts, outcome, code, points) => {
    const result = resultOf(check, facts)
    expect({
      outcome: result.outcome,
      code: result.explanation.code,
      points: result.points,
    }).toEqual({ outcome, code, points })
  })

  test('of the market says nothing while the shop has not said where it sells', () => {
    const { results } = screen(someFacts({ country: 'FR' }), screeningPresets.normal)
    expect(results.find((result) => result.check === 'market')).toMatchObject({
      outcome: 'unknown',
      explanation: { code: 'market_not_set' },
    })
  })

  test('tells what it went by', () => {
    const evidence = [seen('shop_visit', daysAgo(9), 'Till 2'), seen('referral', daysAgo(20))]
    expect(resultOf('identity', { evidence }).explanation.params).toEqual({
      count: 2,
      kind: 'shop_visit',
      at: daysAgo(9),
      place: 'Till 2',
    })
    expect(resultOf('orders', { orderCount: 2, lastOrderAt: screeningNow }).explanation).toEqual({
      code: 'orders',
      params: { count: 2, lastOrderAt: screeningNow },
    })
  })
})

describe('the words for results', () => {
  const codes = [...cases.map(([, , , code]) => code), 'market_not_set']

  test.each(['en', 'zh-CN'])('are there in %s for every code of the table', (language) => {
    const file = `../../../../renderer/locales/${language}/screening.json`
    const { result } = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as {
      readonly result: Readonly<Record<string, unknown>>
    }
    const missing = codes.filter((code) => !(code in result) && !(`${code}_other` in result))
    expect(missing).toEqual([])
  })

  test('are asked of every check', () => {
    expect(new Set(cases.map(([check]) => check))).toEqual(new Set(screeningCheck.options))
  })
})
