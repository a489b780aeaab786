import type { AppEvent } from '../../shared/ipc/events.ts'
import { appendAudit } from '../store/audit-store.ts'
import type { ReadableDatabase, WritableDatabase } from '../store/database.ts'
import { insertJob } from '../store/job-store.ts'
import type { Caller, CommandContext, QueryContext } from './context.ts'
import { newId } from './new-id.ts'
import { sha256Hex } from './sha256.ts'

export interface TransactOptions {
  readonly db: WritableDatabase
  readonly clock: () => number
  readonly emit: (event: AppEvent) => void
  /** Called before a transaction, to commit one that is kept open for more to come. */
  readonly settle?: () => void
  /** Called after a commit that put jobs on disk. */
  readonly jobsAdded: () => void
}

/**
 * Runs work in one transaction that also holds its audit entries and jobs. Events leave after the
 * commit: nobody hears of a change that was rolled back.
 */
export function createTransact(options: TransactOptions) {
  return function transact<T>(caller: Caller, work: (context: CommandContext) => T): T {
    options.settle?.()
    const now = options.clock()
    const changed = new Map<string, { domains: Set<string>; groupId: string | null }>()
    const events: AppEvent[] = []
    let hasJobs = false
    const context: CommandContext = {
      db: options.db,
      now,
      caller,
      newId: () => newId(now),
      audit: (line) => appendAudit(options.db, { at: now, actor: caller.actor, line }, sha256Hex),
      enqueue: (job) => {
        hasJobs = true
        return insertJob(options.db, { now, newId: () => newId(now) }, job)
      },
      wakeJobs: () => {
        hasJobs = true
      },
      changed: (domains, groupId = null) => {
        const known = changed.get(groupId ?? '') ?? { domains: new Set(), groupId }
        for (const domain of domains) known.domains.add(domain)
        changed.set(groupId ?? '', known)
      },
      notify: (payload) => events.push({ topic: 'notify', payload }),
    }
    const value = options.db.transaction(() => work(context)).immediate()
    for (const { domains, groupId } of changed.values())
      options.emit({ topic: 'changed', payload: { domains: [...domains], groupId } })
    for (const event of events) options.emit(event)
    if (hasJobs) options.jobsAdded()
    return value
  }
}

export type Transact = ReturnType<typeof createTransact>

export function queryContext(db: ReadableDatabase, now: number): QueryContext {
  return { db, now }
}
