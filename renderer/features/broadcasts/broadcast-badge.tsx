import { Tooltip } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
  IconMinus,
  IconPencil,
  IconPlayerPause,
  IconSend,
  type Icon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type {
  Broadcast,
  BroadcastState,
  RecipientState,
} from '../../../shared/domain/broadcasts.ts'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'

type Look = readonly [tone: StatusTone, Icon: Icon]

const broadcastLooks: Readonly<Record<BroadcastState, Look>> = {
  draft: ['neutral', IconPencil],
  freezing: ['neutral', IconClock],
  scheduled: ['neutral', IconClock],
  sending: ['good', IconSend],
  paused: ['attention', IconPlayerPause],
  finished: ['good', IconChecks],
  cancelled: ['neutral', IconMinus],
}

/** Where a broadcast stands. One that the app paused by itself says so. */
export function BroadcastBadge({ broadcast }: { readonly broadcast: Broadcast }) {
  const { t } = useTranslation()
  const { state, pauseCode } = broadcast
  const isStopped = state === 'paused' && pauseCode !== null
  const [tone, Icon] = isStopped ? (['danger', IconAlertTriangle] as const) : broadcastLooks[state]
  return (
    <StatusBadge tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(isStopped ? 'broadcasts.state.stopped' : `broadcasts.state.${state}`)}
    </StatusBadge>
  )
}

const recipientLooks: Readonly<Record<RecipientState, Look>> = {
  queued: ['neutral', IconClock],
  sending: ['neutral', IconClock],
  unknown: ['attention', IconHelpCircle],
  accepted: ['neutral', IconClock],
  sent: ['good', IconCheck],
  delivered: ['good', IconChecks],
  read: ['good', IconChecks],
  failed: ['danger', IconAlertTriangle],
  skipped: ['neutral', IconMinus],
  hold_out: ['neutral', IconMinus],
  cancelled: ['neutral', IconMinus],
}

const explained = new Set<RecipientState>(['accepted', 'unknown', 'hold_out'])

/** Where one person's message stands. What WhatsApp merely accepted is never called sent. */
export function RecipientBadge({ state }: { readonly state: RecipientState }) {
  const { t } = useTranslation()
  const [tone, Icon] = recipientLooks[state]
  const badge = (
    <StatusBadge tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(`broadcasts.recipient.${state}`)}
    </StatusBadge>
  )
  if (!explained.has(state)) return badge
  return (
    <Tooltip label={t(`broadcasts.recipientHelp.${state}`)} multiline maw={300}>
      <span>{badge}</span>
    </Tooltip>
  )
}
