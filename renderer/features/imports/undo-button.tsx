import { Button, List, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { ImportRecord } from './column-fields.ts'

interface UndoButtonProps {
  readonly one: ImportRecord
  readonly isBusy: boolean
  readonly onUndo: () => void
}

/** Takes an import back as a whole, after saying what goes and what stays. */
export function UndoButton({ one, isBusy, onUndo }: UndoButtonProps) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const points =
    one.kind === 'orders'
      ? [t('imports.undo.orders', { count: one.added })]
      : [
          t('imports.undo.added', { count: one.added }),
          ...(one.updated > 0 ? [t('imports.undo.updated', { count: one.updated })] : []),
          t('imports.undo.kept'),
        ]
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('imports.undo.button')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={onUndo}
        title={t('imports.undo.title', { file: one.fileName })}
        confirmLabel={t('imports.undo.button')}
        isBusy={isBusy}
      >
        <Stack gap="xs">
          <Text>{t('imports.undo.text')}</Text>
          <List spacing={4}>
            {points.map((point) => (
              <List.Item key={point}>{point}</List.Item>
            ))}
          </List>
        </Stack>
      </ConfirmDialog>
    </>
  )
}
