import { found, unknown, type Check } from '../finding.ts'

/**
 * Whether the number can be a person's own. A person without a number is known to WhatsApp by an id and
 * is no worse for it. A number type is the numbering plan's word, not a lookup of the number.
 */
export const checkNumber: Check = ({ facts }) => {
  if (facts.numberState === 'none') return unknown('number_none')
  if (facts.numberState === 'invalid') return found(-1, 'number_invalid')
  switch (facts.numberType) {
    case 'mobile':
      return found(1, 'number_mobile')
    case 'landline':
      return found(-0.4, 'number_landline')
    case 'other':
      return found(-0.4, 'number_other')
    case null:
      return unknown('number_type_unknown')
  }
}
