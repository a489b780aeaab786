import type { SyncResult } from '../../shared/domain/account.ts'
import type { ImportMapping, ImportOptions } from '../../shared/domain/contact-imports.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'
import type { CallName, CallOutput, ParsedInput } from '../../shared/ipc/contract.ts'
import type { AuditLine } from '../core/audit/audit-line.ts'
import type { SecretStore } from '../secrets/secret-store.ts'
import type { FileInspection } from '../files/contact-import/inspect-file.ts'
import type { ReadableDatabase, WritableDatabase } from '../store/database.ts'
import type { ImportSpool } from '../store/import-spool.ts'
import type { StagedFiles } from './staged-files.ts'

/** Who is asking, and through which host. The actor's name goes into the audit log. */
export interface Caller {
  readonly host: 'electron' | 'browser' | 'cli' | 'test' | 'system'
  readonly actor: string
}

/** What a query handler may use: a read-only connection and the clock. */
export interface QueryContext {
  readonly db: ReadableDatabase
  /** Unix ms, fixed for the length of the call. */
  readonly now: number
}

/** Work to be put on disk in the same transaction as what asked for it. */
export interface NewJob {
  readonly kind: string
  readonly groupId?: string | null
  readonly payload: Record<string, unknown>
  /** Unix ms; left out: now. */
  readonly runAt?: number
}

/** What a command handler may use. It runs alone, inside one transaction, and never awaits. */
export interface CommandContext {
  readonly db: WritableDatabase
  readonly now: number
  readonly caller: Caller
  newId(): string
  audit(line: AuditLine): void
  /** Returns the job's id. The runner picks it up after the commit. */
  enqueue(job: NewJob): string
  /** Makes the runner look for work after the commit: a job went back to the queue. */
  wakeJobs(): void
  /** Tells hosts, after the commit, that these domains are different now. */
  changed(domains: readonly string[], groupId?: string | null): void
  notify(event: Extract<AppEvent, { topic: 'notify' }>['payload']): void
}

export interface Progress {
  readonly kind: Extract<AppEvent, { topic: 'progress' }>['payload']['kind']
  readonly doneCount: number
  readonly total: number | null
}

/** Files of customers on their way in, and the threads that read them. */
export interface Imports {
  readonly spool: ImportSpool
  /** Ids of imports that are being taken back: nothing else may be done with them meanwhile. */
  readonly undoing: Set<string>
  /** Looks for an import that is to run, after the commit that says so. */
  wake(): void
  /** Stops working on an import that is no longer to run. */
  release(importId: string): void
  /**
   * Looks at the head of a file in a thread of its own.
   *
   * @throws AppError `file_format_unknown`, `file_unreadable`, `file_too_large`, `invalid_input`, `cancelled`.
   */
  inspect(
    importId: string,
    reading: { readonly mapping: ImportMapping; readonly options: ImportOptions },
    signal: AbortSignal,
  ): Promise<FileInspection>
}

/**
 * What a process handler may use: a command too long or too slow for one transaction (an import, a
 * connection check, a report). It awaits between transactions, never inside one.
 */
export interface ProcessContext {
  readonly caller: Caller
  readonly secrets: SecretStore
  readonly files: StagedFiles
  readonly imports: Imports
  /** Aborted by `tasks.cancel` and when the app closes. */
  readonly signal: AbortSignal
  readonly taskId: string
  now(): number
  read<T>(reader: (context: QueryContext) => T): T
  transact<T>(work: (context: CommandContext) => T): T
  progress(progress: Progress): void
  /** Prints HTML to PDF with the host's Chromium; `pdf_printer_unavailable` where there is none. */
  printPdf(html: string): Promise<Uint8Array>
  /** Waits until no job can be run right now. */
  settleJobs(): Promise<void>
  /** Makes client and receiver anew, after the account or its secrets are different. */
  accountChanged(): Promise<void>
  /** Looks at everything WhatsApp shows; a second caller joins the look that is under way. */
  sync(): Promise<SyncResult>
  cancelTask(taskId: string): void
  /** Address of the Business API where a host gave one, else null. */
  readonly graphBaseUrl: string | null
}

export type QueryHandler<N extends CallName> = (
  context: QueryContext,
  input: ParsedInput<N>,
) => CallOutput<N>
export type CommandHandler<N extends CallName> = (
  context: CommandContext,
  input: ParsedInput<N>,
) => CallOutput<N>
export type ProcessHandler<N extends CallName> = (
  context: ProcessContext,
  input: ParsedInput<N>,
) => Promise<CallOutput<N>>

export type Handler<N extends CallName> =
  | { readonly style: 'query'; readonly run: QueryHandler<N> }
  | { readonly style: 'command'; readonly run: CommandHandler<N> }
  | { readonly style: 'process'; readonly run: ProcessHandler<N> }

/** Handlers of one domain; the composition root joins them and checks that none is missing. */
export type Handlers<N extends CallName = CallName> = { readonly [K in N]: Handler<K> }

export function query<N extends CallName>(run: QueryHandler<N>): Handler<N> {
  return { style: 'query', run }
}

export function command<N extends CallName>(run: CommandHandler<N>): Handler<N> {
  return { style: 'command', run }
}

export function process<N extends CallName>(run: ProcessHandler<N>): Handler<N> {
  return { style: 'process', run }
}
