import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage, i18n } from './i18n.ts'

const cache = new Map<string, unknown>()

/** Intl objects are slow to make and free to keep. */
function cached<T>(key: string, make: () => T): T {
  const kept = cache.get(key) as T | undefined
  if (kept !== undefined) return kept
  const made = make()
  cache.set(key, made)
  return made
}

function dateFormat(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const language = currentLanguage()
  return cached(`${language} ${name}`, () => new Intl.DateTimeFormat(language, options))
}

/** Unix ms as a day: "12 Mar 2026", "2026年3月12日". */
export function formatDate(at: number): string {
  return dateFormat('date', { dateStyle: 'medium' }).format(at)
}

/** Unix ms as a day without its year, for chart axes and dense columns. */
export function formatDay(at: number): string {
  return dateFormat('day', { month: 'short', day: 'numeric' }).format(at)
}

/** Unix ms as a day and a time. */
export function formatDateTime(at: number): string {
  return dateFormat('dateTime', { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** Unix ms as a time of day. */
export function formatTime(at: number): string {
  return dateFormat('time', { timeStyle: 'short' }).format(at)
}

const steps: ReadonlyArray<readonly [Intl.RelativeTimeFormatUnit, number]> = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** Unix ms as a distance from `now`: "3 minutes ago", "in 2 days"; under a minute it is "just now". */
export function formatRelative(at: number, now: number = Date.now()): string {
  const language = currentLanguage()
  const format = cached(
    `${language} relative`,
    () => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
  )
  const distance = at - now
  for (const [unit, size] of steps) {
    if (Math.abs(distance) >= size) return format.format(Math.trunc(distance / size), unit)
  }
  return i18n.t('common.justNow')
}

/** A count with the language's grouping. */
export function formatNumber(value: number): string {
  const language = currentLanguage()
  return cached(`${language} number`, () => new Intl.NumberFormat(language)).format(value)
}

/** A share between 0 and 1. */
export function formatPercent(share: number): string {
  const language = currentLanguage()
  return cached(
    `${language} percent`,
    () => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }),
  ).format(share)
}

/** A share between 0 and 1, to a tenth of a percent. */
export function formatShare(share: number): string {
  const language = currentLanguage()
  return cached(
    `${language} share`,
    () => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }),
  ).format(share)
}

/** A number to a tenth. */
export function formatTenths(value: number): string {
  const language = currentLanguage()
  return cached(
    `${language} tenths`,
    () => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }),
  ).format(value)
}

/** A difference with its sign, to a tenth: "+3.2", "−1". */
export function formatSigned(value: number): string {
  const language = currentLanguage()
  return cached(
    `${language} signed`,
    () => new Intl.NumberFormat(language, { signDisplay: 'exceptZero', maximumFractionDigits: 1 }),
  ).format(value)
}

/** An amount of minor units (cents, fen) in its currency, with as many decimals as the currency has. */
export function formatMinorUnits(units: number, currency: string): string {
  const language = currentLanguage()
  const format = cached(
    `${language} ${currency} minor`,
    () => new Intl.NumberFormat(language, { style: 'currency', currency }),
  )
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(units / 10 ** digits)
}

/** An amount in its currency; up to four decimals, since a message costs fractions of a cent. */
export function formatMoney(money: { amount: number; currency: string }): string {
  const language = currentLanguage()
  const digits = money.amount !== 0 && Math.abs(money.amount) < 1 ? 4 : 2
  return cached(
    `${language} ${money.currency} ${digits}`,
    () =>
      new Intl.NumberFormat(language, {
        style: 'currency',
        currency: money.currency,
        maximumFractionDigits: digits,
      }),
  ).format(money.amount)
}

function unitFormat(unit: string, display: 'long' | 'short'): Intl.NumberFormat {
  const language = currentLanguage()
  return cached(
    `${language} ${unit} ${display}`,
    () => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: display }),
  )
}

/** A number of days: "30 days", "30天". */
export function formatDays(days: number): string {
  return unitFormat('day', 'long').format(days)
}

/** A number of minutes: "5 min", "5分钟". */
export function formatMinutes(minutes: number): string {
  return unitFormat('minute', 'short').format(minutes)
}

/** A size in bytes, in the unit that suits it. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
  const step = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  return unitFormat(units[step] ?? 'byte', 'short').format(Math.round(value * 10) / 10)
}

/** Items as a list in words: "a, b and c". */
export function formatList(items: readonly string[]): string {
  const language = currentLanguage()
  return cached(`${language} list`, () => new Intl.ListFormat(language)).format(items)
}

/** "A, B or C", as the language writes it. */
export function formatAlternatives(items: readonly string[]): string {
  const language = currentLanguage()
  return cached(
    `${language} alternatives`,
    () => new Intl.ListFormat(language, { type: 'disjunction' }),
  ).format(items)
}

/** Compares names as a person would look them up: by pinyin in Chinese, digits by value. */
export function compareNames(left: string, right: string): number {
  const language = currentLanguage()
  return cached(
    `${language} names`,
    () =>
      new Intl.Collator(language === 'zh-CN' ? 'zh-CN-u-co-pinyin' : 'en', {
        numeric: true,
        sensitivity: 'base',
      }),
  ).compare(left, right)
}

/** Name of a country in the chosen language. */
export function countryName(code: string): string {
  const language = currentLanguage()
  const names = cached(
    `${language} region`,
    () => new Intl.DisplayNames(language, { type: 'region' }),
  )
  return names.of(code) ?? code
}

const functions = {
  date: formatDate,
  day: formatDay,
  dateTime: formatDateTime,
  time: formatTime,
  relative: formatRelative,
  number: formatNumber,
  percent: formatPercent,
  share: formatShare,
  tenths: formatTenths,
  signed: formatSigned,
  minorUnits: formatMinorUnits,
  money: formatMoney,
  days: formatDays,
  minutes: formatMinutes,
  bytes: formatBytes,
  list: formatList,
  compareNames,
  countryName,
}

/** The formatters, renewed when the language changes, so that a component draws again. */
export function useFormat(): typeof functions {
  const language = useTranslation().i18n.language
  return useMemo(() => ({ ...functions, language }), [language])
}
