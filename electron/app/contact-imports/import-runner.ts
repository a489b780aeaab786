import { AppError, type ErrorReply } from '../../../shared/errors.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import type { PackedBatch } from '../../core/imports/pack-contacts.ts'
import {
  getImport,
  importsInState,
  importsWithFile,
  setImportState,
  type StoredImport,
} from '../../store/contact-import-store.ts'
import { writeBatch } from '../../store/contact-import-writer.ts'
import { isPurposeThere, KnownMet } from '../../store/import-row-parts.ts'
import type { ImportSpool } from '../../store/import-spool.ts'
import { setCheckpointAfter } from '../../store/open.ts'
import { translateStoreError } from '../../store/store-errors.ts'
import type { Caller, CommandContext } from '../context.ts'
import { newId } from '../new-id.ts'
import {
  firstBatchRows,
  type ImporterData,
  type ImporterMessage,
} from '../workers/importer-protocol.ts'
import { countsOf } from './import-counts.ts'
import { importerData, type ImporterSurroundings } from './importer-data.ts'
import { createPortionGroup } from './portion-group.ts'
import { batchSize, nextRows, totalOf } from './portion-size.ts'
import { startImporter, type Importer } from './importer.ts'

export interface ImportRunnerOptions extends ImporterSurroundings {
  readonly spool: ImportSpool
  readonly file: URL
  readonly clock: () => number
  readonly transact: <T>(caller: Caller, work: (context: CommandContext) => T) => T
  readonly emit: (event: AppEvent) => void
  readonly report: (where: string, error: unknown) => void
  /** Pages of the log from which on it is waited for; 60,000 if not told. */
  readonly longLogPages?: number
}

/** Carries imports out, one at a time, in the background. What runs is written in the store. */
export interface ImportRunner {
  /** Looks for an import that is to run. */
  wake(): void
  /** Commits what has been written of a running import. To be called before any other transaction. */
  settle(): boolean
  /** Lets go of an import that the store says is no longer running. */
  release(importId: string): void
  /** Takes up what a process before this one left, and removes files that nobody needs. */
  start(): void
  isBusy(): boolean
  close(): void
}

const tellEveryMs = 300

/**
 * The log starts anew only where all of it is written back as a transaction begins. Where it is longer
 * than so many pages, the next portion waits for that; else the log would grow as long as the import runs.
 */
const longLogPages = 60_000

interface Running {
  readonly importer: Importer
  readonly stored: StoredImport
  toldAt: number
  rows: number
  /** Nobody in the file is known so far. */
  assumesUnknown: boolean
  /** As it was last told. */
  logPages: number
  isLogAwaited: boolean
}

export function createImportRunner(options: ImportRunnerOptions): ImportRunner {
  const { db, spool, clock, transact, emit, report } = options
  let running: Running | null = null
  let waiting: ImporterMessage[] = []
  let isClosed = false
  const group = createPortionGroup(db, settle)

  function wake(): void {
    if (running || isClosed) return
    const [next] = importsInState(db, 'running')
    if (next === undefined) return
    const stored = getImport(db, next)
    read(stored, stored.kind === 'contacts')
    tell('running', stored.position, null)
  }

  function read(stored: StoredImport, assumesUnknown: boolean): void {
    const importer = startImporter(options.file, dataOf(stored), {
      message(message) {
        if (running?.stored.id === stored.id) take(message)
      },
      died(error) {
        report('importer', error)
        fail(stored, 'failed', { code: 'internal', message: '', retryable: false })
      },
    })
    setCheckpointAfter(db, 'other')
    running = {
      importer,
      stored,
      toldAt: 0,
      rows: firstBatchRows,
      assumesUnknown,
      logPages: 0,
      isLogAwaited: false,
    }
  }

  /** Somebody is known after all: the file is read once more, from what is on disk on, and everybody looked up. */
  function readAgain({ importer, stored }: Running): void {
    importer.end()
    waiting = []
    read(getImport(db, stored.id), false)
  }

  function dataOf(stored: StoredImport): ImporterData {
    return { task: 'import', ...importerData(options, stored), position: stored.position }
  }

  /** One message in one turn of the loop: a call that comes in between does not wait for the next. */
  function take(message: ImporterMessage): void {
    if (message.type === 'written_back') {
      writtenBack(message.pages)
      return
    }
    waiting.push(message)
    if (waiting.length === 1) setImmediate(takeNext)
  }

  function writtenBack(pages: number): void {
    const current = running
    if (!current) return
    current.logPages = pages
    if (!current.isLogAwaited) return
    current.isLogAwaited = false
    setImmediate(takeNext)
  }

  function takeNext(): void {
    const [message] = waiting
    const current = running
    if (!message || !current || current.isLogAwaited) return
    if (group.isDue()) {
      // a turn of its own: to commit takes about as long as to write a portion
      settle()
      setImmediate(takeNext)
      return
    }
    if (message.type === 'batch') takeBatch(message.batch)
    else if (message.type === 'end') finish(current.stored)
    else if (message.type === 'failed') fail(current.stored, 'failed', message.error)
    waiting.shift()
    if (waiting.length > 0) setImmediate(takeNext)
  }

  function takeBatch(batch: PackedBatch): void {
    const current = running
    if (!current) return
    const startedAt = performance.now()
    try {
      writeOne(current, batch)
    } catch (error) {
      if (error instanceof KnownMet) readAgain(current)
      else stopAt(current.stored, error)
      return
    }
    const took = performance.now() - startedAt
    current.rows = nextRows(current.rows, batch, took)
    current.importer.next(current.rows, batch)
    const now = performance.now()
    if (now - current.toldAt < tellEveryMs) return
    current.toldAt = now
    tell('running', batch.position, totalOf(batch))
  }

  function writeOne({ stored, assumesUnknown }: Running, batch: PackedBatch): void {
    const now = clock()
    const { options } = stored
    const isBare = assumesUnknown && isPurposeThere(db, options)
    const clockOfPortion = { now, newId: () => newId(now) }
    const writing = { stored, options, clock: clockOfPortion, assumesUnknown: isBare }
    const write = () => writeBatch(db, writing, batch)
    if (isBare) group.writeBare(batchSize(batch), write)
    else group.write(batchSize(batch), write)
  }

  /**
   * What cannot be committed is read again when the import is taken up, and the import stops; whoever wanted
   * to write next is not to blame. Returns whether all is on disk.
   */
  function settle(): boolean {
    const current = running
    try {
      if (group.commit() && current) {
        current.importer.committed()
        current.isLogAwaited = current.logPages > (options.longLogPages ?? longLogPages)
      }
      return true
    } catch (error) {
      waiting = []
      current?.importer.end()
      setImmediate(() => {
        if (current && running === current) stopAt(current.stored, error)
      })
      return false
    }
  }

  function stopAt(stored: StoredImport, error: unknown): void {
    const translated = translateStoreError(error)
    if (!(translated instanceof AppError)) report('import', error)
    const reply =
      translated instanceof AppError
        ? translated.toReply()
        : { code: 'internal' as const, message: '', retryable: false }
    fail(stored, 'stopped', reply)
  }

  function tell(
    state: 'running' | 'finished' | 'failed' | 'cancelled',
    doneCount: number,
    total: number | null,
  ): void {
    if (!running) return
    const taskId = running.stored.id
    emit({ topic: 'progress', payload: { taskId, kind: 'import', doneCount, total, state } })
    emit({
      topic: 'changed',
      payload: { domains: ['imports', ...(state === 'running' ? [] : domains)], groupId: null },
    })
  }

  function finish(stored: StoredImport): void {
    if (!settle()) return
    attempt(() => {
      transact(callerOf(stored), (context) => {
        setImportState(context.db, stored.id, 'finished', context.now)
        const done = getImport(context.db, stored.id)
        context.audit({
          action: 'imports.finished',
          subjectKind: 'import',
          subjectId: stored.id,
          data: countsOf(done),
        })
      })
      spool.remove(stored.id)
    })
    const done = getImport(db, stored.id)
    tell('finished', done.position, done.position)
    end()
  }

  /** The rows that are in stay in, and the import can be taken up again. */
  function fail(stored: StoredImport, state: 'failed' | 'stopped', error: ErrorReply): void {
    attempt(() =>
      transact(callerOf(stored), (context) => {
        setImportState(context.db, stored.id, state, context.now, error.code)
        context.audit({
          action: 'imports.failed',
          subjectKind: 'import',
          subjectId: stored.id,
          data: { ...countsOf(getImport(context.db, stored.id)), code: error.code },
        })
      }),
    )
    tell('failed', stored.position, null)
    end()
  }

  function attempt(work: () => void): void {
    try {
      work()
    } catch (error) {
      report('import', error)
    }
  }

  function end(): void {
    settle()
    running?.importer.end()
    running = null
    waiting = []
    if (db.open) setCheckpointAfter(db, 'writer')
    setImmediate(() => attempt(wake))
  }

  return {
    wake,
    settle,
    release(importId) {
      if (running?.stored.id !== importId) return
      tell('cancelled', getImport(db, importId).position, null)
      end()
    },
    start() {
      attempt(() => spool.sweep(new Set(importsWithFile(db))))
      wake()
    },
    isBusy: () => running !== null,
    close() {
      isClosed = true
      settle()
      running?.importer.end()
      running = null
    },
  }
}

/** Screens that show customers ask again when an import is over. */
const domains = ['contacts', 'tags', 'consent', 'screening', 'overview']

function callerOf(stored: StoredImport): Caller {
  return { host: 'system', actor: stored.createdBy }
}
