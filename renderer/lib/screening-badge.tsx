import { IconHelpCircle, IconShieldCheck, IconShieldX, IconUserSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ScreenedPerson } from '../../shared/domain/screening.ts'
import { StatusBadge, type StatusTone } from '../ui/status-badge.tsx'

type Verdict = ScreenedPerson['verdict']

const looks: Readonly<
  Record<Verdict, { readonly tone: StatusTone; readonly Icon: typeof IconShieldCheck }>
> = {
  trusted: { tone: 'good', Icon: IconShieldCheck },
  to_check: { tone: 'attention', Icon: IconUserSearch },
  rejected: { tone: 'danger', Icon: IconShieldX },
  not_screened: { tone: 'neutral', Icon: IconHelpCircle },
}

/** What screening says of a person: one tone, icon and word for each verdict, everywhere. */
export function ScreeningBadge({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useTranslation()
  const { tone, Icon } = looks[verdict]
  return (
    <StatusBadge tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(`screening.verdict.${verdict}`)}
    </StatusBadge>
  )
}
