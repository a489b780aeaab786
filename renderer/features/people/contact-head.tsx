import { Button, Group, Pill, Popover, Text } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { useCall } from '../../lib/use-call.ts'
import { MaskedNumber } from '../../ui/masked-number.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { OptInMark, ScreeningMark } from './marks.tsx'
import { nameBesideNumber } from './person-name.ts'
import type { ContactDetail } from './profile-draft.ts'
import { TagForm } from './tag-action.tsx'
import { usePeopleCommand } from './use-people-command.ts'

interface HeadProps {
  readonly contact: ContactDetail
}

/** Who it is at a glance: name, number, where from, may they be written to, are they who they say. */
export function ContactHead({ contact }: HeadProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { numberState } = contact
  const facts = [
    contact.username === null || contact.name.replace(/^@/, '') === contact.username
      ? null
      : `@${contact.username}`,
    contact.country === null ? null : format.countryName(contact.country),
    t('people.page.source', { source: t(`people.source.${contact.source}`) }),
  ].filter((fact) => fact !== null)
  return (
    <PageHeader
      title={
        <Group gap="sm">
          {nameBesideNumber(contact) ?? t('people.noName')}
          <OptInMark optIn={contact.optIn} isNamed />
          <ScreeningMark screening={contact.screening} isNamed />
        </Group>
      }
      subtitle={
        <>
          <Group gap="md">
            <MaskedNumber contactId={contact.id} masked={contact.maskedNumber} />
            {numberState === 'invalid' || numberState === 'unreachable' ? (
              <StatusBadge tone="attention">{t(`members.numberState.${numberState}`)}</StatusBadge>
            ) : null}
            <Text span>{facts.join(' · ')}</Text>
          </Group>
          <Tags contact={contact} />
        </>
      }
    />
  )
}

function Tags({ contact }: HeadProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const { data } = useCall('tags.list', {})
  const change = usePeopleCommand('tags.assign')
  const target = { contactIds: [contact.id] }
  if (contact.binnedAt !== null) return null
  return (
    <Group gap={6} mt="xs" role="group" aria-label={t('people.column.tags')}>
      {contact.tagIds.map((tagId, index) => {
        const name = data?.tags.find((tag) => tag.id === tagId)?.name ?? contact.tags[index] ?? ''
        return (
          <Pill
            key={tagId}
            size="md"
            withRemoveButton
            removeButtonProps={{
              'aria-label': t('people.tag.removeOne', { name }),
              'aria-hidden': false,
              tabIndex: 0,
            }}
            onRemove={() => change.mutate({ tagId, target, isOn: false })}
          >
            {name}
          </Pill>
        )
      })}
      <Popover opened={opened} onChange={setOpened} width={280} trapFocus position="bottom-start">
        <Popover.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconTag size={14} aria-hidden />}
            onClick={() => setOpened(!opened)}
          >
            {t('people.tag.add')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('people.tag.add')}>
          <TagForm isOn count={1} target={target} onDone={() => setOpened(false)} />
        </Popover.Dropdown>
      </Popover>
    </Group>
  )
}
