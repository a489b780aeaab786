import { Paper } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { goBack, navigate } from '../../lib/router.ts'
import { showDone } from '../../lib/notify.tsx'
import { useCall } from '../../lib/use-call.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { RecoveryCheck } from './recovery-check.tsx'

const partCount = 12

function twoPositions(): [number, number] {
  const first = 1 + Math.floor(Math.random() * partCount)
  const second = 1 + ((first - 1 + 1 + Math.floor(Math.random() * (partCount - 1))) % partCount)
  return first < second ? [first, second] : [second, first]
}

/** The check of the recovery code for those who closed the app before it. */
export function RecoveryScreen() {
  const { t } = useTranslation()
  const askParts = useMemo(twoPositions, [])
  const status = useCall('workspace.status', {})
  if (status.data?.recoveryConfirmed === true) {
    return (
      <EmptyState
        icon={<IconCircleCheck size={22} />}
        title={t('first-run.check.confirmed')}
        text={t('first-run.check.confirmedText')}
      />
    )
  }
  return (
    <Paper withBorder p="lg" maw={640}>
      <RecoveryCheck
        askParts={askParts}
        onBack={goBack}
        onConfirmed={() => {
          showDone(t('first-run.check.confirmed'))
          navigate('/')
        }}
      />
    </Paper>
  )
}
