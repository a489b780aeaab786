import { crc32 } from 'node:zlib'
import { Inflate } from 'fflate'
import { tooLarge, unreadable, type ByteSource } from './source.ts'

export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly compressedSize: number
  /** Of the content as it was packed. */
  readonly crc32: number
  /** Where its local header starts. */
  readonly at: number
}

const endSignature = 0x06054b50
const centralSignature = 0x02014b50
const localSignature = 0x04034b50
/** End record with the longest comment. */
const tailBytes = 22 + 65_535
const maxEntries = 5000
const maxDirectoryBytes = 4 * 1024 * 1024
/** Sheets shrink to a tenth or a thirtieth; what unpacks to much more is a bomb. */
const maxRatio = 250
const maxUnpackedBytes = 2 * 1024 * 1024 * 1024
const slackBytes = 4 * 1024 * 1024
/** Unpacks to four megabytes at most. */
const inputBytes = 4096

/**
 * Contents of an archive, by its central directory.
 *
 * @throws AppError `file_unreadable`, `file_too_large`.
 * @see PKWARE, APPNOTE.TXT, 4.3
 */
export function listEntries(source: ByteSource): ZipEntry[] {
  const tailAt = Math.max(0, source.size - tailBytes)
  const tail = viewOf(source.read(tailAt, tailBytes))
  let end = tail.byteLength - 22
  while (end >= 0 && tail.getUint32(end, true) !== endSignature) end -= 1
  if (end < 0) throw unreadable()
  const count = tail.getUint16(end + 10, true)
  const bytes = tail.getUint32(end + 12, true)
  const at = tail.getUint32(end + 16, true)
  if (count > maxEntries || bytes > maxDirectoryBytes)
    throw tooLarge('The archive holds too many files.')
  return readDirectory(source.read(at, bytes), count)
}

function readDirectory(bytes: Uint8Array, count: number): ZipEntry[] {
  const directory = viewOf(bytes)
  const entries: ZipEntry[] = []
  for (let at = 0; entries.length < count;) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== centralSignature)
      throw unreadable()
    if (directory.getUint16(at + 8, true) & 1) throw unreadable()
    const nameLength = directory.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: directory.getUint16(at + 10, true),
      crc32: directory.getUint32(at + 16, true),
      compressedSize: directory.getUint32(at + 20, true),
      at: directory.getUint32(at + 42, true),
    })
    at += 46 + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true)
  }
  return entries
}

export interface UnpackedPortion {
  readonly bytes: Uint8Array
  /** Of the compressed bytes. */
  readonly bytesRead: number
}

/**
 * An entry's content in portions, at most four megabytes each. Whoever reads it to the end knows that it is whole.
 *
 * @throws AppError `file_unreadable`, `file_too_large` where it is a bomb.
 */
export function* unpackEntry(source: ByteSource, entry: ZipEntry): Generator<UnpackedPortion> {
  const header = viewOf(source.read(entry.at, 30))
  if (header.byteLength < 30 || header.getUint32(0, true) !== localSignature) throw unreadable()
  const from = entry.at + 30 + header.getUint16(26, true) + header.getUint16(28, true)
  const end = from + entry.compressedSize
  if (end > source.size || (entry.method !== 0 && entry.method !== 8)) throw unreadable()
  const limit = Math.min(entry.compressedSize * maxRatio + slackBytes, maxUnpackedBytes)
  let unpacked = 0
  let sum = 0
  let out: Uint8Array[] = []
  const inflate = new Inflate((chunk) => out.push(chunk))
  for (let at = from; at < end;) {
    const input = source.read(at, Math.min(entry.method === 8 ? inputBytes : 65_536, end - at))
    if (input.length === 0) throw unreadable()
    at += input.length
    out = entry.method === 0 ? [input] : []
    if (entry.method === 8) push(inflate, input, at >= end)
    for (const bytes of out) {
      unpacked += bytes.length
      if (unpacked > limit) throw tooLarge('The archive unpacks to more than it may. Split it.')
      sum = crc32(bytes, sum)
      if (bytes.length > 0) yield { bytes, bytesRead: at - from }
    }
  }
  if (sum !== entry.crc32) throw unreadable()
}

function push(inflate: Inflate, input: Uint8Array, isLast: boolean): void {
  try {
    // the library works in place
    inflate.push(Uint8Array.from(input), isLast)
  } catch (error) {
    throw unreadable(error)
  }
}

/** An entry that has to be small, as a whole. */
export function unpackWhole(source: ByteSource, entry: ZipEntry, maxBytes: number): string {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (const { bytes } of unpackEntry(source, entry)) {
    size += bytes.length
    if (size > maxBytes) throw tooLarge('The workbook is too large to be read.')
    text += decoder.decode(bytes, { stream: true })
  }
  return text + decoder.decode()
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
