import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { callingCode } from '../../core/contacts/mask-number.ts'
import { toE164 } from '../phone-number.ts'

export type NumberType = 'mobile' | 'landline' | 'other'

export type NumberReading =
  | { readonly waId: string; readonly type: NumberType }
  | { readonly reason: 'number_invalid' | 'number_short' }

/** Fewer digits than any subscriber's number has: an extension or a short code. */
const minDigits = 7
const maxBlocks = 200_000

/**
 * Reads phone numbers. The numbering plan gives numbers out in blocks, and it takes long to ask, so it
 * is asked once for a block, and again for each number that it does not know: what it refuses is always
 * refused by the number itself.
 */
export class NumberReader {
  readonly #country: string
  readonly #blocks = new Map<string, NumberType>()
  asked = 0

  /** @param country ISO 3166-1 alpha-2; whose numbers are written without a country code. */
  constructor(country: string) {
    this.#country = country
  }

  read(cell: string): NumberReading {
    const text = /[\s().-]/.test(cell) ? cell.replace(/[\s().-]/g, '') : cell
    if (/^\+[1-9]\d{7,14}$/.test(text)) {
      const type = this.#blocks.get(blockOf(text.slice(1)))
      if (type !== undefined) return { waId: text.slice(1), type }
    }
    return this.#ask(cell)
  }

  #ask(cell: string): NumberReading {
    this.asked += 1
    let { e164, state } = toE164(cell, this.#country)
    const digits = cell.replace(/\D/g, '')
    // Spreadsheets take the plus away from what they hold for a number.
    if (state !== 'valid' && !cell.includes('+') && digits.length >= 10)
      ({ e164, state } = toE164(`+${digits.replace(/^00/, '')}`, ''))
    if (e164 === null || state !== 'valid')
      return { reason: digits.length < minDigits ? 'number_short' : 'number_invalid' }
    const waId = e164.slice(1)
    const type = typeOf(e164)
    if (this.#blocks.size >= maxBlocks) this.#blocks.clear()
    this.#blocks.set(blockOf(waId), type)
    return { waId, type }
  }
}

/** A number without its last digits: six at most, and four stay of what the country gives out. */
function blockOf(digits: string): string {
  const national = digits.length - callingCode(digits).length
  const dropped = Math.max(0, Math.min(6, national - 4))
  return `${String(digits.length)}:${digits.slice(0, digits.length - dropped)}`
}

function typeOf(e164: string): NumberType {
  switch (parsePhoneNumberFromString(e164)?.getType()) {
    case 'MOBILE':
    case 'FIXED_LINE_OR_MOBILE':
    case 'PERSONAL_NUMBER':
      return 'mobile'
    case 'FIXED_LINE':
      return 'landline'
    default:
      return 'other'
  }
}
