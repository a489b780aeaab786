import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'

export interface RecoveryCheckProps {
  /** Positions of the two parts, from 1. */
  readonly askParts: readonly [number, number]
  readonly onConfirmed: () => void
  readonly onBack: () => void
}

/** Asks two parts of the recovery code back, so that it is known to be kept. */
export function RecoveryCheck({ askParts, onConfirmed, onBack }: RecoveryCheckProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Record<number, string>>({})
  const confirm = useCommand('workspace.confirmRecovery', {
    onSuccess: onConfirmed,
    handlesError: () => true,
  })
  const parts = askParts.map((position) => ({ position, part: (typed[position] ?? '').trim() }))
  const isReady = parts.every(({ part }) => part !== '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) confirm.mutate({ parts })
      }}
    >
      <Stack gap="md">
        <div>
          <Title order={1}>{t('first-run.check.title')}</Title>
          <Text c="dimmed" mt="xs">
            {t('first-run.check.text')}
          </Text>
        </div>
        <Group grow align="flex-start">
          {askParts.map((position, index) => (
            <TextInput
              key={position}
              label={t('first-run.check.part', { position })}
              value={typed[position] ?? ''}
              maxLength={20}
              autoFocus={index === 0}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTyped({ ...typed, [position]: event.currentTarget.value })}
            />
          ))}
        </Group>
        {confirm.error === null ? null : <ErrorState error={confirm.error} />}
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            {t('common.back')}
          </Button>
          <Button type="submit" disabled={!isReady} loading={confirm.isPending}>
            {t('first-run.check.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
