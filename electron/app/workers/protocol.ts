import type { AppEvent } from '../../../shared/ipc/events.ts'
import type { ErrorReply } from '../../../shared/errors.ts'
import type { Reply } from '../../../shared/result.ts'
import type { VaultKind } from '../../../shared/domain/workspace.ts'
import type { PastBroadcast } from '../../store/broadcasts/past-broadcast-store.ts'
import type { Caller } from '../context.ts'

/** `workerData` of the writer. */
export interface WriterData {
  readonly dataDir: string
  readonly isDemo: boolean
  readonly vault?: VaultKind
  readonly passphrase?: string
  readonly logFile: string | null
  readonly graphBaseUrl?: string
  readonly runJobs: boolean
  readonly canPrintPdf: boolean
  readonly graceMs?: number
  /** Entry file of the threads that read files to import; left out, that of the sources. */
  readonly importerFile?: string
}

/** `workerData` of a reader: the store is open and migrated by then. */
export interface ReaderData {
  readonly dataDir: string
  readonly key: Uint8Array
  readonly logFile: string | null
}

/** To a worker. Every request with an id is answered once. */
export type WorkerRequest =
  | {
      readonly type: 'call'
      readonly id: number
      readonly name: string
      readonly input: unknown
      readonly caller: Caller
    }
  | { readonly type: 'drain'; readonly id: number; readonly timeoutMs: number }
  /** Of the demo shop alone. */
  | { readonly type: 'past'; readonly id: number; readonly past: PastBroadcast }
  | { readonly type: 'printed'; readonly id: number; readonly pdf: Uint8Array | null }
  | { readonly type: 'close'; readonly id: number }

/** From a worker. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  /** The workspace cannot be opened, for a reason that a person has to hear. */
  | { readonly type: 'failed'; readonly error: ErrorReply }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply<unknown> }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'event'; readonly event: AppEvent }
  | { readonly type: 'printPdf'; readonly id: number; readonly html: string }
  /** The store is open: readers can be given this key, or are to be closed. */
  | { readonly type: 'opened'; readonly key: Uint8Array }
