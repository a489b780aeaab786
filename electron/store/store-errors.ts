import { AppError } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'

const texts = {
  store_wrong_key: 'The key does not open this workspace. Restore the folder that belongs to it.',
  store_damaged: 'The workspace file is damaged. Restore the newest file of the backups folder.',
  store_newer_version: 'A newer version of the app wrote this workspace. Update the app.',
  disk_full: 'The disk is full. Free some space and try again.',
  workspace_not_writable: 'The workspace folder cannot be written. Change its permissions.',
  workspace_in_use: 'Another window of the app uses this workspace. Close it first.',
  workspace_missing: 'There is no workspace in this folder.',
} satisfies Partial<Record<ErrorCode, string>>

/** An expected refusal of the store, with the sentence that says what to do. */
export function storeError(code: keyof typeof texts, cause?: unknown): AppError {
  const retryable = code === 'workspace_in_use' || code === 'disk_full'
  return new AppError(code, { message: texts[code], retryable, cause })
}

/**
 * Turns what the driver or the file system throws into the matching `AppError`; any other error is
 * returned as it is. After a successful open the key is proven, so `SQLITE_NOTADB` then means a
 * damaged first page; `openWritableStore` and `openReadableStore` tell a wrong key apart.
 *
 * Source: SQLite, "Result and Error Codes"; errno(3).
 */
export function translateStoreError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('Unexpected value thrown', { cause: error })
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // raised by the triggers that guard messages to single people
  if (code === 'SQLITE_CONSTRAINT_TRIGGER' && error.message === 'opted_out') return optedOut(error)
  const known = storeCode(code)
  return known === undefined ? error : storeError(known, error)
}

/** The person said no: nothing is written to them until they take it back themselves. */
export function optedOut(cause?: unknown): AppError {
  return new AppError('opted_out', {
    message:
      'This person does not want these messages. Only their own word takes that back: a start word or a sign-up link.',
    cause,
  })
}

/** True for the driver's "file is not a database": a wrong key or a damaged first page. */
export function isNotADatabase(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_NOTADB'
}

function storeCode(code: string): keyof typeof texts | undefined {
  switch (code) {
    case 'SQLITE_NOTADB':
    case 'SQLITE_IOERR_SHORT_READ':
    case 'SQLITE_IOERR_DATA':
    case 'SQLITE_IOERR_CORRUPTFS':
      return 'store_damaged'
    case 'SQLITE_FULL':
    // growing the WAL index fails with this one when the disk is full
    case 'SQLITE_IOERR_SHMSIZE':
    case 'ENOSPC':
    case 'EDQUOT':
      return 'disk_full'
    case 'SQLITE_PERM':
    case 'SQLITE_IOERR_SHMOPEN':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'workspace_not_writable'
    default:
      if (code.startsWith('SQLITE_CORRUPT')) return 'store_damaged'
      if (code.startsWith('SQLITE_READONLY')) return 'workspace_not_writable'
      if (code.startsWith('SQLITE_CANTOPEN')) return 'workspace_not_writable'
      if (code.startsWith('SQLITE_BUSY')) return 'workspace_in_use'
      return undefined
  }
}
