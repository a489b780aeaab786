import { Button, Progress, SegmentedControl } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Review } from '../../../shared/domain/reviews.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate } from '../../lib/router.ts'
import { useCall, useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { DueReviews } from './due-reviews.tsx'
import { decisions } from './review-counts.ts'
import { StartReview } from './start-review.tsx'

const tabs = ['due', 'open', 'finished', 'cancelled'] as const
type Tab = (typeof tabs)[number]

/** All reviews: those under way, those that are due, those that are over. */
export function ReviewsScreen() {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<Tab | null>(null)
  const open = useCall('reviews.list', { state: 'open', limit: 1 }, { enabled: chosen === null })
  // What is under way comes before what is due.
  const tab = chosen ?? ((open.data?.total ?? 1) > 0 ? 'open' : 'due')
  const [isStarting, setIsStarting] = useState(false)
  return (
    <>
      <PageHeader
        title={t('reviews.title')}
        subtitle={t('reviews.intro')}
        primary={<Button onClick={() => setIsStarting(true)}>{t('reviews.start.button')}</Button>}
      />
      <SegmentedControl
        mb="sm"
        size="xs"
        aria-label={t('reviews.tab.label')}
        value={tab}
        onChange={setChosen}
        data={tabs.map((value) => ({ value, label: t(`reviews.tab.${value}`) }))}
      />
      {tab === 'due' ? <DueReviews /> : <ReviewTable state={tab} />}
      <StartReview opened={isStarting} onClose={() => setIsStarting(false)} />
    </>
  )
}

function ReviewTable({ state }: { readonly state: Exclude<Tab, 'due'> }) {
  const { t } = useTranslation()
  const pages = useInfinitePages('reviews.list', { state })
  const columns = useReviewColumns(state)
  if (pages.error !== null) return <ErrorState error={pages.error} retry={pages.refetch} />
  if (pages.isLoading) return <LoadingState />
  if (pages.total === 0) {
    return (
      <EmptyState
        icon={<IconUsersGroup size={22} />}
        title={t(`reviews.empty.${state}.title`)}
        text={t(`reviews.empty.${state}.text`)}
      />
    )
  }
  return (
    <DataTable
      label={t('reviews.title')}
      columns={columns}
      rows={pages.items}
      total={pages.total}
      rowKey={(review) => review.id}
      onEndReached={pages.fetchNextPage}
      onRowClick={(review) => navigate(`/reviews/${review.id}`)}
    />
  )
}

function useReviewColumns(state: Exclude<Tab, 'due'>): DataColumn<Review>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'group',
        header: t('reviews.column.group'),
        width: 'minmax(12rem, 1fr)',
        cell: (review) => review.groupSubject,
      },
      {
        key: 'progress',
        header: t('reviews.column.progress'),
        width: '15rem',
        cell: (review) => <RowProgress review={review} />,
      },
      {
        key: 'result',
        header: t('reviews.column.result'),
        width: '20rem',
        cell: ({ summary }) =>
          decisions
            .filter((decision) => summary[decision] > 0)
            .map((decision) => t(`reviews.count.${decision}`, { count: summary[decision] }))
            .join(' · '),
      },
      {
        key: 'when',
        header: t(`reviews.column.${state === 'open' ? 'started' : state}`),
        width: '13rem',
        align: 'end',
        cell: (review) => format.dateTime(review.finishedAt ?? review.startedAt),
      },
    ],
    [t, format, state],
  )
}

function RowProgress({ review }: { readonly review: Review }) {
  const { t } = useTranslation()
  const { decided, total } = review.summary
  const words = t('reviews.progress', { decided, total })
  return (
    <>
      {words}
      <Progress
        size="xs"
        value={total === 0 ? 100 : (decided / total) * 100}
        aria-label={`${review.groupSubject}: ${words}`}
      />
    </>
  )
}
