import { Button, SegmentedControl } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan } from '../../../shared/domain/plans.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate } from '../../lib/router.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListBody } from '../../ui/list-body.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PlanStateBadge } from './plan-badges.tsx'
import { countsInWords, planName } from './plan-words.ts'
import { useNewPlan } from './use-new-plan.ts'

const filters = ['all', 'open', 'applying', 'finished', 'cancelled'] as const
type Filter = (typeof filters)[number]

/** All plans, newest first, with what each is waiting for. */
export function PlansScreen() {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<Filter>('all')
  const pages = useInfinitePages('plans.list', filter === 'all' ? {} : { state: filter })
  const columns = usePlanColumns()
  const newPlan = useNewPlan(null)
  const createButton = (
    <Button loading={newPlan.isBusy} onClick={newPlan.make}>
      {t('plans.create')}
    </Button>
  )
  const isEmpty = !pages.isLoading && pages.total === 0 && filter === 'all'
  return (
    <>
      <PageHeader
        title={t('plans.title')}
        subtitle={t('plans.intro')}
        {...(isEmpty ? {} : { primary: createButton })}
      />
      {isEmpty ? null : (
        <SegmentedControl
          mb="sm"
          size="xs"
          aria-label={t('plans.filter.label')}
          value={filter}
          onChange={(value) => setFilter(filters.find((one) => one === value) ?? 'all')}
          data={filters.map((value) => ({
            value,
            label: value === 'all' ? t('plans.filter.all') : t(`plans.state.${value}`),
          }))}
        />
      )}
      <ListBody
        pages={pages}
        empty={
          isEmpty ? (
            <EmptyState
              icon={<IconListCheck size={22} />}
              title={t('plans.empty.title')}
              text={t('plans.empty.text')}
              action={createButton}
            />
          ) : null
        }
      >
        <DataTable
          label={t('plans.title')}
          columns={columns}
          rows={pages.items}
          total={pages.total}
          rowKey={(plan) => plan.id}
          onEndReached={pages.fetchNextPage}
          onRowClick={(plan) => navigate(`/plans/${plan.id}`)}
          empty={<EmptyState title={t('plans.empty.filtered')} />}
        />
      </ListBody>
    </>
  )
}

function usePlanColumns(): DataColumn<Plan>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'plan',
        header: t('plans.column.plan'),
        width: 'minmax(14rem, 1fr)',
        cell: (plan) => `${planName(t, plan)} · ${t(`plans.source.${plan.source}`)}`,
      },
      {
        key: 'state',
        header: t('plans.column.state'),
        width: '11rem',
        cell: (plan) => <PlanStateBadge state={plan.state} />,
      },
      {
        key: 'actions',
        header: t('plans.column.actions'),
        width: '22rem',
        cell: (plan) => rowCounts(t, plan).join(' · '),
      },
      {
        key: 'created',
        header: t('plans.column.created'),
        width: '13rem',
        align: 'end',
        cell: (plan) => format.dateTime(plan.createdAt),
      },
    ],
    [t, format],
  )
}

function rowCounts(t: ReturnType<typeof useTranslation>['t'], { state, counts }: Plan): string[] {
  if (state !== 'open') return countsInWords(t, counts)
  const parts = [t('plans.count.proposed', { count: counts.proposed })]
  if (counts.removals > 0) parts.push(t('plans.count.removals', { count: counts.removals }))
  return parts
}
