import { Code, Stack, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { entryValueWords, fieldWords } from '../../lib/entry-words.ts'
import { useFormat } from '../../lib/format.ts'
import type { PageItem } from '../../lib/use-call.ts'
import { actionWords, actorWords } from './audit-words.ts'

export interface EntryDetailProps {
  readonly entry: PageItem<'audit.list'>
  readonly groupSubject: string | null
}

/** One entry in full: what, who, when, before and after, and its place in the chain. */
export function EntryDetail({ entry, groupSubject }: EntryDetailProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const lines = [
    [t('audit.column.at'), format.dateTime(entry.at)],
    [t('audit.column.actor'), actorWords(entry.actor)],
    [t('audit.column.group'), groupSubject],
    [t('audit.column.seq'), format.number(entry.seq)],
  ] as const
  return (
    <Stack gap="md">
      <Title order={2} pr="xl">
        {actionWords(entry.action)}
      </Title>
      <Table variant="vertical" withRowBorders={false}>
        <Table.Tbody>
          {lines.map(([name, value]) =>
            value === null ? null : (
              <Table.Tr key={name}>
                <Table.Th w={110}>{name}</Table.Th>
                <Table.Td>{value}</Table.Td>
              </Table.Tr>
            ),
          )}
        </Table.Tbody>
      </Table>
      <Changes data={entry.data} />
      <Stack gap={4}>
        <Title order={3}>{t('audit.detail.chain')}</Title>
        <Text size="sm" c="dimmed">
          {t('audit.detail.chainHelp')}
        </Text>
        <Text size="sm">{t('audit.detail.hash')}</Text>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {entry.hash}
        </Code>
        <Text size="sm">{t('audit.detail.previous')}</Text>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {entry.prevHash}
        </Code>
      </Stack>
    </Stack>
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Only what says something to a person: named fields with words for their values. */
function lineOf(name: string, value: unknown): readonly (readonly [string, string])[] {
  const field = fieldWords(name)
  const words = field === null ? null : entryValueWords(name, value)
  return field === null || words === null || words === '' ? [] : [[field, words]]
}

function Changes({ data }: { readonly data: Record<string, unknown> }) {
  const { t } = useTranslation()
  const { before, after, ...rest } = data
  const hasBoth = 'before' in data || 'after' in data
  const restLines = Object.entries(rest).flatMap(([name, value]) => lineOf(name, value))
  if (!hasBoth && restLines.length === 0) return null
  return (
    <Stack gap="xs">
      <Title order={3}>{t('audit.detail.data')}</Title>
      {restLines.length === 0 ? null : (
        <Table withRowBorders={false}>
          <Table.Tbody>
            {restLines.map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th w={130}>{name}</Table.Th>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {hasBoth ? <BeforeAfter before={before} after={after} /> : null}
    </Stack>
  )
}

interface BeforeAfterProps {
  readonly before: unknown
  readonly after: unknown
}

function BeforeAfter({ before, after }: BeforeAfterProps) {
  const { t } = useTranslation()
  const left = isRecord(before) ? before : {}
  const right = isRecord(after) ? after : {}
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])]
  const rows = [
    ...names.map((name) => [fieldWords(name), sideWords(name, left), sideWords(name, right)]),
    ...(isRecord(before) || isRecord(after)
      ? []
      : [['', entryValueWords('value', before), entryValueWords('value', after)]]),
  ].filter(([field, ...sides]) => field !== null && sides.some((side) => side !== null))
  if (rows.length === 0) return null
  return (
    <Table withTableBorder withColumnBorders>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('audit.detail.field')}</Table.Th>
          <Table.Th>{t('audit.detail.before')}</Table.Th>
          <Table.Th>{t('audit.detail.after')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([field, ...sides]) => (
          <Table.Tr key={field}>
            <Table.Td>{field}</Table.Td>
            {sides.map((side, index) => (
              <Table.Td key={index} style={{ overflowWrap: 'anywhere' }}>
                {side}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function sideWords(name: string, side: Record<string, unknown>): string | null {
  return entryValueWords(name, side[name])
}
