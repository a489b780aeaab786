import { Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../lib/router.ts'
import { Kbd } from '../ui/kbd.tsx'
import { places } from './places.ts'

/** Fields that letters go into; a box or a switch takes none. */
const textFields =
  'textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(textFields))
}

/** How long the second key of `g` and a letter is waited for, in ms. */
const sequenceMs = 1200

/** `g` and a letter goes to a place, `?` shows all keys. Keys typed into a field are the field's. */
export function useShortcuts(onShowShortcuts: () => void): void {
  const pressedAt = useRef(0)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector('[aria-modal="true"]') !== null) return
      if (event.key === '?') {
        onShowShortcuts()
        return
      }
      if (Date.now() - pressedAt.current < sequenceMs) {
        pressedAt.current = 0
        const place = places.find(({ letter }) => letter === event.key)
        if (place === undefined) return
        // The screen's own keys are not meant by the second half.
        event.preventDefault()
        event.stopPropagation()
        navigate(place.path)
      } else if (event.key === 'g') pressedAt.current = Date.now()
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [onShowShortcuts])
}

export interface ShortcutsProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** The list of keys. */
export function Shortcuts({ opened, onClose }: ShortcutsProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('app.shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
    >
      <Stack gap="xs">
        <Line keys={[['Mod', 'K']]} text={t('app.shortcuts.palette')} />
        {places.map((place) => (
          <Line
            key={place.key}
            keys={[['G'], [place.letter.toUpperCase()]]}
            text={t('app.shortcuts.goTo', { place: t(`app.places.${place.key}`) })}
          />
        ))}
        <Line keys={[['?']]} text={t('app.shortcuts.show')} />
        <Line keys={[['Esc']]} text={t('app.shortcuts.close')} />
        <Text c="dimmed" size="sm" mt="xs">
          {t('app.shortcuts.tables')}
        </Text>
        <Text c="dimmed" size="sm">
          {t('app.shortcuts.review')}
        </Text>
        <Text c="dimmed" size="sm">
          {t('app.shortcuts.duplicates')}
        </Text>
      </Stack>
    </Modal>
  )
}

interface LineProps {
  readonly keys: ReadonlyArray<readonly string[]>
  readonly text: string
}

function Line({ keys, text }: LineProps) {
  return (
    <Group justify="space-between">
      <Text>{text}</Text>
      <Group gap={4}>
        {keys.map((together, index) => (
          <Kbd key={index} keys={together} />
        ))}
      </Group>
    </Group>
  )
}
