import { Tooltip } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconHandStop,
  IconHelpCircle,
  IconLoader2,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Plan, PlanAction, PlanActionState } from '../../../shared/domain/plans.ts'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'

const planTones: Readonly<Record<Plan['state'], StatusTone>> = {
  open: 'attention',
  applying: 'neutral',
  finished: 'good',
  cancelled: 'neutral',
}

/** State of a plan in a word. */
export function PlanStateBadge({ state }: { readonly state: Plan['state'] }) {
  const { t } = useTranslation()
  return <StatusBadge tone={planTones[state]}>{t(`plans.state.${state}`)}</StatusBadge>
}

/** The mark of what the owner does on the phone. */
export function ByHandBadge() {
  const { t } = useTranslation()
  return (
    <Tooltip label={t('plans.mode.byHandHelp')} multiline maw={280}>
      <span>
        <StatusBadge icon={<IconHandStop size={14} aria-hidden />}>
          {t('plans.mode.by_hand')}
        </StatusBadge>
      </span>
    </Tooltip>
  )
}

/** The mark of what cannot be taken back. */
export function IrreversibleBadge() {
  const { t } = useTranslation()
  return (
    <Tooltip label={t('plans.irreversibleHelp')} multiline maw={280}>
      <span>
        <StatusBadge tone="danger" icon={<IconAlertTriangle size={14} aria-hidden />}>
          {t('plans.irreversible')}
        </StatusBadge>
      </span>
    </Tooltip>
  )
}

const stateLooks: Readonly<
  Record<PlanActionState, { readonly tone: StatusTone; readonly Icon: typeof IconCheck }>
> = {
  proposed: { tone: 'neutral', Icon: IconClock },
  declined: { tone: 'neutral', Icon: IconClock },
  approved: { tone: 'neutral', Icon: IconClock },
  running: { tone: 'neutral', Icon: IconLoader2 },
  awaiting_update: { tone: 'neutral', Icon: IconLoader2 },
  done: { tone: 'good', Icon: IconCheck },
  failed: { tone: 'danger', Icon: IconAlertTriangle },
  unknown: { tone: 'attention', Icon: IconHelpCircle },
  superseded: { tone: 'neutral', Icon: IconCheck },
}

function stateKey({ mode, state }: PlanAction): string {
  if (mode === 'api') return state
  if (state === 'approved') return 'toDo'
  return state === 'done' ? 'doneByHand' : state
}

/** Where an action stands, in words. */
export function ActionStateBadge({ action }: { readonly action: PlanAction }) {
  const { t } = useTranslation()
  const { tone, Icon } = stateLooks[action.state]
  return (
    <StatusBadge tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(`plans.actionState.${stateKey(action)}`)}
    </StatusBadge>
  )
}
