import { PasswordInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

export interface PassphrasePair {
  readonly first: string
  readonly second: string
}

/** What is wrong with a new passphrase, or null. */
export function passphraseFault({ first, second }: PassphrasePair): 'short' | 'differs' | null {
  if (first.length < 8) return 'short'
  return first === second ? null : 'differs'
}

export interface PassphraseFieldsProps {
  readonly value: PassphrasePair
  readonly onChange: (value: PassphrasePair) => void
}

/** A new passphrase, typed twice. */
export function PassphraseFields({ value, onChange }: PassphraseFieldsProps) {
  const { t } = useTranslation()
  const [left, setLeft] = useState({ first: false, second: false })
  const fault = passphraseFault(value)
  return (
    <Stack gap="sm">
      <PasswordInput
        label={t('common.passphrase.label')}
        description={t('common.passphrase.help')}
        value={value.first}
        autoComplete="new-password"
        onChange={(event) => onChange({ ...value, first: event.currentTarget.value })}
        onBlur={() => setLeft({ ...left, first: true })}
        error={left.first && fault === 'short' ? t('common.passphrase.short') : null}
      />
      <PasswordInput
        label={t('common.passphrase.again')}
        value={value.second}
        autoComplete="new-password"
        onChange={(event) => onChange({ ...value, second: event.currentTarget.value })}
        onBlur={() => setLeft({ ...left, second: true })}
        error={left.second && fault === 'differs' ? t('common.passphrase.differs') : null}
      />
    </Stack>
  )
}
