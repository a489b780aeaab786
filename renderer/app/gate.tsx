import { Container } from '@mantine/core'
import { useState } from 'react'
import { FirstRun } from '../features/first-run/first-run.tsx'
import { Locked } from '../features/first-run/locked.tsx'
import { ConnectForm } from '../features/settings/connect-form.tsx'
import { navigate } from '../lib/router.ts'
import { useCall } from '../lib/use-call.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { LoadingState } from '../ui/loading-state.tsx'
import { Shell } from './shell.tsx'

/** Lets the owner in: first run, locked, or the app itself. */
export function Gate() {
  const status = useCall('workspace.status', {})
  // The workspace is ready before its first run is over: the recovery code is still to be shown.
  const [isSettingUp, setSettingUp] = useState(false)
  if (status.data === undefined) {
    return (
      <Container size="xs" component="main" pt="20vh">
        {status.error === null ? (
          <LoadingState />
        ) : (
          <ErrorState error={status.error} retry={() => void status.refetch()} />
        )}
      </Container>
    )
  }
  if (status.data.state === 'missing' || isSettingUp) {
    return (
      <FirstRun
        keychainAvailable={status.data.keychainAvailable}
        onCreating={() => setSettingUp(true)}
        renderConnect={(onConnected) => <ConnectForm onConnected={onConnected} />}
        onDone={() => {
          setSettingUp(false)
          navigate('/')
        }}
      />
    )
  }
  if (status.data.state === 'locked') return <Locked status={status.data} />
  return <Shell key={String(status.data.isDemo)} status={status.data} />
}
