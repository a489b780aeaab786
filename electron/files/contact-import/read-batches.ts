import {
  emptyColumns,
  type ContactColumns,
  type ImportBatch,
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
  readonly newId: () => string
  /** Rows that are settled already. */
  readonly position: number
  /** Rows of the next batch; asked before each. */
  readonly batchRows: () => number
}

/** The rows of a file as batches to be written, behind those that are settled. */
export function* readBatches(options: BatchOptions): Generator<ImportBatch> {
  const builder = new BatchBuilder(options)
  let isHeading = options.plan.hasHeading
  let row = 0
  let limit = options.batchRows()
  for (const { rows, bytesRead } of options.plan.file.portions())
    for (const source of rows) {
      if (isHeading) {
        isHeading = false
        continue
      }
      row += 1
      if (row <= options.position) builder.pass(source)
      else if (builder.add(source, row) >= limit) {
        yield builder.take(row, bytesRead)
        limit = options.batchRows()
      }
    }
  if (builder.size > 0) yield builder.take(row, options.toImport.source.size)
}

class BatchBuilder {
  size = 0
  readonly #options: BatchOptions
  readonly #contacts: ContactPreparer | null
  readonly #orderReader: OrderPreparer | null
  #columns: ContactColumns = emptyColumns()
  #orders: PreparedOrder[] = []
  #rejections: Rejection[] = []

  constructor(options: BatchOptions) {
    this.#options = options
    const { plan, toImport, tags, newId } = options
    const { columns } = plan
    const dates = { dayFirst: plan.mapping.dayFirst }
    const { country, currency } = toImport
    this.#contacts =
      toImport.kind === 'contacts'
        ? new ContactPreparer({ columns, country, dates, tags, newId })
        : null
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

  take(position: number, bytesRead: number): ImportBatch {
    const batch = {
      contacts: this.#columns,
      orders: this.#orders,
      rejections: this.#rejections,
      position,
      share: Math.min(1, bytesRead / Math.max(1, this.#options.toImport.source.size)),
    }
    this.#columns = emptyColumns()
    this.#orders = []
    this.#rejections = []
    this.size = 0
    return batch
  }
}
