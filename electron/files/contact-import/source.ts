import { AppError } from '../../../shared/errors.ts'

/** Bytes of a file, read piece by piece in any order. */
export interface ByteSource {
  readonly size: number
  /** At most `length` bytes; fewer at the end. */
  read(at: number, length: number): Uint8Array
}

/** A source over bytes that are at hand. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return { size: bytes.byteLength, read: (at, length) => bytes.subarray(at, at + length) }
}

/** A row as the file has it. */
export interface SourceRow {
  /** Line of the file, or row of the sheet, from 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** Cannot be read as a row: a quote that never ends, more than a row can hold. */
  readonly isBroken?: boolean
}

/** Rows in portions, and how far the file has been read, in bytes. */
export interface RowPortion {
  readonly rows: readonly SourceRow[]
  readonly bytesRead: number
}

/** Wider rows are refused: no table that people keep has as many columns. */
export const maxColumns = 1000
/** Longest row in characters; a longer one is broken. */
export const maxRowLength = 1_000_000

export function unreadable(cause?: unknown): AppError {
  return new AppError('file_unreadable', {
    message: 'The file is damaged or locked. Save it again and choose it anew.',
    cause,
  })
}

export function tooLarge(message: string): AppError {
  return new AppError('file_too_large', { message })
}

export function unknownFormat(
  message = 'The file is no table, workbook, address book or chat export that can be read.',
): AppError {
  return new AppError('file_format_unknown', { message })
}
