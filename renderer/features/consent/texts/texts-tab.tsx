import { Button, NavLink, Stack } from '@mantine/core'
import { IconFileText, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { languageName } from '../../../lib/language-names.ts'
import { navigate, useRoute } from '../../../lib/router.ts'
import { useCall } from '../../../lib/use-call.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { LoadingState } from '../../../ui/loading-state.tsx'
import type { Purpose } from '../purpose-table.tsx'
import { TextEditor } from './text-editor.tsx'
import { TextPage } from './text-page.tsx'
import { slotKey, textSlots, type TextSlot } from './text-slots.ts'
import { useSlotTitle } from './text-words.tsx'
import classes from '../consent.module.css'

/** Word in the address for a text that is not written yet. */
const newText = 'new'

/** Wordings that people agree to and notices that they are given, with every version there was. */
export function TextsTab() {
  const { t } = useTranslation()
  const chosen = useRoute().search.get('text')
  const texts = useCall('legalTexts.list', {})
  const purposes = useCall('consentPurposes.list', {})
  const error = texts.error ?? purposes.error
  if (error !== null) return <ErrorState error={error} retry={() => void texts.refetch()} />
  if (texts.data === undefined || purposes.data === undefined) return <LoadingState />
  const slots = textSlots(texts.data.texts, purposes.data.purposes)
  const open = slots.find((slot) => slot.key === chosen) ?? (chosen === null ? slots[0] : undefined)
  const add = () => navigate(`/consent/texts?text=${newText}`)
  if (chosen === newText) {
    return (
      <TextEditor
        purposes={purposes.data.purposes}
        slots={slots}
        slot={null}
        onCancel={() => navigate('/consent/texts')}
        onSaved={(text) => navigate(`/consent/texts?text=${slotKey(text)}`, { replace: true })}
      />
    )
  }
  if (slots.length === 0) {
    return (
      <EmptyState
        icon={<IconFileText size={22} />}
        title={t('consent.texts.emptyTitle')}
        text={t('consent.texts.emptyText')}
        action={<Button onClick={add}>{t('consent.texts.write')}</Button>}
      />
    )
  }
  return (
    <div className={classes['texts']}>
      <Stack gap="sm">
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          {t('consent.texts.write')}
        </Button>
        <SlotList slots={slots} purposes={purposes.data.purposes} openKey={open?.key ?? null} />
      </Stack>
      {open === undefined ? (
        <EmptyState title={t('consent.texts.pickTitle')} text={t('consent.texts.pickText')} />
      ) : (
        <TextPage key={open.key} slot={open} slots={slots} purposes={purposes.data.purposes} />
      )}
    </div>
  )
}

interface SlotListProps {
  readonly slots: readonly TextSlot[]
  readonly purposes: readonly Purpose[]
  readonly openKey: string | null
}

function SlotList({ slots, purposes, openKey }: SlotListProps) {
  const { t } = useTranslation()
  const title = useSlotTitle(purposes)
  return (
    <Stack component="nav" gap={0} aria-label={t('consent.texts.list')}>
      {slots.map((slot) => {
        const isOpen = slot.key === openKey
        const version = t('consent.texts.version', { version: slot.versions[0]?.version ?? 0 })
        return (
          <NavLink
            key={slot.key}
            component="button"
            label={title(slot)}
            description={`${languageName(slot.language)} · ${version}`}
            active={isOpen}
            aria-current={isOpen ? 'true' : undefined}
            onClick={() => navigate(`/consent/texts?text=${slot.key}`)}
          />
        )
      })}
    </Stack>
  )
}
