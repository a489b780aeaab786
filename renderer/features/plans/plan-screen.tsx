import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { Link, useRoute } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { OpenPlan } from './open-plan.tsx'
import { PlanStateBadge } from './plan-badges.tsx'
import { planName } from './plan-words.ts'
import { RunningPlan } from './running-plan.tsx'

type PlanDetail = CallOutput<'plans.get'>

/** One plan: a dry run while it is open, then its progress, then its result. */
export function PlanScreen() {
  const { params } = useRoute()
  const query = useCall('plans.get', { planId: params['planId'] ?? '' })
  if (query.isPending) return <LoadingState rows={8} />
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  const plan = query.data
  return (
    <>
      <PlanHeader plan={plan} />
      {plan.state === 'open' ? <OpenPlan plan={plan} /> : <RunningPlan plan={plan} />}
    </>
  )
}

function PlanHeader({ plan }: { readonly plan: PlanDetail }) {
  const { t } = useTranslation()
  return (
    <PageHeader
      title={planName(t, plan)}
      subtitle={<PlanFacts plan={plan} />}
      actions={
        <>
          {plan.groupId === null ? null : (
            <Button variant="default" component={Link} to={`/groups/${plan.groupId}`}>
              {t('plans.openGroup')}
            </Button>
          )}
          {plan.state === 'open' || plan.state === 'applying' ? <CancelPlan plan={plan} /> : null}
        </>
      }
    />
  )
}

function PlanFacts({ plan }: { readonly plan: PlanDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const moments = [
    t('plans.made', { date: format.dateTime(plan.createdAt) }),
    ...(plan.approvedAt === null
      ? []
      : [t('plans.approvedAt', { date: format.dateTime(plan.approvedAt) })]),
    ...(plan.finishedAt === null
      ? []
      : [t('plans.finishedAt', { date: format.dateTime(plan.finishedAt) })]),
  ]
  return (
    <Group gap="xs">
      <PlanStateBadge state={plan.state} />
      {plan.reviewId === null ? (
        <Text span>{t(`plans.source.${plan.source}`)}</Text>
      ) : (
        <Link to={`/reviews/${plan.reviewId}`}>{t(`plans.source.${plan.source}`)}</Link>
      )}
      <Text span>{moments.join(' · ')}</Text>
    </Group>
  )
}

function CancelPlan({ plan }: { readonly plan: PlanDetail }) {
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const cancel = useCommand('plans.cancel', {
    onSuccess: () => {
      setIsAsking(false)
      showDone(t('plans.cancel.done'))
    },
  })
  return (
    <>
      <Button variant="default" onClick={() => setIsAsking(true)}>
        {t('plans.cancel.button')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => cancel.mutate({ planId: plan.id })}
        title={t('plans.cancel.title')}
        confirmLabel={t('plans.cancel.confirm')}
        isBusy={cancel.isPending}
      >
        {t(plan.state === 'open' ? 'plans.cancel.openText' : 'plans.cancel.applyingText')}
      </ConfirmDialog>
    </>
  )
}
