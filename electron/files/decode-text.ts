import { AppError } from '../../shared/errors.ts'

/** Text files above this are refused: no honest chat or member list comes near it. */
export const maxTextBytes = 200 * 1024 * 1024

/**
 * Text of a file in whatever encoding phones and spreadsheets write: UTF-8, UTF-16 with or without a
 * byte order mark, else GB18030. Refuses what is no text.
 *
 * @throws AppError `file_too_large`, `file_format_unknown`.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.byteLength > maxTextBytes)
    throw new AppError('file_too_large', {
      message: 'The file is too large. Export a shorter period, or without media.',
    })
  if (bytes.byteLength === 0)
    throw new AppError('file_format_unknown', {
      message: 'The file is empty. Choose another one.',
    })
  const text = decode(bytes)
  if (text === null || isBinary(text))
    throw new AppError('file_format_unknown', {
      message: 'The file holds no text that can be read. Choose another one.',
    })
  return text
}

function decode(bytes: Uint8Array): string | null {
  const wide = utf16Kind(bytes)
  if (wide !== null) return tryDecode(wide, bytes)
  const text = tryDecode('utf-8', bytes)
  if (text !== null) return text
  return tryDecode('gb18030', bytes)
}

function tryDecode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    // Not of this encoding; the caller tries the next.
    return null
  }
}

/** By its byte order mark, else by zero bytes standing in every other place. */
function utf16Kind(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 2000)
  if (sample.length < 8) return null
  let even = 0
  let odd = 0
  for (let index = 0; index + 1 < sample.length; index += 2) {
    if (sample[index] === 0) even += 1
    if (sample[index + 1] === 0) odd += 1
  }
  const pairs = sample.length / 2
  if (odd > pairs * 0.3 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.3 && odd < pairs * 0.05) return 'utf-16be'
  return null
}

/** More than a stray control character in a sample: pictures and archives, not text. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 10_000)
  let controls = 0
  for (let index = 0; index < sample.length; index += 1) {
    const code = sample.charCodeAt(index)
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) controls += 1
  }
  return controls > sample.length / 50
}
