import type { ImportMapping, ImportOptions } from '../../../shared/domain/contact-imports.ts'
import type { ErrorReply } from '../../../shared/errors.ts'
import type { PackedBatch } from '../../core/imports/pack-contacts.ts'
import type { FileInspection } from '../../files/contact-import/inspect-file.ts'

/** `workerData` of an importer: which file, and how it is read. */
export interface ImporterData {
  readonly task: 'inspect' | 'import'
  readonly directory: string
  /** Key of the spooled file. */
  readonly key: Uint8Array
  /** Data key of the workspace, with which the thread writes the store's log back. */
  readonly storeKey: Uint8Array
  readonly importId: string
  readonly bytes: number
  readonly fileName: string
  readonly kind: 'contacts' | 'orders'
  readonly mapping: ImportMapping
  readonly options: ImportOptions
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** ISO 4217. */
  readonly currency: string
  /** Keys of the owner's own fields. */
  readonly ownFields: readonly string[]
  /** Rows that are settled already. */
  readonly position: number
}

/**
 * To an importer: one more batch is welcome, of so many rows, and the memory of the last can be used for it; or
 * the store's log can be written back.
 */
export type ImporterRequest =
  | { readonly type: 'next'; readonly rows: number; readonly memory: readonly ArrayBuffer[] }
  | { readonly type: 'committed' }

/** Memory of a portion, which goes from thread to thread with it and is not copied. */
export function memoryOf({ contacts }: PackedBatch): ArrayBuffer[] {
  return [contacts.rows.buffer as ArrayBuffer, contacts.tokens.buffer as ArrayBuffer]
}

export type ImporterMessage =
  | { readonly type: 'inspected'; readonly result: FileInspection }
  | { readonly type: 'batch'; readonly batch: PackedBatch }
  /** The log is written back; so many pages it holds. */
  | { readonly type: 'written_back'; readonly pages: number }
  | { readonly type: 'end' }
  | { readonly type: 'failed'; readonly error: ErrorReply }

/** Batches that may be on their way at once; what holds the reader back where writing is slower. */
export const batchesAhead = 6
export const firstBatchRows = 1000
