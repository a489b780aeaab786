import type { Settings } from '../../../shared/domain/workspace.ts'

export type Pricing = 'free' | 'marketing' | 'utility'

/**
 * What a message to a group costs: each delivered recipient is charged once at the rate of the
 * template's category. While the group's customer service window is open, text and utility are free
 * (Meta: Groups API pricing).
 */
export function pricingOf(
  content: { readonly type: 'text' } | { readonly type: 'template'; readonly category: string },
  isWindowOpen: boolean,
): Pricing {
  if (content.type === 'text') return 'free'
  if (content.category === 'MARKETING') return 'marketing'
  return isWindowOpen ? 'free' : 'utility'
}

/** Amount in the rate card's currency. */
export function estimateCost(
  rateCard: Settings['rateCard'],
  pricing: Pricing,
  recipients: number,
): number {
  return pricing === 'free' ? 0 : rateCard[pricing] * recipients
}
