import { Alert, SegmentedControl, Stack } from '@mantine/core'
import { IconCircleCheck, IconHelpCircle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { job as jobShape, type Job } from '../../../shared/domain/plans.ts'
import { errorTitle } from '../../lib/error-words.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate, useRoute } from '../../lib/router.ts'
import { useCall, useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'
import { JobActions } from './job-actions.tsx'

const shownStates = ['unknown', 'failed', 'queued', 'awaiting_update', 'done'] as const

const tones: Record<Job['state'], StatusTone> = {
  unknown: 'attention',
  failed: 'danger',
  queued: 'neutral',
  running: 'neutral',
  awaiting_update: 'neutral',
  done: 'good',
  cancelled: 'neutral',
}

/** Work at WhatsApp by its state; here the owner says what became of what is unknown. */
export function JobsScreen() {
  const { t } = useTranslation()
  const { search } = useRoute()
  const wanted = jobShape.shape.state.safeParse(search.get('state'))
  const state = wanted.success ? wanted.data : 'unknown'
  const jobs = useInfinitePages('jobs.list', { state })
  const columns = useJobColumns()
  return (
    <>
      <PageHeader title={t('jobs.title')} subtitle={t('jobs.subtitle')} />
      <Stack gap="sm" align="stretch">
        <div>
          <SegmentedControl
            aria-label={t('jobs.filter')}
            value={state}
            onChange={(value) => navigate(`/jobs?state=${value}`, { replace: true })}
            data={shownStates.map((value) => ({ value, label: t(`jobs.state.${value}`) }))}
          />
        </div>
        {state === 'unknown' && jobs.items.length > 0 ? (
          <Alert color="amber" icon={<IconHelpCircle aria-hidden />}>
            {t('jobs.resolveHelp')}
          </Alert>
        ) : null}
        {jobs.error !== null ? (
          <ErrorState error={jobs.error} retry={jobs.refetch} />
        ) : jobs.isLoading ? (
          <LoadingState />
        ) : (
          <DataTable
            label={t('jobs.title')}
            columns={columns}
            rows={jobs.items}
            total={jobs.total}
            rowKey={(job) => job.id}
            rowHeight={44}
            onEndReached={jobs.fetchNextPage}
            empty={
              <EmptyState
                icon={<IconCircleCheck size={22} />}
                title={t('jobs.empty.title')}
                text={t('jobs.empty.text')}
              />
            }
          />
        )}
      </Stack>
    </>
  )
}

function useJobColumns(): DataColumn<Job>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const groups = useCall('groups.list', { limit: 500 })
  const names = useMemo(
    () => new Map((groups.data?.items ?? []).map((group) => [group.id, group.subject])),
    [groups.data],
  )
  return [
    {
      key: 'kind',
      header: t('jobs.column.kind'),
      cell: (job) => t(`jobs.kind.${job.kind}`, { defaultValue: job.kind }),
      width: 'minmax(11.5rem, 1.2fr)',
    },
    {
      key: 'group',
      header: t('jobs.column.group'),
      cell: (job) => names.get(job.groupId ?? '') ?? null,
      width: 'minmax(11rem, 1.5fr)',
    },
    {
      key: 'state',
      header: t('jobs.column.state'),
      cell: (job) => (
        <StatusBadge tone={tones[job.state]}>{t(`jobs.state.${job.state}`)}</StatusBadge>
      ),
      width: '10rem',
    },
    {
      key: 'at',
      header: t('jobs.column.at'),
      cell: (job) => format.relative(job.finishedAt ?? job.createdAt),
      width: '8rem',
    },
    {
      key: 'reason',
      header: t('jobs.column.reason'),
      cell: (job) => (job.errorCode === null ? null : errorTitle(job.errorCode)),
      width: 'minmax(10rem, 1.2fr)',
    },
    {
      key: 'do',
      header: t('jobs.column.do'),
      cell: (job) => <JobActions job={job} />,
      width: '13rem',
    },
  ]
}
