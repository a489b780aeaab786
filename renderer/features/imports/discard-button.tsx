import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

interface DiscardButtonProps {
  /** Contacts or orders that are in already and stay. */
  readonly rowsIn: number
  readonly isBusy: boolean
  readonly onDiscard: () => void
}

/** Forgets the file after asking; says what of it stays. */
export function DiscardButton({ rowsIn, isBusy, onDiscard }: DiscardButtonProps) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('imports.discard.button')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={onDiscard}
        title={t('imports.discard.title')}
        confirmLabel={t('imports.discard.button')}
        isBusy={isBusy}
      >
        {rowsIn === 0
          ? t('imports.discard.text')
          : t('imports.discard.textStays', { count: rowsIn })}
      </ConfirmDialog>
    </>
  )
}
