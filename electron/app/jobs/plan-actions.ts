import type { PlanActionState } from '../../../shared/domain/plans.ts'
import type { JobRow } from '../../store/job-store.ts'
import {
  actionsOfJob,
  finishSettledPlans,
  hasOpenRemovals,
  setAction,
  waitingApprovals,
} from '../../store/plan-store.ts'
import type { CommandContext } from '../context.ts'

const settled: readonly PlanActionState[] = ['done', 'failed', 'declined', 'superseded']

/** Moves the plan actions that a job carries; those already settled by an update stay as they are. */
export function moveActions(
  context: CommandContext,
  job: JobRow,
  state: PlanActionState,
  errorCode: string | null = null,
): void {
  for (const action of actionsOfJob(context.db, job.id))
    if (!settled.includes(action.state))
      setAction(context.db, context.now, action.id, { state, errorCode })
  finishPlans(context)
}

/**
 * Puts join approvals in line that waited for removals of the same plan to free seats. Runs with
 * whatever settles a removal, so that a death of the process in between cannot leave them behind.
 */
export function releaseApprovals(context: CommandContext, groupId: string): void {
  if (hasOpenRemovals(context.db, groupId)) return
  const waiting = waitingApprovals(context.db, groupId)
  if (waiting.length === 0) return
  const joinRequestIds = waiting.flatMap((action) => action.target_id ?? [])
  const jobId = context.enqueue({
    kind: 'join_requests.approve',
    groupId,
    payload: { groupId, joinRequestIds },
  })
  for (const action of waiting)
    setAction(context.db, context.now, action.id, { state: 'approved', jobId })
}

/** Closes plans with nothing left to wait for, and says so in the audit log. */
export function finishPlans(context: CommandContext): void {
  for (const planId of finishSettledPlans(context.db, context.now)) {
    context.audit({ action: 'plans.finished', subjectKind: 'plan', subjectId: planId })
    context.changed(['plans', 'overview'])
  }
}
