import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/**
 * What kind of number this is by its country's numbering plan. It is read off the digits; nobody is asked
 * whether the number exists or is on WhatsApp.
 *
 * @param digits an international number without `+`
 * @returns null where the plan does not tell, as where mobile and landline numbers look alike and are valid
 */
export function numberType(digits: string): 'mobile' | 'landline' | 'other' | null {
  const number = parsePhoneNumberFromString(`+${digits}`)
  if (!number?.isValid()) return null
  switch (number.getType()) {
    case 'MOBILE':
    case 'FIXED_LINE_OR_MOBILE':
      return 'mobile'
    case 'FIXED_LINE':
      return 'landline'
    case undefined:
      return null
    default:
      return 'other'
  }
}
