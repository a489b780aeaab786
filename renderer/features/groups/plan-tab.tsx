import { Button, Stack, Title } from '@mantine/core'
import { IconChecklist } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan } from '../../../shared/domain/plans.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { Link, navigate } from '../../lib/router.ts'
import { useCommand, useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { GroupDetail } from './group-detail.ts'

/** The group's open plan or the way to one, and the plans before it. */
export function PlanTab({ group }: { readonly group: GroupDetail }) {
  return (
    <Stack gap="md">
      {group.openPlanId === null ? (
        <MakePlan group={group} />
      ) : (
        <OpenPlan planId={group.openPlanId} />
      )}
      <EarlierPlans group={group} />
    </Stack>
  )
}

function OpenPlan({ planId }: { readonly planId: string }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<IconChecklist size={24} />}
      title={t('groups.plan.openTitle')}
      text={t('groups.plan.openText')}
      action={
        <Button component={Link} to={`/plans/${planId}`}>
          {t('groups.plan.open')}
        </Button>
      }
    />
  )
}

function MakePlan({ group }: { readonly group: GroupDetail }) {
  const { t } = useTranslation()
  const make = useCommand('plans.create', {
    onSuccess: ({ planId }) => {
      if (planId === null) showDone(t('groups.plan.nothing'))
      else navigate(`/plans/${planId}`)
    },
  })
  const hasFindings = group.openFindings > 0
  return (
    <EmptyState
      icon={<IconChecklist size={24} />}
      title={t('groups.plan.noneTitle')}
      text={t('groups.plan.noneText', { count: group.openFindings })}
      action={
        hasFindings ? (
          <Button loading={make.isPending} onClick={() => make.mutate({ groupId: group.id })}>
            {t('groups.plan.make')}
          </Button>
        ) : undefined
      }
    />
  )
}

function EarlierPlans({ group }: { readonly group: GroupDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const plans = useInfinitePages('plans.list', { groupId: group.id })
  const columns = useMemo(() => planColumns(t, format), [t, format])
  const earlier = useMemo(
    () => plans.items.filter((plan) => plan.id !== group.openPlanId),
    [plans.items, group.openPlanId],
  )
  if (plans.error !== null) return <ErrorState error={plans.error} retry={plans.refetch} />
  if (earlier.length === 0) return null
  return (
    <Stack gap="xs">
      <Title order={2}>{t('groups.plan.earlier')}</Title>
      <DataTable
        label={t('groups.plan.earlier')}
        columns={columns}
        rows={earlier}
        total={plans.total - (group.openPlanId === null ? 0 : 1)}
        rowKey={(plan) => plan.id}
        onRowClick={(plan) => navigate(`/plans/${plan.id}`)}
        onEndReached={plans.fetchNextPage}
        maxHeight="24rem"
      />
    </Stack>
  )
}

function planColumns(t: TFunction, format: ReturnType<typeof useFormat>): DataColumn<Plan>[] {
  return [
    {
      key: 'date',
      header: t('groups.plan.date'),
      width: '11rem',
      cell: (plan) => (
        <Link
          to={`/plans/${plan.id}`}
          aria-label={t('groups.plan.openPlanOf', { date: format.dateTime(plan.createdAt) })}
        >
          {format.dateTime(plan.createdAt)}
        </Link>
      ),
    },
    {
      key: 'state',
      header: t('groups.announcements.state'),
      width: '8rem',
      cell: (plan) => (
        <StatusBadge tone={plan.state === 'open' ? 'attention' : 'neutral'}>
          {t(`plans.state.${plan.state}`)}
        </StatusBadge>
      ),
    },
    {
      key: 'from',
      header: t('groups.plan.from'),
      width: '9rem',
      cell: (plan) => t(`plans.source.${plan.source}`),
    },
    {
      key: 'result',
      header: t('groups.plan.result'),
      cell: (plan) => format.list(countWords(plan.counts, t)),
    },
  ]
}

/** The counts of a plan that are not zero, in words. */
function countWords(counts: Plan['counts'], t: TFunction): string[] {
  return (
    Object.entries(counts)
      // Removals are among the others already.
      .filter(([name, count]) => name !== 'removals' && count > 0)
      .map(([name, count]) => t(`plans.count.${name}`, { count }))
  )
}
