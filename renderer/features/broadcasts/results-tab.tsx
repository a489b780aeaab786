import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { BroadcastResultsPanel } from './results/results-panel.tsx'

/** What a broadcast brought; nothing to say before its people are frozen. */
export function ResultsTab({ broadcast }: { readonly broadcast: Broadcast }) {
  const { t } = useTranslation()
  return broadcast.frozenAt === null ? (
    <EmptyState title={t('broadcasts.results.early')} />
  ) : (
    <BroadcastResultsPanel broadcastId={broadcast.id} />
  )
}
