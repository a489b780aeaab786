import type { Job } from '../../shared/domain/plans.ts'
import { AppError } from '../../shared/errors.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import type { WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'

export interface JobRow {
  readonly id: string
  readonly kind: string
  readonly state: Job['state']
  readonly group_id: string | null
  readonly payload: string
  readonly result: string | null
  readonly request_id: string | null
  readonly attempt: number
  readonly error_code: string | null
  readonly run_at: number
  readonly created_at: number
  readonly started_at: number | null
  readonly finished_at: number | null
}

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    groupId: row.group_id,
    attempt: row.attempt,
    errorCode: row.error_code,
    runAt: row.run_at,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}

export function insertJob(
  db: WritableDatabase,
  clock: WriteClock,
  job: { kind: string; groupId?: string | null; payload: Record<string, unknown>; runAt?: number },
): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO job (id, kind, state, group_id, payload, run_at, created_at)
     VALUES ($id, $kind, 'queued', $groupId, $payload, $runAt, $now)`,
    {
      id,
      kind: job.kind,
      groupId: job.groupId ?? null,
      payload: JSON.stringify(job.payload),
      runAt: job.runAt ?? clock.now,
      now: clock.now,
    },
  )
  return id
}

export function getJob(db: ReadableDatabase, jobId: string): JobRow {
  const row = one<JobRow>(db, 'SELECT * FROM job WHERE id=$jobId', { jobId })
  if (!row) throw new AppError('not_found', { field: 'jobId', message: 'There is no such job.' })
  return row
}

/** The next job that may run, oldest first. */
export function nextDueJob(db: ReadableDatabase, now: number): JobRow | null {
  return (
    one<JobRow>(
      db,
      `SELECT * FROM job WHERE state='queued' AND run_at<=$now ORDER BY run_at, id LIMIT 1`,
      { now },
    ) ?? null
  )
}

/** When the earliest queued job may run, Unix ms. */
export function nextRunAt(db: ReadableDatabase): number | null {
  return one<{ at: number | null }>(db, `SELECT min(run_at) AS at FROM job WHERE state='queued'`)!
    .at
}

export function jobsInState(db: ReadableDatabase, state: Job['state']): JobRow[] {
  return all<JobRow>(db, 'SELECT * FROM job WHERE state=$state ORDER BY id', { state })
}

export function jobsOfGroup(db: ReadableDatabase, groupId: string): JobRow[] {
  return all<JobRow>(db, 'SELECT * FROM job WHERE group_id=$groupId ORDER BY id', { groupId })
}

/** Forgets what an earlier try brought, so that its answers are not taken for those of the next. */
export function clearJobOutcome(db: WritableDatabase, jobId: string): void {
  run(db, 'UPDATE job SET request_id=NULL, result=NULL WHERE id=$jobId', { jobId })
}

export function jobByRequestId(db: ReadableDatabase, requestId: string): JobRow | null {
  return (
    one<JobRow>(db, 'SELECT * FROM job WHERE request_id=$requestId LIMIT 1', { requestId }) ?? null
  )
}

export interface JobPatch {
  readonly state: Job['state']
  readonly requestId?: string | null
  readonly result?: Record<string, unknown>
  readonly errorCode?: string | null
  readonly runAt?: number
  readonly attempt?: number
}

/** Moves a job on; a settled job gets its time of settling. */
export function setJob(db: WritableDatabase, now: number, jobId: string, patch: JobPatch): void {
  const isSettled = ['done', 'failed', 'unknown', 'cancelled'].includes(patch.state)
  run(
    db,
    `UPDATE job SET state=$state, request_id=coalesce($requestId, request_id), result=coalesce($result, result),
       error_code=$errorCode, run_at=coalesce($runAt, run_at), attempt=coalesce($attempt, attempt),
       started_at=CASE WHEN $state='running' THEN $now ELSE started_at END,
       finished_at=CASE WHEN $isSettled THEN $now ELSE NULL END
     WHERE id=$jobId`,
    {
      jobId,
      now,
      state: patch.state,
      requestId: patch.requestId ?? null,
      result: patch.result ? JSON.stringify(patch.result) : null,
      errorCode: patch.errorCode ?? null,
      runAt: patch.runAt ?? null,
      attempt: patch.attempt ?? null,
      isSettled: isSettled ? 1 : 0,
    },
  )
}

export function listJobs(db: ReadableDatabase, input: ParsedInput<'jobs.list'>) {
  const [id] = input.cursor ? decodeCursor(input.cursor, 1) : [null]
  const parameters = { state: input.state ?? null }
  const total = one<{ n: number }>(
    db,
    'SELECT count(*) AS n FROM job WHERE ($state IS NULL OR state=$state)',
    parameters,
  )!.n
  const rows = all<JobRow>(
    db,
    `SELECT * FROM job WHERE ($state IS NULL OR state=$state) AND ($id IS NULL OR id<$id) ORDER BY id DESC LIMIT $limit`,
    { ...parameters, id: id ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.id], toJob)
}
