import type { Caller, ProcessContext, Progress } from '../../electron/app/context.ts'
import { newId } from '../../electron/app/new-id.ts'
import { StagedFiles } from '../../electron/app/staged-files.ts'
import { createTransact, queryContext } from '../../electron/app/transact.ts'
import { createMemorySecretStore } from '../../electron/secrets/secret-store.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'
import type { TestStore } from './test-store.ts'

export interface TestProcess {
  readonly context: ProcessContext
  readonly events: AppEvent[]
  readonly progress: Progress[]
  readonly controller: AbortController
}

interface TestProcessOptions {
  readonly host?: Caller['host']
  readonly now?: () => number
  readonly printPdf?: (html: string) => Promise<Uint8Array>
  readonly onProgress?: (progress: Progress) => void
}

/** A process context over a real store, without an engine around it. */
export function testProcess(store: TestStore, options: TestProcessOptions = {}): TestProcess {
  const { db } = store
  const clock = options.now ?? (() => Date.UTC(2026, 5, 1))
  const events: AppEvent[] = []
  const progress: Progress[] = []
  const controller = new AbortController()
  const caller: Caller = { host: options.host ?? 'test', actor: 'owner' }
  const transact = createTransact({
    db,
    clock,
    emit: (event) => events.push(event),
    jobsAdded: () => undefined,
  })
  const context: Omit<ProcessContext, 'sync' | 'cancelTask' | 'graphBaseUrl' | 'imports'> = {
    caller,
    secrets: createMemorySecretStore(),
    files: new StagedFiles(newId),
    signal: controller.signal,
    taskId: newId(),
    now: clock,
    read: (reader) => reader(queryContext(db, clock())),
    transact: (work) => transact(caller, work),
    progress: (step) => {
      progress.push(step)
      options.onProgress?.(step)
    },
    printPdf: options.printPdf ?? (() => Promise.reject(new Error('no printer'))),
    settleJobs: () => Promise.resolve(),
    accountChanged: () => Promise.resolve(),
  }
  return { context: context as ProcessContext, events, progress, controller }
}
