import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconCalendarCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { Link, navigate } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'

type AttentionItem = CallOutput<'overview.get'>['attention'][number]

/** Groups whose rules ask for a review now, each with its one button. */
export function DueReviews() {
  const { t } = useTranslation()
  const query = useCall('overview.get', {})
  if (query.isPending) return <LoadingState />
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  const due = query.data.attention.filter((item) => item.kind === 'review_due')
  if (due.length === 0) {
    return (
      <EmptyState
        icon={<IconCalendarCheck size={22} />}
        title={t('reviews.empty.due.title')}
        text={t('reviews.empty.due.text')}
      />
    )
  }
  return (
    <Stack gap="xs" role="list" aria-label={t('reviews.tab.due')}>
      {due.map((item) => (
        <DueReview key={item.key} item={item} />
      ))}
    </Stack>
  )
}

function DueReview({ item }: { readonly item: AttentionItem }) {
  const { t } = useTranslation()
  const format = useFormat()
  const groupId = item.groupId ?? ''
  const group = useCall('groups.get', { groupId }, { enabled: item.groupId !== null })
  const start = useCommand('reviews.start', {
    onSuccess: (review) => navigate(`/reviews/${review.id}`),
  })
  if (group.data === undefined) return null
  return (
    <Paper withBorder p="sm" role="listitem">
      <Group justify="space-between" gap="sm">
        <div>
          <Link to={`/groups/${groupId}`}>{group.data.subject}</Link>
          <Text size="sm" c="dimmed">
            {[
              item.since === null
                ? t('reviews.neverReviewed')
                : t('reviews.dueSince', { date: format.date(item.since) }),
              t('reviews.start.help', {
                count: group.data.participantCount,
                minutes: format.minutes(Math.max(1, item.minutes)),
              }),
            ].join(' · ')}
          </Text>
        </div>
        <Button loading={start.isPending} onClick={() => start.mutate({ groupId })}>
          {t('reviews.start.button')}
        </Button>
      </Group>
    </Paper>
  )
}
