import { Button, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface FormProps {
  readonly children: ReactNode
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly onSubmit: () => void
}

/** Fields with a save button; Enter saves. */
export function Form({ children, isDirty, isSaving, onSubmit }: FormProps) {
  const { t } = useTranslation()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <Stack gap="md" maw={440}>
        {children}
        <Button
          type="submit"
          disabled={!isDirty}
          loading={isSaving}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('common.save')}
        </Button>
      </Stack>
    </form>
  )
}
