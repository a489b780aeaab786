import { Alert, Paper, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconMoon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BroadcastPlan } from '../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../lib/format.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FailureLine } from '../../ui/failure-line.tsx'
import { PlanCosts } from './plan-costs.tsx'
import { PlanLeftOut } from './plan-left-out.tsx'
import { PlanLimits } from './plan-limits.tsx'
import { StartBar } from './start-bar.tsx'
import type { PlanPanelProps } from './plan-props.ts'
import { variantName } from './variant-name.ts'
import classes from './broadcasts.module.css'

/** What the draft would come to: how many, who not and why, until when, at what cost; then the button. */
export function PlanPanel(props: PlanPanelProps) {
  const { t } = useTranslation()
  const { plan } = props
  return (
    <Paper
      withBorder
      component="section"
      aria-labelledby="plan-title"
      className={classes['panel'] ?? ''}
    >
      <div className={classes['scroll']} tabIndex={0} role="group" aria-labelledby="plan-title">
        <Title order={2} id="plan-title" mb="sm">
          {t('broadcasts.plan.title')}
        </Title>
        {plan.error !== null ? (
          <ErrorState error={plan.error} retry={() => void plan.refetch()} />
        ) : plan.data === undefined ? (
          <Text c="dimmed">
            {t(props.input === null ? 'broadcasts.plan.incomplete' : 'broadcasts.plan.waiting')}
          </Text>
        ) : (
          <PlanParts plan={plan.data} isCurrent={plan.isCurrent} />
        )}
      </div>
      <div className={classes['foot']}>
        <StartBar {...props} />
      </div>
    </Paper>
  )
}

interface PartsProps {
  readonly plan: BroadcastPlan
  readonly isCurrent: boolean
}

function PlanParts({ plan, isCurrent }: PartsProps) {
  return (
    <div className={classes['parts']} aria-busy={!isCurrent} data-stale={!isCurrent || undefined}>
      <Headline plan={plan} />
      <BlockedVariants plan={plan} />
      <PlanLeftOut plan={plan} />
      <PlanTimes plan={plan} />
      <PlanCosts plan={plan} />
    </div>
  )
}

interface PlanProps {
  readonly plan: BroadcastPlan
}

function Headline({ plan }: PlanProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div role="status">
      <Text className={classes['figure'] ?? ''}>
        {t('broadcasts.plan.recipients', { count: plan.recipients })}
      </Text>
      <Text c="dimmed">{t('broadcasts.plan.ofAudience', { count: plan.audience })}</Text>
      {plan.variants.length < 2 ? null : (
        <Text size="sm" mt={4}>
          {format.list(
            plan.variants.map(({ recipients }, index) =>
              t('broadcasts.plan.variant', { name: variantName(index), count: recipients }),
            ),
          )}
        </Text>
      )}
    </div>
  )
}

function BlockedVariants({ plan }: PlanProps) {
  const { t } = useTranslation()
  const blocked = plan.variants.flatMap(({ blockedCode }, index) =>
    blockedCode === null ? [] : [{ blockedCode, index }],
  )
  if (blocked.length === 0) return null
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('broadcasts.plan.blocked')}
    >
      {blocked.map(({ blockedCode, index }) => (
        <FailureLine key={index} code={blockedCode} />
      ))}
    </Alert>
  )
}

function PlanTimes({ plan }: PlanProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <section aria-labelledby="plan-times">
      <h3 className={classes['subheading']} id="plan-times">
        {t('broadcasts.plan.when')}
      </h3>
      {plan.startAt === null || plan.finishAt === null ? (
        <Text c="dimmed">{t('broadcasts.plan.nobody')}</Text>
      ) : (
        <>
          <Text fw={500}>
            {t('broadcasts.plan.finish', { time: format.dateTime(plan.finishAt) })}
          </Text>
          <Text size="sm" c="dimmed">
            {t('broadcasts.plan.start', { time: format.dateTime(plan.startAt) })}
          </Text>
        </>
      )}
      {plan.waitingForMorning === 0 ? null : (
        <Text size="sm" mt={4}>
          <IconMoon size={13} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
          {t('broadcasts.plan.morning', { count: plan.waitingForMorning })}
        </Text>
      )}
      {plan.recipients === 0 ? null : <PlanLimits plan={plan} />}
      {plan.days.length < 2 ? null : <Days plan={plan} />}
    </section>
  )
}

function Days({ plan }: PlanProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const most = Math.max(...plan.days.map(({ recipients }) => recipients), 1)
  return (
    <table className={classes['table']} aria-label={t('broadcasts.plan.days')}>
      <thead>
        <tr>
          <th scope="col">{t('broadcasts.plan.day')}</th>
          <th scope="col">
            <VisuallyHidden>{t('broadcasts.plan.share')}</VisuallyHidden>
          </th>
          <th scope="col" data-end>
            {t('broadcasts.plan.messages')}
          </th>
        </tr>
      </thead>
      <tbody>
        {plan.days.map(({ date, recipients }) => (
          <tr key={date}>
            <td>{format.day(new Date(`${date}T12:00:00`).getTime())}</td>
            <td className={classes['barCell']}>
              <div className={classes['bar']} style={{ width: `${(recipients / most) * 100}%` }} />
            </td>
            <td data-end>{format.number(recipients)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
