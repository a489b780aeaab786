import { Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconDeviceMobile, IconPlugConnected } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Group as GroupRow } from '../../../shared/domain/groups.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate } from '../../lib/router.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn, TableSelection } from '../../ui/data-table-types.ts'
import { RuleStateBadge } from '../../lib/rule-state-badge.tsx'
import { GroupStateBadge } from './group-state-badge.tsx'

export interface GroupsTableProps {
  readonly groups: readonly GroupRow[]
  readonly total: number
  readonly onEndReached: () => void
  readonly selection: TableSelection
  readonly empty: ReactNode
  /** True while details stand beside the table: only the columns that matter stay. */
  readonly isCompact: boolean
}

/** The groups as rows; a click opens the group. */
export function GroupsTable({ groups, total, isCompact, ...rest }: GroupsTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns = useMemo(
    () => groupColumns(t, format).filter(({ key }) => !isCompact || compactKeys.includes(key)),
    [t, format, isCompact],
  )
  return (
    <DataTable
      label={t('groups.title')}
      columns={columns}
      rows={groups}
      total={total}
      rowKey={(group) => group.id}
      onRowClick={(group) => navigate(`/groups/${group.id}`)}
      {...rest}
      rowHeight={52}
      {...(isCompact ? {} : { columnsKey: 'groups' })}
    />
  )
}

type Format = ReturnType<typeof useFormat>

function groupColumns(t: TFunction, format: Format): DataColumn<GroupRow>[] {
  return [
    {
      key: 'subject',
      header: t('groups.column.subject'),
      width: 'minmax(12rem, 1fr)',
      canHide: false,
      cell: (group) => <SubjectCell group={group} />,
    },
    {
      key: 'members',
      header: t('groups.column.members'),
      width: '5.5rem',
      align: 'end',
      cell: (group) => format.number(group.participantCount),
    },
    {
      key: 'findings',
      header: t('groups.column.findings'),
      width: '5.5rem',
      align: 'end',
      cell: (group) => <WaitingCount count={group.openFindings} />,
    },
    {
      key: 'joinRequests',
      header: t('groups.column.joinRequests'),
      width: '5.5rem',
      align: 'end',
      cell: (group) => <WaitingCount count={group.pendingJoinRequests} />,
    },
    {
      key: 'rules',
      header: t('groups.column.rules'),
      width: '20rem',
      cell: (group) => <TallyCell group={group} />,
    },
    {
      key: 'lastSynced',
      header: t('groups.column.lastSynced'),
      width: '8.5rem',
      cell: (group) =>
        group.lastSyncedAt === null ? (
          <Dimmed>{t('groups.never')}</Dimmed>
        ) : (
          <span title={format.dateTime(group.lastSyncedAt)}>
            {format.relative(group.lastSyncedAt)}
          </span>
        ),
    },
  ]
}

/** Columns that stay while details are open beside the table. */
const compactKeys = ['subject', 'members', 'findings']

function Dimmed({ children }: { readonly children: ReactNode }) {
  return (
    <Text span c="dimmed">
      {children}
    </Text>
  )
}

function SubjectCell({ group }: { readonly group: GroupRow }) {
  const { t } = useTranslation()
  const Icon = group.kind === 'managed' ? IconPlugConnected : IconDeviceMobile
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <Text span fw={500} truncate title={group.subject}>
          {group.subject}
        </Text>
        <GroupStateBadge state={group.state} />
      </Group>
      <Group gap={5} wrap="nowrap" c="dimmed" fz="sm" title={t(`groups.kindNote.${group.kind}`)}>
        <Icon size={14} aria-hidden />
        <Text span size="sm" truncate>
          {t(`groups.kind.${group.kind}`)} · {group.ruleSetName ?? t('groups.noRuleSet')}
        </Text>
      </Group>
    </>
  )
}

function TallyCell({ group }: { readonly group: GroupRow }) {
  const { t } = useTranslation()
  const { enforced, watched, byHand, broken, stale } = group.ruleTally
  if (enforced + watched + byHand === 0) return <Dimmed>{t('groups.noRuleSet')}</Dimmed>
  const wrong = [
    ...(broken > 0 ? [t('groups.tally.broken', { count: broken })] : []),
    ...(stale > 0 ? [t('groups.tally.stale', { count: stale })] : []),
  ]
  return (
    <>
      <Group gap={4} wrap="nowrap">
        {enforced > 0 ? <RuleStateBadge state="enforced" count={enforced} /> : null}
        {watched > 0 ? <RuleStateBadge state="watched" count={watched} /> : null}
        {byHand > 0 ? <RuleStateBadge state="by_hand" count={byHand} /> : null}
      </Group>
      {wrong.length === 0 ? null : (
        <Group gap={5} wrap="nowrap" c="amber">
          <IconAlertTriangle size={13} aria-hidden />
          <Text span size="sm">
            {wrong.join(' · ')}
          </Text>
        </Group>
      )}
    </>
  )
}

function WaitingCount({ count }: { readonly count: number }) {
  const format = useFormat()
  if (count === 0) return <Dimmed>0</Dimmed>
  return (
    <Text span fw={600} c="amber">
      {format.number(count)}
    </Text>
  )
}
