import { Group, Text } from '@mantine/core'
import { IconShieldStar } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { memberSort, type Member } from '../../../../shared/domain/members.ts'
import { useFormat } from '../../../lib/format.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import type { DataColumn, TableSelection } from '../../../ui/data-table-types.ts'
import { MaskedNumber } from '../../../ui/masked-number.tsx'
import { OptInBadge } from './opt-in-badge.tsx'

export interface MemberSorting {
  readonly sort: z.infer<typeof memberSort>
  readonly descending: boolean
}

export interface MembersTableProps {
  readonly members: readonly Member[]
  readonly total: number
  /** True adds the columns of those who are gone. */
  readonly showLeft: boolean
  /** True while a member stands beside the table: only the columns that matter stay. */
  readonly isCompact: boolean
  readonly sorting: MemberSorting
  readonly onSort: (sorting: MemberSorting) => void
  readonly selection: TableSelection
  readonly activeKey: string | null
  readonly onOpen: (participantId: string) => void
  readonly onEndReached: () => void
  readonly empty: ReactNode
}

/** Members as rows; a click shows one beside the table. */
export function MembersTable(props: MembersTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { showLeft, isCompact, sorting, onSort } = props
  const columns = useMemo(
    () =>
      memberColumns(t, format, showLeft).filter(
        ({ key }) => !isCompact || compactKeys.includes(key),
      ),
    [t, format, showLeft, isCompact],
  )
  return (
    <DataTable
      label={t('members.title')}
      columns={columns}
      rows={props.members}
      total={props.total}
      rowKey={(member) => member.participantId}
      onRowClick={(member) => props.onOpen(member.participantId)}
      activeKey={props.activeKey}
      onEndReached={props.onEndReached}
      selection={props.selection}
      sort={{
        key: sorting.sort,
        descending: sorting.descending,
        onChange: (key, descending) => onSort({ sort: memberSort.parse(key), descending }),
      }}
      empty={props.empty}
      maxHeight="calc(100dvh - 22rem)"
      {...(isCompact ? {} : { columnsKey: 'members' })}
    />
  )
}

/** Columns that stay while details are open beside the table. */
const compactKeys = ['name', 'number', 'lastWrote', 'optIn']

type Format = ReturnType<typeof useFormat>

function memberColumns(t: TFunction, format: Format, showLeft: boolean): DataColumn<Member>[] {
  const day = (at: number | null, otherwise: string) =>
    at === null ? <Dimmed>{otherwise}</Dimmed> : format.date(at)
  const columns: DataColumn<Member>[] = [
    {
      key: 'name',
      header: t('members.column.name'),
      width: 'minmax(7.5rem, 2fr)',
      sortKey: 'name',
      canHide: false,
      cell: (member) => <NameCell member={member} />,
    },
    {
      key: 'number',
      header: t('members.column.number'),
      width: '11rem',
      cell: (member) => <MaskedNumber contactId={member.contactId} masked={member.maskedNumber} />,
    },
    {
      key: 'source',
      header: t('members.column.source'),
      width: '6rem',
      cell: (member) => t(`members.source.${member.source}`),
    },
    {
      key: 'joined',
      header: t('members.column.joined'),
      width: '8rem',
      sortKey: 'joined',
      cell: (member) => day(member.joinedAt, t('members.notKnown')),
    },
  ]
  if (showLeft) {
    columns.push({
      key: 'left',
      header: t('members.column.left'),
      width: '11rem',
      cell: (member) => leftWords(member, t, format),
    })
  }
  return [...columns, ...activityColumns(t, format, day), ...standingColumns(t)]
}

function activityColumns(
  t: TFunction,
  format: Format,
  day: (at: number | null, otherwise: string) => ReactNode,
): DataColumn<Member>[] {
  return [
    {
      key: 'lastWrote',
      header: t('members.column.lastWrote'),
      width: '8rem',
      sortKey: 'lastWrote',
      cell: (member) => day(member.lastWroteAt, t('members.never')),
    },
    {
      key: 'messages',
      header: t('members.column.messages'),
      width: '6.5rem',
      align: 'end',
      sortKey: 'messages30',
      cell: (member) => (
        <span title={t('members.messagesHelp')}>
          {format.number(member.messages30)} / {format.number(member.messages90)}
        </span>
      ),
    },
  ]
}

function standingColumns(t: TFunction): DataColumn<Member>[] {
  return [
    {
      key: 'optIn',
      header: t('members.column.optIn'),
      width: '7.5rem',
      cell: (member) => <OptInBadge optIn={member.optIn} />,
    },
    {
      key: 'screening',
      header: t('members.column.screening'),
      width: '7rem',
      cell: (member) => t(`members.screening.${member.screening}`),
    },
    {
      key: 'lists',
      header: t('members.column.lists'),
      width: 'minmax(5rem, 1fr)',
      cell: (member) => member.listNames.join(', '),
    },
  ]
}

function leftWords(member: Member, t: TFunction, format: Format): string {
  if (member.leftAt === null) return ''
  return `${format.date(member.leftAt)}, ${t(`members.leftReason.${member.leftReason ?? 'unknown'}`)}`
}

function Dimmed({ children }: { readonly children: ReactNode }) {
  return (
    <Text span c="dimmed">
      {children}
    </Text>
  )
}

function NameCell({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  if (!member.isAdmin && !member.isInBin) return member.name
  return (
    <Group gap={6} wrap="nowrap">
      <Text span truncate>
        {member.name}
      </Text>
      {member.isAdmin ? (
        <IconShieldStar size={15} role="img" aria-label={t('members.admin')} />
      ) : null}
      {member.isInBin ? (
        <Text span size="xs" c="dimmed">
          {t('members.inBin')}
        </Text>
      ) : null}
    </Group>
  )
}
