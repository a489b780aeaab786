// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { guessCountry, useCountryChoices } from '../../../renderer/lib/countries.ts'
import * as format from '../../../renderer/lib/format.ts'
import { i18n } from '../../../renderer/lib/i18n.ts'

async function inBoth<T>(make: () => T): Promise<[T, T]> {
  await i18n.changeLanguage('en')
  const english = make()
  await i18n.changeLanguage('zh-CN')
  return [english, make()]
}

describe('format', () => {
  it('writes dates, distances and amounts in the chosen language', async () => {
    const at = new Date(2026, 2, 5, 9, 12).getTime()
    expect(await inBoth(() => format.formatDate(at))).toEqual(['Mar 5, 2026', '2026年3月5日'])
    expect(await inBoth(() => format.formatRelative(at - 3 * 60_000, at))).toEqual([
      '3 minutes ago',
      '3分钟前',
    ])
    expect(await inBoth(() => format.formatRelative(at, at))).toEqual(['just now', '刚刚'])
    expect(await inBoth(() => format.formatDays(1))).toEqual(['1 day', '1天'])
    expect(await inBoth(() => format.formatNumber(12_345))).toEqual(['12,345', '12,345'])
    expect(await inBoth(() => format.formatMoney({ amount: 0.0782, currency: 'USD' }))).toEqual([
      '$0.0782',
      'US$0.0782',
    ])
    expect(await inBoth(() => format.formatBytes(18_400_000))).toEqual(['18.4 MB', '18.4 MB'])
  })

  it('sorts Chinese names by pinyin', async () => {
    await i18n.changeLanguage('zh-CN')
    expect(['周宁', '陈一', '林小', '阿明'].sort(format.compareNames)).toEqual([
      '阿明',
      '陈一',
      '林小',
      '周宁',
    ])
  })
})

describe('countries', () => {
  it('guesses from the language, also where its name is none', () => {
    const language = vi.spyOn(navigator, 'language', 'get')
    language.mockReturnValue('zh-CN')
    expect(guessCountry()).toBe('CN')
    language.mockReturnValue('de')
    expect(guessCountry()).toBe('DE')
    language.mockReturnValue('en-US@posix')
    expect(guessCountry()).toBe('US')
  })

  it('names them in the chosen language, and anew when it changes', async () => {
    await i18n.changeLanguage('en')
    const { result } = renderHook(useCountryChoices)
    expect(result.current).toContainEqual({ value: 'SG', label: 'Singapore' })
    await act(() => i18n.changeLanguage('zh-CN'))
    expect(result.current).toContainEqual({ value: 'SG', label: '新加坡' })
  })
})
