import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { EmptyState } from '../../ui/empty-state.tsx'

/** What a broadcast brought; nothing to say before the first message has left. */
export function ResultsTab({ broadcast }: { readonly broadcast: Broadcast }) {
  const { t } = useTranslation()
  return <EmptyState title={t('broadcasts.results.early')} text={broadcast.name} />
}
