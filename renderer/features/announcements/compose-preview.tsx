import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Template } from '../../../shared/domain/announcements.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { AnnouncementBubble } from './announcement-bubble.tsx'
import { fillTemplate, type Draft } from './draft.ts'
import { GroupLines } from './group-lines.tsx'
import { SendBar } from './send-bar.tsx'
import type { Preview } from './use-preview.ts'

interface ComposePreviewProps {
  readonly draft: Draft
  readonly template: Template | undefined
  readonly preview: Preview
  readonly hasProblems: boolean
  /** Called when sending was asked for and fields are missing. */
  readonly onCheck: () => void
  readonly onUseTemplate: () => void
}

/** How the message will look, who gets it, what it costs, and the button that sends it. */
export function ComposePreview(props: ComposePreviewProps) {
  const { t } = useTranslation()
  const { preview, draft } = props
  return (
    <Stack gap="md">
      <Title order={2}>{t('announcements.preview.title')}</Title>
      <Bubble {...props} />
      <Title order={2}>{t('announcements.preview.groups')}</Title>
      {preview.error !== null ? (
        <ErrorState error={preview.error} />
      ) : preview.data === undefined ? (
        <Text c="dimmed">{t(`announcements.preview.${waitingFor(props)}`)}</Text>
      ) : (
        <GroupLines
          preview={preview.data}
          isTemplate={draft.type === 'template'}
          onUseTemplate={props.onUseTemplate}
        />
      )}
      <SendBar {...props} />
    </Stack>
  )
}

/** What is still missing before groups and cost can be shown. */
function waitingFor({ draft, preview }: ComposePreviewProps): string {
  if (draft.groupIds.length === 0) return 'noGroups'
  return preview.isComplete ? 'checking' : 'noContent'
}

function Bubble({ draft, template, preview }: ComposePreviewProps) {
  const { t } = useTranslation()
  const pinDays = draft.isPinned && draft.pinDays !== '' ? draft.pinDays : null
  if (preview.isCurrent && preview.data !== undefined) {
    const { header, text, footer, buttons } = preview.data
    return (
      <AnnouncementBubble
        header={header}
        text={text}
        footer={footer}
        buttons={buttons}
        pinDays={pinDays}
      />
    )
  }
  // While the app works out the preview, the page shows what it can tell by itself.
  if (draft.type === 'template' && template !== undefined) {
    return (
      <AnnouncementBubble
        header={template.header}
        text={fillTemplate(template.body, draft.variables)}
        footer={template.footer}
        buttons={template.buttons}
        pinDays={pinDays}
      />
    )
  }
  if (draft.type === 'text' && draft.body.trim() !== '') {
    return (
      <AnnouncementBubble
        header={null}
        text={draft.body.trim()}
        footer={null}
        buttons={[]}
        pinDays={pinDays}
      />
    )
  }
  return <Text c="dimmed">{t('announcements.preview.empty')}</Text>
}
