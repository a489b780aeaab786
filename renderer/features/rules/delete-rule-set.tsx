import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RuleSet } from '../../../shared/domain/rules.ts'
import { showDone } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

export interface DeleteRuleSetProps {
  readonly ruleSet: RuleSet
  readonly opened: boolean
  readonly onClose: () => void
}

/** Deletes a rule set that no group uses; says what to do first when one does. */
export function DeleteRuleSet({ ruleSet, opened, onClose }: DeleteRuleSetProps) {
  const { t } = useTranslation()
  const remove = useCommand('ruleSets.delete', {
    onSuccess: () => {
      showDone(t('rules.delete.done'))
      onClose()
      navigate('/rule-sets', { replace: true })
    },
  })
  if (ruleSet.groupCount > 0) {
    return (
      <Modal
        opened={opened}
        onClose={onClose}
        title={t('rules.delete.blockedTitle')}
        centered
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack gap="md">
          <Text>{t('rules.delete.blocked', { count: ruleSet.groupCount })}</Text>
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('rules.delete.cancel')}</Button>
          </Group>
        </Stack>
      </Modal>
    )
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('rules.delete.title', { name: ruleSet.name })}
      confirmLabel={t('rules.delete.confirm')}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate({ ruleSetId: ruleSet.id })}
    >
      {t('rules.delete.text')}
    </ConfirmDialog>
  )
}
