import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/format.ts'
import { usePurposeWords } from '../../../lib/purpose-words.ts'
import type { Purpose } from '../purpose-table.tsx'
import type { TextSlot } from './text-slots.ts'

/** What a text is for, in words: the kind of notice, or the purpose agreed to. */
export function useSlotTitle(purposes: readonly Purpose[]) {
  const { t } = useTranslation()
  const purposeWords = usePurposeWords()
  return ({ kind, purpose }: Pick<TextSlot, 'kind' | 'purpose'>): string => {
    if (purpose === null) return t(`consent.textKind.${kind}`)
    const own = purposes.find((one) => one.key === purpose)
    return t('consent.texts.wordingFor', { purpose: purposeWords(purpose, own?.name ?? '') })
  }
}

/** Who wrote a version and when, in one line. */
export function VersionLine({ text }: { readonly text: TextSlot['versions'][number] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Text span size="sm" c="dimmed">
      {t('consent.texts.written', {
        by: t(`audit.actor.${text.createdBy}`, { defaultValue: text.createdBy }),
        date: format.date(text.createdAt),
      })}
    </Text>
  )
}
