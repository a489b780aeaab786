import { found, unknown, type Check } from '../finding.ts'

/** Messages that are nothing but a link. */
export const checkLinkOnly: Check = ({ facts, limits }) => {
  if (facts.messages === null) return unknown('messages_not_kept')
  const { linkOnly } = facts.messages
  return linkOnly >= limits.linkMessages
    ? found(-1, 'link_only', { count: linkOnly })
    : found(0, 'link_only_none')
}
