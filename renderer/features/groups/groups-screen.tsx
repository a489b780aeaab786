import { Button, Group, Menu, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  IconDeviceMobile,
  IconPlus,
  IconRefresh,
  IconSearch,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GroupKind } from '../../../shared/domain/groups.ts'
import { showDone } from '../../lib/notify.tsx'
import { useRoute } from '../../lib/router.ts'
import { useCommand, useInfinitePages } from '../../lib/use-call.ts'
import { BulkBar } from '../../ui/bulk-bar.tsx'
import type { TableSelection } from '../../ui/data-table-types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { SplitView } from '../../ui/split-view.tsx'
import { AssignRuleSet } from './assign-rule-set.tsx'
import { CreateGroup } from './create-group.tsx'
import { GroupsTable } from './groups-table.tsx'
import { ImportPanel } from './import-panel.tsx'

type Panel = 'create' | 'import' | 'assign'
type KindFilter = GroupKind | 'all'

function panelFromAddress(search: URLSearchParams): Panel | null {
  const wanted = search.get('add')
  if (wanted === 'managed') return 'create'
  return wanted === 'phone' ? 'import' : null
}

/** All groups: what each is, how its rules stand, what waits; add, sync, and assign rules. */
export function GroupsScreen() {
  const { t } = useTranslation()
  const { search: address } = useRoute()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [panel, setPanel] = useState<Panel | null>(() => panelFromAddress(address))
  const [total, setTotal] = useState(0)
  const close = () => setPanel(null)
  const finishAssigning = () => {
    setSelected(new Set())
    close()
  }
  return (
    <>
      <PageHeader
        title={t('groups.title')}
        subtitle={t('groups.total', { count: total })}
        actions={<SyncButton />}
        primary={<AddMenu onChoose={setPanel} />}
      />
      <ProgressBar kind="sync" />
      <SplitView
        detailLabel={panel === null ? '' : t(panelLabel[panel], { count: selected.size })}
        onClose={close}
        detail={
          panel === null ? null : (
            <PanelContent
              panel={panel}
              groupIds={[...selected]}
              onClose={close}
              onAssigned={finishAssigning}
            />
          )
        }
      >
        <GroupsList
          selection={{ selected, onChange: setSelected }}
          isCompact={panel !== null}
          onPanel={setPanel}
          onTotal={setTotal}
        />
      </SplitView>
    </>
  )
}

interface GroupsListProps {
  readonly selection: TableSelection
  readonly isCompact: boolean
  readonly onPanel: (panel: Panel) => void
  readonly onTotal: (total: number) => void
}

function GroupsList({ selection, isCompact, onPanel, onTotal }: GroupsListProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [needle] = useDebouncedValue(search.trim(), 200)
  const [kind, setKind] = useState<KindFilter>('all')
  const groups = useInfinitePages('groups.list', {
    ...(needle === '' ? {} : { search: needle }),
    ...(kind === 'all' ? {} : { kind }),
  })
  useEffect(() => onTotal(groups.total), [groups.total, onTotal])
  const clearFilter = () => {
    setSearch('')
    setKind('all')
  }
  if (groups.error !== null) return <ErrorState error={groups.error} retry={groups.refetch} />
  const isFiltered = needle !== '' || kind !== 'all'
  const none = isFiltered ? (
    <NothingMatches onClear={clearFilter} />
  ) : (
    <NoGroups onAdd={() => onPanel('import')} />
  )
  return (
    <Stack gap="sm">
      <GroupFilters search={search} onSearch={setSearch} kind={kind} onKind={setKind} />
      {groups.isLoading ? (
        <LoadingState />
      ) : (
        <GroupsTable
          groups={groups.items}
          total={groups.total}
          isCompact={isCompact}
          onEndReached={groups.fetchNextPage}
          selection={selection}
          empty={none}
        />
      )}
      <BulkBar count={selection.selected.size} onClear={() => selection.onChange(new Set())}>
        <Button onClick={() => onPanel('assign')}>{t('groups.bulk.assign')}</Button>
      </BulkBar>
    </Stack>
  )
}

interface GroupFiltersProps {
  readonly search: string
  readonly onSearch: (search: string) => void
  readonly kind: KindFilter
  readonly onKind: (kind: KindFilter) => void
}

function GroupFilters({ search, onSearch, kind, onKind }: GroupFiltersProps) {
  const { t } = useTranslation()
  return (
    <Group gap="sm">
      <TextInput
        w="18rem"
        aria-label={t('groups.search')}
        placeholder={t('groups.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <SegmentedControl
        aria-label={t('groups.filterKind')}
        value={kind}
        onChange={onKind}
        data={[
          { value: 'all', label: t('groups.anyKind') },
          { value: 'managed', label: t('groups.kindShort.managed') },
          { value: 'phone', label: t('groups.kindShort.phone') },
        ]}
      />
    </Group>
  )
}

const panelLabel: Record<Panel, string> = {
  create: 'groups.create.title',
  import: 'groups.import.title',
  assign: 'groups.assign.title',
}

interface PanelContentProps {
  readonly panel: Panel
  readonly groupIds: string[]
  readonly onClose: () => void
  readonly onAssigned: () => void
}

function PanelContent({ panel, groupIds, onClose, onAssigned }: PanelContentProps) {
  switch (panel) {
    case 'create':
      return <CreateGroup onClose={onClose} />
    case 'import':
      return <ImportPanel onClose={onClose} />
    case 'assign':
      return <AssignRuleSet groupIds={groupIds} onDone={onAssigned} onClose={onClose} />
  }
}

function SyncButton() {
  const { t } = useTranslation()
  const sync = useCommand('sync.run', {
    onSuccess: (result) =>
      showDone(
        t('groups.sync.done', {
          groups: t('groups.total', { count: result.groups }),
          joined: result.joined,
          left: result.left,
        }),
      ),
  })
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={sync.isPending}
      onClick={() => sync.mutate({})}
    >
      {t('groups.sync.button')}
    </Button>
  )
}

function AddMenu({ onChoose }: { readonly onChoose: (panel: Panel) => void }) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} aria-hidden />}>{t('groups.add.button')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconDeviceMobile size={16} aria-hidden />}
          onClick={() => onChoose('import')}
        >
          {t('groups.add.phone')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconUsersGroup size={16} aria-hidden />}
          onClick={() => onChoose('create')}
        >
          {t('groups.add.managed')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function NothingMatches({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('groups.empty.filteredTitle')}
      text={t('groups.empty.filteredText')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('groups.empty.filteredAction')}
        </Button>
      }
    />
  )
}

function NoGroups({ onAdd }: { readonly onAdd: () => void }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<IconUsersGroup size={24} />}
      title={t('groups.empty.title')}
      text={t('groups.empty.text')}
      action={<Button onClick={onAdd}>{t('groups.empty.action')}</Button>}
    />
  )
}
