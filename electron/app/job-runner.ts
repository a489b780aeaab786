import { AppError, assertNever, type ErrorCode } from '../../shared/errors.ts'
import { describeGraphError, GraphApiError, GraphNetworkError } from '../graph/errors.ts'
import type { GraphClient } from '../graph/graph-client.ts'
import type { WritableDatabase } from '../store/database.ts'
import {
  getJob,
  jobsInState,
  nextDueJob,
  nextRunAt,
  setJob,
  type JobRow,
} from '../store/job-store.ts'
import { readValue } from '../store/settings-store.ts'
import { stopSending } from './account/stop-sending.ts'
import type { CommandContext } from './context.ts'
import { notifyOfFailure } from './ingest/confirm-job.ts'
import { applyKeptStatuses } from './ingest/status-updates.ts'
import { afterRefusal, maxAttempts } from './jobs/after-refusal.ts'
import type { Executor, Learned, Outcome } from './jobs/executor.ts'
import { executorOf } from './jobs/index.ts'
import { logDefect, type Logger } from './log.ts'
import { newId } from './new-id.ts'
import { stoppedKey } from './setting-keys.ts'

export interface JobRunnerOptions {
  readonly db: WritableDatabase
  readonly clock: () => number
  readonly transact: <T>(work: (context: CommandContext) => T) => T
  /** Null while no account is connected: jobs wait. */
  readonly graph: () => GraphClient | null
  readonly log: Logger
  /** How long an operation may take to show; before that, "not there" means nothing. Milliseconds. */
  readonly graceMs: () => number
}

export interface JobRunner {
  /** Looks for work, now and when the next job is due. */
  wake(): void
  /** Resolves when nothing can be run and nothing is looked up right now. */
  settle(): Promise<void>
  stop(): Promise<void>
}

const parallelJobs = 4
const minTickMs = 50
const maxTickMs = 60_000
/** What was accepted and does not show after this many times the grace is not waited for any longer. */
const patienceFactor = 10

/**
 * Carries out jobs. Each goes: `running` on disk → request → reply on disk. What dies in between is
 * found as `running` at the next start and is looked up before anything else happens to it.
 */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { db, transact } = options
  const working = new Map<string, Promise<void>>()
  const lookAt = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  recover()

  /**
   * Requests that nobody waits for, of a process that died or with an answer that could not be written
   * down: whether they left is not known.
   */
  function recover(): void {
    for (const job of jobsInState(db, 'running').filter((running) => !working.has(running.id)))
      transact((context) => {
        setJob(context.db, context.now, job.id, { state: 'unknown', errorCode: 'outcome_unknown' })
        executorOf(job.kind).uncertain(context, job)
      })
  }

  /** A store that cannot be written to (a full disk) stops the work for a while, never the thread. */
  function pump(): void {
    try {
      pumpOnce()
    } catch (error) {
      logDefect(options.log, newId().slice(-8), 'jobs', error)
      clearTimeout(timer)
      timer = setTimeout(pump, maxTickMs).unref()
    }
  }

  function pumpOnce(): void {
    clearTimeout(timer)
    const graph = options.graph()
    if (isStopped || !graph) return
    recover()
    for (const job of jobsToLookAt()) start(job.id, () => look(graph, job))
    while (working.size < parallelJobs && readValue(db, stoppedKey) === null) {
      const job = nextDueJob(db, options.clock())
      if (!job) break
      const prepared = begin(job)
      if (prepared) start(job.id, () => perform(graph, job.id, prepared))
    }
    schedule()
  }

  function start(jobId: string, work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => logDefect(options.log, newId().slice(-8), 'job', error))
      .finally(() => {
        working.delete(jobId)
        if (!isStopped) pump()
      })
    working.set(jobId, running)
  }

  function schedule(): void {
    const now = options.clock()
    const due = [nextRunAt(db), ...lookAt.values()].filter((at) => at !== null)
    if (due.length === 0) return
    const wait = Math.min(Math.max(Math.min(...due) - now, minTickMs), maxTickMs)
    timer = setTimeout(pump, wait)
    timer.unref()
  }

  /** Marks the job as leaving; returns the request, or null when nothing was left to do. */
  function begin(job: JobRow) {
    const executor = executorOf(job.kind)
    try {
      return transact((context) => {
        const request = executor.prepare(context.db, job, context.now)
        if (!request) {
          setJob(context.db, context.now, job.id, { state: 'done' })
          executor.confirmed(context, job, {})
          return null
        }
        setJob(context.db, context.now, job.id, { state: 'running', attempt: job.attempt + 1 })
        executor.begin(context, job)
        return request
      })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      settleFailure(executor, job.id, error.code)
      return null
    }
  }

  async function perform(
    graph: GraphClient,
    jobId: string,
    request: (graph: GraphClient) => Promise<Outcome>,
  ): Promise<void> {
    const executor = executorOf(getJob(db, jobId).kind)
    try {
      const outcome = await request(graph)
      transact((context) => noteOutcome(context, executor, getJob(context.db, jobId), outcome))
    } catch (error) {
      // the client refuses by itself what it cannot send: nothing has left
      if (error instanceof AppError) noteUnsent(executor, jobId, error.code)
      else if (error instanceof GraphApiError || error instanceof GraphNetworkError)
        noteRefusal(executor, getJob(db, jobId), error)
      else throw error
    }
  }

  function noteUnsent(executor: Executor, jobId: string, code: ErrorCode): void {
    if (code !== 'token_invalid') return settleFailure(executor, jobId, code)
    transact((context) => {
      setJob(context.db, context.now, jobId, { state: 'queued', errorCode: code })
      stopSending(context, code)
    })
  }

  function noteOutcome(
    context: CommandContext,
    executor: Executor,
    job: JobRow,
    outcome: Outcome,
  ): void {
    executor.accepted(context, job, outcome)
    const isSettled = job.state !== 'running'
    if (outcome.state === 'done' && !isSettled) {
      setJob(context.db, context.now, job.id, { state: 'done', result: outcome.result })
      executor.confirmed(context, job, outcome.result ?? {})
      return
    }
    // an update may have been faster than the reply: then the job keeps the state it has by now
    setJob(context.db, context.now, job.id, {
      state: isSettled ? job.state : 'awaiting_update',
      requestId: outcome.requestId,
      result: outcome.result,
      errorCode: isSettled ? job.error_code : null,
    })
    if (!isSettled) lookAt.set(job.id, options.clock() + options.graceMs())
    if (typeof outcome.result?.wamid === 'string')
      applyKeptStatuses(context, outcome.result.wamid, job.started_at ?? job.created_at)
  }

  function noteRefusal(
    executor: Executor,
    job: JobRow,
    error: GraphApiError | GraphNetworkError,
  ): void {
    if (job.state !== 'running') return
    const told = describeGraphError(error)
    const after = afterRefusal(told, job, Math.random())
    if (after.next === 'look_up') lookAt.set(job.id, options.clock() + options.graceMs())
    transact((context) => {
      switch (after.next) {
        case 'look_up':
          setJob(context.db, context.now, job.id, { state: 'unknown', errorCode: told.code })
          return executor.uncertain(context, job)
        case 'done':
          setJob(context.db, context.now, job.id, { state: 'done' })
          return executor.confirmed(context, job, {})
        case 'stop':
          setJob(context.db, context.now, job.id, { state: 'queued', errorCode: told.code })
          return stopSending(context, told.code)
        case 'try_again':
          return setJob(context.db, context.now, job.id, {
            state: 'queued',
            errorCode: told.code,
            runAt: options.clock() + after.waitMs,
          })
        case 'failed':
          return fail(context, executor, job.id, told.code)
        default:
          return assertNever(after, 'refusal')
      }
    })
  }

  function settleFailure(executor: Executor, jobId: string, code: ErrorCode): void {
    transact((context) => fail(context, executor, jobId, code))
  }

  function fail(
    context: CommandContext,
    executor: Executor,
    jobId: string,
    errorCode: ErrorCode,
    result?: Record<string, unknown>,
  ): void {
    setJob(context.db, context.now, jobId, { state: 'failed', errorCode, result })
    const job = getJob(context.db, jobId)
    executor.failed(context, job, errorCode)
    notifyOfFailure(context, job)
    context.changed(['jobs', 'overview'], job.group_id)
  }

  function jobsToLookAt(): JobRow[] {
    const now = options.clock()
    const waiting = [...jobsInState(db, 'unknown'), ...jobsInState(db, 'awaiting_update')]
    const ids = new Set(waiting.map((job) => job.id))
    for (const id of lookAt.keys()) if (!ids.has(id)) lookAt.delete(id)
    return waiting.filter((job) => {
      if (working.has(job.id)) return false
      const at = lookAt.get(job.id) ?? (job.started_at ?? job.created_at) + options.graceMs()
      lookAt.set(job.id, at)
      return at <= now
    })
  }

  /** Asks Graph what became of a job whose outcome is open; looks less and less often. */
  async function look(graph: GraphClient, job: JobRow): Promise<void> {
    const executor = executorOf(job.kind)
    const age = options.clock() - (job.started_at ?? job.created_at)
    lookAt.set(job.id, options.clock() + Math.max(options.graceMs(), Math.min(age, 30 * 60_000)))
    let learned: Learned
    try {
      learned = await executor.learn(graph, db, job)
    } catch (error) {
      if (error instanceof GraphApiError || error instanceof GraphNetworkError) return
      if (!(error instanceof AppError)) throw error
      if (error.code !== 'not_found') return
      learned = ofGoneGroup(job)
    }
    transact((context) => applyLearned(context, executor, job.id, learned))
  }

  function applyLearned(
    context: CommandContext,
    executor: Executor,
    jobId: string,
    learned: Learned,
  ): void {
    const job = getJob(context.db, jobId)
    if (job.state !== 'unknown' && job.state !== 'awaiting_update') return
    const startedAt = job.started_at ?? job.created_at
    const isOverdue = options.clock() - startedAt > patienceFactor * options.graceMs()
    switch (learned.verdict) {
      case 'happened':
        setJob(context.db, context.now, jobId, { state: 'done', result: learned.result })
        executor.confirmed(context, job, learned.result ?? {})
        break
      case 'failed':
        fail(context, executor, jobId, learned.code)
        break
      case 'partly':
        if (isOverdue) fail(context, executor, jobId, learned.code, learned.result)
        break
      case 'did_not_happen':
        if (job.state === 'unknown' && job.attempt < maxAttempts)
          requeue(context, jobId, job.attempt)
        else if (job.state === 'unknown' || isOverdue)
          fail(context, executor, jobId, 'temporary_failure')
        break
      case 'pending':
      case 'cannot_tell':
        return
      default:
        return assertNever(learned, 'verdict')
    }
    context.changed(['jobs', 'overview'], job.group_id)
  }

  function wake(): void {
    if (!isStopped) setImmediate(pump)
  }

  return {
    wake,
    async settle() {
      pump()
      while (!isStopped && working.size > 0) {
        await Promise.allSettled(working.values())
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await Promise.allSettled(working.values())
    },
  }
}

/** Nothing can be asked of a group that is deleted: what was to delete it is done, all else is not. */
function ofGoneGroup(job: JobRow): Learned {
  return job.kind === 'group.delete'
    ? { verdict: 'happened' }
    : { verdict: 'failed', code: 'group_gone' }
}

/** Puts a job back in line, to be carried out anew. */
export function requeue(context: CommandContext, jobId: string, attempt: number): void {
  setJob(context.db, context.now, jobId, { state: 'queued', runAt: context.now, attempt })
  context.wakeJobs()
  context.changed(['jobs', 'plans', 'announcements', 'overview'])
}
