import { ActionIcon, Button, Menu, Stack } from '@mantine/core'
import {
  IconDots,
  IconFileImport,
  IconForms,
  IconPlus,
  IconTags,
  IconUsers,
  IconUsersPlus,
} from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, navigate } from '../../lib/router.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SplitView } from '../../ui/split-view.tsx'
import { AddPerson } from './add-person.tsx'
import { BulkActions } from './bulk-actions.tsx'
import { useChosenPeople } from './chosen-people.ts'
import { FieldsManager } from './fields-manager.tsx'
import { FilterBar } from './filter-bar.tsx'
import { PeopleTable } from './people-table.tsx'
import { isUnfiltered } from './people-query.ts'
import { SavedViews } from './saved-views.tsx'
import { TagsManager } from './tags-manager.tsx'
import { usePeople, usePeopleQuery } from './use-people.ts'

const panels = { add: AddPerson, tags: TagsManager, fields: FieldsManager } as const
type Panel = keyof typeof panels

/** Everybody the shop knows: found, narrowed, chosen by the thousand; a click opens one. */
export function PeopleScreen() {
  const { t } = useTranslation()
  const [panel, setPanel] = useState<Panel | null>(null)
  const Content = panel === null ? null : panels[panel]
  const close = () => setPanel(null)
  return (
    <>
      <PageHeader
        title={t('people.title')}
        subtitle={t('people.intro')}
        actions={
          <>
            <Button
              variant="default"
              component={Link}
              to="/imports"
              leftSection={<IconFileImport size={16} aria-hidden />}
            >
              {t('people.import')}
            </Button>
            <MoreMenu onPanel={setPanel} />
          </>
        }
        primary={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setPanel('add')}>
            {t('people.add.button')}
          </Button>
        }
      />
      <SplitView
        detailLabel={panel === null ? '' : t(`people.${panel}.title`)}
        onClose={close}
        detail={Content === null ? null : <Content onClose={close} />}
      >
        <PeopleList isCompact={panel !== null} onAdd={() => setPanel('add')} />
      </SplitView>
    </>
  )
}

function MoreMenu({ onPanel }: { readonly onPanel: (panel: Panel) => void }) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('people.more')}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconTags size={16} aria-hidden />} onClick={() => onPanel('tags')}>
          {t('people.tags.title')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconForms size={16} aria-hidden />}
          onClick={() => onPanel('fields')}
        >
          {t('people.fields.title')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconUsersPlus size={16} aria-hidden />}
          onClick={() => navigate('/duplicates')}
        >
          {t('people.duplicates.title')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface PeopleListProps {
  readonly isCompact: boolean
  readonly onAdd: () => void
}

function PeopleList({ isCompact, onAdd }: PeopleListProps) {
  const { query, setQuery, text, setText, filter, here } = usePeopleQuery()
  const { pages, total } = usePeople(filter, query)
  const chosen = useChosenPeople(pages.items, filter, total)
  const clear = () => {
    setText('')
    setQuery({ ...query, filter: {} })
  }
  const isFiltered = filter.search !== undefined || !isUnfiltered(query.filter)
  return (
    <Stack gap="sm">
      <FilterBar
        text={text}
        onText={setText}
        filter={query.filter}
        onFilter={(next) => setQuery({ ...query, filter: next })}
        total={total}
      >
        <SavedViews
          filter={filter}
          query={query}
          onOpen={({ filter: { search, ...rest }, sort, descending }) => {
            setText(search ?? '')
            setQuery({ filter: rest, sort, descending })
          }}
        />
      </FilterBar>
      {pages.error !== null ? (
        <ErrorState error={pages.error} retry={pages.refetch} />
      ) : pages.isLoading ? (
        <LoadingState rows={10} />
      ) : (
        <PeopleTable
          people={pages.items}
          total={total}
          hasMore={pages.hasNextPage}
          onEndReached={pages.fetchNextPage}
          selection={{ selected: chosen.selected, onChange: chosen.choose }}
          sort={query.sort}
          descending={query.descending}
          onSort={(sort, descending) => setQuery({ ...query, sort, descending })}
          isCompact={isCompact}
          placeKey={`people ${here} ${filter.search ?? ''}`}
          empty={<Nobody isFiltered={isFiltered} onClear={clear} onAdd={onAdd} />}
        />
      )}
      <BulkActions chosen={chosen} loaded={pages.items.length} total={total} />
    </Stack>
  )
}

interface NobodyProps {
  readonly isFiltered: boolean
  readonly onClear: () => void
  readonly onAdd: () => void
}

function Nobody({ isFiltered, onClear, onAdd }: NobodyProps): ReactNode {
  const { t } = useTranslation()
  if (isFiltered)
    return (
      <EmptyState
        title={t('people.empty.filteredTitle')}
        text={t('people.empty.filteredText')}
        action={
          <Button variant="default" onClick={onClear}>
            {t('people.empty.filteredAction')}
          </Button>
        }
      />
    )
  return (
    <EmptyState
      icon={<IconUsers size={24} />}
      title={t('people.empty.title')}
      text={t('people.empty.text')}
      action={
        <Stack gap="xs" align="center">
          <Button component={Link} to="/imports">
            {t('people.empty.import')}
          </Button>
          <Button variant="subtle" onClick={onAdd}>
            {t('people.add.button')}
          </Button>
        </Stack>
      }
    />
  )
}
