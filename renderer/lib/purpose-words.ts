import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { i18n } from './i18n.ts'

/** Name of a purpose of consent: the owner's own, or the words of a built-in one. */
export function purposeWords(key: string, name: string): string {
  return i18n.t(`consent.purpose.${key}`, { defaultValue: name === '' ? key : name })
}

/** {@link purposeWords}, renewed when the language changes. */
export function usePurposeWords(): typeof purposeWords {
  const { language } = useTranslation().i18n
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a fresh function is what draws again
  return useMemo(() => (key: string, name: string) => purposeWords(key, name), [language])
}
