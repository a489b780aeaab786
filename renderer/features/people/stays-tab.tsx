import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { ContactDetail } from './profile-draft.ts'

/** Groups that a person is in or was in. */
export function StaysTab({ contact }: { readonly contact: ContactDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (contact.stays.length === 0) return <EmptyState title={t('people.stays.none')} />
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('people.stays.group')}</Table.Th>
          <Table.Th>{t('people.stays.joined')}</Table.Th>
          <Table.Th>{t('people.stays.left')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {contact.stays.map((stay) => (
          <Table.Tr key={`${stay.groupId} ${stay.joinedAt ?? ''} ${stay.leftAt ?? ''}`}>
            <Table.Td>
              <Link to={`/groups/${stay.groupId}`}>{stay.groupSubject}</Link>
              {stay.isAdmin ? (
                <Text span c="dimmed" ml="xs">
                  {t('members.admin')}
                </Text>
              ) : null}
            </Table.Td>
            <Table.Td>
              {stay.joinedAt === null ? t('members.notKnown') : format.date(stay.joinedAt)}
            </Table.Td>
            <Table.Td>
              {stay.leftAt === null ? t('people.stays.still') : format.date(stay.leftAt)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
