import { found, unknown, type Check } from '../finding.ts'

/**
 * The same person under several numbers: an e-mail address that others have too, or a name that many
 * share. Names repeat by chance, so a name alone says little.
 */
export const checkSamePerson: Check = ({ facts, limits }) => {
  if (facts.sameEmail > 0)
    return found(facts.sameEmail === 1 ? -0.6 : -1, 'same_email', { count: facts.sameEmail })
  if (facts.sameName >= limits.sameNameContacts)
    return found(-0.4, 'same_name', { count: facts.sameName })
  return unknown('same_person_none')
}
