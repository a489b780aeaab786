import { Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { decisions } from './review-counts.ts'
import type { Sitting } from './use-sitting.ts'

/** How far the review is, what was decided so far, and how long it still takes. */
export function SittingProgress({ sitting }: { readonly sitting: Sitting }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { summary, leftMs } = sitting
  const left = summary.total - summary.decided
  const share = summary.total === 0 ? 100 : (summary.decided / summary.total) * 100
  const pace =
    leftMs === null || left === 0
      ? t('reviews.left', { count: left })
      : t('reviews.timeLeft', {
          duration: format.minutes(Math.max(1, Math.round(leftMs / 60_000))),
        })
  const counts = decisions
    .filter((decision) => summary[decision] > 0)
    .map((decision) => t(`reviews.count.${decision}`, { count: summary[decision] }))
  return (
    <Stack gap={6} mb="md">
      <Group justify="space-between" gap="xs">
        <Text fw={500}>
          {t('reviews.progress', { decided: summary.decided, total: summary.total })}
          <Text span c="dimmed" fw={400}>
            {' · '}
            {pace}
          </Text>
        </Text>
        <Text size="sm" c="dimmed">
          {counts.join(' · ')}
        </Text>
      </Group>
      <Progress value={share} aria-label={t('reviews.progressLabel')} transitionDuration={100} />
    </Stack>
  )
}
