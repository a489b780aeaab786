import { Group, Paper, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { segmentConditions, type SegmentGroup } from '../../../shared/domain/segments.ts'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { nodeWords } from './condition-words.ts'
import type { Choices } from './use-choices.ts'
import classes from './segments.module.css'

/** How long typing has to rest before it is counted anew, in ms. */
const restMs = 250

/** True when nothing is left to be chosen. */
export function isWhole(conditions: SegmentGroup): boolean {
  return segmentConditions.safeParse(conditions).success
}

export interface SegmentPreviewProps {
  readonly conditions: SegmentGroup
  readonly choices: Choices
}

/** The segment in words, how many fit while it is edited, and a few of them. */
export function SegmentPreview({ conditions, choices }: SegmentPreviewProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [settled] = useDebouncedValue(conditions, restMs)
  const preview = useCall(
    'segments.preview',
    { conditions: settled },
    { enabled: isWhole(settled), keepPrevious: true },
  )
  // What stands there is the answer to what was asked before.
  const isOutdated = settled !== conditions || preview.isPlaceholderData
  return (
    <Paper withBorder p="md" component="section" aria-label={t('segments.preview.title')}>
      <Text role="status" aria-label={t('segments.preview.sentence')}>
        {t('segments.preview.who', { words: nodeWords(conditions, t, choices) })}
      </Text>
      {!isWhole(conditions) ? (
        <Text c="dimmed" mt="xs">
          {t('segments.preview.unfinished')}
        </Text>
      ) : preview.error !== null ? (
        <ErrorState error={preview.error} retry={() => void preview.refetch()} />
      ) : preview.data === undefined ? null : (
        <>
          <Text
            mt="xs"
            fw={600}
            className={classes['count'] ?? ''}
            aria-live="polite"
            aria-busy={isOutdated}
            {...(isOutdated ? { c: 'dimmed' } : {})}
          >
            {t('segments.preview.count', {
              count: preview.data.total,
              of: format.number(preview.data.of),
            })}
          </Text>
          <Title order={2} size="sm" mt="sm">
            {t('segments.preview.sample')}
          </Title>
          <Group gap="4px 16px" mt={4}>
            {preview.data.sample.map((contact) => (
              <Link key={contact.id} to={`/people/${contact.id}`}>
                {contact.name}
              </Link>
            ))}
            {preview.data.sample.length === 0 ? (
              <Text c="dimmed">{t('segments.preview.nobody')}</Text>
            ) : null}
          </Group>
        </>
      )}
    </Paper>
  )
}
