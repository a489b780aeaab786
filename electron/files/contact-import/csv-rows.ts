import type { ImportMapping } from '../../../shared/domain/contact-imports.ts'
import {
  maxColumns,
  maxRowLength,
  type ByteSource,
  type RowPortion,
  type SourceRow,
} from './source.ts'
import { decodePortions, guessEncoding, type TextEncoding } from './text-encoding.ts'

export type Separator = NonNullable<ImportMapping['separator']>

export interface CsvFormat {
  readonly encoding: TextEncoding
  readonly separator: Separator
}

const separators: readonly Separator[] = [',', ';', '\t']
const quote = '"'

/** How a table is written; what is given is not guessed. */
export function guessCsvFormat(source: ByteSource, given: ImportMapping): CsvFormat {
  const encoding = given.encoding ?? guessEncoding(source)
  if (given.separator !== undefined) return { encoding, separator: given.separator }
  const { value } = decodePortions(source, encoding).next()
  return { encoding, separator: guessSeparator(value === undefined ? '' : value.text) }
}

/** The one that cuts the first lines into equally many cells, and into most. */
function guessSeparator(head: string): Separator {
  const lines = head
    .slice(0, 50_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|[\r\n]/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  let best: { separator: Separator; score: number } = { separator: ',', score: 0 }
  for (const separator of separators) {
    const counts = lines.map((line) => line.split(separator).length - 1)
    const first = counts[0] ?? 0
    if (first === 0) continue
    const alike = counts.filter((count) => count === first).length / counts.length
    const score = alike * 1000 + Math.min(first, 500)
    if (score > best.score) best = { separator, score }
  }
  return best.separator
}

/**
 * Rows of a table. Quoted cells may hold line breaks; a quote that is never closed breaks its own line
 * and no other. A row without any text is no row.
 */
export function* readCsv(source: ByteSource, format: CsvFormat): Generator<RowPortion> {
  const splitter = new RowSplitter(format.separator)
  for (const { text, bytesRead } of decodePortions(source, format.encoding))
    for (const rows of splitter.push(text, false)) yield { rows, bytesRead }
  for (const rows of splitter.push('', true)) yield { rows, bytesRead: source.size }
}

/** Rows that are split at once: their cells are strings that live until the last of them is read. */
const rowsAtOnce = 250

class RowSplitter {
  readonly #separator: string
  #rest = ''
  #line = 1
  #isSkipping = false
  #newline: '\n' | '\r' | null = null
  #rows: SourceRow[] = []
  /** Where the next quote stands in the text at hand; looked for once, not once a row. */
  #quoteAt = -1

  constructor(separator: string) {
    this.#separator = separator
  }

  *push(chunk: string, isEnd: boolean): Generator<SourceRow[]> {
    const text = this.#rest + chunk
    // The very old Mac way; such a file has not one line feed.
    this.#newline ??= text.includes('\n') || !text.includes('\r') ? '\n' : '\r'
    this.#quoteAt = -1
    let from = 0
    if (this.#isSkipping) {
      const end = text.indexOf(this.#newline)
      if (end < 0) {
        this.#rest = ''
        return
      }
      this.#isSkipping = false
      this.#line += 1
      from = end + 1
    }
    for (let next = from; ; from = next) {
      next = this.#row(text, from, isEnd)
      if (next < 0) break
      if (this.#rows.length >= rowsAtOnce) yield this.#take()
    }
    this.#rest = isEnd ? '' : text.slice(from)
    if (this.#rest.length > maxRowLength) this.#giveUp()
    yield this.#take()
  }

  #take(): SourceRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  /** A line longer than any row: its beginning is reported, and its end is not kept. */
  #giveUp(): void {
    this.#rows.push({ line: this.#line, cells: [this.#rest.slice(0, 200)], isBroken: true })
    this.#rest = ''
    this.#isSkipping = true
  }

  /** Takes the row that starts here; where the next one starts, or -1 where more has to come first. */
  #row(text: string, from: number, isEnd: boolean): number {
    if (from >= text.length) return -1
    const found = text.indexOf(this.#newline!, from)
    const end = found < 0 ? text.length : found
    if (found < 0 && !isEnd) return -1
    if (this.#quoteAt < from) {
      const mark = text.indexOf(quote, from)
      this.#quoteAt = mark < 0 ? Infinity : mark
    }
    if (this.#quoteAt < end) return this.#quoted(text, from, end, isEnd)
    this.#add(text.slice(from, end).replace(/\r$/, '').split(this.#separator), 1)
    return end + 1
  }

  #quoted(text: string, from: number, end: number, isEnd: boolean): number {
    const read = readQuoted(text, from, this.#separator, this.#newline!)
    if (read === 'broken' || (read === null && (isEnd || text.length - from > maxRowLength))) {
      const line = text.slice(from, Math.min(end, from + 200))
      this.#rows.push({ line: this.#line, cells: [line], isBroken: true })
      this.#line += 1
      return end + 1
    }
    if (read === null || (read.end >= text.length && !isEnd)) return -1
    this.#add(read.cells, read.lines)
    return read.end + 1
  }

  #add(cells: string[], lines: number): void {
    const line = this.#line
    this.#line += lines
    if (cells.length > maxColumns)
      this.#rows.push({ line, cells: [cells.slice(0, 20).join(' ').slice(0, 200)], isBroken: true })
    else if (cells.length > 1 || cells[0] !== '')
      if (cells.some((cell) => cell !== '')) this.#rows.push({ line, cells })
  }
}

interface QuotedRow {
  readonly cells: string[]
  readonly end: number
  readonly lines: number
}

/** Null: the text ends inside a quote. */
function readQuoted(
  text: string,
  from: number,
  separator: string,
  newline: string,
): QuotedRow | 'broken' | null {
  const cells: string[] = []
  let lines = 1
  for (let at = from; ;) {
    let cell = ''
    if (text[at] === quote) {
      at += 1
      for (;;) {
        const close = text.indexOf(quote, at)
        if (close < 0) return null
        if (close - from > maxRowLength) return 'broken'
        cell += text.slice(at, close)
        at = close + 1
        if (text[at] !== quote) break
        cell += quote
        at += 1
      }
      for (let found = cell.indexOf(newline); found >= 0; found = cell.indexOf(newline, found + 1))
        lines += 1
    }
    let end = at
    while (end < text.length && text[end] !== separator && text[end] !== newline) end += 1
    cell += text.slice(at, end)
    const isLast = end >= text.length || text[end] === newline
    cells.push(isLast ? cell.replace(/\r$/, '') : cell)
    if (isLast) return { cells, end, lines }
    if (cells.length > maxColumns * 2) return 'broken'
    at = end + 1
  }
}
