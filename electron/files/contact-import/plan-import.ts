import type { ImportField, ImportMapping } from '../../../shared/domain/contact-imports.ts'
import { AppError } from '../../../shared/errors.ts'
import { guessColumns, guessDayFirst, hasHeading } from './guess-columns.ts'
import { openFile, type OpenFile } from './open-file.ts'
import type { FieldColumns } from './prepare-contacts.ts'
import { maxColumns, tooLarge, unknownFormat, type ByteSource, type SourceRow } from './source.ts'

export type ImportKind = 'contacts' | 'orders'

export interface FileToImport {
  readonly source: ByteSource
  readonly fileName: string
  readonly kind: ImportKind
  readonly mapping: ImportMapping
  /** ISO 3166-1 alpha-2; of numbers without a country code. */
  readonly country: string
  /** ISO 4217; of amounts that do not say. */
  readonly currency: string
  /** Keys of the owner's own fields. */
  readonly ownFields?: readonly string[]
}

/** How a file will be read: the mapping in full, and the rows at its head that it was worked out from. */
export interface ImportPlan {
  readonly file: OpenFile
  readonly mapping: ImportMapping
  readonly titles: readonly string[]
  readonly hasHeading: boolean
  readonly columns: FieldColumns
  /** Without the heading. */
  readonly head: readonly SourceRow[]
}

const headRows = 1000
/** The guess looks at the start only, also of a file whose rows never end. */
const maxHeadPortions = 40

/**
 * Works out how a file is read; what the mapping says already is not guessed.
 *
 * @throws AppError `file_format_unknown`, `file_unreadable`, `file_too_large`, `invalid_input`.
 */
export function planImport(toImport: FileToImport): ImportPlan {
  const { kind, country, mapping: given } = toImport
  const file = openFile(toImport.source, toImport.fileName, given)
  const rows = readHead(file)
  const isHeaded = file.titles === null && (given.hasHeading ?? hasHeading(rows, kind, country))
  const head = isHeaded ? rows.slice(1) : rows
  const titles = titlesOf(file, isHeaded ? rows[0] : undefined, head)
  const columns = given.columns ?? guessColumns(titles, head, kind, country, toImport.ownFields)
  const fields = fieldsOf(columns)
  const dateColumns = ['birthday', 'optInAt', 'orderAt'].flatMap((field) => fields.get(field) ?? [])
  const dayFirst = given.dayFirst ?? guessDayFirst(head, dateColumns)
  const mapping: ImportMapping = {
    ...file.mapping,
    hasHeading: isHeaded,
    columns,
    ...(dayFirst !== undefined && { dayFirst }),
  }
  return { file, mapping, titles, hasHeading: isHeaded, columns: fields, head }
}

function readHead(file: OpenFile): SourceRow[] {
  const rows: SourceRow[] = []
  let portions = 0
  for (const portion of file.portions()) {
    rows.push(...portion.rows.slice(0, headRows + 1 - rows.length))
    portions += 1
    if (rows.length > headRows || portions >= maxHeadPortions) break
  }
  const isReadable = rows.some((row) => !row.isBroken)
  if (!isReadable && rows.length > 0 && rows[0]!.cells[0] !== undefined)
    throw tooLarge('The rows of the file are longer than any table has. Choose another file.')
  if (!isReadable) throw unknownFormat('The file has no rows. Choose another one.')
  return rows
}

function titlesOf(
  file: OpenFile,
  heading: SourceRow | undefined,
  head: readonly SourceRow[],
): string[] {
  if (file.titles !== null) return [...file.titles]
  const width = head.reduce(
    (most, row) => Math.max(most, row.isBroken ? 0 : row.cells.length),
    heading?.cells.length ?? 0,
  )
  if (width > maxColumns) throw tooLarge('The table has more columns than any table needs.')
  return Array.from({ length: width }, (_, index) =>
    (heading?.cells[index] ?? '').trim().slice(0, 80),
  )
}

function fieldsOf(columns: NonNullable<ImportMapping['columns']>): FieldColumns {
  const fields = new Map<ImportField, number>()
  for (const { index, field } of columns) {
    if (field === 'ignore') continue
    if (fields.has(field))
      throw new AppError('invalid_input', {
        field: 'mapping.columns',
        message: 'Two columns are the same thing. Leave one of them out.',
      })
    fields.set(field, index)
  }
  return fields
}
