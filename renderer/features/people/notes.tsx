import { ActionIcon, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { ContactDetail } from './profile-draft.ts'
import { usePeopleCommand } from './use-people-command.ts'
import classes from './people.module.css'

interface NotesProps {
  readonly contact: ContactDetail
}

/** What the shop noted about a person, dated and signed. */
export function Notes({ contact }: NotesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [deletingId, setDeletingId] = useState<string | null>(null)
  const remove = usePeopleCommand('contacts.deleteNote', { onSuccess: () => setDeletingId(null) })
  return (
    <Stack gap="sm" component="section">
      <Title order={2} size="h3">
        {t('people.notes.title')}
      </Title>
      {contact.binnedAt === null ? <AddNote contact={contact} /> : null}
      {contact.notes.length === 0 ? <Text c="dimmed">{t('people.notes.none')}</Text> : null}
      {contact.notes.map((note) => (
        <article key={note.id} className={classes['note']}>
          {note.text}
          <Group justify="space-between" mt={4} wrap="nowrap">
            <Text size="sm" c="dimmed">
              {t(`audit.actor.${note.writtenBy}`, { defaultValue: note.writtenBy })} ·{' '}
              {format.dateTime(note.at)}
            </Text>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('people.notes.delete', { day: format.dateTime(note.at) })}
              onClick={() => setDeletingId(note.id)}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          </Group>
        </article>
      ))}
      <ConfirmDialog
        opened={deletingId !== null}
        onClose={() => setDeletingId(null)}
        onConfirm={() => {
          if (deletingId !== null) remove.mutate({ noteId: deletingId })
        }}
        title={t('people.notes.deleteTitle')}
        confirmLabel={t('people.notes.deleteConfirm')}
        isBusy={remove.isPending}
      >
        {t('people.notes.deleteText')}
      </ConfirmDialog>
    </Stack>
  )
}

const noteLimit = 2000

function AddNote({ contact }: NotesProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const trimmed = text.trim()
  const isTooLong = trimmed.length > noteLimit
  const add = usePeopleCommand('contacts.addNote', { onSuccess: () => setText('') })
  const save = () => {
    if (trimmed !== '' && !isTooLong && !add.isPending)
      add.mutate({ contactId: contact.id, text: trimmed })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t('people.notes.add')}
          autosize
          minRows={2}
          maxRows={12}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
          }}
          error={isTooLong ? t('people.tooLong', { count: noteLimit }) : null}
        />
        <Group justify="flex-end">
          <Button type="submit" size="compact-md" disabled={trimmed === ''} loading={add.isPending}>
            {t('people.notes.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
