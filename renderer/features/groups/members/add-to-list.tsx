import { Button, Popover, Select, Stack, TextInput } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall, useCommand } from '../../../lib/use-call.ts'
import { useListChanges } from './use-list-changes.ts'

export interface AddToListProps {
  readonly contactIds: string[]
  readonly onDone?: () => void
  /** Lists that need no offering, by name. */
  readonly except?: readonly string[]
}

/** Value of the choice "make another list". */
const newList = 'new'
const nameLimit = 80

/** A button that puts contacts on a list, or on a new one named on the spot. */
export function AddToList(props: AddToListProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} width={280} trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconListCheck size={16} aria-hidden />}
          disabled={props.contactIds.length === 0}
          onClick={() => setOpened(!opened)}
        >
          {props.contactIds.length === 1
            ? t('members.list.add')
            : t('members.bulk.add', { count: props.contactIds.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ListForm
          {...props}
          onDone={() => {
            setOpened(false)
            props.onDone?.()
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function ListForm({ contactIds, onDone, except = [] }: AddToListProps) {
  const { t } = useTranslation()
  const { data } = useCall('contactLists.list', {})
  const lists = (data?.lists ?? []).filter((list) => !except.includes(list.name))
  const [choice, setChoice] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [isTouched, setTouched] = useState(false)
  const add = useListChanges(onDone)
  const create = useCommand('contactLists.save', {
    onSuccess: (list) => add.mutate({ listId: list.id, contactIds, isIn: true }),
  })
  const chosen = lists.length === 0 ? newList : choice
  const nameError = nameProblem(name.trim())
  const save = () => {
    setTouched(true)
    if (chosen === null || (chosen === newList && nameError !== null)) return
    if (chosen === newList) create.mutate({ name: name.trim() })
    else add.mutate({ listId: chosen, contactIds, isIn: true })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="sm">
        {lists.length === 0 ? null : (
          <Select
            label={t('members.list.choose')}
            placeholder={t('members.list.placeholder')}
            comboboxProps={{ withinPortal: false }}
            value={choice}
            onChange={setChoice}
            error={isTouched && choice === null ? t('members.list.placeholder') : null}
            data={[
              ...lists.map((list) => ({
                value: list.id,
                label: t('members.list.size', { name: list.name, count: list.size }),
              })),
              { value: newList, label: t('members.list.new') },
            ]}
          />
        )}
        {chosen === newList ? (
          <TextInput
            label={t('members.list.newName')}
            description={t('members.list.newHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onBlur={() => setTouched(true)}
            error={isTouched && nameError !== null ? t(nameError) : null}
          />
        ) : null}
        <Button type="submit" loading={create.isPending || add.isPending}>
          {t(chosen === newList ? 'members.list.create' : 'members.list.add')}
        </Button>
      </Stack>
    </form>
  )
}

function nameProblem(name: string): string | null {
  if (name === '') return 'members.list.nameMissing'
  return name.length > nameLimit ? 'members.list.nameTooLong' : null
}
