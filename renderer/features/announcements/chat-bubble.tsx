import { IconPin } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { MessageText } from './message-text.tsx'
import classes from './announcements.module.css'

export interface ChatBubbleProps {
  readonly header: string | null
  readonly text: string
  readonly footer: string | null
  readonly buttons: readonly string[]
  readonly pinDays: number | null
}

/** A message as it looks in a group on the phone. */
export function ChatBubble({ header, text, footer, buttons, pinDays }: ChatBubbleProps) {
  const { t } = useTranslation()
  return (
    <div className={classes['phone']} role="figure" aria-label={t('announcements.preview.label')}>
      {pinDays === null ? null : (
        <div className={classes['pinned']}>
          <IconPin size={14} aria-hidden />
          {t('announcements.preview.pinned', { count: pinDays })}
        </div>
      )}
      <div className={classes['bubble']}>
        {header === null ? null : <strong className={classes['bubbleHeader']}>{header}</strong>}
        <MessageText text={text} />
        {footer === null ? null : <div className={classes['bubbleFooter']}>{footer}</div>}
      </div>
      {buttons.map((label, index) => (
        <div key={`${label} ${index}`} className={classes['bubbleButton']}>
          {label}
        </div>
      ))}
    </div>
  )
}
