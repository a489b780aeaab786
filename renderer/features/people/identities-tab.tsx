import { Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { ContactDetail } from './profile-draft.ts'
import { usePeopleCommand } from './use-people-command.ts'

interface IdentitiesProps {
  readonly contact: ContactDetail
}

/** Under what WhatsApp knows and knew a person, and which records were put together into this one. */
export function IdentitiesTab({ contact }: IdentitiesProps) {
  return (
    <Stack gap="xl">
      <Identities contact={contact} />
      <Merges contact={contact} />
    </Stack>
  )
}

function Identities({ contact }: IdentitiesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h3">
        {t('people.identities.title')}
      </Title>
      {contact.identities.length === 0 ? (
        <Text c="dimmed">{t('people.identities.none')}</Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('people.identities.kind')}</Table.Th>
              <Table.Th>{t('people.identities.value')}</Table.Th>
              <Table.Th>{t('people.identities.since')}</Table.Th>
              <Table.Th>{t('people.identities.until')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {contact.identities.map((identity) => (
              <Table.Tr key={`${identity.kind} ${identity.value} ${identity.since}`}>
                <Table.Td>{t(`people.identities.kinds.${identity.kind}`)}</Table.Td>
                <Table.Td>{identity.value}</Table.Td>
                <Table.Td>{format.date(identity.since)}</Table.Td>
                <Table.Td>
                  {identity.until === null
                    ? t('people.identities.current')
                    : format.date(identity.until)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  )
}

function Merges({ contact }: IdentitiesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [splitting, setSplitting] = useState<ContactDetail['merges'][number] | null>(null)
  const split = usePeopleCommand('contacts.split', {
    onSuccess: () => {
      showDone(t('people.merges.done'))
      setSplitting(null)
    },
  })
  if (contact.merges.length === 0) return null
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h3">
        {t('people.merges.title')}
      </Title>
      {contact.merges.map((merge) => (
        <Group key={merge.mergeId} gap="sm">
          <Text>
            {t('people.merges.line', { name: merge.name, day: format.date(merge.mergedAt) })}
          </Text>
          <Button variant="default" size="compact-sm" onClick={() => setSplitting(merge)}>
            {t('people.merges.split')}
          </Button>
        </Group>
      ))}
      <ConfirmDialog
        opened={splitting !== null}
        onClose={() => setSplitting(null)}
        onConfirm={() => {
          if (splitting !== null) split.mutate({ mergeId: splitting.mergeId })
        }}
        title={t('people.merges.confirmTitle', { name: splitting?.name ?? '' })}
        confirmLabel={t('people.merges.split')}
        isDangerous={false}
        isBusy={split.isPending}
      >
        {t('people.merges.confirmText')}
      </ConfirmDialog>
    </Stack>
  )
}
