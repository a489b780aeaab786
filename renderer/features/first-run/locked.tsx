import { Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FirstRunFrame } from './first-run-frame.tsx'

export interface LockedProps {
  readonly status: CallOutput<'workspace.status'>
}

/** A workspace that needs its passphrase or its recovery code, and why. */
export function Locked({ status }: LockedProps) {
  const { t } = useTranslation()
  const hasPassphrase = status.vault === 'passphrase'
  const [way, setWay] = useState(hasPassphrase ? 'passphrase' : 'recovery')
  const [typed, setTyped] = useState('')
  const unlock = useCommand('workspace.unlock', { handlesError: () => true })
  const switchWay = () => {
    setWay(way === 'passphrase' ? 'recovery' : 'passphrase')
    setTyped('')
    unlock.reset()
  }
  return (
    <FirstRunFrame>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (typed === '') return
          unlock.mutate(
            way === 'passphrase' ? { passphrase: typed } : { recoveryCode: typed.trim() },
          )
        }}
      >
        <Stack gap="md">
          <div>
            <Title order={1}>
              {t('first-run.locked.title', { name: status.name ?? t('common.appName') })}
            </Title>
            <Text c="dimmed" mt="xs">
              {t(`first-run.locked.reason.${status.lockedReason ?? 'passphrase'}`)}
            </Text>
          </div>
          {way === 'passphrase' ? (
            <PasswordInput
              key="passphrase"
              label={t('first-run.locked.passphrase')}
              value={typed}
              autoFocus
              autoComplete="current-password"
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          ) : (
            <TextInput
              key="recovery"
              label={t('first-run.locked.recovery')}
              description={t('first-run.locked.recoveryHelp')}
              value={typed}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          {unlock.error === null ? null : <ErrorState error={unlock.error} />}
          <Group justify="space-between">
            {hasPassphrase ? (
              <Button variant="subtle" onClick={switchWay}>
                {t(
                  way === 'passphrase'
                    ? 'first-run.locked.useRecovery'
                    : 'first-run.locked.usePassphrase',
                )}
              </Button>
            ) : (
              <span />
            )}
            <Button type="submit" disabled={typed === ''} loading={unlock.isPending}>
              {t('first-run.locked.unlock')}
            </Button>
          </Group>
        </Stack>
      </form>
    </FirstRunFrame>
  )
}
