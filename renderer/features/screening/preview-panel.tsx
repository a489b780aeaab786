import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ScreeningSettings } from '../../../shared/domain/screening.ts'
import { useCall } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'

interface PreviewPanelProps {
  readonly settings: ScreeningSettings
  /** The settings are being changed right now and are asked about in a moment. */
  readonly isMoving: boolean
}

/** Whose verdict would be another one under these settings, before they are saved. */
export function PreviewPanel({ settings, isMoving }: PreviewPanelProps) {
  const { t } = useTranslation()
  const query = useCall('screening.previewSettings', settings, { keepPrevious: true })
  const preview = query.data
  return (
    <section aria-labelledby="screening-preview" aria-live="polite">
      <Title order={2} size="h4" mb="xs" id="screening-preview">
        {t('screening.preview.title')}
      </Title>
      {query.isError ? <ErrorState error={query.error} /> : null}
      {preview === undefined ? (
        query.isError ? null : (
          <Text c="dimmed">{t('screening.preview.counting')}</Text>
        )
      ) : (
        <>
          <Text fw={600}>
            {isMoving || query.isPlaceholderData
              ? t('screening.preview.counting')
              : preview.changed > 0
                ? t('screening.preview.changed', { count: preview.changed })
                : t('screening.preview.same')}
          </Text>
          {preview.changes.map(({ from, to, count }) => (
            <Text key={`${from} ${to}`} size="sm">
              {t('screening.preview.change', {
                count,
                from: t(`screening.verdict.${from}`),
                to: t(`screening.verdict.${to}`),
              })}
            </Text>
          ))}
          <Text size="sm" mt="xs">
            {t('screening.preview.tally', {
              trusted: preview.trusted,
              toCheck: preview.toCheck,
              rejected: preview.rejected,
            })}
          </Text>
          <Text size="sm" c="dimmed" mt={4}>
            {preview.looked < preview.total
              ? t('screening.preview.sample', { count: preview.looked, total: preview.total })
              : t('screening.preview.all', { count: preview.total })}
          </Text>
        </>
      )}
    </section>
  )
}
