import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../../shared/errors.ts'

/**
 * Replaces a small file so that, whatever happens in between, either the old or the new content is
 * there whole. Readable by its owner only.
 *
 * @throws AppError `disk_full`, `workspace_not_writable`, `workspace_missing`.
 */
export function writeFileAtomically(path: string, content: string): void {
  const fresh = `${path}.new`
  try {
    // a left-over could have other permissions
    rmSync(fresh, { force: true })
    const file = openSync(fresh, 'wx', 0o600)
    try {
      const bytes = Buffer.from(content)
      let written = 0
      while (written < bytes.length) written += writeSync(file, bytes, written)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(fresh, path)
    syncFolder(dirname(path))
  } catch (error) {
    removeQuietly(fresh)
    throw translateFileError(error)
  }
}

/** Makes the rename last. Windows has no handle for folders; its file system journals renames. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // the folder is not writable; the first error says so
  }
}

/** The `AppError` for what the file system throws; any other error is returned as it is. */
export function translateFileError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('Unexpected value thrown', { cause: error })
  switch ('code' in error ? error.code : undefined) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('disk_full', {
        message: 'The disk is full. Free some space and try again.',
        retryable: true,
        cause: error,
      })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('workspace_not_writable', {
        message: 'The workspace folder cannot be written. Change its permissions.',
        cause: error,
      })
    case 'ENOENT':
      return new AppError('workspace_missing', {
        message: 'There is no workspace in this folder.',
        cause: error,
      })
    default:
      return error
  }
}
