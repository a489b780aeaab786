import {
  IconArrowBackUp,
  IconCheck,
  IconFileSearch,
  IconLoader,
  IconPlayerPause,
  IconUpload,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'
import type { ImportRecord } from './column-fields.ts'

type State = ImportRecord['state']

const tones: Readonly<Record<State, StatusTone>> = {
  receiving: 'attention',
  ready: 'attention',
  running: 'good',
  stopped: 'attention',
  finished: 'good',
  failed: 'danger',
  undone: 'neutral',
}
const icons = {
  receiving: IconUpload,
  ready: IconFileSearch,
  running: IconLoader,
  stopped: IconPlayerPause,
  finished: IconCheck,
  failed: IconX,
  undone: IconArrowBackUp,
} as const

/** What an import is in, as one word. */
export function ImportStateBadge({ state }: { readonly state: State }) {
  const { t } = useTranslation()
  const Icon = icons[state]
  return (
    <StatusBadge tone={tones[state]} icon={<Icon size={14} aria-hidden />}>
      {t(`imports.state.${state}`)}
    </StatusBadge>
  )
}
