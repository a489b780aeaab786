import type { ImportMapping } from '../../../shared/domain/contact-imports.ts'
import { unknownFormat, type ByteSource } from './source.ts'

export type TextEncoding = NonNullable<ImportMapping['encoding']>

const sampleBytes = 256 * 1024
const portionBytes = 128 * 1024

/**
 * In what encoding a text file is written, by its byte order mark, else by its first bytes.
 *
 * @throws AppError `file_format_unknown` where it is no text.
 */
export function guessEncoding(source: ByteSource): TextEncoding {
  const sample = source.read(0, sampleBytes)
  const [first, second] = sample
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const wide = wideKind(sample)
  if (wide) return wide
  refuseBinary(sample)
  if (isUtf8(sample, source.size > sample.length)) return 'utf-8'
  return isHanPairs(sample) ? 'gb18030' : 'windows-1252'
}

/** Zero bytes standing in every other place. */
function wideKind(sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(sample.length, 4000) & ~1
  if (length < 8) return null
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at += 2) {
    if (sample[at] === 0) even += 1
    if (sample[at + 1] === 0) odd += 1
  }
  const pairs = length / 2
  if (odd > pairs * 0.3 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.3 && odd < pairs * 0.05) return 'utf-16be'
  return null
}

/** Pictures and archives have control bytes all over; a table has a stray one at most. */
function refuseBinary(sample: Uint8Array): void {
  const length = Math.min(sample.length, 10_000)
  let controls = 0
  for (let at = 0; at < length; at += 1) {
    const byte = sample[at]!
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls += 1
  }
  if (controls > 2 + length / 50) throw unknownFormat()
}

function isUtf8(sample: Uint8Array, isCut: boolean): boolean {
  // a character may be cut in two where the sample ends
  for (let cut = 0; cut <= (isCut ? 3 : 0); cut += 1)
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(sample.subarray(0, sample.length - cut))
      return true
    } catch {
      // not with this end; the next is tried
    }
  return false
}

/**
 * Common Chinese characters are two bytes from A1 to FE (the rows of GB 2312); in Western text such a
 * byte stands alone, before a plain letter.
 */
function isHanPairs(sample: Uint8Array): boolean {
  let pairs = 0
  let singles = 0
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at]! < 0x81) continue
    const next = sample[at + 1] ?? 0
    if (sample[at]! >= 0xa1 && next >= 0xa1) pairs += 1
    else singles += 1
    if (next >= 0x40) at += 1
  }
  return pairs > singles
}

/** The text of a file in portions, with how many bytes have been read. */
export function* decodePortions(
  source: ByteSource,
  encoding: TextEncoding,
): Generator<{ readonly text: string; readonly bytesRead: number }> {
  const decoder = new TextDecoder(encoding)
  for (let at = 0; at < source.size;) {
    const bytes = source.read(at, portionBytes)
    if (bytes.length === 0) break
    at += bytes.length
    yield { text: decoder.decode(bytes, { stream: true }), bytesRead: at }
  }
  const rest = decoder.decode()
  if (rest !== '') yield { text: rest, bytesRead: source.size }
}
