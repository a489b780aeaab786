import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { RecoveryCheck } from './recovery-check.tsx'
import classes from './first-run.module.css'

export interface RecoveryStepProps {
  readonly created: CallOutput<'workspace.create'>
  readonly onConfirmed: () => void
}

/** Third screen: the recovery code, shown once, then two of its parts asked back. */
export function RecoveryStep({ created, onConfirmed }: RecoveryStepProps) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  if (isAsking) {
    return (
      <RecoveryCheck
        askParts={created.askParts}
        onConfirmed={onConfirmed}
        onBack={() => setAsking(false)}
      />
    )
  }
  const parts = created.recoveryCode.split(/[\s-]+/)
  return (
    <Stack gap="md">
      <div>
        <Title order={1}>{t('first-run.recovery.title')}</Title>
        <Text c="dimmed" mt="xs">
          {t('first-run.recovery.text')}
        </Text>
      </div>
      <ol className={classes['parts']} aria-label={t('first-run.recovery.code')}>
        {parts.map((part, index) => (
          <li key={index} className={classes['part']}>
            <span className={classes['partNumber']}>{index + 1}</span>
            <span>{part}</span>
          </li>
        ))}
      </ol>
      <Text size="sm">{t('first-run.recovery.advice')}</Text>
      <Group justify="space-between" data-no-print>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('first-run.recovery.print')}
        </Button>
        <Button onClick={() => setAsking(true)}>{t('first-run.recovery.kept')}</Button>
      </Group>
    </Stack>
  )
}
