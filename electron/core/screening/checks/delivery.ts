import { found, unknown, type Check } from '../finding.ts'

/**
 * What delivery has shown. Unreachable is WhatsApp's error 131026: not on WhatsApp, or does not take the
 * message for other reasons (Meta: Cloud API error codes).
 */
export const checkDelivery: Check = ({ facts }) => {
  if (facts.numberState === 'unreachable') return found(-1, 'delivery_failed')
  if (facts.deliveredAt === null) return unknown('delivery_none')
  return found(1, 'delivery_reached', { deliveredAt: facts.deliveredAt })
}
