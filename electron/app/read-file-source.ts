import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ProcessContext } from './context.ts'
import type { StagedContent } from './staged-files.ts'

const maxBytes = 512 * 1024 * 1024

interface FileSource {
  readonly stagedFileId?: string | undefined
  readonly path?: string | undefined
}

/**
 * Content of a file that a call names. A path is taken from a terminal only: a page that could name
 * paths could read any file of the owner.
 *
 * @throws AppError `forbidden`, `not_found`, `file_unreadable`, `file_too_large`.
 */
export async function readFileSource(
  context: Pick<ProcessContext, 'caller' | 'files'>,
  source: FileSource,
): Promise<StagedContent> {
  if (source.stagedFileId !== undefined) return context.files.read(source.stagedFileId)
  allowPaths(context.caller.host)
  const path = source.path ?? ''
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  )
  if (size === null) throw unreadable()
  if (size > maxBytes)
    throw new AppError('file_too_large', {
      message: 'The file is too large to be read at once. Split it and try again.',
    })
  try {
    return { fileName: basename(path), content: await readFile(path) }
  } catch (error) {
    throw unreadable(error)
  }
}

/** Refuses a host that must not name paths on the owner's disk. */
export function allowPaths(host: ProcessContext['caller']['host']): void {
  if (host !== 'cli' && host !== 'test')
    throw new AppError('forbidden', {
      message: 'Paths are taken from a terminal only. Choose the file in the app.',
    })
}

function unreadable(cause?: unknown): AppError {
  return new AppError('file_unreadable', {
    field: 'file',
    message: 'The file cannot be read. Check that it is there and may be opened.',
    cause,
  })
}
