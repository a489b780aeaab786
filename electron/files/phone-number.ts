import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/max'

export interface ParsedNumber {
  /** Null where no number can be read at all. */
  readonly e164: string | null
  readonly state: 'valid' | 'invalid'
}

const notANumber: ParsedNumber = { e164: null, state: 'invalid' }

/**
 * A phone number in international form. `invalid` is a number that its country does not give out.
 *
 * @param defaultCountry ISO 3166-1 alpha-2; whose numbers are written without a country code.
 */
export function toE164(raw: string, defaultCountry: string): ParsedNumber {
  const text = raw
    .normalize('NFKC')
    .replace(/[^\d+()./\s-]/gu, (mark) => spelled(mark))
    .trim()
  if (text.length > 40 || /[a-z]/i.test(text)) return notANumber
  const country: CountryCode | undefined = isSupportedCountry(defaultCountry)
    ? defaultCountry
    : undefined
  const number = parsePhoneNumberFromString(text, { defaultCountry: country, extract: false })
  if (!number) return notANumber
  return { e164: number.number, state: number.isValid() ? 'valid' : 'invalid' }
}

/** Invisible marks and the many dashes go; a letter stays and makes the text no number. */
function spelled(mark: string): string {
  if (/\p{Dash}/u.test(mark)) return '-'
  return /\p{Cf}/u.test(mark) ? '' : 'x'
}

export interface TypedNumber extends ParsedNumber {
  readonly type: 'mobile' | 'landline' | 'other'
}

/** The same, with what kind of number it is; where a country does not tell apart, it counts as mobile. */
export function toTypedE164(raw: string, defaultCountry: string): TypedNumber {
  const parsed = toE164(raw, defaultCountry)
  const type = parsed.e164 === null ? undefined : parsePhoneNumberFromString(parsed.e164)?.getType()
  switch (type) {
    case 'MOBILE':
    case 'FIXED_LINE_OR_MOBILE':
      return { ...parsed, type: 'mobile' }
    case 'FIXED_LINE':
      return { ...parsed, type: 'landline' }
    default:
      return { ...parsed, type: 'other' }
  }
}
