import { Group, Pill, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../../shared/domain/members.ts'
import { useCall } from '../../../lib/use-call.ts'
import { AddToList } from './add-to-list.tsx'
import { useListChanges } from './use-list-changes.ts'

/** The chosen lists a member is on, each to be taken off, and the way onto another. */
export function MemberLists({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  const { data } = useCall('contactLists.list', {})
  const change = useListChanges()
  const { contactId, listNames } = member
  return (
    <Stack gap="xs" component="section" align="flex-start">
      <Title order={3}>{t('members.panel.lists')}</Title>
      {listNames.length === 0 ? (
        <Text c="dimmed">{t('members.list.none')}</Text>
      ) : (
        <Group gap={6}>
          {listNames.map((name) => {
            const list = data?.lists.find((candidate) => candidate.name === name)
            return (
              <Pill
                key={name}
                size="md"
                withRemoveButton={list !== undefined}
                removeButtonProps={{
                  'aria-label': t('members.list.remove', { name }),
                  'aria-hidden': false,
                  tabIndex: 0,
                }}
                onRemove={() => {
                  if (list === undefined) return
                  change.mutate({ listId: list.id, contactIds: [contactId], isIn: false })
                }}
              >
                {name}
              </Pill>
            )
          })}
        </Group>
      )}
      <AddToList contactIds={[contactId]} except={listNames} />
    </Stack>
  )
}
