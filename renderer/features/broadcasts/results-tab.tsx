import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { BroadcastResultsPanel } from './results/results-panel.tsx'

/** What a broadcast brought. */
export function ResultsTab({ broadcast }: { readonly broadcast: Broadcast }) {
  return <BroadcastResultsPanel broadcastId={broadcast.id} />
}
