import { IconCheck, IconClock, IconMessageQuestion, IconUserMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ReviewDecision } from '../../../shared/domain/reviews.ts'
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx'

/** Icon and tone of each decision, the same on buttons, in lists and in summaries. */
export const decisionLooks: Readonly<
  Record<ReviewDecision, { readonly Icon: typeof IconCheck; readonly tone: StatusTone }>
> = {
  keep: { Icon: IconCheck, tone: 'good' },
  remove: { Icon: IconUserMinus, tone: 'danger' },
  ask: { Icon: IconMessageQuestion, tone: 'attention' },
  later: { Icon: IconClock, tone: 'neutral' },
}

/** What was decided about a member, in a word. */
export function DecisionBadge({ decision }: { readonly decision: ReviewDecision }) {
  const { t } = useTranslation()
  const { Icon, tone } = decisionLooks[decision]
  return (
    <StatusBadge tone={tone} icon={<Icon size={14} aria-hidden />}>
      {t(`reviews.decided.${decision}`)}
    </StatusBadge>
  )
}
