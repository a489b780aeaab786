import { useTranslation } from 'react-i18next'
import type { Group } from '../../../shared/domain/groups.ts'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'

const tones: Record<Group['state'], StatusTone> = {
  creating: 'neutral',
  active: 'good',
  suspended: 'danger',
  deleted: 'neutral',
  failed: 'danger',
}

/** State of a group when it is not simply active. */
export function GroupStateBadge({ state }: { readonly state: Group['state'] }) {
  const { t } = useTranslation()
  if (state === 'active') return null
  return <StatusBadge tone={tones[state]}>{t(`groups.state.${state}`)}</StatusBadge>
}
