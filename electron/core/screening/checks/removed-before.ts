import { found, unknown, type Check } from '../finding.ts'

/** The shop took the person out of a group before. */
export const checkRemovedBefore: Check = ({ facts }) =>
  facts.removals === 0
    ? unknown('removed_never')
    : found(facts.removals === 1 ? -0.6 : -1, 'removed_before', { count: facts.removals })
