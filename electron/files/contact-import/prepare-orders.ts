import type { ImportField } from '../../../shared/domain/contact-imports.ts'
import type { PreparedOrder } from '../../core/imports/import-batch.ts'
import { cleanCell, type FieldColumns, type Problem } from './prepare-contacts.ts'
import {
  readAmount,
  readCurrency,
  readItems,
  readMoment,
  toMinorUnits,
  type DateReading,
} from './read-cell.ts'
import { NumberReader } from './read-number.ts'
import { SeenKeys } from './seen-keys.ts'
import type { SourceRow } from './source.ts'

export interface OrderOptions {
  readonly columns: FieldColumns
  readonly country: string
  readonly currency: string
  readonly dates: DateReading
}

const maxCellLength = 2000

/** Makes orders of rows. */
export class OrderPreparer {
  readonly #options: OrderOptions
  readonly #numbers: NumberReader
  readonly #seen = new SeenKeys()

  constructor(options: OrderOptions) {
    this.#options = options
    this.#numbers = new NumberReader(options.country)
  }

  pass(source: SourceRow): void {
    this.read(source, 0)
  }

  read(source: SourceRow, row: number): PreparedOrder | Problem {
    if (source.isBroken) return { column: null, reason: 'row_broken' }
    const { cells, line } = source
    for (const [, column] of this.#options.columns)
      if ((cells[column]?.length ?? 0) > maxCellLength) return { column, reason: 'too_long' }
    const customer = this.#customer(cells)
    if ('reason' in customer) return customer
    const at = this.#moment(cells)
    if (typeof at !== 'number') return at
    const money = this.#money(cells)
    if ('reason' in money) return money
    const orderNo = this.#text(cells, 'orderNo')
    if (orderNo.length > 120) return this.#problem('orderNo', 'too_long')
    const items = JSON.stringify(readItems(this.#text(cells, 'items')))
    const order = {
      row,
      line,
      ...customer,
      orderNo: orderNo === '' ? null : orderNo,
      at,
      ...money,
      items,
      customerColumn: null,
      customerCell: cells[this.#customerColumn(customer)] ?? '',
    }
    const key = orderNo === '' ? JSON.stringify([customer, at, money, items]) : orderNo
    return this.#seen.addText('order', key) ? order : this.#problem('orderNo', 'duplicate_in_file')
  }

  #customerColumn({ waId }: { readonly waId: string | null }): number {
    return this.#options.columns.get(waId === null ? 'externalId' : 'number') ?? -1
  }

  #customer(
    cells: readonly string[],
  ): { waId: string | null; externalId: string | null } | Problem {
    const number = this.#text(cells, 'number')
    const externalId = this.#text(cells, 'externalId')
    if (number === '' && externalId === '')
      return this.#problem(
        this.#options.columns.has('number') ? 'number' : 'externalId',
        'customer_unknown',
      )
    if (number === '') return { waId: null, externalId }
    const reading = this.#numbers.read(number)
    if ('reason' in reading) return this.#problem('number', reading.reason)
    return { waId: reading.waId, externalId: externalId === '' ? null : externalId }
  }

  #moment(cells: readonly string[]): number | Problem {
    const cell = this.#text(cells, 'orderAt')
    if (cell === '') return this.#problem('orderAt', 'order_missing')
    return readMoment(cell, this.#options.dates) ?? this.#problem('orderAt', 'date_invalid')
  }

  #money(cells: readonly string[]): { amount: number; currency: string } | Problem {
    const cell = this.#text(cells, 'amount')
    if (cell === '') return this.#problem('amount', 'order_missing')
    const read = readAmount(cell)
    if (!read) return this.#problem('amount', 'amount_invalid')
    const told = this.#text(cells, 'currency')
    const currency =
      told === '' ? (read.currency ?? this.#options.currency) : (readCurrency(told) ?? null)
    if (currency === null) return this.#problem('currency', 'currency_invalid')
    const amount = toMinorUnits(read.value, currency)
    return amount === null ? this.#problem('amount', 'amount_invalid') : { amount, currency }
  }

  #text(cells: readonly string[], field: ImportField): string {
    const column = this.#options.columns.get(field)
    return column === undefined ? '' : cleanCell(cells[column] ?? '')
  }

  #problem(field: ImportField, reason: Problem['reason']): Problem {
    return { column: this.#options.columns.get(field) ?? null, reason }
  }
}
