import type { BroadcastDraft } from '../../../shared/domain/broadcasts.ts'
import type { Draft } from './draft.ts'
import type { Plan } from './use-plan.ts'

/** What the plan and the button below it are given. */
export interface PlanPanelProps {
  readonly broadcastId: string | null
  readonly draft: Draft
  readonly input: BroadcastDraft | null
  readonly plan: Plan
  readonly hasProblems: boolean
  readonly onCheck: () => void
  readonly onStarted: () => void
}
