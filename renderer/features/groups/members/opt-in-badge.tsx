import { IconBan, IconCheck, IconHelp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../../shared/domain/members.ts'
import { StatusBadge } from '../../../ui/status-badge.tsx'

const looks = {
  opted_in: { tone: 'good', Icon: IconCheck },
  opted_out: { tone: 'danger', Icon: IconBan },
  unknown: { tone: 'neutral', Icon: IconHelp },
} as const

/** Whether a member agreed to be written to: icon and word, the tone only helps. */
export function OptInBadge({ optIn }: { readonly optIn: Member['optIn'] }) {
  const { t } = useTranslation()
  const { tone, Icon } = looks[optIn]
  return (
    <StatusBadge tone={tone} icon={<Icon size={13} aria-hidden />}>
      {t(`members.optIn.${optIn}`)}
    </StatusBadge>
  )
}
