import {
  emptyColumns,
  type ImportBatch,
  type PreparedColumns,
  type PreparedOrder,
  type Rejection,
} from '../../core/imports/import-batch.ts'
import { ContactPreparer, type Problem } from './prepare-contacts.ts'
import { OrderPreparer } from './prepare-orders.ts'
import type { FileToImport, ImportPlan } from './plan-import.ts'
import type { SourceRow } from './source.ts'

const maxCellShown = 200

export interface BatchOptions {
  readonly toImport: FileToImport
  readonly plan: ImportPlan
  readonly tags: readonly string[]
  /** Rows that need not be read again. */
  readonly position: number
  /** Rows of a batch; a run that ends makes it shorter. */
  readonly batchRows: number
}

/**
 * A run ends after so many rows or characters: together the most that waits to be sorted. An import that goes
 * on finds its place in a run again, so a release must not change them while one has stopped.
 */
export const rowsOfRun = 16_384
const charactersOfRun = 4_000_000

/** The rows of a file in batches, behind those that need not be read again. */
export function* readBatches(options: BatchOptions): Generator<ImportBatch> {
  const builder = new BatchBuilder(options)
  let isHeading = options.plan.hasHeading
  let row = 0
  const run = { rows: 0, characters: 0 }
  for (const { rows, bytesRead } of options.plan.file.portions())
    for (const source of rows) {
      if (isHeading) {
        isHeading = false
        continue
      }
      row += 1
      run.rows += 1
      for (const cell of source.cells) run.characters += cell.length
      const endsRun = run.rows >= rowsOfRun || run.characters >= charactersOfRun
      if (endsRun) run.rows = run.characters = 0
      if (row <= options.position) builder.pass(source)
      else if (builder.add(source, row) >= options.batchRows || endsRun)
        yield builder.take(row, bytesRead, endsRun)
    }
  if (builder.size > 0) yield builder.take(row, options.toImport.source.size, false)
}

class BatchBuilder {
  size = 0
  readonly #options: BatchOptions
  readonly #contacts: ContactPreparer | null
  readonly #orderReader: OrderPreparer | null
  #columns: PreparedColumns = emptyColumns()
  #orders: PreparedOrder[] = []
  #rejections: Rejection[] = []
  #names: string[] = []
  readonly #nameColumns: readonly number[]

  constructor(options: BatchOptions) {
    this.#options = options
    const { plan, toImport, tags } = options
    const { columns } = plan
    // orders stay as the file has them: of two with one number the first counts
    this.#nameColumns =
      toImport.kind === 'contacts'
        ? (['name', 'firstName', 'lastName'] as const).flatMap((field) => columns.get(field) ?? [])
        : []
    const dates = { dayFirst: plan.mapping.dayFirst }
    const { country, currency } = toImport
    this.#contacts =
      toImport.kind === 'contacts' ? new ContactPreparer({ columns, country, dates, tags }) : null
    this.#orderReader =
      toImport.kind === 'orders' ? new OrderPreparer({ columns, country, currency, dates }) : null
  }

  pass(source: SourceRow): void {
    this.#contacts?.pass(source)
    this.#orderReader?.pass(source)
  }

  /** Returns how many rows wait. */
  add(source: SourceRow, row: number): number {
    this.size += 1
    this.#names.push(this.#nameColumns.map((column) => source.cells[column] ?? '').join(' '))
    const problem = this.#contacts
      ? this.#contacts.add(source, row, this.#columns)
      : this.#order(source, row)
    if (problem) this.#rejections.push(this.#rejection(source, row, problem))
    return this.size
  }

  #order(source: SourceRow, row: number): Problem | null {
    const read = this.#orderReader!.read(source, row)
    if ('reason' in read) return read
    const column = this.#options.plan.columns.get(read.waId === null ? 'externalId' : 'number')
    this.#orders.push({
      ...read,
      customerColumn: this.#title(column ?? null),
      customerCell: read.customerCell.slice(0, maxCellShown),
    })
    return null
  }

  #rejection(source: SourceRow, row: number, { column, reason }: Problem): Rejection {
    const cell =
      column === null
        ? source.cells
            .slice(0, maxCellShown)
            .map((text) => text.slice(0, maxCellShown))
            .join(' ')
        : (source.cells[column] ?? '')
    return {
      row,
      line: source.line,
      column: this.#title(column),
      reason,
      cell: cell.slice(0, maxCellShown),
    }
  }

  #title(column: number | null): string | null {
    if (column === null || column < 0) return null
    return this.#options.plan.titles[column] || String(column + 1)
  }

  take(position: number, bytesRead: number, endsRun: boolean): ImportBatch {
    const batch = {
      contacts: this.#columns,
      absent: this.#contacts?.absent ?? [],
      orders: this.#orders,
      rejections: this.#rejections,
      names: this.#names,
      position,
      endsRun,
      share: Math.min(1, bytesRead / Math.max(1, this.#options.toImport.source.size)),
    }
    this.#columns = emptyColumns()
    this.#orders = []
    this.#rejections = []
    this.#names = []
    this.size = 0
    return batch
  }
}
