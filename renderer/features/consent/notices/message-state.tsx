import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PageItem } from '../../../lib/use-call.ts'
import { StatusBadge, type StatusTone } from '../../../ui/status-badge.tsx'

export type DirectMessage = PageItem<'directMessages.list'>
export type MessageState = DirectMessage['state']

const looks: Readonly<
  Record<MessageState, { readonly tone: StatusTone; readonly Icon: typeof IconCheck }>
> = {
  queued: { tone: 'neutral', Icon: IconClock },
  sending: { tone: 'neutral', Icon: IconClock },
  accepted: { tone: 'neutral', Icon: IconClock },
  sent: { tone: 'good', Icon: IconCheck },
  delivered: { tone: 'good', Icon: IconChecks },
  read: { tone: 'good', Icon: IconChecks },
  failed: { tone: 'danger', Icon: IconAlertTriangle },
  unknown: { tone: 'attention', Icon: IconHelpCircle },
  cancelled: { tone: 'neutral', Icon: IconBan },
}

/** States in the order in which a message goes through them. */
export const messageStates = Object.keys(looks) as readonly MessageState[]

/** Where one message stands. What WhatsApp merely accepted is never called sent. */
export function MessageBadge({ state }: { readonly state: MessageState }) {
  const { t } = useTranslation()
  const { tone, Icon } = looks[state]
  return (
    <StatusBadge tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(`consent.message.${state}`)}
    </StatusBadge>
  )
}
