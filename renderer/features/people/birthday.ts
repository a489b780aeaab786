import { currentLanguage } from '../../lib/i18n.ts'

/** 2000 was a leap year: 29 February is a day of it. */
const anyYear = 2000

/**
 * A birthday as people write it (`1991-05-21`, `1991/5/21`, `05-21`) in the stored form, `--05-21`
 * where the year is not told; null when it is no day.
 */
export function parseBirthday(text: string): string | null {
  const match = /^(?:(\d{4})[-/.年])?(?:--)?(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.trim())
  if (match === null) return null
  const [, year, month = '', day = ''] = match
  const date = new Date(Date.UTC(Number(year ?? anyYear), Number(month) - 1, Number(day)))
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null
  return `${year ?? '-'}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** A stored birthday as it is typed: without a year, `05-21`. */
export function typedBirthday(birthday: string | null): string {
  return (birthday ?? '').replace(/^--/, '')
}

/** A stored birthday in words: "21 May 1991", "5月21日". */
export function birthdayInWords(birthday: string): string {
  const [month = 1, day = 1] = birthday.slice(-5).split('-').map(Number)
  const year = birthday.startsWith('--') ? null : Number(birthday.slice(0, 4))
  return new Intl.DateTimeFormat(currentLanguage(), {
    ...(year === null
      ? { month: 'long', day: 'numeric' }
      : { year: 'numeric', month: 'long', day: 'numeric' }),
    timeZone: 'UTC',
  }).format(Date.UTC(year ?? anyYear, month - 1, day))
}
