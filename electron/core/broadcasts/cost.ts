import type { RateCard } from '../../../shared/domain/broadcasts.ts'

export type RateCategory = RateCard['rates'][number]['category']

/** Recipients that have a price in common. */
export interface PricedGroup {
  readonly country: string
  readonly category: RateCategory
  readonly recipients: number
  /** Of them, whose customer service window is open. */
  readonly inWindow: number
}

export interface GroupCost {
  readonly country: string
  readonly category: RateCategory
  readonly recipients: number
  /** In the card's currency; null: the card has no price. */
  readonly amount: number | null
}

/**
 * What messages to single people cost: each that is delivered is charged at the rate of its category in
 * the recipient's country. Utility is free while the customer service window is open (Meta: Pricing on
 * the WhatsApp Business Platform).
 */
export function priceGroups(groups: readonly PricedGroup[], card: RateCard): GroupCost[] {
  const rates = new Map(card.rates.map((rate) => [keyOf(rate), rate.amount]))
  return groups.map(({ country, category, recipients, inWindow }) => {
    const charged = category === 'utility' ? recipients - inWindow : recipients
    const rate =
      rates.get(keyOf({ country, category })) ?? rates.get(keyOf({ country: null, category }))
    const amount = charged === 0 ? 0 : rate === undefined ? null : rate * charged
    return { country, category, recipients, amount }
  })
}

function keyOf(rate: { readonly country: string | null; readonly category: string }): string {
  return `${rate.country ?? ''} ${rate.category}`
}
