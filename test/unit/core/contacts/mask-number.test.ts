import fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import { callingCode, maskNumber } from '../../../../electron/core/contacts/mask-number.ts'

describe('maskNumber', () => {
  it.each([
    ['+8613800138000', '+86 138 ···· 8000'],
    ['8613800138000', '+86 138 ···· 8000'],
    ['+12125550123', '+1 212 ···· 0123'],
    ['+85291234567', '+852 91 ···· 567'],
    ['+6591234567', '+65 91 ···· 567'],
    ['+447911123456', '+44 791 ···· 3456'],
    ['+79161234567', '+7 916 ···· 4567'],
    ['+35312345', '+353 ···· 5'],
  ])('%s is shown as %s', (number, masked) => {
    expect(maskNumber(number)).toBe(masked)
  })

  it.each(['', '+', 'abc', '+86 138', '+0123456789', '123', '=1+1', '9'.repeat(40)])(
    'shows nothing of what is not a number: %j',
    (text) => {
      expect(maskNumber(text)).toBe('····')
    },
  )

  it('never shows a whole number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{4,19}$/), (digits) => {
        const shown = maskNumber(digits).replace(/\D/g, '')
        expect(digits.length - shown.length).toBeGreaterThanOrEqual(digits.length < 8 ? 0 : 3)
        expect(maskNumber(digits)).toContain('····')
      }),
    )
  })

  it('finds the calling code of every country', () => {
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples)
      if (example)
        expect(callingCode(example.number.slice(1)), country).toBe(example.countryCallingCode)
    }
  })
})
