import { found, unknown, type Check } from '../finding.ts'

/** Whether the number belongs to a country that the shop sells to. */
export const checkMarket: Check = ({ facts, markets }) => {
  if (markets.length === 0) return unknown('market_not_set')
  if (facts.country === null) return unknown('market_unknown')
  const params = { country: facts.country }
  return markets.includes(facts.country)
    ? found(1, 'market_inside', params)
    : found(-1, 'market_outside', params)
}
