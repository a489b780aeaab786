/** Calling codes of one and two digits; all others have three (ITU-T E.164 assigned codes). */
const shortCallingCodes = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 ' +
    '60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
)

const hidden = '····'

/**
 * A phone number as screens and reports show it: calling code, the first digits and the last ones,
 * `+86 138 ···· 8000`. At least three digits stay hidden, and the dots do not tell how many.
 *
 * @param e164 Digits of an international number, with or without `+`.
 */
export function maskNumber(e164: string): string {
  const digits = e164.startsWith('+') ? e164.slice(1) : e164
  if (!/^[1-9]\d{4,19}$/.test(digits)) return hidden
  const code = callingCode(digits)
  const national = digits.slice(code.length)
  const head = shownAtStart(national.length)
  const tail = shownAtEnd(national.length)
  const parts = [`+${code}`, national.slice(0, head), hidden, national.slice(-tail)]
  return parts.filter((part) => part !== '').join(' ')
}

/** The calling code that an international number begins with. */
export function callingCode(digits: string): string {
  for (const length of [1, 2]) {
    const code = digits.slice(0, length)
    if (shortCallingCodes.has(code)) return code
  }
  return digits.slice(0, 3)
}

function shownAtStart(length: number): number {
  if (length >= 10) return 3
  if (length >= 8) return 2
  return length === 7 ? 1 : 0
}

function shownAtEnd(length: number): number {
  if (length >= 9) return 4
  return length >= 7 ? 3 : 1
}
