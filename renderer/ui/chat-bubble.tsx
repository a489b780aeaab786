import type { ReactNode } from 'react'
import { MessageText } from './message-text.tsx'
import classes from './chat-bubble.module.css'

export interface ChatBubbleProps {
  /** Accessible name of the picture. */
  readonly label: string
  readonly header: string | null
  readonly text: string
  readonly footer: string | null
  readonly buttons: readonly string[]
  /** Stands above the message, as the line of what is pinned does. */
  readonly above?: ReactNode
  /** What picture or file the message begins with; null: none. */
  readonly media?: string | null
}

/** A message as it looks on the phone. */
export function ChatBubble({
  label,
  header,
  text,
  footer,
  buttons,
  above,
  media,
}: ChatBubbleProps) {
  return (
    <div className={classes['phone']} role="figure" aria-label={label}>
      {above === undefined || above === null ? null : (
        <div className={classes['above']}>{above}</div>
      )}
      <div className={classes['bubble']}>
        {media === undefined || media === null ? null : (
          <div className={classes['bubbleMedia']}>{media}</div>
        )}
        {header === null ? null : <strong className={classes['bubbleHeader']}>{header}</strong>}
        <MessageText text={text} />
        {footer === null ? null : <div className={classes['bubbleFooter']}>{footer}</div>}
      </div>
      {buttons.map((text, index) => (
        <div key={`${text} ${index}`} className={classes['bubbleButton']}>
          {text}
        </div>
      ))}
    </div>
  )
}
