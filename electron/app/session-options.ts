import type { AppEvent } from '../../shared/ipc/events.ts'
import type { Logger } from './log.ts'
import type { WriterData } from './workers/protocol.ts'

/** What a session is given by the thread it runs in. */
export interface SessionOptions extends WriterData {
  readonly emit: (event: AppEvent) => void
  readonly opened: (key: Uint8Array) => void
  readonly printPdf: (html: string) => Promise<Uint8Array>
  readonly log: Logger
  readonly clock?: () => number
}
