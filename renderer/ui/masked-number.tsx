import { CopyButton, Text, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../lib/use-call.ts'
import classes from './ui.module.css'

export interface MaskedNumberProps {
  readonly contactId: string
  /** As `+86 138 ···· 8000`, or null when no number is known. */
  readonly masked: string | null
}

/** A phone number, masked until it is asked for. Showing it is written to the audit log. */
export function MaskedNumber({ contactId, masked }: MaskedNumberProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<string | null>(null)
  const reveal = useCommand('members.reveal', { onSuccess: ({ number }) => setShown(number) })
  if (masked === null)
    return (
      <Text span c="dimmed">
        {t('common.noNumber')}
      </Text>
    )
  if (shown !== null) {
    return (
      <CopyButton value={shown}>
        {({ copied, copy }) => (
          <UnstyledButton
            className={classes['number']}
            title={t('common.copy')}
            onClick={(event) => {
              event.stopPropagation()
              copy()
            }}
          >
            {copied ? t('common.copied') : shown}
          </UnstyledButton>
        )}
      </CopyButton>
    )
  }
  return (
    <UnstyledButton
      className={classes['number']}
      title={t('common.showNumber')}
      aria-label={`${masked}. ${t('common.showNumber')}`}
      disabled={reveal.isPending}
      onClick={(event) => {
        event.stopPropagation()
        reveal.mutate({ contactId })
      }}
    >
      {masked}
    </UnstyledButton>
  )
}
