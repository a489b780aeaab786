import { dayMs } from '../facts.ts'
import { found, type Check } from '../finding.ts'

/** How long the shop has known of the person. Being new is no fault, so it never counts against anybody. */
export const checkAge: Check = ({ facts, limits }) => {
  const days = Math.floor((facts.now - facts.firstKnownAt) / dayMs)
  if (days < 1) return found(0, 'age_new')
  const strength = Math.min(1, days / limits.knownDays)
  const params = { firstKnownAt: facts.firstKnownAt }
  return found(strength, strength < 1 ? 'age_short' : 'age_long', params)
}
