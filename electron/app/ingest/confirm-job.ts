import type { ErrorCode } from '../../../shared/errors.ts'
import { jobByRequestId, jobsInState, setJob, type JobRow } from '../../store/job-store.ts'
import type { CommandContext } from '../context.ts'
import { executorOf } from '../jobs/index.ts'

const open: readonly JobRow['state'][] = ['running', 'awaiting_update', 'unknown']

export function isOpenJob(job: JobRow): boolean {
  return open.includes(job.state)
}

/**
 * The job that an update answers: by the request it names, else the one open job of this kind for
 * the group. The update can be faster than the reply that tells the request's name.
 */
export function openJobFor(
  context: CommandContext,
  kind: string,
  groupId: string,
  requestId: string | null,
): JobRow | null {
  const named = requestId === null ? null : jobByRequestId(context.db, requestId)
  if (named) return isOpenJob(named) && named.kind === kind ? named : null
  const candidates = open.flatMap((state) =>
    jobsInState(context.db, state).filter(
      (job) => job.kind === kind && job.group_id === groupId && job.request_id === null,
    ),
  )
  return candidates.length === 1 ? candidates[0]! : null
}

export function confirmJob(
  context: CommandContext,
  job: JobRow,
  result: Record<string, unknown> = {},
): void {
  if (!isOpenJob(job)) return
  setJob(context.db, context.now, job.id, { state: 'done', result })
  executorOf(job.kind).confirmed(context, job, result)
}

export function failJob(context: CommandContext, job: JobRow, code: ErrorCode): void {
  if (!isOpenJob(job)) return
  setJob(context.db, context.now, job.id, { state: 'failed', errorCode: code })
  executorOf(job.kind).failed(context, job, code)
  notifyOfFailure(context, job)
}

/** One of many messages to single people that does not arrive is told by their list and not each by itself. */
export function notifyOfFailure(context: CommandContext, job: JobRow): void {
  if (job.kind !== 'message.direct')
    context.notify({ kind: 'job_failed', count: 1, groupId: job.group_id })
}
