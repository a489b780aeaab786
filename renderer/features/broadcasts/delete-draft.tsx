import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { showDone } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

interface DeleteDraftProps {
  readonly broadcast: Broadcast
  readonly onDeleted: () => void
}

/** Throws a draft away, after a question. */
export function DeleteDraft({ broadcast, onDeleted }: DeleteDraftProps) {
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const remove = useCommand('broadcasts.delete', {
    onSuccess: () => {
      showDone(t('broadcasts.delete.done', { name: broadcast.name }))
      onDeleted()
      navigate('/broadcasts', { replace: true })
    },
  })
  return (
    <>
      <Button variant="default" onClick={() => setIsAsking(true)}>
        {t('broadcasts.delete.button')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => {
          setIsAsking(false)
          remove.mutate({ broadcastId: broadcast.id })
        }}
        title={t('broadcasts.delete.title', { name: broadcast.name })}
        confirmLabel={t('broadcasts.delete.button')}
        isDangerous
        isBusy={remove.isPending}
      >
        {t('broadcasts.delete.text')}
      </ConfirmDialog>
    </>
  )
}
