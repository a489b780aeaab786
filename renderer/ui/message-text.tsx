import { Fragment, useMemo } from 'react'
import { parseMessage, type MessagePart } from './message-format.ts'
import classes from './chat-bubble.module.css'

/** A message with WhatsApp's marks shown as the phone shows them. */
export function MessageText({ text }: { readonly text: string }) {
  const parts = useMemo(() => parseMessage(text), [text])
  return (
    <div className={classes['message']}>
      <Parts parts={parts} />
    </div>
  )
}

function Parts({ parts }: { readonly parts: readonly MessagePart[] }) {
  return parts.map((part, index) => <Part key={index} part={part} />)
}

function Part({ part }: { readonly part: MessagePart }) {
  switch (part.type) {
    case 'text':
      return <Fragment>{part.text}</Fragment>
    case 'mono':
      return <code className={classes['mono']}>{part.text}</code>
    case 'bold':
      return (
        <strong>
          <Parts parts={part.parts} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Parts parts={part.parts} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Parts parts={part.parts} />
        </s>
      )
  }
}
