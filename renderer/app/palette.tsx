import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import {
  IconChecklist,
  IconLanguage,
  IconMailForward,
  IconMoon,
  IconRefresh,
  IconSearch,
  IconSpeakerphone,
  IconSun,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone } from '../lib/notify.tsx'
import { navigate } from '../lib/router.ts'
import { useCall, useCommand } from '../lib/use-call.ts'
import { places } from './places.ts'
import { useAppearance } from './use-appearance.ts'

const iconSize = 18

/** Search and commands in one box: places, groups, people, and what can be done from anywhere. */
export function Palette() {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const actions = [
    usePlaceActions(),
    useCommandActions(),
    useGroupActions(query),
    usePeopleActions(query),
  ]
  return (
    <Spotlight
      actions={actions.filter((group) => group.actions.length > 0)}
      query={query}
      onQueryChange={setQuery}
      clearQueryOnClose
      attributes={{ content: { 'aria-label': t('app.searchOrDo') } }}
      // Also while a field has the focus: the palette is the way out of anywhere.
      tagsToIgnore={[]}
      nothingFound={t('app.palette.nothing')}
      searchProps={{
        leftSection: <IconSearch size={iconSize} aria-hidden />,
        placeholder: t('app.palette.placeholder'),
        'aria-label': t('app.palette.placeholder'),
      }}
      transitionProps={{ duration: 100 }}
      scrollable
      maxHeight="60vh"
    />
  )
}

function usePlaceActions(): SpotlightActionGroupData {
  const { t } = useTranslation()
  const targets = places.flatMap(({ key, path, Icon, children }) => [
    { key, path, Icon },
    ...children.map((child) => ({ ...child, Icon })),
  ])
  return {
    group: t('app.palette.goTo'),
    actions: targets.map(({ key, path, Icon }) => ({
      id: `place:${key}`,
      label: t(`app.places.${key}`),
      leftSection: <Icon size={iconSize} aria-hidden />,
      onClick: () => navigate(path),
    })),
  }
}

function useCommandActions(): SpotlightActionGroupData {
  const { t, i18n } = useTranslation()
  const { chooseLanguage, chooseColorScheme } = useAppearance()
  const sync = useCommand('sync.run', { onSuccess: () => showDone(t('app.sync.done')) })
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  const commands = [
    ['syncNow', IconRefresh, () => sync.mutate({})],
    ['startReview', IconChecklist, () => navigate('/reviews')],
    ['newAnnouncement', IconSpeakerphone, () => navigate('/announcements/new')],
    ['newBroadcast', IconMailForward, () => navigate('/broadcasts/new')],
    ['switchLanguage', IconLanguage, () => chooseLanguage(other)],
    ['themeLight', IconSun, () => chooseColorScheme('light')],
    ['themeDark', IconMoon, () => chooseColorScheme('dark')],
  ] as const
  return {
    group: t('app.palette.do'),
    actions: commands.map(([key, Icon, onClick]) => ({
      id: `command:${key}`,
      label: t(`app.palette.${key}`),
      leftSection: <Icon size={iconSize} aria-hidden />,
      onClick,
    })),
  }
}

function useGroupActions(query: string): SpotlightActionGroupData {
  const { t } = useTranslation()
  const [search] = useDebouncedValue(query.trim().slice(0, 200), 120)
  const found = useCall(
    'groups.list',
    { search, limit: 8 },
    { enabled: search !== '', keepPrevious: true },
  )
  const groups = search === '' ? [] : (found.data?.items ?? [])
  return {
    group: t('app.places.groups'),
    actions: groups.map((group) => ({
      id: `group:${group.id}`,
      label: group.subject,
      leftSection: <IconUsersGroup size={iconSize} aria-hidden />,
      onClick: () => navigate(`/groups/${group.id}`),
    })),
  }
}

function usePeopleActions(query: string): SpotlightActionGroupData {
  const { t } = useTranslation()
  const [search] = useDebouncedValue(query.trim().slice(0, 200), 120)
  const found = useCall(
    'contacts.list',
    { search, limit: 8 },
    { enabled: search !== '', keepPrevious: true },
  )
  const people = search === '' ? [] : (found.data?.items ?? [])
  return {
    group: t('app.places.people'),
    actions: people.map((person) => ({
      id: `person:${person.id}`,
      label: person.name.trim() === '' ? t('people.noName') : person.name,
      // Found by a note or a tag too, which are not shown: the box is not to sort them out again.
      keywords: query,
      ...(person.maskedNumber === null || person.maskedNumber === person.name
        ? {}
        : { description: person.maskedNumber }),
      leftSection: <IconUser size={iconSize} aria-hidden />,
      onClick: () => navigate(`/people/${person.id}`),
    })),
  }
}
