import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../lib/notify.tsx'
import { useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { PassphraseFields, passphraseFault } from '../../ui/passphrase-fields.tsx'

const empty = { first: '', second: '' }

export interface PassphraseSectionProps {
  /** False while the key is in the keychain: the passphrase then takes its place. */
  readonly hasPassphrase: boolean
}

/** Sets or changes the passphrase that opens the workspace. */
export function PassphraseSection({ hasPassphrase }: PassphraseSectionProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [passphrase, setPassphrase] = useState(empty)
  const save = useCommand('workspace.setPassphrase', {
    handlesError: () => true,
    onSuccess: () => {
      setOpen(false)
      setPassphrase(empty)
      showDone(t('common.saved'))
    },
  })
  const title = t(
    hasPassphrase ? 'settings.workspace.changePassphrase' : 'settings.workspace.usePassphrase',
  )
  if (!isOpen) {
    return (
      <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => setOpen(true)}>
        {title}
      </Button>
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (passphraseFault(passphrase) === null) save.mutate({ passphrase: passphrase.first })
      }}
    >
      <Stack gap="sm" maw={440}>
        <Title order={3}>{title}</Title>
        {hasPassphrase ? null : <Text c="dimmed">{t('settings.workspace.usePassphraseHelp')}</Text>}
        <PassphraseFields value={passphrase} onChange={setPassphrase} />
        {save.error === null ? null : <ErrorState error={save.error} />}
        <Button
          type="submit"
          loading={save.isPending}
          disabled={passphraseFault(passphrase) !== null}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('common.save')}
        </Button>
      </Stack>
    </form>
  )
}
