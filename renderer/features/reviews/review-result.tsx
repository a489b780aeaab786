import { Alert, Button, Group, Title } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Review, ReviewItem } from '../../../shared/domain/reviews.ts'
import { explain } from '../../lib/explain.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { useInfinitePages } from '../../lib/use-call.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-types.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { MaskedNumber } from '../../ui/masked-number.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StatTile } from '../../ui/stat-tile.tsx'
import { DecisionBadge } from './decision-badge.tsx'
import { decisions } from './review-counts.ts'

/** What came of a review that is over: counts, the plan, every decision with its note. */
export function ReviewResult({ review }: { readonly review: Review }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <PageHeader
        title={t('reviews.name', { group: review.groupSubject })}
        subtitle={
          review.finishedAt === null
            ? t('reviews.tab.cancelled')
            : t('reviews.finishedOn', { date: format.dateTime(review.finishedAt) })
        }
        {...(review.planId === null
          ? {}
          : {
              primary: (
                <Button component={Link} to={`/plans/${review.planId}`}>
                  {t('reviews.result.openPlan')}
                </Button>
              ),
            })}
      />
      {review.planId !== null ? null : (
        <Alert mb="md" color="gray">
          {t(review.state === 'cancelled' ? 'reviews.result.cancelled' : 'reviews.result.noPlan')}
        </Alert>
      )}
      <Tiles review={review} />
      <Title order={2} mb="xs">
        {t('reviews.result.decisions')}
      </Title>
      <DecidedItems reviewId={review.id} />
    </>
  )
}

function Tiles({ review }: { readonly review: Review }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { summary } = review
  return (
    <Group gap="sm" mb="lg">
      {decisions.map((decision) => (
        <StatTile
          key={decision}
          label={t(`reviews.decided.${decision}`)}
          value={format.number(summary[decision])}
        />
      ))}
      <StatTile
        label={t('reviews.decision.none')}
        value={format.number(summary.total - summary.decided)}
      />
    </Group>
  )
}

function DecidedItems({ reviewId }: { readonly reviewId: string }) {
  const { t } = useTranslation()
  const pages = useInfinitePages('reviews.items', { reviewId })
  const columns = useItemColumns()
  if (pages.error !== null) return <ErrorState error={pages.error} retry={pages.refetch} />
  return (
    <DataTable
      label={t('reviews.result.decisions')}
      columns={columns}
      rows={pages.items}
      total={pages.total}
      rowKey={(item) => item.id}
      onEndReached={pages.fetchNextPage}
    />
  )
}

function useItemColumns(): DataColumn<ReviewItem>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('reviews.list.title'),
        width: '10rem',
        cell: ({ member }) => member.name,
      },
      {
        key: 'number',
        header: t('reviews.evidence.number'),
        width: '11rem',
        cell: ({ member }) => (
          <MaskedNumber contactId={member.contactId} masked={member.maskedNumber} />
        ),
      },
      {
        key: 'decision',
        header: t('reviews.bulk.decision'),
        width: '9.5rem',
        cell: ({ decision }) =>
          decision === null ? t('reviews.decision.none') : <DecisionBadge decision={decision} />,
      },
      {
        key: 'criteria',
        header: t('reviews.criteria.title'),
        width: 'minmax(12rem, 1fr)',
        cell: ({ criteria }) => criteria.map((one) => explain(one, 'findings.evidence')).join(' '),
      },
      {
        key: 'note',
        header: t('reviews.note.label'),
        width: '10rem',
        cell: ({ note }) => note,
      },
      {
        key: 'decidedAt',
        header: t('reviews.column.decided'),
        width: '8rem',
        align: 'end',
        cell: ({ decidedAt }) => (decidedAt === null ? '' : format.date(decidedAt)),
      },
    ],
    [t, format],
  )
}
