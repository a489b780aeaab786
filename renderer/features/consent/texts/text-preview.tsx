import { Text } from '@mantine/core'
import { useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { textDifference } from './text-difference.ts'
import type { LegalText } from './text-slots.ts'
import classes from '../consent.module.css'

interface TextPreviewProps {
  /** The version in force; null: there is none. */
  readonly before: LegalText | null
  readonly after: string
}

/** The text as it will stand, with what goes and what comes marked. */
export function TextPreview({ before, after }: TextPreviewProps) {
  const { t } = useTranslation()
  const settled = useDeferredValue(after.trim())
  const body = before?.body ?? null
  const parts = useMemo(
    () => (body === null ? null : textDifference(body, settled)),
    [body, settled],
  )
  if (settled === '') return <Text c="dimmed">{t('consent.texts.previewEmpty')}</Text>
  if (parts === null) return <Text className={classes['body']}>{settled}</Text>
  if (parts.every((part) => part.kind === 'same')) {
    return <Text c="dimmed">{t('consent.texts.noDifference')}</Text>
  }
  return (
    <Text component="div" className={classes['body']}>
      {parts.map((part, index) => {
        if (part.kind === 'same') return <span key={index}>{part.text}</span>
        return part.kind === 'added' ? (
          <ins key={index} className={classes['added']}>
            {part.text}
          </ins>
        ) : (
          <del key={index} className={classes['removed']}>
            {part.text}
          </del>
        )
      })}
    </Text>
  )
}
