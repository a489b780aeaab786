import { Tooltip } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconChecks,
  IconClock,
  IconHandStop,
  IconHelpCircle,
  IconPin,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Announcement } from '../../../shared/domain/announcements.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'

export type Delivery = CallOutput<'announcements.get'>['deliveries'][number]

const deliveryLooks: Readonly<
  Record<Delivery['state'], { readonly tone: StatusTone; readonly Icon: typeof IconCheck }>
> = {
  scheduled: { tone: 'neutral', Icon: IconClock },
  queued: { tone: 'neutral', Icon: IconClock },
  sending: { tone: 'neutral', Icon: IconClock },
  accepted: { tone: 'neutral', Icon: IconClock },
  sent: { tone: 'good', Icon: IconCheck },
  delivered: { tone: 'good', Icon: IconChecks },
  read: { tone: 'good', Icon: IconChecks },
  failed: { tone: 'danger', Icon: IconAlertTriangle },
  unknown: { tone: 'attention', Icon: IconHelpCircle },
  by_hand: { tone: 'attention', Icon: IconHandStop },
  done_by_hand: { tone: 'good', Icon: IconHandStop },
  cancelled: { tone: 'neutral', Icon: IconClock },
}

/** Where one group's copy stands. What WhatsApp merely accepted is never called sent. */
export function DeliveryBadge({ state }: { readonly state: Delivery['state'] }) {
  const { t } = useTranslation()
  const { tone, Icon } = deliveryLooks[state]
  const badge = (
    <StatusBadge tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(`announcements.delivery.${state}`)}
    </StatusBadge>
  )
  if (state !== 'accepted' && state !== 'unknown') return badge
  return (
    <Tooltip label={t(`announcements.deliveryHelp.${state}`)} multiline maw={300}>
      <span>{badge}</span>
    </Tooltip>
  )
}

/** Whether the message is pinned; nothing when it was never meant to be. */
export function PinBadge({ state }: { readonly state: Delivery['pinState'] }) {
  const { t } = useTranslation()
  if (state === 'none') return null
  const tone: StatusTone =
    state === 'failed' ? 'danger' : state === 'unknown' ? 'attention' : 'neutral'
  return (
    <StatusBadge tone={tone} icon={<IconPin size={14} aria-hidden />}>
      {t(`announcements.pinState.${state}`)}
    </StatusBadge>
  )
}

const announcementTones: Readonly<Record<Announcement['state'], StatusTone>> = {
  scheduled: 'neutral',
  sending: 'neutral',
  finished: 'good',
  cancelled: 'neutral',
}

/** State of an announcement with what went wrong in it: "Finished · 1 failed · 2 unknown". */
export function AnnouncementBadge({ announcement }: { readonly announcement: Announcement }) {
  const { t } = useTranslation()
  const { state, failed, unknown } = announcement
  const words = [t(`announcements.state.${state}`)]
  if (failed > 0) words.push(t('announcements.trouble.failed', { count: failed }))
  if (unknown > 0) words.push(t('announcements.trouble.unknown', { count: unknown }))
  const tone: StatusTone =
    failed > 0 ? 'danger' : unknown > 0 ? 'attention' : announcementTones[state]
  return <StatusBadge tone={tone}>{words.join(' · ')}</StatusBadge>
}
