import { describe, expect, test } from 'vitest'
import { screen, verdictOf } from '../../../../electron/core/screening/screen.ts'
import {
  fromStoredResults,
  toStoredResults,
} from '../../../../electron/core/screening/stored-results.ts'
import { isLinkOnly, messageFacts } from '../../../../electron/core/screening/message-facts.ts'
import {
  screeningCheck,
  screeningPreset,
  screeningSettings,
} from '../../../../shared/domain/screening.ts'
import { screeningPresets } from '../../../../shared/domain/screening-presets.ts'
import { daysAgo, screeningNow, someFacts } from '../../../helpers/contact-facts.ts'

const mobile = { numberState: 'valid', numberType: 'mobile', country: 'US' } as const

describe('a verdict', () => {
  test.each(screeningPreset.options)(
    '%s: nothing known is to be checked, never rejected',
    (name) => {
      const { score, verdict, results } = screen(someFacts(), screeningPresets[name])
      expect({ score, verdict }).toEqual({ score: 0, verdict: 'to_check' })
      expect(results.map((result) => result.check)).toEqual(screeningCheck.options)
    },
  )

  test('a person without a number is trusted on evidence like anybody else', () => {
    const facts = someFacts({
      evidence: [{ kind: 'document_seen', place: 'counter', at: daysAgo(1) }],
    })
    expect(screen(facts, screeningPresets.careful).verdict).toBe('trusted')
  })

  test.each([
    ['careful', 'to_check'],
    ['normal', 'to_check'],
    ['open', 'trusted'],
  ] as const)('%s: a mobile number and nothing else is %s', (name, verdict) => {
    expect(screen(someFacts(mobile), screeningPresets[name]).verdict).toBe(verdict)
  })

  test.each([
    ['careful', 'to_check'],
    ['normal', 'trusted'],
    ['open', 'trusted'],
  ] as const)('%s: one order on a mobile number is %s', (name, verdict) => {
    const facts = someFacts({ ...mobile, orderCount: 1, lastOrderAt: daysAgo(2) })
    expect(screen(facts, screeningPresets[name]).verdict).toBe(verdict)
  })

  test.each(screeningPreset.options)('%s: a number on the block list is rejected', (name) => {
    const facts = someFacts({ ...mobile, blockList: { source: 'Neighbours', reason: '' } })
    expect(screen(facts, screeningPresets[name]).verdict).toBe('rejected')
  })

  test('a listed regular is a matter for a person', () => {
    const facts = someFacts({
      ...mobile,
      orderCount: 12,
      lastOrderAt: daysAgo(1),
      consent: { by: 'person', at: daysAgo(1) },
      blockList: { source: 'Neighbours', reason: 'late payer' },
    })
    expect(screen(facts, screeningPresets.normal).verdict).toBe('to_check')
  })

  test('a check without weight is kept and counts for nothing', () => {
    const { normal } = screeningPresets
    const settings = { ...normal, weights: { ...normal.weights, block_list: 0 } }
    const { results, score } = screen(
      someFacts({ blockList: { source: 'A', reason: '' } }),
      settings,
    )
    expect(results[0]).toMatchObject({ check: 'block_list', outcome: 'bad', points: 0 })
    expect(Object.is(results[0]!.points, 0)).toBe(true)
    expect(score).toBe(0)
  })

  test.each([
    [100, 'trusted'],
    [40, 'trusted'],
    [39, 'to_check'],
    [0, 'to_check'],
    [-39, 'to_check'],
    [-40, 'rejected'],
    [-100, 'rejected'],
  ] as const)('at %i points is %s', (score, verdict) => {
    expect(verdictOf(score, screeningPresets.normal)).toBe(verdict)
  })

  test('settings that would judge where nothing is known are refused', () => {
    const { normal } = screeningPresets
    for (const bad of [{ trustAt: 0 }, { rejectAt: 0 }, { trustAt: -5 }, { rejectAt: 5 }])
      expect(screeningSettings.safeParse({ ...normal, ...bad }).success).toBe(false)
    for (const name of screeningPreset.options)
      expect(screeningSettings.parse(screeningPresets[name])).toEqual(screeningPresets[name])
  })
})

describe('results as the store keeps them', () => {
  test('come back whole, and what is usual takes no room', () => {
    const known = someFacts({ ...mobile, orderCount: 2, lastOrderAt: 7, removals: 1 })
    for (const facts of [someFacts(), known]) {
      const { results } = screen(facts, screeningPresets.normal)
      expect(fromStoredResults(toStoredResults(results))).toEqual(results)
    }
    expect(
      toStoredResults(screen(someFacts(), screeningPresets.normal).results).length,
    ).toBeLessThan(250)
  })

  test('of a contact never screened are none', () => {
    expect(fromStoredResults(null)).toEqual([])
  })
})

describe('what somebody wrote', () => {
  const message = (body: string, minute: number, groupId: string | null = 'a') => ({
    body,
    groupId,
    at: screeningNow + minute * 60_000,
  })

  test('is not known where no text is kept', () => {
    expect(messageFacts([])).toBeNull()
  })

  test('is counted within any ten minutes, whatever its order', () => {
    const minutes = [30, 0, 9, 8, 41, 10, 9]
    expect(messageFacts(minutes.map((at) => message('Hello', at)))?.mostInTenMinutes).toBe(4)
  })

  test('is the same text in other groups, however it is spaced and cased', () => {
    const facts = messageFacts([
      message('Earn 500 a day,  write to me', 0, 'a'),
      message('EARN 500 a day, write to me ', 1, 'b'),
      message('Earn 500 a day, write to me', 2, 'b'),
      message('Earn 500 a day, write to me', 3, null),
      message('Thanks', 4, 'a'),
      message('Thanks', 5, 'b'),
      message('Thanks', 6, 'c'),
    ])
    expect(facts).toMatchObject({ texts: 7, sameTextGroups: 2, linkOnly: 0 })
  })

  test.each([
    ['https://shop.example/x', true],
    ['www.shop.example  https://a.example', true],
    ['shop.example/offer', true],
    ['Look: https://shop.example', false],
    ['看这个 https://shop.example', false],
    ['see you at 10.30', false],
    ['', false],
  ])('%j is nothing but a link: %s', (body, isIt) => {
    expect(isLinkOnly(body)).toBe(isIt)
  })
})
