import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContactFilter } from '../../../shared/domain/contacts.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCall, useCommand } from '../../lib/use-call.ts'
import type { PeopleQuery } from './people-query.ts'

export type SavedView = CallOutput<'savedViews.list'>['views'][number]

export interface SavedViewsProps {
  /** What the list shows now, the search with it. */
  readonly filter: ContactFilter
  readonly query: PeopleQuery
  readonly onOpen: (view: SavedView) => void
}

const nameLimit = 60

/** Lists looked at again and again: open one, keep the present one, drop one. */
export function SavedViews(props: SavedViewsProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} width={320} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconBookmark size={16} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {t('people.views.button')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('people.views.button')}>
        <Stack gap="md">
          <ViewList
            onOpen={(view) => {
              setOpened(false)
              props.onOpen(view)
            }}
          />
          <SaveForm {...props} onDone={() => setOpened(false)} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function ViewList({ onOpen }: Pick<SavedViewsProps, 'onOpen'>) {
  const { t } = useTranslation()
  const { data } = useCall('savedViews.list', {})
  const remove = useCommand('savedViews.delete')
  const views = data?.views ?? []
  if (views.length === 0)
    return (
      <Text c="dimmed" size="sm">
        {t('people.views.none')}
      </Text>
    )
  return (
    <Stack gap={2}>
      {views.map((view) => (
        <Group key={view.id} gap={4} wrap="nowrap">
          <Button
            variant="subtle"
            color="gray"
            c="inherit"
            justify="flex-start"
            flex={1}
            miw={0}
            onClick={() => onOpen(view)}
          >
            {view.name}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('people.views.delete', { name: view.name })}
            onClick={() => remove.mutate({ viewId: view.id })}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  )
}

function SaveForm(props: Omit<SavedViewsProps, 'onOpen'> & { readonly onDone: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [isTouched, setTouched] = useState(false)
  const trimmed = name.trim()
  const problem =
    trimmed === ''
      ? t('people.views.nameMissing')
      : trimmed.length > nameLimit
        ? t('people.tooLong', { count: nameLimit })
        : null
  const save = useCommand('savedViews.save', {
    onSuccess: (view) => {
      showDone(t('people.views.saved', { name: view.name }))
      props.onDone()
    },
  })
  const { sort, descending } = props.query
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setTouched(true)
        if (problem === null) save.mutate({ name: trimmed, filter: props.filter, sort, descending })
      }}
    >
      <Stack gap="xs">
        <TextInput
          label={t('people.views.name')}
          description={t('people.views.nameHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={isTouched ? problem : null}
        />
        <Button type="submit" loading={save.isPending}>
          {t('people.views.save')}
        </Button>
      </Stack>
    </form>
  )
}
