import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { JoinRequest } from './request-queue.ts'

/** What the owner is about to do, and with whom. */
export interface PendingDecision {
  readonly answer: 'approve' | 'reject'
  readonly requests: readonly JoinRequest[]
}

interface DecideDialogProps {
  readonly decision: PendingDecision | null
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Says whom the answer is for before it goes out; Enter confirms. */
export function DecideDialog({ decision, onClose, onDone }: DecideDialogProps) {
  const { t } = useTranslation()
  const answer = decision?.answer ?? 'approve'
  const requests = decision?.requests ?? []
  const count = requests.length
  const onSuccess = ({ jobs }: { readonly jobs: number }) => {
    showDone(t(`joinRequests.done.${answer}`, { count: jobs }))
    onDone()
  }
  const approve = useCommand('joinRequests.approve', { onSuccess })
  const reject = useCommand('joinRequests.reject', { onSuccess })
  const command = answer === 'approve' ? approve : reject
  return (
    <ConfirmDialog
      opened={decision !== null}
      onClose={onClose}
      onConfirm={() => command.mutate({ joinRequestIds: requests.map((request) => request.id) })}
      title={t(`joinRequests.confirm.${answer}Title`, { count })}
      confirmLabel={t(`joinRequests.${answer}`, { count })}
      isDangerous={answer === 'reject'}
      isBusy={command.isPending}
    >
      <DialogText answer={answer} requests={requests} />
    </ConfirmDialog>
  )
}

const namesShown = 5

function DialogText({ answer, requests }: PendingDecision) {
  const { t } = useTranslation()
  const format = useFormat()
  const names = requests.slice(0, namesShown).map((request) => request.name)
  const more = requests.length - names.length
  const who =
    more > 0
      ? t('joinRequests.confirm.more', {
          names: names.join(t('joinRequests.confirm.separator')),
          count: more,
        })
      : format.list(names)
  const withoutOptIn = requests.filter((request) => !request.optedIn).length
  return (
    <Stack gap="xs">
      <Text>{t(`joinRequests.confirm.${answer}Text`, { names: who })}</Text>
      {answer === 'approve' && withoutOptIn > 0 ? (
        <Text>
          {t('joinRequests.confirm.noOptIn', { count: withoutOptIn })}{' '}
          {t('joinRequests.noOptInHelp')}
        </Text>
      ) : null}
    </Stack>
  )
}
