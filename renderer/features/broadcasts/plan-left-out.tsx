import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BroadcastPlan } from '../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../lib/format.ts'
import { reasonWords } from './reason-words.ts'
import classes from './broadcasts.module.css'

/** Who of the audience gets nothing: each reason in words, how many, and what can be done. */
export function PlanLeftOut({ plan }: { readonly plan: BroadcastPlan }) {
  const { t } = useTranslation()
  const format = useFormat()
  const left = plan.skipped.filter(({ contacts }) => contacts > 0)
  const count = left.reduce((sum, { contacts }) => sum + contacts, plan.holdOut)
  return (
    <section aria-labelledby="plan-left-out">
      <h3 className={classes['subheading']} id="plan-left-out">
        {t('broadcasts.plan.leftOut', { count })}
      </h3>
      {count === 0 ? <Text size="sm">{t('broadcasts.plan.leftOutNone')}</Text> : null}
      <ul className={classes['reasons']}>
        {left.map(({ reason, contacts }) => {
          const words = reasonWords('skipped', reason)
          return (
            <li key={reason}>
              <span className={classes['reasonCount']}>{format.number(contacts)}</span>
              <div>
                <Text size="sm" fw={500}>
                  {words.title}
                </Text>
                <Text size="sm" c="dimmed">
                  {words.action}
                </Text>
              </div>
            </li>
          )
        })}
        {plan.holdOut === 0 ? null : (
          <li>
            <span className={classes['reasonCount']}>{format.number(plan.holdOut)}</span>
            <div>
              <Text size="sm" fw={500}>
                {t('broadcasts.plan.holdOut')}
              </Text>
              <Text size="sm" c="dimmed">
                {t('broadcasts.plan.holdOutHelp')}
              </Text>
            </div>
          </li>
        )}
      </ul>
    </section>
  )
}
