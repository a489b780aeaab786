import { Paper, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { Link } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'

const columns = ['inGroup', 'missing', 'toInvite', 'toRemove'] as const

/** The groups whose members are to be those of a segment, and how far each is from it. */
export function KeptGroups({ segmentId }: { readonly segmentId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const kept = useCall('groupSegments.list', { segmentId })
  if (kept.error !== null)
    return <ErrorState error={kept.error} retry={() => void kept.refetch()} />
  if (kept.data === undefined) return null
  const { groups } = kept.data
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="kept-groups">
      <Title order={2} size="sm" id="kept-groups">
        {t('segments.groups.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('segments.groups.help')}
      </Text>
      {groups.length === 0 ? (
        <Text>
          {t('segments.groups.none')} <Link to="/groups">{t('segments.groups.toGroups')}</Link>
        </Text>
      ) : (
        <Table aria-labelledby="kept-groups">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('segments.groups.column.group')}</Table.Th>
              {columns.map((column) => (
                <Table.Th key={column} ta="right">
                  {t(`segments.groups.column.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {groups.map((group) => (
              <Table.Tr key={group.groupId}>
                <Table.Td>
                  <Link to={`/groups/${group.groupId}/rules`}>{group.subject}</Link>
                </Table.Td>
                {columns.map((column) => (
                  <Table.Td key={column} ta="right">
                    {format.number(group[column])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  )
}
