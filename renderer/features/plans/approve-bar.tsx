import { Button, Group, Paper, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanAction } from '../../../shared/domain/plans.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { removalsAmong } from './plan-sections.ts'
import { approveLabel } from './plan-words.ts'
import classes from './plans.module.css'

interface ApproveBarProps {
  readonly planId: string
  readonly proposed: readonly PlanAction[]
  readonly chosenIds: ReadonlySet<string>
}

/** The approve button with its numbers; removals and a plain no are asked about once more. */
export function ApproveBar({ planId, proposed, chosenIds }: ApproveBarProps) {
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const approve = useCommand('plans.approve', {
    onSuccess: () => {
      setIsAsking(false)
      if (chosenIds.size > 0) showDone(t('plans.approve.done'))
    },
  })
  const removals = removalsAmong(proposed.filter((action) => chosenIds.has(action.id)))
  const label = approveLabel(t, chosenIds.size, removals)
  const send = () =>
    approve.mutate({
      planId,
      actions: chosenIds.size === proposed.length ? 'all' : [...chosenIds],
      confirmedRemovals: removals,
    })
  const needsAsking = removals > 0 || chosenIds.size === 0
  return (
    <Paper className={classes['approveBar']} withBorder shadow="md" p="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" flex="1 1 16rem">
          {t('plans.approve.help')}
        </Text>
        <Button
          size="md"
          loading={approve.isPending}
          {...(removals > 0 ? { color: 'red' } : {})}
          {...(chosenIds.size === 0 ? { variant: 'default' } : {})}
          onClick={() => (needsAsking ? setIsAsking(true) : send())}
        >
          {label}
        </Button>
      </Group>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={send}
        title={
          removals > 0 ? t('plans.confirm.title', { count: removals }) : t('plans.decline.title')
        }
        confirmLabel={label}
        isDangerous={removals > 0}
        isBusy={approve.isPending}
        {...(removals > 0 ? { confirmCount: removals } : {})}
      >
        {removals > 0 ? (
          <RemovalText others={chosenIds.size - removals} />
        ) : (
          t('plans.decline.text')
        )}
      </ConfirmDialog>
    </Paper>
  )
}

function RemovalText({ others }: { readonly others: number }) {
  const { t } = useTranslation()
  return (
    <>
      <p>{t('plans.confirm.text')}</p>
      {others === 0 ? null : <p>{t('plans.confirm.mixed', { count: others })}</p>}
    </>
  )
}
