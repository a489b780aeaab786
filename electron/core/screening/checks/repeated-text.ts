import { found, unknown, type Check } from '../finding.ts'

/** One text passed around many groups. */
export const checkRepeatedText: Check = ({ facts, limits }) => {
  if (facts.messages === null) return unknown('messages_not_kept')
  const { sameTextGroups } = facts.messages
  return sameTextGroups >= limits.sameTextGroups
    ? found(-1, 'repeated_text', { count: sameTextGroups })
    : found(0, 'repeated_text_none')
}
