import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/ipc/contract.ts'
import { useFormat } from '../../lib/format.ts'
import { showDone } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toTimestamp, useDraft, type Draft } from './draft.ts'
import type { PreviewOutput } from './group-lines.tsx'
import type { Preview } from './use-preview.ts'

interface SendBarProps {
  readonly draft: Draft
  readonly preview: Preview
  readonly hasProblems: boolean
  readonly onCheck: () => void
}

interface SendSum {
  /** Groups that can be sent to, by the app or by hand. */
  readonly groupIds: readonly string[]
  readonly apiGroups: number
  readonly apiRecipients: number
}

function sumOf(preview: PreviewOutput): SendSum {
  const open = preview.groups.filter((group) => group.blockedCode === null)
  const byApi = open.filter((group) => group.mode === 'api')
  return {
    groupIds: open.map((group) => group.groupId),
    apiGroups: byApi.length,
    apiRecipients: byApi.reduce((sum, group) => sum + group.recipients, 0),
  }
}

/** The button that names its numbers; a message to several people is asked about once more. */
export function SendBar({ draft, preview, hasProblems, onCheck }: SendBarProps) {
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const send = useSend(draft)
  const sum = preview.data === undefined ? null : sumOf(preview.data)
  const label = useSendLabel(draft, sum)
  const isReady = !hasProblems && preview.isCurrent && sum !== null && sum.groupIds.length > 0
  const input =
    isReady && preview.input !== null ? { ...preview.input, groupIds: [...sum.groupIds] } : null
  const submit = () => {
    if (input !== null) send.run(input)
  }
  const onClick = () => {
    if (hasProblems) onCheck()
    else if (sum !== null && sum.apiRecipients > 0) setIsAsking(true)
    else submit()
  }
  return (
    <Stack gap="xs">
      <Button
        size="md"
        fullWidth
        disabled={!hasProblems && !isReady}
        loading={send.isPending}
        onClick={onClick}
      >
        {label}
      </Button>
      {sum === null || preview.data === undefined ? null : (
        <ConfirmDialog
          opened={isAsking}
          onClose={() => setIsAsking(false)}
          onConfirm={submit}
          title={t('announcements.confirm.title', { count: sum.apiRecipients })}
          confirmLabel={label}
          isDangerous={false}
          isBusy={send.isPending}
          {...(sum.apiRecipients > 1 ? { confirmCount: sum.apiRecipients } : {})}
        >
          <ConfirmText draft={draft} preview={preview.data} groups={sum.apiGroups} />
        </ConfirmDialog>
      )}
    </Stack>
  )
}

function useSend(draft: Draft) {
  const { t } = useTranslation()
  const format = useFormat()
  const clear = useDraft((store) => store.clear)
  const sendAt = draft.isLater && draft.sendAt !== null ? toTimestamp(draft.sendAt) : null
  const command = useCommand('announcements.send', {
    onSuccess: (announcement) => {
      showDone(
        sendAt === null
          ? t('announcements.sent')
          : t('announcements.scheduled', { time: format.dateTime(sendAt) }),
      )
      clear()
      navigate(`/announcements/${announcement.id}`)
    },
  })
  return {
    isPending: command.isPending,
    run: (input: CallInput<'announcements.preview'>) => command.mutate(input),
  }
}

function useSendLabel(draft: Draft, sum: SendSum | null): string {
  const { t } = useTranslation()
  if (sum === null || sum.groupIds.length === 0) return t('announcements.approve.nothing')
  if (sum.apiGroups === 0) {
    return t('announcements.approve.listOnly', { count: sum.groupIds.length })
  }
  const key = draft.isLater ? 'schedule' : 'send'
  return t('announcements.approve.withMembers', {
    action: t(`announcements.approve.${key}`, { count: sum.apiGroups }),
    members: t('announcements.membersCount', { count: sum.apiRecipients }),
  })
}

interface ConfirmTextProps {
  readonly draft: Draft
  readonly preview: PreviewOutput
  readonly groups: number
}

function ConfirmText({ draft, preview, groups }: ConfirmTextProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { cost } = preview
  const values = {
    groups: t('announcements.groupsCount', { count: groups }),
    cost: cost.amount === 0 ? t('announcements.total.free') : format.money(cost),
  }
  return (
    <Text>
      {draft.isLater && draft.sendAt !== null
        ? t('announcements.confirm.scheduledText', {
            ...values,
            time: format.dateTime(toTimestamp(draft.sendAt)),
          })
        : t('announcements.confirm.text', values)}
    </Text>
  )
}
