import { Textarea } from '@mantine/core'
import { useState, type KeyboardEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'

interface NoteFieldProps {
  readonly value: string
  readonly onSave: (note: string) => void
  readonly inputRef: Ref<HTMLTextAreaElement>
}

const maxLength = 2000

/** The owner's note on a member. Enter saves, leaving the field saves too, Esc drops the change. */
export function NoteField({ value, onSave, inputRef }: NoteFieldProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(value)
  const save = () => {
    const note = draft.trim()
    if (note !== value) onSave(note)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter that ends the writing of a Chinese word is the input method's own.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      event.currentTarget.blur()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      const field = event.currentTarget
      setDraft(value)
      // Blurred after the draft is back, so that leaving saves nothing.
      setTimeout(() => field.blur(), 0)
    }
  }
  return (
    <Textarea
      ref={inputRef}
      label={t('reviews.note.label')}
      placeholder={t('reviews.note.placeholder')}
      description={t('reviews.note.help')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autosize
      minRows={1}
      maxRows={5}
      maxLength={maxLength}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={save}
    />
  )
}
