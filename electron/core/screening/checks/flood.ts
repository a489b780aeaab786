import { found, unknown, type Check } from '../finding.ts'

/** More messages within ten minutes than anybody writes who wants to be read. */
export const checkFlood: Check = ({ facts, limits }) => {
  if (facts.messages === null) return unknown('messages_not_kept')
  const { mostInTenMinutes } = facts.messages
  return mostInTenMinutes >= limits.floodMessages
    ? found(-1, 'flood', { count: mostInTenMinutes })
    : found(0, 'flood_none')
}
