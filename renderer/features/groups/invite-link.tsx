import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import type { GroupDetail } from './group-detail.ts'
import classes from './groups.module.css'

export interface InviteLinkProps {
  readonly group: GroupDetail
  readonly opened: boolean
  readonly onClose: () => void
}

/** Shows the invite link. The app notes in the audit log that it was shown. */
export function InviteLink({ group, opened, onClose }: InviteLinkProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('groups.invite.title')}
      centered
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {opened ? <ShownLink group={group} onClose={onClose} /> : null}
    </Modal>
  )
}

function ShownLink({ group, onClose }: Omit<InviteLinkProps, 'opened'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { mutate, data, error } = useCommand('groups.revealInviteLink', {
    handlesError: () => true,
  })
  useEffect(() => mutate({ groupId: group.id }), [mutate, group.id])
  const join = group.joinApprovalMode === 'approval_required' ? 'ask' : 'join'
  return (
    <Stack gap="md">
      <Text c="dimmed" size="sm">
        {t('groups.invite.help', { join: t(`groups.invite.${join}`) })}
      </Text>
      {error !== null ? <ErrorState error={error} /> : null}
      {data === undefined ? (
        error === null ? (
          <LoadingState rows={1} />
        ) : null
      ) : (
        <Text className={classes['mono']}>{data.inviteLink}</Text>
      )}
      <Text size="sm">
        {group.inviteLinkRotatedAt === null
          ? t('groups.invite.neverRotated')
          : t('groups.invite.rotated', { date: format.date(group.inviteLinkRotatedAt) })}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('groups.invite.close')}
        </Button>
        {data === undefined ? null : (
          <CopyButton value={data.inviteLink}>
            {({ copied, copy }) => (
              <Button onClick={copy}>
                {t(copied ? 'groups.invite.copied' : 'groups.invite.copy')}
              </Button>
            )}
          </CopyButton>
        )}
      </Group>
    </Stack>
  )
}

/** Asks before the old link dies, then has a job renew it. */
export function ResetInviteLink({ group, opened, onClose }: InviteLinkProps) {
  const { t } = useTranslation()
  const reset = useCommand('groups.resetInviteLink', {
    onSuccess: () => {
      showDone(t('groups.invite.resetDone'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('groups.invite.resetTitle')}
      confirmLabel={t('groups.invite.resetConfirm')}
      isBusy={reset.isPending}
      onConfirm={() => reset.mutate({ groupId: group.id })}
    >
      {t('groups.invite.resetText')}
    </ConfirmDialog>
  )
}
