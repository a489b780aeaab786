import { Button, Tooltip } from '@mantine/core'
import {
  IconCloudCheck,
  IconCloudExclamation,
  IconCloudOff,
  IconRefresh,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import { errorTitle } from '../lib/error-words.ts'
import { useFormat } from '../lib/format.ts'
import { useCall, useCommand } from '../lib/use-call.ts'
import { useNow } from '../lib/use-now.ts'
import { useOfflineSince } from '../lib/use-offline-since.ts'

type SyncStatus = CallOutput<'sync.status'>

/** How fresh the data is; a click syncs now. */
export function SyncState() {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const offlineSince = useOfflineSince()
  const status = useCall('sync.status', {}, { refetchInterval: 30_000 })
  const sync = useCommand('sync.run')
  const account = useCall('account.get', {})
  if (status.data === undefined || account.data?.connected !== true) return null
  const isRunning = sync.isPending || status.data.state === 'running'
  const age =
    status.data.lastFinishedAt === null
      ? t('app.sync.never')
      : t('app.sync.at', { age: format.relative(status.data.lastFinishedAt, now) })
  const words =
    offlineSince !== null
      ? t('app.sync.offline', { time: format.time(offlineSince) })
      : isRunning
        ? t('app.sync.running')
        : status.data.state === 'failed'
          ? t('app.sync.failed', { age })
          : age
  return (
    <Tooltip label={hint(status.data, t('app.sync.now'))}>
      <Button
        variant="subtle"
        color="gray"
        c="dimmed"
        size="compact-sm"
        leftSection={icon(status.data, offlineSince !== null, isRunning)}
        disabled={isRunning || offlineSince !== null}
        onClick={() => sync.mutate({})}
        aria-live="polite"
      >
        {words}
      </Button>
    </Tooltip>
  )
}

function hint(status: SyncStatus, otherwise: string): string {
  return status.lastErrorCode === null ? otherwise : errorTitle(status.lastErrorCode)
}

function icon(status: SyncStatus, isOffline: boolean, isRunning: boolean) {
  if (isOffline) return <IconCloudOff size={16} aria-hidden />
  if (isRunning) return <IconRefresh size={16} aria-hidden />
  if (status.state === 'failed')
    return <IconCloudExclamation size={16} aria-hidden color="var(--mantine-color-red-text)" />
  return <IconCloudCheck size={16} aria-hidden />
}
