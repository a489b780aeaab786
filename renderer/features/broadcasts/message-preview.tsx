import { Button, Group, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Template } from '../../../shared/domain/announcements.ts'
import { useCall } from '../../lib/use-call.ts'
import { ChatBubble } from '../../ui/chat-bubble.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { toBindings, type VariantDraft } from './draft.ts'

interface MessagePreviewProps {
  readonly template: Template | null
  readonly variant: VariantDraft
  /** Whose people the sample is of; null: anybody. */
  readonly segmentId: string | null
}

/** The message as the phone of one of the people shows it, with their own values. */
export function MessagePreview({ template, variant, segmentId }: MessagePreviewProps) {
  const { t } = useTranslation()
  if (template === null)
    return (
      <Text c="dimmed" size="sm">
        {t('broadcasts.message.previewEmpty')}
      </Text>
    )
  return <Preview key={template.id} template={template} variant={variant} segmentId={segmentId} />
}

/** How many people one can look at, one after the other. */
const sampleSize = 12
/** How long typing has to rest before it is shown anew, in ms. */
const restMs = 250

function useSample(segmentId: string | null) {
  const ofSegment = useCall(
    'segments.contacts',
    { segmentId: segmentId ?? '', limit: sampleSize },
    { enabled: segmentId !== null },
  ).data?.items
  const anybody = useCall('contacts.list', { limit: sampleSize }, { enabled: segmentId === null })
    .data?.items
  return (segmentId === null ? anybody : ofSegment) ?? []
}

interface PreviewProps extends MessagePreviewProps {
  readonly template: Template
}

function Preview({ template, variant, segmentId }: PreviewProps) {
  const { t } = useTranslation()
  const sample = useSample(segmentId)
  const [turn, setTurn] = useState(0)
  const person = sample[turn % Math.max(1, sample.length)] ?? null
  const [bindings] = useDebouncedValue(toBindings(variant), restMs)
  const preview = useCall(
    'templates.preview',
    { templateId: template.id, contactId: person?.id ?? null, bindings },
    { keepPrevious: true },
  )
  if (preview.error !== null) return <ErrorState error={preview.error} />
  const shown = preview.data
  if (shown === undefined) return null
  const isWhole = template.variables.every((name) => Object.hasOwn(bindings, name))
  return (
    <Stack gap={6}>
      <ChatBubble
        label={t('broadcasts.message.preview')}
        header={shown.header}
        text={shown.body}
        footer={shown.footer}
        buttons={shown.buttons}
        media={shown.media === null ? null : t(`templates.media.${shown.media.kind}`)}
      />
      {person === null ? null : (
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed">
            {t('broadcasts.message.previewFor', { name: person.name })}
          </Text>
          {sample.length < 2 ? null : (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              onClick={() => setTurn((before) => before + 1)}
            >
              {t('broadcasts.message.previewNext')}
            </Button>
          )}
        </Group>
      )}
      {isWhole && person !== null && shown.missing !== null ? (
        <Text size="sm">{t('broadcasts.message.previewMissing', { name: person.name })}</Text>
      ) : null}
    </Stack>
  )
}
