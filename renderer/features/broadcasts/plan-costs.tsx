import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BroadcastPlan } from '../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../lib/format.ts'
import { dayToTimestamp } from '../../lib/local-day.ts'
import { Link } from '../../lib/router.ts'
import { costWords } from './cost-words.ts'
import classes from './broadcasts.module.css'

/** What it costs by country and category, and of which day the prices are. */
export function PlanCosts({ plan }: { readonly plan: BroadcastPlan }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { cost, costs, rateCardAsOf } = plan
  const dayWords = /^\d{4}-\d{2}-\d{2}$/.test(rateCardAsOf)
    ? format.date(dayToTimestamp(rateCardAsOf))
    : rateCardAsOf
  const isPartly =
    costs.some(({ amount }) => amount === null) && costs.some(({ amount }) => amount !== null)
  return (
    <section aria-labelledby="plan-costs">
      <h3 className={classes['subheading']} id="plan-costs">
        {t('broadcasts.plan.cost')}
      </h3>
      <Text fw={500}>
        {costWords(t, plan)}
        {isPartly ? ` · ${t('broadcasts.plan.someWithout')}` : ''}
      </Text>
      <Text size="sm" c="dimmed">
        {rateCardAsOf === ''
          ? t('broadcasts.plan.ratesUndated')
          : t('broadcasts.plan.ratesOf', { day: dayWords })}{' '}
        <Link to="/settings?section=costs">{t('broadcasts.plan.toRates')}</Link>
      </Text>
      {costs.length === 0 ? null : (
        <table className={classes['table']} aria-label={t('broadcasts.plan.cost')}>
          <thead>
            <tr>
              <th scope="col">{t('broadcasts.plan.country')}</th>
              <th scope="col" data-end>
                {t('broadcasts.plan.messages')}
              </th>
              <th scope="col" data-end>
                {t('broadcasts.plan.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {costs.map(({ country, category, recipients, amount }) => (
              <tr key={`${country} ${category}`}>
                <td>
                  {format.countryName(country)}
                  <div className={classes['soft']}>{t(`broadcasts.category.${category}`)}</div>
                </td>
                <td data-end>{format.number(recipients)}</td>
                <td data-end>
                  {amount === null
                    ? t('broadcasts.plan.noPrice')
                    : format.money({ amount, currency: cost.currency })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
