import { Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconDeviceMobile, IconPlugConnected } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Group as GroupRow, GroupKind } from '../../../shared/domain/groups.ts'
import { useFormat } from '../../lib/format.ts'
import { navigate } from '../../lib/router.ts'
import { DataTable, type DataColumn, type TableSelection } from '../../ui/data-table.tsx'
import { RuleStateBadge } from '../../ui/rule-state-badge.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { GroupStateBadge } from './group-state-badge.tsx'

export interface GroupsTableProps {
  readonly groups: readonly GroupRow[]
  readonly total: number
  readonly onEndReached: () => void
  readonly selection: TableSelection
  readonly empty: ReactNode
}

/** The groups as rows; a click opens the group. */
export function GroupsTable({ groups, total, onEndReached, selection, empty }: GroupsTableProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns = useMemo(() => groupColumns(t, format), [t, format])
  return (
    <DataTable
      label={t('groups.title')}
      columns={columns}
      rows={groups}
      total={total}
      rowKey={(group) => group.id}
      onRowClick={(group) => navigate(`/groups/${group.id}`)}
      onEndReached={onEndReached}
      selection={selection}
      empty={empty}
      rowHeight={40}
      columnsKey="groups"
    />
  )
}

type Format = ReturnType<typeof useFormat>

function groupColumns(t: TFunction, format: Format): DataColumn<GroupRow>[] {
  return [
    {
      key: 'subject',
      header: t('groups.column.subject'),
      width: 'minmax(12rem, 3fr)',
      canHide: false,
      cell: (group) => <SubjectCell group={group} />,
    },
    {
      key: 'kind',
      header: t('groups.column.kind'),
      width: '6.5rem',
      cell: (group) => <KindCell kind={group.kind} />,
    },
    {
      key: 'members',
      header: t('groups.column.members'),
      width: '5.5rem',
      align: 'end',
      cell: (group) => format.number(group.participantCount),
    },
    {
      key: 'rules',
      header: t('groups.column.rules'),
      width: 'minmax(19rem, 2fr)',
      cell: (group) => <TallyCell group={group} />,
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
      key: 'ruleSet',
      header: t('groups.column.ruleSet'),
      width: 'minmax(7rem, 1fr)',
      cell: (group) => group.ruleSetName ?? <Dimmed>{t('groups.noRuleSet')}</Dimmed>,
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

function Dimmed({ children }: { readonly children: ReactNode }) {
  return (
    <Text span c="dimmed">
      {children}
    </Text>
  )
}

function SubjectCell({ group }: { readonly group: GroupRow }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Text span fw={500} truncate title={group.subject}>
        {group.subject}
      </Text>
      <GroupStateBadge state={group.state} />
    </Group>
  )
}

function KindCell({ kind }: { readonly kind: GroupKind }) {
  const { t } = useTranslation()
  const Icon = kind === 'managed' ? IconPlugConnected : IconDeviceMobile
  return (
    <Group gap={6} wrap="nowrap" title={t(`groups.kindNote.${kind}`)}>
      <Icon size={15} aria-hidden />
      {t(`groups.kindShort.${kind}`)}
    </Group>
  )
}

function TallyCell({ group }: { readonly group: GroupRow }) {
  const { t } = useTranslation()
  const { enforced, watched, byHand, broken, stale } = group.ruleTally
  if (enforced + watched + byHand === 0) return <Dimmed>{t('groups.noRuleSet')}</Dimmed>
  return (
    <Group gap={4} wrap="nowrap">
      {enforced > 0 ? <RuleStateBadge state="enforced" count={enforced} /> : null}
      {watched > 0 ? <RuleStateBadge state="watched" count={watched} /> : null}
      {byHand > 0 ? <RuleStateBadge state="by_hand" count={byHand} /> : null}
      {broken > 0 ? (
        <StatusBadge tone="attention" icon={<IconAlertTriangle size={13} aria-hidden />}>
          {t('groups.tally.broken', { count: broken })}
        </StatusBadge>
      ) : null}
      {stale > 0 ? (
        <StatusBadge tone="attention">{t('groups.tally.stale', { count: stale })}</StatusBadge>
      ) : null}
    </Group>
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
