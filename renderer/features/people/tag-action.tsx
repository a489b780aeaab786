import { Button, Popover, Select, Stack, TextInput } from '@mantine/core'
import { IconTag, IconTagOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../lib/notify.tsx'
import { useCall } from '../../lib/use-call.ts'
import type { ContactTarget } from './chosen-people.ts'
import { usePeopleCommand } from './use-people-command.ts'

export interface TagActionProps {
  /** True gives a tag, false takes one away. */
  readonly isOn: boolean
  readonly count: number
  readonly target: ContactTarget
  readonly onDone: () => void
}

/** A button that gives many people a tag, or takes one from them. */
export function TagAction(props: TagActionProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const Icon = props.isOn ? IconTag : IconTagOff
  return (
    <Popover opened={opened} onChange={setOpened} width={280} trapFocus position="top-start">
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<Icon size={16} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {t(props.isOn ? 'people.bulk.tag' : 'people.bulk.untag', { count: props.count })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t(props.isOn ? 'people.tag.add' : 'people.tag.remove')}>
        <TagForm
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

/** Value of the choice "make another tag". */
const newTag = 'new'
const tagNameLimit = 60

/** What is wrong with a tag's name, as a key, or null. */
export function tagNameProblem(name: string): string | null {
  if (name.trim() === '') return 'people.tag.nameMissing'
  return name.trim().length > tagNameLimit ? 'people.tag.nameTooLong' : null
}

/** Chooses a tag, or makes one, and gives or takes it. */
export function TagForm({ isOn, count, target, onDone }: TagActionProps) {
  const { t } = useTranslation()
  const { data } = useCall('tags.list', {})
  const [choice, setChoice] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [isTouched, setTouched] = useState(false)
  const tags = data?.tags ?? []
  const chosen = isOn && data !== undefined && tags.length === 0 ? newTag : choice
  const assign = usePeopleCommand('tags.assign', {
    onSuccess: (result) => {
      showDone(t(isOn ? 'people.tag.given' : 'people.tag.taken', { count: result.contacts }))
      onDone()
    },
  })
  const create = usePeopleCommand('tags.save', {
    onSuccess: (tag) => assign.mutate({ tagId: tag.id, target, isOn: true }),
  })
  const problem = chosen === newTag ? tagNameProblem(name) : null
  const save = () => {
    setTouched(true)
    if (chosen === null || problem !== null) return
    if (chosen === newTag) create.mutate({ name: name.trim() })
    else assign.mutate({ tagId: chosen, target, isOn })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="sm">
        <Select
          label={t('people.tag.choose')}
          placeholder={t('people.tag.placeholder')}
          comboboxProps={{ withinPortal: false }}
          searchable
          limit={100}
          value={chosen}
          onChange={setChoice}
          error={isTouched && chosen === null ? t('people.tag.placeholder') : null}
          data={[
            ...tags.map((tag) => ({ value: tag.id, label: tag.name })),
            ...(isOn ? [{ value: newTag, label: t('people.tag.new') }] : []),
          ]}
        />
        {chosen === newTag ? (
          <TextInput
            label={t('people.tag.newName')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onBlur={() => setTouched(true)}
            error={isTouched && problem !== null ? t(problem) : null}
          />
        ) : null}
        <Button type="submit" loading={create.isPending || assign.isPending}>
          {t(isOn ? 'people.tag.giveTo' : 'people.tag.takeFrom', { count })}
        </Button>
      </Stack>
    </form>
  )
}
