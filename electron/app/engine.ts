import type { SyncResult } from '../../shared/domain/account.ts'
import { AppError } from '../../shared/errors.ts'
import type { CallName } from '../../shared/ipc/contract.ts'
import { writeAccount, readAccount } from './account/account-record.ts'
import { createConnection } from './account/connection.ts'
import { expirePermissions } from './consent/expire-permissions.ts'
import { GraphApiError, GraphNetworkError, describeGraphError } from '../graph/errors.ts'
import { bringSearchUpToDate } from '../store/contact-search.ts'
import type { WritableDatabase } from '../store/database.ts'
import { listGroupRows } from '../store/group-store.ts'
import { jobsInState, nextDueJob } from '../store/job-store.ts'
import { hasDue } from '../store/screening-store.ts'
import { addToCounter, readValue, writeValue } from '../store/settings-store.ts'
import { pruneUpdates } from '../store/update-store.ts'
import { usualPortion } from './broadcasts/advance-freezes.ts'
import { createFreezer } from './broadcasts/freezer.ts'
import { numberThroughput } from './broadcasts/number-throughput.ts'
import { createSender } from './broadcasts/sender.ts'
import type { Caller, CommandContext, Handler, ProcessContext, Progress } from './context.ts'
import { advanceCleanUps, usualPortions } from './clean-up/advance-clean-ups.ts'
import { evaluateGroup } from './evaluate-group.ts'
import { createImports } from './contact-imports/imports.ts'
import { createIntake } from './ingest/intake.ts'
import { takeUpdates } from './ingest/take-updates.ts'
import { createJobRunner } from './job-runner.ts'
import { keepRfmFresh } from './keep-rfm-fresh.ts'
import { logDefect } from './log.ts'
import { newId } from './new-id.ts'
import type { SessionOptions } from './session-options.ts'
import { createDueScreening } from './screening/due-screening.ts'
import { StagedFiles } from './staged-files.ts'
import { receiverKey, refusedCounter, stoppedKey, syncErrorKey } from './setting-keys.ts'
import { applyRemote, fetchRemote } from './sync.ts'
import { createTransact, queryContext } from './transact.ts'
import type { OpenWorkspace } from './workspace.ts'

export interface EngineOptions extends SessionOptions {
  readonly open: OpenWorkspace
  readonly clock: () => number
}

/** An open workspace at work: handlers, jobs, updates in, sync, and the daily look at the rules. */
export interface Engine {
  readonly db: WritableDatabase
  start(): Promise<void>
  run(handler: Handler<CallName>, name: CallName, input: unknown, caller: Caller): unknown
  transact<T>(caller: Caller, work: (context: CommandContext) => T): T
  /** Commits what an import has written so far: for what reads the file itself, such as a backup. */
  settle(): void
  drain(timeoutMs: number): Promise<void>
  close(): Promise<void>
}

const system: Caller = { host: 'system', actor: 'groupkeeper' }
const tidyEveryMs = 15 * 60_000
const evaluateAfterMs = 250
/** How long an operation at Meta may take until a look at it counts; the sandbox is quick. */
const grace = { remote: 120_000, local: 2_500 }

export function createEngine(options: EngineOptions): Engine {
  const { open, clock, log, emit } = options
  const { db } = open
  const files = new StagedFiles(newId)
  const tasks = new Map<string, AbortController>()
  const reported = new Map<string, Progress>()
  const dirtyGroups = new Set<string>()
  let evaluation: NodeJS.Timeout | undefined
  let tidying: NodeJS.Timeout | undefined
  let running: Promise<SyncResult> | null = null
  let cleaning: Promise<void> | null = null
  let scoring: Promise<void> | null = null
  let isClosed = false

  const transact = createTransact({
    db,
    clock,
    emit,
    settle: () => void imports.settle(),
    jobsAdded: wake,
  })
  const connection = createConnection({
    db,
    secrets: open.secrets,
    onUpdates: createIntake((updates) => {
      const notes = takeUpdates(
        (work) => transact({ ...system, actor: 'whatsapp' }, work),
        updates,
        (error) => report('ingest', error),
      )
      for (const groupId of notes.groups) evaluateSoon(groupId)
      dueScreening.soon()
      runner.wake()
      if (notes.needsSync) void sync(system).catch((error: unknown) => report('sync', error))
    }),
    onUsage: (usage) => sender.noteUsage(usage),
    onRefused: () =>
      attempt('refused', () =>
        transact(system, (context) => addToCounter(context.db, refusedCounter, 1)),
      ),
  })
  const imports = createImports({
    db,
    directory: options.dataDir,
    dataKey: open.key,
    file: new URL(options.importerFile ?? new URL('./workers/importer.ts', import.meta.url)),
    clock,
    transact,
    emit,
    report,
  })
  const dueScreening = createDueScreening({
    isDue: () => hasDue(db),
    transact: (work) => transact(system, work),
    attempt: (work) => attempt('screening', work),
  })
  const freezer = createFreezer({
    read: (reader) => reader(db, clock()),
    transact: (work) => transact(system, work),
    breathe,
    portion: usualPortion,
    report: (error) => report('freeze', error),
    progress: (taskId, progress, state) =>
      emit({ topic: 'progress', payload: { taskId, ...progress, state } }),
  })
  const runner = createJobRunner({
    db,
    clock,
    log,
    transact: (work) => transact(system, work),
    graph: () => (options.runJobs ? connection.graph() : null),
    graceMs,
  })

  const sender = createSender({
    db,
    clock,
    log,
    emit,
    transact: (work) => transact(system, work),
    graph: () => (options.runJobs ? connection.graph() : null),
    throughput: () => numberThroughput(db),
    graceMs,
  })

  /** Work was put on disk. */
  function wake(): void {
    runner.wake()
    sender.wake()
    if (options.runJobs) freezer.soon()
  }

  function graceMs(): number {
    return options.graceMs ?? (isLocal() ? grace.local : grace.remote)
  }

  function isLocal(): boolean {
    const url = readAccount(db)?.baseUrl ?? options.graphBaseUrl
    return url !== undefined && /^http:/.test(url)
  }

  function report(where: string, error: unknown): void {
    const isExpected =
      error instanceof AppError ||
      error instanceof GraphApiError ||
      error instanceof GraphNetworkError
    if (!isExpected) logDefect(log, newId().slice(-8), where, error)
  }

  /** Work that no caller waits for: a full disk is logged and does not end the thread. */
  function attempt(where: string, work: () => void): void {
    try {
      work()
    } catch (error) {
      report(where, error)
    }
  }

  /** Many updates for one group are judged once. */
  function evaluateSoon(groupId: string): void {
    dirtyGroups.add(groupId)
    evaluation ??= setTimeout(evaluateDirty, evaluateAfterMs)
  }

  function evaluateDirty(): void {
    clearTimeout(evaluation)
    evaluation = undefined
    const groupIds = [...dirtyGroups]
    dirtyGroups.clear()
    for (const groupId of groupIds)
      attempt('rules', () => transact(system, (context) => evaluateGroup(context, groupId)))
  }

  /** Rules go stale with time alone, so they are judged again even when nothing happens. */
  function tidy(): void {
    attempt('tidy', () => {
      for (const group of listGroupRows(db))
        transact(system, (context) => evaluateGroup(context, group.id))
      transact(system, (context) => pruneUpdates(context.db, context.now))
      expirePermissions((work) => transact(system, work), evaluateSoon)
    })
    cleanUp()
    score()
    if (options.runJobs) freezer.soon()
    dueScreening.soon()
    if (connection.graph()) void sync(system).catch((error: unknown) => report('sync', error))
  }

  /** Clean-ups go on by themselves, one at a time; one that was broken off goes on where it stopped. */
  function cleanUp(): void {
    cleaning ??= advanceCleanUps({
      read: (reader) => reader(db, clock()),
      transact: (work) => transact(system, work),
      breathe,
      portions: usualPortions,
    })
      .catch((error: unknown) => report('clean-up', error))
      .finally(() => {
        cleaning = null
      })
  }

  async function breathe(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    if (isClosed) throw new AppError('cancelled')
  }

  /** What an import brings is scored when it is over. */
  function score(): void {
    if (imports.isBusy()) return
    const now = clock()
    scoring ??= keepRfmFresh({ db, now, transact: (work) => transact(system, work), breathe })
      .catch((error: unknown) => report('scores', error))
      .finally(() => {
        scoring = null
      })
  }

  async function sync(caller: Caller, signal?: AbortSignal, taskId?: string): Promise<SyncResult> {
    running ??= syncOnce(caller, signal ?? new AbortController().signal, taskId ?? newId()).finally(
      () => {
        running = null
      },
    )
    return running
  }

  async function syncOnce(
    caller: Caller,
    signal: AbortSignal,
    taskId: string,
  ): Promise<SyncResult> {
    const graph = connection.graph()
    if (!graph)
      throw new AppError('account_missing', {
        message: 'Connect a Business account first, then sync.',
      })
    const progress = (
      state: 'running' | 'finished' | 'failed',
      doneCount: number,
      total: number | null,
    ) => emit({ topic: 'progress', payload: { taskId, kind: 'sync', doneCount, total, state } })
    progress('running', 0, null)
    try {
      const remote = await fetchRemote(graph, clock(), signal, (done, total) =>
        progress('running', done, total),
      )
      const result = transact(caller, (context) => applyRemote(context, remote))
      progress('finished', remote.groups.length, remote.groups.length)
      return result
    } catch (error) {
      progress('failed', 0, null)
      throw noteSyncFailure(error)
    }
  }

  function noteSyncFailure(error: unknown): unknown {
    if (!(error instanceof GraphApiError) && !(error instanceof GraphNetworkError)) return error
    const told = describeGraphError(error)
    // A sync only reads: where no answer came, nothing can have happened.
    const isCutOff = told.code === 'outcome_unknown'
    const code = isCutOff ? 'network_failed' : told.code
    transact(system, (context) => {
      writeValue(context.db, syncErrorKey, code)
      context.changed(['sync', 'overview'])
    })
    return new AppError(code, {
      message: 'WhatsApp could not be asked. Everything held here stays readable.',
      retryable: told.retryable || isCutOff,
    })
  }

  function processContext(
    caller: Caller,
    controller: AbortController,
    taskId: string,
  ): ProcessContext {
    return {
      caller,
      secrets: open.secrets,
      files,
      imports,
      signal: controller.signal,
      taskId,
      now: clock,
      read: (reader) => reader(queryContext(db, clock())),
      transact: (work) => transact(caller, work),
      progress: (progress) => {
        reported.set(taskId, progress)
        emit({ topic: 'progress', payload: { taskId, ...progress, state: 'running' } })
      },
      printPdf: options.printPdf,
      graphBaseUrl: options.graphBaseUrl ?? null,
      settleJobs: () => runner.settle(),
      sync: () => sync(caller, controller.signal, taskId),
      accountChanged: restartConnection,
      cancelTask: (id) =>
        tasks.get(id)?.abort(new AppError('cancelled', { message: 'Cancelled.' })),
    }
  }

  async function restartConnection(): Promise<void> {
    await connection.restart()
    transact(system, (context) => {
      writeValue(context.db, receiverKey, connection.receiverUrl() ?? '')
      context.changed(['account', 'sync', 'overview'])
    })
    wake()
  }

  async function runProcess(
    handler: Extract<Handler<CallName>, { style: 'process' }>,
    input: unknown,
    caller: Caller,
  ) {
    const taskId = newId()
    const controller = new AbortController()
    tasks.set(taskId, controller)
    try {
      const output = await handler.run(processContext(caller, controller, taskId), input as never)
      endProgress(taskId, 'finished')
      return output
    } catch (error) {
      endProgress(taskId, controller.signal.aborted ? 'cancelled' : 'failed')
      throw error
    } finally {
      tasks.delete(taskId)
      dueScreening.soon()
    }
  }

  /** Whoever saw a task move on hears how it ended. */
  function endProgress(taskId: string, state: 'finished' | 'failed' | 'cancelled'): void {
    const last = reported.get(taskId)
    reported.delete(taskId)
    if (last) emit({ topic: 'progress', payload: { taskId, ...last, state } })
  }

  /** True while something is on its way that a process about to end should wait for. */
  function isBusy(): boolean {
    if (imports.isBusy() || (options.runJobs && sender.isBusy())) return true
    if (!connection.graph()) return false
    // what is in line behind a stop waits for a person, not for time
    const isStopped = readValue(db, stoppedKey) !== null
    return (
      (!isStopped && nextDueJob(db, clock()) !== null) ||
      jobsInState(db, 'running').length > 0 ||
      jobsInState(db, 'awaiting_update').length > 0
    )
  }

  return {
    db,
    async start() {
      transact(system, (context) => bringSearchUpToDate(context.db))
      await noteLostSecrets()
      try {
        await restartConnection()
      } catch (error) {
        report('connection', error)
      }
      // a process that died may have taken updates in and not judged them yet; time has passed, too
      for (const group of listGroupRows(db)) evaluateSoon(group.id)
      if (options.runJobs) imports.start()
      if (options.runJobs) freezer.soon()
      attempt('tidy', () => expirePermissions((work) => transact(system, work), evaluateSoon))
      cleanUp()
      dueScreening.soon()
      tidying = setInterval(tidy, tidyEveryMs)
      tidying.unref()
    },
    run(handler, _name, input, caller) {
      if (handler.style === 'query') return handler.run(queryContext(db, clock()), input as never)
      if (handler.style === 'command') {
        const output = transact(caller, (context) => handler.run(context, input as never))
        dueScreening.soon()
        return output
      }
      return runProcess(handler, input, caller)
    },
    transact,
    settle: () => void imports.settle(),
    async drain(timeoutMs) {
      const deadline = Date.now() + timeoutMs
      cleanUp()
      do {
        if (options.runJobs) await freezer.settle()
        await runner.settle()
        await sender.settle()
        await cleaning
        if (dirtyGroups.size > 0) evaluateDirty()
        await dueScreening.settle()
        if (!isBusy()) return
        await new Promise((resolve) => setTimeout(resolve, 20))
      } while (Date.now() < deadline && !isClosed)
    },
    async close() {
      isClosed = true
      clearInterval(tidying)
      dueScreening.stop()
      await freezer.stop()
      await sender.stop()
      for (const controller of tasks.values()) controller.abort(new AppError('cancelled'))
      imports.close()
      await connection.close()
      await runner.stop()
      await cleaning
      await scoring
      if (dirtyGroups.size > 0) evaluateDirty()
    },
  }

  /** A workspace opened by its recovery code on another machine has no token there: say so. */
  async function noteLostSecrets(): Promise<void> {
    const account = readAccount(db)
    if (!account) return
    const hasToken = (await open.secrets.get('access_token')) !== null
    const hasAppSecret = (await open.secrets.get('app_secret')) !== null
    if (hasToken === account.hasToken && hasAppSecret === account.hasAppSecret) return
    transact(system, (context) => writeAccount(context.db, { ...account, hasToken, hasAppSecret }))
  }
}
