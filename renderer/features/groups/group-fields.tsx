import { Textarea, TextInput } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Longest subject and description WhatsApp takes (Meta: Groups API, Group management). */
export const subjectLimit = 128
export const descriptionLimit = 2048

/** What is wrong with a subject, in words, or null. */
export function subjectError(subject: string, t: TFunction): string | null {
  const { length } = subject.trim()
  if (length === 0) return t('groups.create.subjectMissing')
  return length > subjectLimit ? t('groups.create.subjectTooLong', { count: length }) : null
}

/** What is wrong with a description, in words, or null. */
export function descriptionError(description: string, t: TFunction): string | null {
  const { length } = description
  return length > descriptionLimit ? t('groups.create.descriptionTooLong', { count: length }) : null
}

export interface GroupFieldsProps {
  readonly subject: string
  readonly description: string
  readonly onSubject: (subject: string) => void
  readonly onDescription: (description: string) => void
  /** True once the owner tried to save: every error shows. */
  readonly showErrors: boolean
}

/** Subject and description, each with its error as soon as the field is left. */
export function GroupFields(props: GroupFieldsProps) {
  const { t } = useTranslation()
  const [left, setLeft] = useState({ subject: false, description: false })
  const shows = (field: keyof typeof left) => props.showErrors || left[field]
  return (
    <>
      <TextInput
        label={t('groups.create.subject')}
        description={t('groups.create.subjectHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={props.subject}
        onChange={(event) => props.onSubject(event.currentTarget.value)}
        onBlur={() => setLeft({ ...left, subject: true })}
        error={shows('subject') ? subjectError(props.subject, t) : null}
        withAsterisk
        data-autofocus
      />
      <Textarea
        label={t('groups.create.description')}
        description={t('groups.create.descriptionHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={3}
        maxRows={10}
        value={props.description}
        onChange={(event) => props.onDescription(event.currentTarget.value)}
        onBlur={() => setLeft({ ...left, description: true })}
        error={shows('description') ? descriptionError(props.description, t) : null}
      />
    </>
  )
}
