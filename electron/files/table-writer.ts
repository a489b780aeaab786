import { csvLine } from './csv-line.ts'
import { escapeFormula } from './escape-formula.ts'
import { createSheetWriter } from './sheet-writer.ts'

/** A file written a portion at a time; each call gives the bytes that are ready. */
export interface TableWriter<Row> {
  add(rows: readonly Row[]): Uint8Array
  end(): Uint8Array
}

export type TableFormat = 'csv' | 'xlsx'

/** Numbers are the app's own and stay as they are; null is an empty cell. */
export type TableCell = string | number | null

/** Rows that a sheet holds at most beside its heading (Microsoft: Excel specifications and limits). */
export const maxSheetRows = 1_048_575

/** Characters that a cell of a sheet holds at most (Microsoft: Excel specifications and limits). */
const maxSheetCell = 32_767

/** A table on its way out: nothing in a cell runs as a formula. */
export function createTableWriter<Row>(
  format: TableFormat,
  headings: readonly string[],
  toCells: (row: Row) => readonly TableCell[],
): TableWriter<Row> {
  const texts = (row: Row) => toCells(row).map(textOf)
  return format === 'csv'
    ? csvWriter(headings, texts)
    : createSheetWriter(headings, (row) => texts(row).map((text) => text.slice(0, maxSheetCell)))
}

/** A plus sign and digits alone are a number in any spreadsheet, and nothing that runs. */
function textOf(cell: TableCell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  return /^\+\d{5,15}$/.test(cell) ? cell : escapeFormula(cell)
}

/** A byte order mark goes first, so that Excel reads UTF-8. */
function csvWriter<Row>(
  headings: readonly string[],
  texts: (row: Row) => readonly string[],
): TableWriter<Row> {
  let head = `\ufeff${csvLine(headings)}`
  const take = (text: string) => {
    const bytes = Buffer.from(head + text, 'utf8')
    head = ''
    return bytes
  }
  return {
    add: (rows) => take(rows.map((row) => csvLine(texts(row))).join('')),
    end: () => take(''),
  }
}

/** A moment as every spreadsheet reads it (ISO 8601, UTC). */
export function momentCell(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
