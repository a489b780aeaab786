import type { VaultKind } from '../../shared/domain/workspace.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'
import type { Reply } from '../../shared/result.ts'
import type { Caller } from './context.ts'

export type { Caller } from './context.ts'

/** What a host gets: one door in, one stream out. Never throws; a refusal is a value. */
export interface App {
  call(name: string, input: unknown, caller: Caller): Promise<Reply<unknown>>
  on(listener: (event: AppEvent) => void): () => void
  /** Waits until jobs are carried out and confirmed, at most `timeoutMs`; a terminal ends after it. */
  drain(timeoutMs: number): Promise<void>
  /** Lets running work reach a safe point, then closes the store. */
  close(): Promise<void>
}

/** What only a host can do. */
export interface HostPorts {
  readonly printPdf?: (html: string) => Promise<Uint8Array>
}

/** Entry files of the worker threads; a bundle passes its own. */
export interface WorkerFiles {
  readonly writer: URL
  readonly reader: URL
  readonly importer: URL
  readonly sandbox: URL
}

export interface AppOptions {
  /** Folder of the workspace; made when it is missing. */
  readonly dataDir: string
  /** Opens with this passphrase at start, if the workspace has one. */
  readonly passphrase?: string
  /** Way in that a host insists on (the terminal's `--vault`). */
  readonly vault?: VaultKind
  readonly ports?: HostPorts
  readonly workers?: WorkerFiles
  /** File for the log, or null for none. Holds no number, token or text. */
  readonly logFile?: string | null
  /** Base address of the Business API, where it is not Meta's. */
  readonly graphBaseUrl?: string
  /** Jobs run by themselves; off where a test steps them. */
  readonly runJobs?: boolean
  /** How long an operation may take to show at WhatsApp; left out, a value that fits the host. */
  readonly graceMs?: number
}
