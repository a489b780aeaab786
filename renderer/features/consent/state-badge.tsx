import { IconBan, IconCheck, IconClockExclamation, IconHelpCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'

export type Standing = CallOutput<'consent.get'>['standings'][number]
export type ConsentEntry = CallOutput<'consent.get'>['entries'][number]

const looks: Readonly<
  Record<Standing['state'], { readonly tone: StatusTone; readonly Icon: typeof IconCheck }>
> = {
  given: { tone: 'good', Icon: IconCheck },
  withdrawn: { tone: 'danger', Icon: IconBan },
  expired: { tone: 'attention', Icon: IconClockExclamation },
  unknown: { tone: 'neutral', Icon: IconHelpCircle },
}

/** A state of consent in one word, with its icon. */
export function StateBadge({ state }: { readonly state: Standing['state'] }) {
  const { t } = useTranslation()
  const { tone, Icon } = looks[state]
  return (
    <StatusBadge tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(`consent.state.${state}`)}
    </StatusBadge>
  )
}
