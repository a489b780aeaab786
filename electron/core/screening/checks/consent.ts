import { found, unknown, type Check } from '../finding.ts'

/** A yes of the person's own, seen by the app, also shows that somebody is there. A no is no fault. */
export const checkConsent: Check = ({ facts }) => {
  if (facts.consent === null) return unknown('consent_none')
  const { by, at } = facts.consent
  return by === 'person'
    ? found(1, 'consent_by_person', { at })
    : found(0.5, 'consent_by_shop', { at })
}
