import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ExportButton } from './export-button.tsx'

interface ControlProps {
  readonly broadcast: Broadcast
}

/** What is most likely wanted now: pause what runs, go on with what is paused. */
export function PrimaryControl({ broadcast }: ControlProps) {
  const { t } = useTranslation()
  const pause = useCommand('broadcasts.pause')
  const resume = useCommand('broadcasts.resume')
  const input = { broadcastId: broadcast.id }
  switch (broadcast.state) {
    case 'sending':
      return (
        <Button
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          title={t('broadcasts.control.pauseHelp')}
          loading={pause.isPending}
          onClick={() => pause.mutate(input)}
        >
          {t('broadcasts.control.pause')}
        </Button>
      )
    case 'paused':
      return (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          title={t('broadcasts.control.resumeHelp')}
          loading={resume.isPending}
          onClick={() => resume.mutate(input)}
        >
          {t('broadcasts.control.resume')}
        </Button>
      )
    default:
      return null
  }
}

const canBeCancelled = new Set<Broadcast['state']>(['sending', 'scheduled', 'paused'])
const isOver = new Set<Broadcast['state']>(['finished', 'cancelled'])

/** The others: cancel, write to those not reached, export. */
export function ControlButtons({ broadcast }: ControlProps) {
  const { counts, state } = broadcast
  const notReached = counts.failed + counts.cancelled + counts.skipped
  return (
    <>
      {canBeCancelled.has(state) ? <CancelButton broadcast={broadcast} /> : null}
      {isOver.has(state) && notReached > 0 ? (
        <FollowUpButton broadcast={broadcast} count={notReached} />
      ) : null}
      {broadcast.frozenAt === null ? null : (
        <ExportButton broadcastId={broadcast.id} call="broadcasts.exportRecipients" />
      )}
    </>
  )
}

function CancelButton({ broadcast }: ControlProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isAsking, setIsAsking] = useState(false)
  const { counts } = broadcast
  const isAhead = broadcast.state === 'scheduled'
  const waiting = counts.queued
  const gone = counts.accepted + counts.sent + counts.delivered + counts.read
  const cancel = useCommand('broadcasts.cancel', {
    onSuccess: () => {
      setIsAsking(false)
      showDone(t('broadcasts.cancel.done'))
    },
  })
  return (
    <>
      <Button variant="default" onClick={() => setIsAsking(true)}>
        {t(isAhead ? 'broadcasts.cancel.confirmAhead' : 'broadcasts.cancel.button')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => cancel.mutate({ broadcastId: broadcast.id })}
        title={t(isAhead ? 'broadcasts.cancel.titleAhead' : 'broadcasts.cancel.title')}
        confirmLabel={
          isAhead
            ? t('broadcasts.cancel.confirmAhead')
            : t('broadcasts.cancel.confirm', { count: waiting })
        }
        isBusy={cancel.isPending}
      >
        {isAhead
          ? t('broadcasts.cancel.textAhead')
          : t('broadcasts.cancel.text', { count: waiting, gone: format.number(gone) })}
      </ConfirmDialog>
    </>
  )
}

interface FollowUpProps extends ControlProps {
  readonly count: number
}

function FollowUpButton({ broadcast, count }: FollowUpProps) {
  const { t } = useTranslation()
  const follow = useCommand('broadcasts.followUp', {
    onSuccess: (draft) => {
      showDone(t('broadcasts.followUp.done'))
      navigate(`/broadcasts/${draft.id}`)
    },
  })
  return (
    <Button
      variant="default"
      title={t('broadcasts.followUp.help')}
      loading={follow.isPending}
      onClick={() => follow.mutate({ broadcastId: broadcast.id })}
    >
      {t('broadcasts.followUp.button', { count })}
    </Button>
  )
}
