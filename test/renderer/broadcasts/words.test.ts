// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { skipReason } from '../../../shared/domain/broadcasts.ts'
import { errorCode } from '../../../shared/errors.ts'
import { audienceWords } from '../../../renderer/features/broadcasts/audience-words.ts'
import { sumsOf } from '../../../renderer/features/broadcasts/counts.ts'
import { pauseWords, reasonWords } from '../../../renderer/features/broadcasts/reason-words.ts'
import { fromClock, toClock } from '../../../renderer/lib/clock-minutes.ts'
import { i18n } from '../../../renderer/lib/i18n.ts'
import { broadcasts, countsOf } from '../helpers/fake-shop/broadcasts.ts'

describe.each(['en', 'zh-CN'] as const)('reasons in %s', (language) => {
  it('has words and a next step for everyone who is left out, and for every code', async () => {
    await i18n.changeLanguage(language)
    const all = [
      ...skipReason.options.map((reason) => reasonWords('skipped', reason)),
      ...errorCode.options.map((code) => reasonWords('failed', code)),
      reasonWords('cancelled', null),
      reasonWords('unknown', null),
    ]
    for (const { title, action } of all) {
      expect(title).not.toMatch(/\w\.\w|_|^$/)
      expect(action).not.toMatch(/broadcasts\.|errors\.|^$/)
    }
    const other = reasonWords('failed', 'something_new')
    expect(other.title).toContain('something_new')
  })

  it('says for every code why it stands still, what that means and what to do', async () => {
    await i18n.changeLanguage(language)
    for (const code of [...errorCode.options, 'error_share'])
      expect(Object.values(pauseWords(code)).join(' ')).not.toMatch(/broadcasts\.|errors\./)
  })
})

it('tells a code of one person of many differently where it means something else', async () => {
  await i18n.changeLanguage('en')
  expect(reasonWords('skipped', 'opted_out').title).toBe('Do not want it')
  expect(reasonWords('failed', 'opted_out').title).toBe('Do not want it any more')
  expect(reasonWords('failed', 'outcome_unknown').action).not.toContain('group')
})

it('adds up rows: what was read was delivered, what was delivered was sent', () => {
  const counts = countsOf({
    queued: 1,
    sending: 2,
    unknown: 3,
    accepted: 4,
    sent: 5,
    delivered: 6,
    read: 7,
    failed: 8,
    skipped: 9,
    hold_out: 10,
    cancelled: 11,
  })
  expect(sumsOf(counts)).toEqual({
    recipients: 47,
    settled: 37,
    sent: 18,
    delivered: 13,
    read: 7,
    without: 19,
  })
})

it('names whom it is for, also when that is gone', async () => {
  await i18n.changeLanguage('en')
  const [first] = broadcasts
  if (first === undefined) throw new Error('The shop has no broadcast.')
  const words = (part: Partial<typeof first>) => audienceWords(i18n.t, { ...first, ...part })
  expect(words({})).toBe('Bought twice lately')
  expect(words({ audienceName: null })).toBe('Its segment is deleted')
  expect(words({ audience: { kind: 'everybody' }, audienceName: null })).toBe('Everybody')
  expect(words({ audience: { kind: 'notReached', broadcastId: first.id } })).toBe(
    'Not reached by “Bought twice lately”',
  )
})

it.each([
  ['09:00', 540],
  ['00:00', 0],
  ['23:59', 1439],
  ['', null],
  ['24:00', null],
  ['9:00', null],
])('reads %s as %s minutes', (clock, minutes) => {
  expect(fromClock(clock)).toBe(minutes)
  if (minutes !== null) expect(toClock(minutes)).toBe(clock)
})
