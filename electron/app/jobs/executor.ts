import type { ErrorCode } from '../../../shared/errors.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import type { JobRow } from '../../store/job-store.ts'
import type { CommandContext } from '../context.ts'

/** What a call to Graph came to, when it was answered. */
export interface Outcome {
  /** `awaiting_update`: accepted, and the truth comes in an update. */
  readonly state: 'done' | 'awaiting_update'
  readonly requestId?: string | null
  readonly result?: Record<string, unknown>
}

/**
 * What can be learned of a call whose answer never came. `pending`: too early to say; `partly`: some
 * of it shows, and what does not show by and by was refused; `cannot_tell`: nobody can but the owner.
 */
export type Learned =
  | { readonly verdict: 'happened'; readonly result?: Record<string, unknown> }
  | { readonly verdict: 'failed'; readonly code: ErrorCode }
  | {
      readonly verdict: 'partly'
      readonly code: ErrorCode
      readonly result: Record<string, unknown>
    }
  | { readonly verdict: 'did_not_happen' | 'pending' | 'cannot_tell' }

/**
 * One kind of work against the Business API. Only `perform` and `learn` await; the rest run inside a
 * transaction, so that a death of the process leaves each step done or not begun.
 */
export interface Executor {
  readonly kind: string
  /** Notes, with the job's state `running`, that the request is about to leave. */
  begin(context: CommandContext, job: JobRow): void
  /**
   * What to ask of Graph is read here; null when what is wanted is there already. Throws an AppError
   * where it cannot be asked for: then the job has failed.
   */
  prepare(
    db: ReadableDatabase,
    job: JobRow,
    now: number,
  ): ((graph: GraphClient) => Promise<Outcome>) | null
  /** Graph accepted it. */
  accepted(context: CommandContext, job: JobRow, outcome: Outcome): void
  /** It is known to have happened: by an update, by a look, or by the owner's word. */
  confirmed(context: CommandContext, job: JobRow, result: Record<string, unknown>): void
  failed(context: CommandContext, job: JobRow, code: ErrorCode): void
  /** The outcome could not be learned. */
  uncertain(context: CommandContext, job: JobRow): void
  /** Looks at Graph for what became of it. */
  learn(graph: GraphClient, db: ReadableDatabase, job: JobRow): Promise<Learned>
}

export function payloadOf<T>(job: JobRow): T {
  return JSON.parse(job.payload) as T
}

export function resultOf<T>(job: JobRow): Partial<T> {
  return job.result === null ? {} : (JSON.parse(job.result) as Partial<T>)
}
