import type { RateCard } from '../../../shared/domain/broadcasts.ts'

/** Null is every other country. */
export type Country = string | null
type Category = RateCard['rates'][number]['category']

/** Countries that have a price, every other one first. */
export function countriesOf(card: RateCard): Country[] {
  const named = new Set(card.rates.flatMap(({ country }) => (country === null ? [] : [country])))
  return [null, ...[...named].sort()]
}

/** Price of a country and category, or null. */
export function priceOf(card: RateCard, country: Country, category: Category): number | null {
  return (
    card.rates.find((rate) => rate.country === country && rate.category === category)?.amount ??
    null
  )
}

/** The card with one price set, or taken out by null. */
export function withPrice(
  card: RateCard,
  country: Country,
  category: Category,
  amount: number | null,
): RateCard {
  const rest = card.rates.filter((rate) => rate.country !== country || rate.category !== category)
  return {
    ...card,
    rates: amount === null ? rest : [...rest, { country, category, amount }],
  }
}

/** The card without a country's own prices. */
export function withoutCountry(card: RateCard, country: Country): RateCard {
  return { ...card, rates: card.rates.filter((rate) => rate.country !== country) }
}
