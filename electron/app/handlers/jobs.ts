import { AppError } from '../../../shared/errors.ts'
import { deliveryByJob, reopenDelivery, setDelivery } from '../../store/announcement-store.ts'
import { directMessageByJob, reopenDirectMessage } from '../../store/direct-message-store.ts'
import { updateGroup } from '../../store/group-store.ts'
import {
  clearJobOutcome,
  getJob,
  listJobs,
  setJob,
  toJob,
  type JobRow,
} from '../../store/job-store.ts'
import { actionsOfJob, setAction, setPlanState } from '../../store/plan-store.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'
import { requeue } from '../job-runner.ts'
import { executorOf } from '../jobs/index.ts'

type Names = 'jobs.list' | 'jobs.retry' | 'jobs.cancel' | 'jobs.resolve'

export const jobHandlers: Handlers<Names> = {
  'jobs.list': query(({ db }, input) => listJobs(db, input)),
  'jobs.retry': command((context, { jobId }) => {
    const job = getJob(context.db, jobId)
    if (job.state !== 'failed')
      throw new AppError('conflict', {
        field: 'jobId',
        message: 'Only work that failed can be tried again.',
      })
    reopen(context, job)
    requeue(context, jobId, 0)
    for (const action of actionsOfJob(context.db, jobId))
      if (action.state === 'failed')
        setAction(context.db, context.now, action.id, { state: 'approved' })
    reopenPlans(context, jobId)
    context.audit({
      action: 'jobs.retried',
      subjectKind: 'job',
      subjectId: jobId,
      groupId: job.group_id,
      data: { kind: job.kind },
    })
    return toJob(getJob(context.db, jobId))
  }),
  'jobs.cancel': command((context, { jobId }) => {
    const job = getJob(context.db, jobId)
    if (job.state !== 'queued')
      throw new AppError('conflict', {
        field: 'jobId',
        message: 'Only work that has not begun can be cancelled.',
      })
    executorOf(job.kind).failed(context, job, 'cancelled')
    setJob(context.db, context.now, jobId, { state: 'cancelled', errorCode: 'cancelled' })
    context.audit({
      action: 'jobs.cancelled',
      subjectKind: 'job',
      subjectId: jobId,
      groupId: job.group_id,
      data: { kind: job.kind },
    })
    context.changed(['jobs', 'overview'], job.group_id)
    return toJob(getJob(context.db, jobId))
  }),
  'jobs.resolve': command((context, { jobId, outcome }) => {
    const job = getJob(context.db, jobId)
    if (job.state !== 'unknown')
      throw new AppError('conflict', {
        field: 'jobId',
        message: 'The outcome of this work is known by now.',
      })
    if (outcome === 'happened') {
      setJob(context.db, context.now, jobId, { state: 'done' })
      executorOf(job.kind).confirmed(context, job, {})
    } else {
      reopen(context, job)
      requeue(context, jobId, 0)
    }
    context.audit({
      action: 'jobs.resolved',
      subjectKind: 'job',
      subjectId: jobId,
      groupId: job.group_id,
      data: { kind: job.kind, outcome },
    })
    context.changed(['jobs', 'overview'], job.group_id)
    return toJob(getJob(context.db, jobId))
  }),
}

/** Takes back what the failure left behind, without which the job would find nothing to do. */
function reopen(context: CommandContext, job: JobRow): void {
  clearJobOutcome(context.db, job.id)
  if (job.kind === 'group.create' && job.group_id !== null)
    updateGroup(context.db, context.now, job.group_id, { state: 'creating', failure_code: null })
  const message = directMessageByJob(context.db, job.id)
  if (message) reopenDirectMessage(context.db, message.id)
  const delivery = deliveryByJob(context.db, job.id)
  if (delivery && job.kind === 'message.send') reopenDelivery(context.db, delivery)
  if (delivery && job.kind === 'message.pin')
    setDelivery(context.db, delivery.id, { pinState: 'queued', errorCode: null })
}

/** A plan whose failed action is tried again is not finished any more. */
function reopenPlans(context: CommandContext, jobId: string): void {
  for (const planId of new Set(actionsOfJob(context.db, jobId).map((action) => action.plan_id)))
    setPlanState(context.db, context.now, planId, 'applying')
}
