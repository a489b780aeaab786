import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { i18n } from './i18n.ts'

/** Name of a purpose of consent: the owner's own, or the words of a built-in one. */
export function purposeWords(key: string, name: string): string {
  return wordsBy(i18n.t, key, name)
}

/** {@link purposeWords}, renewed when the language changes. */
export function usePurposeWords(): typeof purposeWords {
  const { t } = useTranslation()
  return useCallback((key, name) => wordsBy(t, key, name), [t])
}

function wordsBy(t: typeof i18n.t, key: string, name: string): string {
  return t(`consent.purpose.${key}`, { defaultValue: name === '' ? key : name })
}
