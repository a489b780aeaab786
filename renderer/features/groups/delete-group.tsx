import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import type { GroupDetail } from './group-detail.ts'

export interface DeleteGroupProps {
  readonly group: GroupDetail
  readonly opened: boolean
  readonly onClose: () => void
}

/** Deletes a group once its subject has been typed; says what that means for this kind of group. */
export function DeleteGroup({ group, opened, onClose }: DeleteGroupProps) {
  const { t } = useTranslation()
  const title = group.kind === 'managed' ? 'groups.delete.titleManaged' : 'groups.delete.titlePhone'
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(title, { subject: group.subject })}
      centered
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {opened ? <DeleteForm group={group} onClose={onClose} /> : null}
    </Modal>
  )
}

function DeleteForm({ group, onClose }: Omit<DeleteGroupProps, 'opened'>) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [isLeft, setLeft] = useState(false)
  const isManaged = group.kind === 'managed'
  const matches = typed.trim() === group.subject.trim()
  const remove = useCommand('groups.delete', {
    handlesError: () => true,
    onSuccess: () => {
      showDone(t(isManaged ? 'groups.delete.done' : 'groups.delete.donePhone'))
      onClose()
      if (!isManaged) navigate('/groups')
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setLeft(true)
        if (matches) remove.mutate({ groupId: group.id, confirmSubject: group.subject })
      }}
    >
      <Stack gap="md">
        <Text>{t(isManaged ? 'groups.delete.textManaged' : 'groups.delete.textPhone')}</Text>
        <TextInput
          label={t('groups.delete.type')}
          placeholder={group.subject}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => setLeft(true)}
          error={
            isLeft && typed !== '' && !matches
              ? t('groups.delete.mismatch', { subject: typed })
              : null
          }
          autoComplete="off"
          data-autofocus
        />
        {remove.error === null ? null : <ErrorState error={remove.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('groups.delete.cancel')}
          </Button>
          <Button type="submit" color="red" disabled={!matches} loading={remove.isPending}>
            {t(isManaged ? 'groups.delete.confirmManaged' : 'groups.delete.confirmPhone')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
