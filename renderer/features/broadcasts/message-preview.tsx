import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Template } from '../../../shared/domain/announcements.ts'
import { ChatBubble } from '../../ui/chat-bubble.tsx'
import type { BindingDraft, VariantDraft } from './draft.ts'

interface MessagePreviewProps {
  readonly template: Template | null
  readonly variant: VariantDraft
  readonly segmentId: string | null
}

/** The message as the phone shows it. */
export function MessagePreview({ template, variant }: MessagePreviewProps) {
  const { t } = useTranslation()
  if (template === null)
    return (
      <Text c="dimmed" size="sm">
        {t('broadcasts.message.previewEmpty')}
      </Text>
    )
  const inWords = (binding: BindingDraft | undefined): string | null => {
    if (binding === undefined || binding.source === null) return null
    if (binding.source === 'text') return binding.text.trim() === '' ? null : binding.text
    return binding.text.trim() === '' ? null : binding.text
  }
  const fill = (text: string, prefix: string) =>
    text.replace(
      /\{\{\s*(\w+)\s*\}\}/g,
      (whole, name: string) => inWords(variant.bindings[`${prefix}${name}`]) ?? whole,
    )
  return (
    <ChatBubble
      label={t('broadcasts.message.preview')}
      header={template.header === null ? null : fill(template.header, 'header:')}
      text={fill(template.body, '')}
      footer={template.footer}
      buttons={template.buttons}
    />
  )
}
