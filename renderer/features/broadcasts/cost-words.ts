import type { TFunction } from 'i18next'
import type { BroadcastPlan } from '../../../shared/domain/broadcasts.ts'
import { formatMoney } from '../../lib/format.ts'

/** What a broadcast costs, in words that claim no more than the prices tell. */
export function costWords(t: TFunction, { cost, costs }: BroadcastPlan): string {
  const priced = costs.filter(({ amount }) => amount !== null).length
  if (costs.length > 0 && priced === 0) return t('broadcasts.plan.costUnknown')
  return t(priced < costs.length ? 'broadcasts.plan.costAtLeast' : 'broadcasts.plan.costAbout', {
    amount: formatMoney(cost),
  })
}
