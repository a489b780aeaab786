import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../../shared/ipc/contract.ts'
import { useInfinitePages } from '../../../lib/use-call.ts'
import { BulkBar } from '../../../ui/bulk-bar.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { LoadingState } from '../../../ui/loading-state.tsx'
import { SplitView } from '../../../ui/split-view.tsx'
import type { GroupDetail } from '../group-detail.ts'
import { AddToList } from './add-to-list.tsx'
import { MemberPanel } from './member-panel.tsx'
import { MembersTable, type MemberSorting } from './members-table.tsx'

type Filter = Pick<CallInput<'members.list'>, 'optIn'> & {
  readonly search: string
  readonly state: 'current' | 'left' | 'all'
}
const noFilter: Filter = { search: '', state: 'current' }

export interface MembersTabProps {
  readonly group: GroupDetail
  /** True while a form stands beside the tab. */
  readonly isNarrow: boolean
  readonly onImport: () => void
}

/** Who is in the group: search, sort, look at one beside the table, put many on a list. */
export function MembersTab({ group, isNarrow, onImport }: MembersTabProps) {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<Filter>(noFilter)
  const [needle] = useDebouncedValue(filter.search.trim(), 200)
  const [sorting, setSorting] = useState<MemberSorting>({ sort: 'name', descending: false })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [openId, setOpenId] = useState<string | null>(null)
  const members = useInfinitePages('members.list', {
    groupId: group.id,
    state: filter.state,
    ...(needle === '' ? {} : { search: needle }),
    ...(filter.optIn === undefined ? {} : { optIn: filter.optIn }),
    ...sorting,
  })
  const open = members.items.find((member) => member.participantId === openId)
  const isFiltered = needle !== '' || filter.state !== 'current' || filter.optIn !== undefined
  const contactIds = members.items
    .filter((member) => selected.has(member.participantId))
    .map((member) => member.contactId)
  const clearSelection = () => setSelected(new Set())

  if (members.error !== null) return <ErrorState error={members.error} retry={members.refetch} />
  return (
    <SplitView
      detailLabel={t('members.panel.label')}
      onClose={() => setOpenId(null)}
      detail={open === undefined ? null : <MemberPanel key={open.participantId} member={open} />}
    >
      <Stack gap="sm">
        <MemberFilters filter={filter} onChange={setFilter} total={members.total} />
        {members.isLoading ? (
          <LoadingState />
        ) : (
          <MembersTable
            members={members.items}
            total={members.total}
            showLeft={filter.state !== 'current'}
            isCompact={isNarrow || open !== undefined}
            sorting={sorting}
            onSort={setSorting}
            selection={{ selected, onChange: setSelected }}
            activeKey={openId}
            onOpen={setOpenId}
            onEndReached={members.fetchNextPage}
            empty={
              isFiltered ? (
                <NobodyMatches onClear={() => setFilter(noFilter)} />
              ) : (
                <NobodyKnown group={group} onImport={onImport} />
              )
            }
          />
        )}
        <BulkBar count={selected.size} onClear={clearSelection}>
          <AddToList contactIds={contactIds} onDone={clearSelection} />
        </BulkBar>
      </Stack>
    </SplitView>
  )
}

interface MemberFiltersProps {
  readonly filter: Filter
  readonly onChange: (filter: Filter) => void
  readonly total: number
}

function MemberFilters({ filter, onChange, total }: MemberFiltersProps) {
  const { t } = useTranslation()
  return (
    <Group gap="sm">
      <TextInput
        w="15rem"
        aria-label={t('members.search')}
        placeholder={t('members.searchHelp')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filter.search}
        onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label={t('members.filterState')}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state })}
        data={(['current', 'left', 'all'] as const).map((value) => ({
          value,
          label: t(`members.state.${value}`),
        }))}
      />
      <Select<'any' | 'opted_in' | 'opted_out' | 'unknown'>
        w="11rem"
        aria-label={t('members.filterOptIn')}
        allowDeselect={false}
        value={filter.optIn ?? 'any'}
        onChange={(value) =>
          onChange({ ...filter, optIn: value === 'any' || value === null ? undefined : value })
        }
        data={[
          { value: 'any', label: t('members.anyOptIn') },
          { value: 'opted_in', label: t('members.optIn.opted_in') },
          { value: 'opted_out', label: t('members.optIn.opted_out') },
          { value: 'unknown', label: t('members.optIn.unknown') },
        ]}
      />
      <Text c="dimmed" aria-live="polite">
        {t('members.total', { count: total })}
      </Text>
    </Group>
  )
}

function NobodyMatches({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('members.empty.filteredTitle')}
      text={t('members.empty.filteredText')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('members.empty.filteredAction')}
        </Button>
      }
    />
  )
}

function NobodyKnown({ group, onImport }: Omit<MembersTabProps, 'isNarrow'>) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<IconUsers size={24} />}
      title={t(`members.empty.${group.kind}Title`)}
      text={t(`members.empty.${group.kind}Text`)}
      action={
        group.kind === 'phone' ? (
          <Button onClick={onImport}>{t('members.empty.phoneAction')}</Button>
        ) : undefined
      }
    />
  )
}
