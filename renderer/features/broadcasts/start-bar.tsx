import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BroadcastPlan } from '../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { costWords } from './cost-words.ts'
import classes from './broadcasts.module.css'
import { sendAtOf } from './draft.ts'
import type { PlanPanelProps } from './plan-props.ts'

/** The button that says how many; asked once more, with number, cost and end, before anything is sent. */
export function StartBar(props: PlanPanelProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { draft, plan, hasProblems, onCheck } = props
  const [isAsking, setIsAsking] = useState(false)
  const start = useStart(props)
  const count = plan.data?.recipients ?? 0
  const isBlocked = plan.data?.variants.some(({ blockedCode }) => blockedCode !== null) ?? false
  const isReady = !hasProblems && plan.isCurrent && plan.error === null && count > 0 && !isBlocked
  const label =
    plan.data === undefined
      ? t('broadcasts.start.nothing')
      : t(draft.isLater ? 'broadcasts.start.later' : 'broadcasts.start.now', { count })
  return (
    <Stack gap="xs">
      {plan.data === undefined || plan.data.finishAt === null ? null : (
        <Group justify="center" gap="0 12px" aria-busy={!plan.isCurrent}>
          <Text size="sm" className={classes['unbroken'] ?? ''}>
            {costWords(t, plan.data)}
          </Text>
          <Text size="sm" className={classes['unbroken'] ?? ''}>
            {t('broadcasts.start.through', { time: format.dateTime(plan.data.finishAt) })}
          </Text>
        </Group>
      )}
      <Button
        size="md"
        fullWidth
        disabled={!hasProblems && !isReady}
        loading={start.isBusy}
        onClick={() => {
          if (hasProblems) onCheck()
          else setIsAsking(true)
        }}
      >
        {label}
      </Button>
      {hasProblems ? (
        <Text size="sm" c="dimmed">
          {t('broadcasts.start.missing')}
        </Text>
      ) : null}
      {plan.data === undefined ? null : (
        <ConfirmDialog
          key={count}
          opened={isAsking}
          onClose={() => {
            setIsAsking(false)
            start.forget()
          }}
          onConfirm={() => start.run(count)}
          title={t('broadcasts.start.title', { count })}
          confirmLabel={label}
          isDangerous={false}
          isBusy={start.isBusy}
          {...(count > 1 ? { confirmCount: count } : {})}
        >
          <ConfirmText plan={plan.data} was={start.was} sendAt={sendAtOf(draft)} />
        </ConfirmDialog>
      )}
    </Stack>
  )
}

/** Saves what is written, then starts it. Where the number is another by now, it is planned anew. */
function useStart({ broadcastId, draft, input, plan, onStarted }: PlanPanelProps) {
  const { t } = useTranslation()
  const [savedId, setSavedId] = useState(broadcastId)
  const [was, setWas] = useState<number | null>(null)
  const save = useCommand('broadcasts.save')
  const start = useCommand('broadcasts.start', {
    handlesError: (error) => {
      if (error.code !== 'conflict') return false
      setWas(plan.data?.recipients ?? null)
      void plan.refetch()
      return true
    },
    onSuccess: (started) => {
      showDone(t(`broadcasts.start.${started.sendAt === null ? 'done' : 'scheduled'}`))
      onStarted()
      navigate(`/broadcasts/${started.id}`, { replace: true })
    },
  })
  const run = (recipients: number) => {
    if (input === null) return
    save.mutate(
      { ...(savedId === null ? {} : { broadcastId: savedId }), ...input },
      {
        onSuccess: ({ id }) => {
          setSavedId(id)
          const sendAt = sendAtOf(draft)
          start.mutate({
            broadcastId: id,
            ...(sendAt === null ? {} : { sendAt }),
            confirmed: { recipients },
          })
        },
      },
    )
  }
  return {
    run,
    /** The number that was confirmed and is no longer right; null: nothing changed. */
    was,
    isBusy: save.isPending || start.isPending,
    forget: () => setWas(null),
  }
}

interface ConfirmTextProps {
  readonly plan: BroadcastPlan
  readonly was: number | null
  readonly sendAt: number | null
}

function ConfirmText({ plan, was, sendAt }: ConfirmTextProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { finishAt, recipients } = plan
  return (
    <Stack gap="xs">
      {was === null ? null : (
        <Alert color="amber" role="alert" title={t('broadcasts.start.changedTitle')}>
          {t('broadcasts.start.changed', { was: format.number(was), count: recipients })}
        </Alert>
      )}
      {sendAt === null ? null : (
        <Text>{t('broadcasts.start.at', { time: format.dateTime(sendAt) })}</Text>
      )}
      <Text>
        {t('broadcasts.start.text', {
          count: recipients,
          cost: costWords(t, plan),
          time: finishAt === null ? '–' : format.dateTime(finishAt),
        })}
      </Text>
      <Text c="dimmed">
        {t(sendAt === null ? 'broadcasts.start.after' : 'broadcasts.start.afterLater')}
      </Text>
    </Stack>
  )
}
