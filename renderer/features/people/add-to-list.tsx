import { Button, Popover, Select, Stack, TextInput } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone, showError } from '../../lib/notify.tsx'
import { callOrThrow, toErrorReply, useCall } from '../../lib/use-call.ts'
import { namedLimit, type ContactTarget } from './chosen-people.ts'

export interface AddToListProps {
  readonly count: number
  readonly target: ContactTarget
  readonly onDone: () => void
}

/** Value of the choice "make another list". */
const newList = 'new'
const nameLimit = 80

/** A button that puts people on a list. A list takes people by name, so at most so many at a time. */
export function AddToList(props: AddToListProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const isTooMany = props.count > namedLimit
  return (
    <Popover opened={opened} onChange={setOpened} width={280} trapFocus position="top-start">
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconListCheck size={16} aria-hidden />}
          disabled={isTooMany}
          {...(isTooMany ? { title: t('people.list.tooMany', { count: namedLimit }) } : {})}
          onClick={() => setOpened(!opened)}
        >
          {t('people.bulk.list', { count: props.count })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('people.list.add')}>
        <ListForm
          {...props}
          onDone={() => {
            setOpened(false)
            props.onDone()
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Ids of a target; those of a filter are fetched page by page. */
async function idsOf(target: ContactTarget): Promise<string[]> {
  if (target.contactIds !== undefined) return target.contactIds
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof callOrThrow<'contacts.list'>>> = await callOrThrow(
      'contacts.list',
      { ...target.filter, limit: 500, ...(cursor === null ? {} : { cursor }) },
    )
    ids.push(...page.items.map((contact) => contact.id))
    cursor = page.nextCursor
  } while (cursor !== null && ids.length < namedLimit)
  return ids.slice(0, namedLimit)
}

function useAddToList({ target, onDone }: AddToListProps) {
  const { t } = useTranslation()
  const [isBusy, setBusy] = useState(false)
  const add = async (choice: string, name: string) => {
    setBusy(true)
    try {
      const contactIds = await idsOf(target)
      const listId =
        choice === newList ? (await callOrThrow('contactLists.save', { name })).id : choice
      const list = await callOrThrow('contactLists.setMembers', { listId, contactIds, isIn: true })
      showDone(t('people.list.added', { count: contactIds.length, name: list.name }))
      onDone()
    } catch (error) {
      showError(toErrorReply(error))
    } finally {
      setBusy(false)
    }
  }
  return { add, isBusy }
}

function ListForm(props: AddToListProps) {
  const { t } = useTranslation()
  const { data } = useCall('contactLists.list', {})
  const [choice, setChoice] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [isTouched, setTouched] = useState(false)
  const { add, isBusy } = useAddToList(props)
  const lists = data?.lists ?? []
  const chosen = data !== undefined && lists.length === 0 ? newList : choice
  const problem = chosen === newList ? nameProblem(name.trim()) : null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setTouched(true)
        if (chosen !== null && problem === null && !isBusy) void add(chosen, name.trim())
      }}
    >
      <Stack gap="sm">
        <Select
          label={t('people.list.choose')}
          placeholder={t('people.list.placeholder')}
          comboboxProps={{ withinPortal: false }}
          value={chosen}
          onChange={setChoice}
          error={isTouched && chosen === null ? t('people.list.placeholder') : null}
          data={[
            ...lists.map((list) => ({ value: list.id, label: list.name })),
            { value: newList, label: t('people.list.new') },
          ]}
        />
        {chosen === newList ? (
          <TextInput
            label={t('people.list.newName')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onBlur={() => setTouched(true)}
            error={isTouched && problem !== null ? t(problem) : null}
          />
        ) : null}
        <Button type="submit" loading={isBusy}>
          {t('people.list.addCount', { count: props.count })}
        </Button>
      </Stack>
    </form>
  )
}

function nameProblem(name: string): string | null {
  if (name === '') return 'people.list.nameMissing'
  return name.length > nameLimit ? 'people.list.nameTooLong' : null
}
