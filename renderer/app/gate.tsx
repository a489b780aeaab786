import { ErrorState } from '../ui/error-state.tsx'
import { LoadingState } from '../ui/loading-state.tsx'
import { useCall } from '../lib/use-call.ts'
import { Shell } from './shell.tsx'

/** Lets the owner in: first run, locked, or the app itself. */
export function Gate() {
  const status = useCall('workspace.status', {})
  if (status.error !== null) {
    return <ErrorState error={status.error} retry={() => void status.refetch()} />
  }
  if (status.data === undefined) return <LoadingState />
  return <Shell />
}
