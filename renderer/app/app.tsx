import { useMemo } from 'react'
import { createQueryClient } from '../lib/query-client.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { Gate } from './gate.tsx'
import { Providers } from './providers.tsx'

/** The whole page. */
export function App() {
  const queryClient = useMemo(() => createQueryClient(), [])
  return (
    <Providers queryClient={queryClient}>
      <ErrorBoundary>
        <Gate />
      </ErrorBoundary>
    </Providers>
  )
}
