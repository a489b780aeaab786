import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { showDone } from '../../lib/notify.tsx'
import { navigate } from '../../lib/router.ts'
import { useCall, useCommand } from '../../lib/use-call.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { RecoveryStep } from './recovery-step.tsx'

/**
 * A fresh recovery code, for those who closed the app before they confirmed theirs or have lost it.
 * A code is shown once and never kept, so the only way to a known one is a new one.
 */
export function RecoveryScreen() {
  const { t } = useTranslation()
  const status = useCall('workspace.status', {})
  const renew = useCommand('workspace.renewRecovery', { handlesError: () => true })
  if (renew.data !== undefined) {
    return (
      <Paper withBorder p="lg" maw={640}>
        <RecoveryStep
          created={renew.data}
          onConfirmed={() => {
            showDone(t('first-run.check.confirmed'))
            navigate('/')
          }}
        />
      </Paper>
    )
  }
  const isConfirmed = status.data?.recoveryConfirmed === true
  return (
    <Paper withBorder p="lg" maw={640}>
      <Stack gap="md">
        <Title order={1}>{t('first-run.renew.title')}</Title>
        <Text>{t(isConfirmed ? 'first-run.renew.confirmed' : 'first-run.renew.open')}</Text>
        <Text c="dimmed">{t('first-run.renew.effect')}</Text>
        {renew.error === null ? null : <ErrorState error={renew.error} />}
        <Group>
          <Button loading={renew.isPending} onClick={() => renew.mutate({})}>
            {t('first-run.renew.submit')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}
