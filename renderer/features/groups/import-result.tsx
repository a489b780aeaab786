import { Alert, Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate } from '../../lib/router.ts'
import type { ImportResult } from './import-file.ts'
import classes from './groups.module.css'

export interface ImportResultViewProps {
  readonly result: ImportResult
  readonly isNewGroup: boolean
  readonly onClose: () => void
}

/** What an import brought: counts, and every row that was left out with its reason. */
export function ImportResultView({ result, isNewGroup, onClose }: ImportResultViewProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="md" role="status">
      <Title order={2} pr="xl">
        {t(`groups.import.result.${result.kind}`)}
      </Title>
      {result.kind === 'chat' ? (
        <ChatCounts value={result.value} />
      ) : (
        <ListCounts value={result.value} />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant={isNewGroup ? 'default' : 'filled'} onClick={onClose}>
          {t('groups.import.close')}
        </Button>
        {isNewGroup ? (
          <Button onClick={() => navigate(`/groups/${result.value.groupId}`)}>
            {t('groups.import.openGroup')}
          </Button>
        ) : null}
      </Group>
    </Stack>
  )
}

type Row = readonly [label: string, value: string]

function Counts({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <Table variant="vertical" withRowBorders={false} verticalSpacing={4}>
      <Table.Tbody>
        {rows.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th fw={400} w="50%">
              {label}
            </Table.Th>
            <Table.Td style={{ fontVariantNumeric: 'tabular-nums' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function ChatCounts({ value }: { readonly value: CallOutput<'chatExports.import'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const period =
    value.firstAt === null || value.lastAt === null
      ? '–'
      : `${format.date(value.firstAt)} – ${format.date(value.lastAt)}`
  const name = (key: string) => t(`groups.import.result.${key}`)
  const of = (key: string, newKey: string) => `${name(key)}, ${name(newKey)}`
  return (
    <>
      {value.newMessages === 0 && value.newMembers === 0 && value.left === 0 ? (
        <Text>{name('nothingNew')}</Text>
      ) : null}
      <Counts
        rows={[
          [name('messages'), format.number(value.messages)],
          [of('messages', 'newMessages'), format.number(value.newMessages)],
          [name('members'), format.number(value.members)],
          [of('members', 'newMembers'), format.number(value.newMembers)],
          [name('left'), format.number(value.left)],
          [name('system'), format.number(value.systemMessages)],
          [name('skipped'), format.number(value.skippedLines)],
          [name('period'), period],
          [name('format'), name(value.format)],
        ]}
      />
      {value.skippedLines > 0 ? (
        <Text size="sm" c="dimmed">
          {name('skippedHelp')}
        </Text>
      ) : null}
    </>
  )
}

function ListCounts({ value }: { readonly value: CallOutput<'members.import'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = (key: string) => t(`groups.import.result.${key}`)
  return (
    <>
      <Counts
        rows={[
          [name('rows'), format.number(value.rows)],
          [name('imported'), format.number(value.imported)],
          [`${name('members')}, ${name('newMembers')}`, format.number(value.newMembers)],
          [name('rejected'), format.number(value.rejectedTotal)],
        ]}
      />
      {value.rejectedTotal > 0 ? <Rejected value={value} /> : null}
    </>
  )
}

function Rejected({ value }: { readonly value: CallOutput<'members.import'> }) {
  const { t } = useTranslation()
  const { rejected, rejectedTotal } = value
  return (
    <Alert
      color="amber"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('groups.import.result.rejectedTitle', { count: rejectedTotal })}
    >
      <Text size="sm" mb="xs">
        {t('groups.import.result.rejectedHelp')}
      </Text>
      <div
        className={classes['scrollTable']}
        tabIndex={0}
        role="group"
        aria-label={t('groups.import.result.rejected')}
      >
        <Table verticalSpacing={4} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('groups.import.result.line')}</Table.Th>
              <Table.Th>{t('groups.import.result.column')}</Table.Th>
              <Table.Th>{t('groups.import.result.reason')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rejected.map((row) => (
              <Table.Tr key={`${row.line} ${row.column ?? ''}`}>
                <Table.Td>{row.line}</Table.Td>
                <Table.Td>{row.column ?? t('groups.import.result.wholeRow')}</Table.Td>
                <Table.Td>
                  {t(`groups.import.rowReason.${row.reason}`, { defaultValue: row.reason })}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {rejected.length < rejectedTotal ? (
        <Text size="sm" mt={6}>
          {t('groups.import.result.rejectedShown', {
            shown: rejected.length,
            total: rejectedTotal,
          })}
        </Text>
      ) : null}
    </Alert>
  )
}
