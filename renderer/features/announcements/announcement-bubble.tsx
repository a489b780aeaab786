import { IconPin } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ChatBubble, type ChatBubbleProps } from '../../ui/chat-bubble.tsx'

interface AnnouncementBubbleProps extends Omit<ChatBubbleProps, 'label' | 'above'> {
  readonly pinDays: number | null
}

/** An announcement as it looks in a group on the phone. */
export function AnnouncementBubble({ pinDays, ...message }: AnnouncementBubbleProps) {
  const { t } = useTranslation()
  return (
    <ChatBubble
      {...message}
      label={t('announcements.preview.label')}
      above={
        pinDays === null ? null : (
          <>
            <IconPin size={14} aria-hidden />
            {t('announcements.preview.pinned', { count: pinDays })}
          </>
        )
      }
    />
  )
}
