import { useTranslation } from 'react-i18next'
import type { BroadcastPlan } from '../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../lib/format.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './broadcasts.module.css'

type Limit = BroadcastPlan['limits'][number]

/** The four limits, each with when the send would be through under it alone. */
export function PlanLimits({ plan }: { readonly plan: BroadcastPlan }) {
  const { t } = useTranslation()
  const format = useFormat()
  const latest = Math.max(...plan.limits.map(({ finishAt }) => finishAt ?? 0))
  return (
    <table className={classes['table']}>
      <caption>{t('broadcasts.plan.limits')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('broadcasts.plan.limit')}</th>
          <th scope="col" data-end>
            {t('broadcasts.plan.through')}
          </th>
        </tr>
      </thead>
      <tbody>
        {plan.limits.map((limit) => (
          <tr key={limit.limit}>
            <td>
              {t(`broadcasts.limit.${limit.limit}.name`)}
              <ValueLine limit={limit} />
            </td>
            <td data-end>
              {limit.finishAt === null
                ? t('broadcasts.plan.notBinding')
                : format.dateTime(limit.finishAt)}
              {limit.finishAt !== null && limit.finishAt === latest ? (
                <div>
                  <StatusBadge>{t('broadcasts.plan.decides')}</StatusBadge>
                </div>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the limit is now, and what of it is used. */
function ValueLine({ limit }: { readonly limit: Limit }) {
  const { t } = useTranslation()
  const words = [
    limit.value === null
      ? t(`broadcasts.limit.${limit.limit}.none`)
      : t(`broadcasts.limit.${limit.limit}.value`, { count: limit.value }),
    ...(limit.used === null || limit.value === null
      ? []
      : [t('broadcasts.plan.used', { count: limit.used })]),
  ]
  return <div className={classes['soft']}>{words.join(' · ')}</div>
}
