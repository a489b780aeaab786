import { Button, Group, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageName } from '../../../lib/language-names.ts'
import { Link } from '../../../lib/router.ts'
import { HashText } from '../../../ui/hash-text.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import type { Purpose } from '../purpose-table.tsx'
import { TextEditor } from './text-editor.tsx'
import type { LegalText, TextSlot } from './text-slots.ts'
import { useSlotTitle, VersionLine } from './text-words.tsx'
import classes from '../consent.module.css'

interface TextPageProps {
  readonly slot: TextSlot
  readonly slots: readonly TextSlot[]
  readonly purposes: readonly Purpose[]
}

/** One text: the version in force, who has it, and the versions before. */
export function TextPage({ slot, slots, purposes }: TextPageProps) {
  const { t } = useTranslation()
  const title = useSlotTitle(purposes)
  const [isWriting, setWriting] = useState(false)
  const current = slot.versions.find((text) => text.isCurrent) ?? slot.versions[0]
  if (current === undefined) return null
  if (isWriting) {
    return (
      <TextEditor
        purposes={purposes}
        slots={slots}
        slot={slot}
        onCancel={() => setWriting(false)}
        onSaved={() => setWriting(false)}
      />
    )
  }
  return (
    <Stack gap="md" style={{ minWidth: 0 }}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2}>{title(slot)}</Title>
          <Text size="sm" c="dimmed">
            {languageName(slot.language)} ·{' '}
            {t('consent.texts.version', { version: current.version })} ·{' '}
            <VersionLine text={current} />
          </Text>
        </div>
        <Group gap="xs">
          {slot.kind === 'consent' ? null : (
            <Button
              component={Link}
              to={`/consent/notices?send=${current.id}`}
              variant="default"
              leftSection={<IconSend size={16} aria-hidden />}
            >
              {t('consent.notices.send')}
            </Button>
          )}
          <Button variant="default" onClick={() => setWriting(true)}>
            {t('consent.texts.writeNext', { version: current.version + 1 })}
          </Button>
        </Group>
      </Group>
      <Paper withBorder p="md">
        <Text className={classes['body']} lang={slot.language}>
          {current.body}
        </Text>
      </Paper>
      <Group gap="lg">
        <HeldBy text={current} />
        <HashText sha256={current.sha256} />
      </Group>
      <History versions={slot.versions} />
    </Stack>
  )
}

function HeldBy({ text }: { readonly text: LegalText }) {
  const { t } = useTranslation()
  const key = text.kind === 'consent' ? 'agreed' : 'given'
  return <Text size="sm">{t(`consent.texts.${key}`, { count: text.contacts })}</Text>
}

function History({ versions }: { readonly versions: readonly LegalText[] }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="text-history">
      <Title order={3} id="text-history" mb="xs">
        {t('consent.texts.history')}
      </Title>
      <Paper withBorder component="ol" className={classes['lines']}>
        {versions.map((text) => (
          <li key={text.id} className={classes['entry']}>
            <Version text={text} />
          </li>
        ))}
      </Paper>
      <Text size="sm" c="dimmed" mt="xs">
        {t('consent.texts.historyHelp')}
      </Text>
    </section>
  )
}

function Version({ text }: { readonly text: LegalText }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const Arrow = isOpen ? IconChevronDown : IconChevronRight
  return (
    <>
      <Group gap="sm">
        <UnstyledButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Group gap={4}>
            <Arrow size={14} aria-hidden />
            <Text span fw={500}>
              {t('consent.texts.version', { version: text.version })}
            </Text>
          </Group>
        </UnstyledButton>
        {text.isCurrent ? (
          <StatusBadge tone="good">{t('consent.texts.current')}</StatusBadge>
        ) : null}
        <VersionLine text={text} />
        <HeldBy text={text} />
        <HashText sha256={text.sha256} />
      </Group>
      {isOpen ? (
        <Text className={classes['body']} lang={text.language} mt="xs" ml={18}>
          {text.body}
        </Text>
      ) : null}
    </>
  )
}
