import { Button, Group, Pill, Popover, Text, TextInput } from '@mantine/core'
import { IconFilter, IconSearch } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterFields } from './filter-fields.tsx'
import { useFilterChips } from './filter-chips.ts'
import { changeFilter, type PeopleQuery } from './people-query.ts'

export interface FilterBarProps {
  readonly text: string
  readonly onText: (text: string) => void
  readonly filter: PeopleQuery['filter']
  readonly onFilter: (filter: PeopleQuery['filter']) => void
  /** Null while they are being counted. */
  readonly total: number | null
  /** Saved views. */
  readonly children: ReactNode
}

/** Search, filters and what they leave: each filter is a chip that takes it away again. */
export function FilterBar(props: FilterBarProps) {
  const { t } = useTranslation()
  const { text, onText, filter, onFilter, total } = props
  return (
    <>
      <Group gap="sm">
        <TextInput
          w="20rem"
          aria-label={t('people.search')}
          placeholder={t('people.searchHelp')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
        />
        <FilterButton filter={filter} onFilter={onFilter} />
        {props.children}
        <Text c="dimmed" aria-live="polite">
          {total === null ? t('people.counting') : t('people.total', { count: total })}
        </Text>
      </Group>
      <Chips filter={filter} onFilter={onFilter} />
    </>
  )
}

type FilterProps = Pick<FilterBarProps, 'filter' | 'onFilter'>

function FilterButton({ filter, onFilter }: FilterProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={520} trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {t('people.filter.button')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('people.filter.button')}>
        <FilterFields
          filter={filter}
          onChange={(change) => onFilter(changeFilter(filter, change))}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function Chips({ filter, onFilter }: FilterProps) {
  const { t } = useTranslation()
  const chips = useFilterChips(filter)
  if (chips.length === 0) return null
  return (
    <Group gap={6} role="group" aria-label={t('people.filter.active')}>
      {chips.map((chip) => (
        <Pill
          key={chip.key}
          size="md"
          withRemoveButton
          removeButtonProps={{
            'aria-label': t('people.filter.remove', { filter: chip.label }),
            'aria-hidden': false,
            tabIndex: 0,
          }}
          onRemove={() => onFilter(changeFilter(filter, chip.without))}
        >
          {chip.label}
        </Pill>
      ))}
      <Button variant="subtle" size="compact-sm" onClick={() => onFilter({})}>
        {t('people.filter.clear')}
      </Button>
    </Group>
  )
}
