import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { descriptionError, GroupFields, subjectError } from './group-fields.tsx'
import type { GroupDetail } from './group-detail.ts'

export interface EditGroupProps {
  readonly group: GroupDetail
  readonly onClose: () => void
}

/** Changes a group's subject and description: on WhatsApp for a managed group, else here only. */
export function EditGroup({ group, onClose }: EditGroupProps) {
  const { t } = useTranslation()
  const isManaged = group.kind === 'managed'
  const [subject, setSubject] = useState(group.subject)
  const [description, setDescription] = useState(group.description)
  const [showErrors, setShowErrors] = useState(false)
  const update = useCommand('groups.update', {
    handlesError: () => true,
    onSuccess: () => {
      showDone(t(isManaged ? 'groups.edit.done' : 'groups.edit.donePhone'))
      onClose()
    },
  })
  const isChanged = subject.trim() !== group.subject || description !== group.description
  const save = () => {
    setShowErrors(true)
    if (subjectError(subject, t) !== null || descriptionError(description, t) !== null) return
    update.mutate({
      groupId: group.id,
      ...(subject.trim() === group.subject ? {} : { subject: subject.trim() }),
      ...(description === group.description ? {} : { description }),
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged) save()
      }}
    >
      <Stack gap="md">
        <Title order={2} pr="xl">
          {t('groups.edit.title')}
        </Title>
        <Text c="dimmed" size="sm">
          {t(isManaged ? 'groups.edit.help' : 'groups.edit.helpPhone')}
        </Text>
        <GroupFields
          subject={subject}
          description={description}
          onSubject={setSubject}
          onDescription={setDescription}
          showErrors={showErrors}
        />
        {update.error === null ? null : <ErrorState error={update.error} />}
        {isChanged ? null : (
          <Text size="sm" c="dimmed">
            {t('groups.edit.unchanged')}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('groups.edit.cancel')}
          </Button>
          <Button type="submit" loading={update.isPending} disabled={!isChanged}>
            {t('groups.edit.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
