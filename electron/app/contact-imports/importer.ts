import { AppError } from '../../../shared/errors.ts'
import type { PackedBatch } from '../../core/imports/pack-contacts.ts'
import type { FileInspection } from '../../files/contact-import/inspect-file.ts'
import {
  memoryOf,
  type ImporterData,
  type ImporterMessage,
  type ImporterRequest,
} from '../workers/importer-protocol.ts'
import { startThread } from '../workers/start-thread.ts'

/** A thread that reads one file. */
export interface Importer {
  /** One more batch of so many rows is welcome; this one is done with, and its memory goes back. */
  next(rows: number, done: PackedBatch): void
  /** What was read so far is committed: the store's log can be written back. */
  committed(): void
  end(): void
}

export interface ImporterListener {
  message(message: ImporterMessage): void
  /** The thread died of something nobody expected. */
  died(error: unknown): void
}

/** Memory of a thread that reads a file; a file that needs more is refused, and not the app. */
const maxHeapMb = 1024

export function startImporter(file: URL, data: ImporterData, listener: ImporterListener): Importer {
  const worker = startThread(file, data, {
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: 24 },
  })
  let isEnded = false
  worker.on('message', (message: ImporterMessage) => {
    if (!isEnded) listener.message(message)
  })
  worker.on('error', (error) => {
    if (isEnded) return
    isEnded = true
    const isFull = (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY'
    if (isFull)
      listener.message({
        type: 'failed',
        error: new AppError('file_too_large', {
          message: 'The file takes more memory than there is. Save it as CSV, or split it.',
        }).toReply(),
      })
    else listener.died(error)
  })
  return {
    next(rows, done) {
      const memory = memoryOf(done)
      worker.postMessage({ type: 'next', rows, memory } satisfies ImporterRequest, memory)
    },
    committed: () => worker.postMessage({ type: 'committed' } satisfies ImporterRequest),
    end() {
      isEnded = true
      void worker.terminate()
    },
  }
}

/** Longest look at a file's head. */
const inspectMs = 60_000

/**
 * Looks at a file in a thread of its own, so that a hostile one holds nobody up.
 *
 * @throws AppError `file_format_unknown`, `file_unreadable`, `file_too_large`, `invalid_input`, `cancelled`.
 */
export function inspectInThread(
  file: URL,
  data: ImporterData,
  signal: AbortSignal,
): Promise<FileInspection> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      importer.end()
      action()
    }
    const importer = startImporter(file, data, {
      message(message) {
        if (message.type === 'inspected') settle(() => resolve(message.result))
        if (message.type === 'failed')
          settle(() => reject(new AppError(message.error.code, message.error)))
      },
      died: (error) => settle(() => reject(error)),
    })
    const timer = setTimeout(
      () =>
        settle(() =>
          reject(
            new AppError('file_too_large', { message: 'The file takes too long to be read.' }),
          ),
        ),
      inspectMs,
    )
    const stop = () =>
      settle(() =>
        reject(new AppError('cancelled', { message: 'The look at the file was stopped.' })),
      )
    signal.addEventListener('abort', stop)
  })
}
