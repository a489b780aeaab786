import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../../shared/ipc/contract.ts'
import { showDone } from '../../../lib/notify.tsx'
import { navigate } from '../../../lib/router.ts'
import { useCommand } from '../../../lib/use-call.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import type { NoticePreview } from './notice-counts.tsx'

interface SendButtonProps {
  readonly draft: CallInput<'notices.preview'>
  readonly preview: NoticePreview
  /** False while the preview belongs to an earlier choice. */
  readonly isCurrent: boolean
}

/** The button that names its number; the number is asked back before anything goes out. */
export function SendButton({ draft, preview, isCurrent }: SendButtonProps) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const count = preview.byText + preview.byTemplate
  const label = count === 0 ? t('consent.send.nobody') : t('consent.send.approve', { count })
  const send = useCommand('notices.send', {
    onSuccess: ({ queued }) => {
      showDone(t('consent.send.queued', { count: queued }))
      navigate(`/consent/notices?sent=${draft.legalTextId}`)
    },
  })
  return (
    <>
      <Button
        size="md"
        fullWidth
        disabled={count === 0 || !isCurrent}
        loading={send.isPending}
        onClick={() => setAsking(true)}
      >
        {label}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => send.mutate({ ...draft, confirmCount: count })}
        title={t('consent.send.confirmTitle', { count })}
        confirmLabel={label}
        isDangerous={false}
        isBusy={send.isPending}
        {...(count > 1 ? { confirmCount: count } : {})}
      >
        <Text>{t('consent.send.confirmText')}</Text>
      </ConfirmDialog>
    </>
  )
}
