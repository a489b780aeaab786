/** Reads what cells say. Null: cannot be read. Cells come without spaces at their ends. */

export interface DateReading {
  readonly dayFirst: boolean | undefined
}

const yes =
  /^(yes|y|true|t|1|x|✓|✔|on|opted ?in|given|consented|subscribed|agreed|accepted|是|同意|已同意|已订阅|已訂閱|訂閱|订阅|对|真)$/i
const no =
  /^(no|n|false|f|0|-|off|opted ?out|withdrawn|unsubscribed|stop|declined|refused|否|不|不同意|未同意|拒绝|拒絕|退订|退訂|已退订|已退訂|假)$/i

const over = /^(expired|ended|lapsed|已到期|到期|已过期|过期|已過期|過期)$/i

/** What a cell says of consent: a permission that ran out is neither a yes nor a no. */
export type ConsentWord = 'given' | 'withdrawn' | 'expired'

export function readConsent(cell: string): ConsentWord | null {
  if (yes.test(cell)) return 'given'
  if (no.test(cell)) return 'withdrawn'
  return over.test(cell) ? 'expired' : null
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly rest: string
}

const yearFirst = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?(.*)$/
const yearLast = /^(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?[-/.]\s?(\d{4})(.*)$/

function readParts(cell: string, reading: DateReading): Parts | null {
  const first = yearFirst.exec(cell)
  if (first) return { year: +first[1]!, month: +first[2]!, day: +first[3]!, rest: first[4]!.trim() }
  const last = yearLast.exec(cell)
  if (!last) return null
  const [one, two] = [+last[1]!, +last[3]!]
  const isDayFirst = last[2] === '.' || one > 12 ? true : two > 12 ? false : reading.dayFirst
  // 5/3/2026 is two days; nobody guesses which
  if (isDayFirst === undefined && one !== two) return null
  return {
    year: +last[4]!,
    month: isDayFirst ? two : one,
    day: isDayFirst ? one : two,
    rest: last[5]!.trim(),
  }
}

const clock =
  /^T?\s*(上午|下午|凌晨|晚上|中午)?\s*(\d{1,2})[:时時](\d{2})(?:[:分](\d{2})(?:\.(\d{1,9}))?秒?)?\s*(am|pm)?\s*(Z|[+-]\d{2}:?\d{2})?(?:\s*(?:UTC|GMT))?$/i

/** Unix ms, for `2026-03-05 14:00`, `5.3.2026`, `2026年3月5日`, ISO 8601 and Unix time. */
export function readMoment(cell: string, reading: DateReading): number | null {
  if (/^1\d{9}$/.test(cell)) return Number(cell) * 1000
  if (/^1\d{12}$/.test(cell)) return Number(cell)
  const parts = readParts(cell, reading)
  if (!parts || !isDay(parts) || parts.year < 1990 || parts.year > 2100) return null
  if (parts.rest === '') return new Date(parts.year, parts.month - 1, parts.day).getTime()
  const time = clock.exec(parts.rest)
  if (!time) return null
  const [, before, hourText, minute, second, fraction, after, zone] = time
  let hour = Number(hourText)
  const isLate = /^(下午|晚上|中午)$/.test(before ?? '') || /^pm$/i.test(after ?? '')
  const isEarly = /^(上午|凌晨)$/.test(before ?? '') || /^am$/i.test(after ?? '')
  if (isLate && hour < 12) hour += 12
  if (isEarly && hour === 12) hour = 0
  if (hour > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null
  const milliseconds = Number((fraction ?? '').slice(0, 3).padEnd(3, '0'))
  const { year, month, day } = parts
  const at = [
    year,
    month - 1,
    day,
    hour,
    Number(minute),
    Number(second ?? 0),
    milliseconds,
  ] as const
  if (zone === undefined) return new Date(...at).getTime()
  const utc = Date.UTC(...at)
  return utc - zoneMs(zone)
}

function zoneMs(zone: string): number {
  if (/^z$/i.test(zone)) return 0
  const digits = zone.replace(':', '')
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5))
  return (digits.startsWith('-') ? -minutes : minutes) * 60_000
}

function isDay({ year, month, day }: Pick<Parts, 'year' | 'month' | 'day'>): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** YYYY-MM-DD, or --MM-DD where the year is not told. */
export function readBirthday(cell: string, reading: DateReading): string | null {
  const two = (value: number) => String(value).padStart(2, '0')
  const short = /^(?:--)?(\d{1,2})[-/月](\d{1,2})日?$/.exec(cell)
  if (short) {
    const [month, day] = [+short[1]!, +short[2]!]
    return isDay({ year: 2000, month, day }) ? `--${two(month)}-${two(day)}` : null
  }
  const parts = readParts(cell, reading)
  if (!parts || !isDay(parts) || parts.year < 1880 || parts.year > 2100) return null
  return `${String(parts.year)}-${two(parts.month)}-${two(parts.day)}`
}

const symbols: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  hk$: 'HKD',
  nt$: 'TWD',
  s$: 'SGD',
  r$: 'BRL',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'CNY',
  '￥': 'CNY',
  元: 'CNY',
  rmb: 'CNY',
  '₹': 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
  rm: 'MYR',
}

/** ISO 4217; a symbol counts where it says which money it is. */
export function readCurrency(cell: string): string | null {
  const text = cell.trim().toLowerCase()
  const named = symbols[text]
  if (named !== undefined) return named
  return /^[a-z]{3}$/.test(text) && currencies().has(text.toUpperCase()) ? text.toUpperCase() : null
}

let known: Set<string> | null = null
function currencies(): Set<string> {
  return (known ??= new Set(Intl.supportedValuesOf('currency')))
}

const digitsOf = new Map<string, number>()

/** How many digits the minor unit of a currency has: two for USD, none for JPY. */
export function minorDigits(currency: string): number {
  let digits = digitsOf.get(currency)
  if (digits === undefined) {
    digits =
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
        .maximumFractionDigits ?? 2
    digitsOf.set(currency, digits)
  }
  return digits
}

export interface Amount {
  /** As written, with a point before the fraction. */
  readonly value: string
  /** The currency written beside it, or null. */
  readonly currency: string | null
}

/** `1,234.50`, `1.234,50`, `1 234`, `¥99`, `12.5 USD`. */
export function readAmount(cell: string): Amount | null {
  const match =
    /^(-)?\s*([^\d\s.,()-]{0,4})\s*(-)?\s*(\d[\d.,'\s\u00a0\u202f]*)\s*([^\d\s.,]{0,4})$/u.exec(
      cell,
    )
  if (!match) return null
  const [, sign, before, innerSign, body, after] = match
  const written = before !== '' ? before! : after!
  const currency = written === '' ? null : readCurrency(written)
  if (written !== '' && currency === null) return null
  const digits = body!.replace(/['\s\u00a0\u202f]/g, '')
  const value = plainDecimal(digits)
  return value === null ? null : { value: `${sign ?? innerSign ?? ''}${value}`, currency }
}

function plainDecimal(text: string): string | null {
  const comma = text.lastIndexOf(',')
  const point = text.lastIndexOf('.')
  const decimalAt = Math.max(comma, point)
  if (decimalAt < 0) return text
  const mark = text[decimalAt]!
  const other = mark === ',' ? '.' : ','
  const isSingle = text.indexOf(mark) === decimalAt
  const after = text.length - decimalAt - 1
  const isGrouping = !isSingle || (after === 3 && mark === ',' && !text.includes(other))
  const whole = (isGrouping ? text : text.slice(0, decimalAt)).replace(/[.,]/g, '')
  const grouped = isGrouping ? text : text.slice(0, decimalAt)
  if (/[.,]/.test(grouped) && !/^\d{1,3}([.,]\d{3})+$/.test(grouped)) return null
  return isGrouping ? whole : `${whole}.${text.slice(decimalAt + 1)}`
}

/** Minor units; null where it has more digits than the currency, or is beyond all reason. */
export function toMinorUnits(value: string, currency: string): number | null {
  const digits = minorDigits(currency)
  const [whole = '', fraction = ''] = value.replace('-', '').split('.')
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > digits || whole.length > 12) return null
  const units = Number(whole + kept.padEnd(digits, '0'))
  return value.startsWith('-') ? -units : units
}

/** `Rose ×2; Lily` */
export function readItems(cell: string): { name: string; quantity?: number }[] {
  return cell
    .split(/[;；|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, 200)
    .map((part) => {
      const match = /^(.{1,200}?)\s*(?:[x×*]\s*(\d{1,6}(?:\.\d{1,3})?))$/iu.exec(part)
      return match ? { name: match[1]!, quantity: Number(match[2]) } : { name: part.slice(0, 200) }
    })
}

/** As many as fit into a cell that is taken in, each as long as a tag may be. */
const maxTags = 500

export function readTags(cell: string): string[] {
  const tags = cell
    .split(/[,，;；|、\n]/)
    .map((part) => part.replace(/\s+/g, ' ').trim().slice(0, 60))
    .filter((part) => part !== '')
  return [...new Set(tags)].slice(0, maxTags)
}
