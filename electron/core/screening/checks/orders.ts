import { found, unknown, type Check } from '../finding.ts'

/** Whoever bought before is known by it: the first order says most. */
export const checkOrders: Check = ({ facts }) => {
  if (facts.orderCount === 0) return unknown('orders_none')
  return found(facts.orderCount === 1 ? 0.6 : Math.min(1, 0.7 + 0.1 * facts.orderCount), 'orders', {
    count: facts.orderCount,
    lastOrderAt: facts.lastOrderAt,
  })
}
