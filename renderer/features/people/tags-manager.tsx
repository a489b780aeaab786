import { ActionIcon, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { Link } from '../../lib/router.ts'
import { useCall } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { tagNameProblem } from './tag-action.tsx'
import { usePeopleCommand } from './use-people-command.ts'

type Tag = CallOutput<'tags.list'>['tags'][number]

/** All tags: how many people have each, rename, delete, make one. */
export function TagsManager(_props: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { data } = useCall('tags.list', {})
  const [deleting, setDeleting] = useState<Tag | null>(null)
  const remove = usePeopleCommand('tags.delete', { onSuccess: () => setDeleting(null) })
  return (
    <Stack gap="md">
      <Title order={2} pr="xl">
        {t('people.tags.title')}
      </Title>
      <Text c="dimmed" size="sm">
        {t('people.tags.intro')}
      </Text>
      {data === undefined ? (
        <LoadingState rows={3} />
      ) : data.tags.length === 0 ? (
        <Text c="dimmed">{t('people.tags.none')}</Text>
      ) : (
        <Stack gap={4}>
          {data.tags.map((tag) => (
            <TagLine key={tag.id} tag={tag} onDelete={() => setDeleting(tag)} />
          ))}
        </Stack>
      )}
      <NameForm
        key={data?.tags.length}
        label={t('people.tag.newName')}
        button="people.tags.create"
      />
      <ConfirmDialog
        opened={deleting !== null}
        onClose={() => setDeleting(null)}
        onConfirm={() => {
          if (deleting !== null) remove.mutate({ tagId: deleting.id })
        }}
        title={t('people.tags.deleteTitle', { name: deleting?.name ?? '' })}
        confirmLabel={t('people.tags.deleteConfirm', { count: deleting?.size ?? 0 })}
        isBusy={remove.isPending}
      >
        {t('people.tags.deleteText')}
      </ConfirmDialog>
    </Stack>
  )
}

function TagLine({ tag, onDelete }: { readonly tag: Tag; readonly onDelete: () => void }) {
  const { t } = useTranslation()
  const [isEditing, setEditing] = useState(false)
  if (isEditing)
    return (
      <NameForm
        tag={tag}
        label={t('people.tags.rename', { name: tag.name })}
        button="common.save"
        onDone={() => setEditing(false)}
      />
    )
  return (
    <Group gap={4} wrap="nowrap" justify="space-between">
      <Text truncate>
        <Link to={`/people?tagId=${tag.id}`}>{tag.name}</Link>{' '}
        <Text span c="dimmed" size="sm">
          {t('people.total', { count: tag.size })}
        </Text>
      </Text>
      <Group gap={2} wrap="nowrap">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('people.tags.rename', { name: tag.name })}
          onClick={() => setEditing(true)}
        >
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('people.tags.delete', { name: tag.name })}
          onClick={onDelete}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Group>
  )
}

interface NameFormProps {
  readonly tag?: Tag
  readonly label: string
  /** Key of the button's words. */
  readonly button: string
  readonly onDone?: () => void
}

function NameForm({ tag, label, button, onDone }: NameFormProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(tag?.name ?? '')
  const [isTouched, setTouched] = useState(false)
  const problem = tagNameProblem(name)
  const save = usePeopleCommand('tags.save', {
    onSuccess: () => {
      setName('')
      setTouched(false)
      onDone?.()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setTouched(true)
        if (problem !== null) return
        save.mutate({ ...(tag === undefined ? {} : { tagId: tag.id }), name: name.trim() })
      }}
    >
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label={label}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={isTouched && problem !== null ? t(problem) : null}
        />
        <Button type="submit" variant="default" loading={save.isPending}>
          {t(button)}
        </Button>
      </Group>
    </form>
  )
}
