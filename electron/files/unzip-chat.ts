import { unzipSync, type UnzipFileInfo } from 'fflate'
import { AppError } from '../../shared/errors.ts'
import { maxTextBytes } from './decode-text.ts'

/** More entries than a chat with every allowed attachment has. */
const maxEntries = 100_000
/** Deflate cannot shrink further than this; an entry that claims to is a bomb or a lie. */
const maxDeflateRatio = 1040

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)
}

/**
 * The chat's text file from an exported zip; attachments are not unpacked.
 *
 * @throws AppError `file_unreadable`, `file_too_large`, `file_format_unknown`.
 */
export function unzipChat(bytes: Uint8Array): { name: string; content: Uint8Array } {
  const entry = chooseEntry(listEntries(bytes))
  if (!entry)
    throw new AppError('file_format_unknown', {
      message: 'The archive holds no chat. Export the chat again and choose that file.',
    })
  if (entry.originalSize > maxTextBytes)
    throw new AppError('file_too_large', {
      message: 'The chat in the archive is too large. Export a shorter period.',
    })
  if (entry.originalSize > entry.size * maxDeflateRatio + 1024) throw unreadable()
  return { name: entry.name, content: extract(bytes, entry) }
}

function listEntries(bytes: Uint8Array): UnzipFileInfo[] {
  const entries: UnzipFileInfo[] = []
  try {
    unzipSync(bytes, {
      filter(entry) {
        if (entries.length >= maxEntries)
          throw new AppError('file_too_large', { message: 'The archive holds too many files.' })
        entries.push(entry)
        return false
      },
    })
  } catch (error) {
    if (error instanceof AppError) throw error
    throw unreadable(error)
  }
  return entries
}

/** iPhones call it `_chat.txt`; Android names it after the chat. The largest text wins. */
function chooseEntry(entries: readonly UnzipFileInfo[]): UnzipFileInfo | undefined {
  const texts = entries.filter(
    ({ name }) => name.toLowerCase().endsWith('.txt') && !name.startsWith('__MACOSX/'),
  )
  return (
    texts.find(({ name }) => name === '_chat.txt' || name.endsWith('/_chat.txt')) ??
    texts.reduce<UnzipFileInfo | undefined>(
      (best, entry) => (!best || entry.originalSize > best.originalSize ? entry : best),
      undefined,
    )
  )
}

function extract(bytes: Uint8Array, wanted: UnzipFileInfo): Uint8Array {
  let isTaken = false
  try {
    const files = unzipSync(bytes, {
      filter(entry) {
        const isWanted =
          !isTaken && entry.name === wanted.name && entry.originalSize === wanted.originalSize
        isTaken ||= isWanted
        return isWanted
      },
    })
    const content = files[wanted.name]
    if (content) return content
  } catch (error) {
    throw unreadable(error)
  }
  throw unreadable()
}

function unreadable(cause?: unknown): AppError {
  return new AppError('file_unreadable', {
    message: 'The archive is damaged or locked. Export the chat again.',
    cause,
  })
}
