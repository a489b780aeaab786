import { Badge } from '@mantine/core'
import {
  IconAlertTriangle,
  IconClockExclamation,
  IconEye,
  IconHandStop,
  IconHelpCircle,
  IconShieldCheck,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RuleCondition, RuleState } from '../../shared/domain/rules.ts'

const stateIcons = { enforced: IconShieldCheck, watched: IconEye, by_hand: IconHandStop } as const
const stateColors = { enforced: 'pine', watched: 'blue', by_hand: 'grape' } as const
const conditionIcons = {
  broken: IconAlertTriangle,
  stale: IconClockExclamation,
  pending: IconHelpCircle,
} as const

export interface RuleStateBadgeProps {
  readonly state: RuleState
  readonly condition?: RuleCondition
  /** Number of rules in this state, when the badge sums up several. */
  readonly count?: number
}

/** One of the three rule states: one colour, icon and word each; a mark when broken or stale. */
export function RuleStateBadge({ state, condition = 'ok', count }: RuleStateBadgeProps) {
  const { t } = useTranslation()
  const Icon = stateIcons[state]
  const Mark = condition === 'ok' ? null : conditionIcons[condition]
  const words = [t(`common.ruleState.${state}`)]
  if (condition !== 'ok') words.push(t(`common.ruleCondition.${condition}`))
  if (count !== undefined) words.push(String(count))
  return (
    <Badge
      variant="light"
      color={stateColors[state]}
      leftSection={<Icon size={14} aria-hidden />}
      {...(Mark === null
        ? {}
        : { rightSection: <Mark size={14} aria-hidden color="var(--mantine-color-amber-text)" /> })}
    >
      {words.join(' · ')}
    </Badge>
  )
}
