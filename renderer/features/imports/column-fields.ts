import type { ImportField, ImportMapping } from '../../../shared/domain/contact-imports.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'

export type Inspection = CallOutput<'imports.inspect'>
export type Column = Inspection['columns'][number]
export type PreviewRow = Inspection['rows'][number]
export type ImportRecord = CallOutput<'imports.get'>
export type ImportKind = ImportRecord['kind']
export type CustomField = CallOutput<'customFields.list'>['fields'][number]

type KnownField = Exclude<ImportField, `custom:${string}`>

export interface FieldGroup {
  /** Also the name of its text, `imports.fieldGroup.<key>`. */
  readonly key: 'person' | 'more' | 'consent' | 'order'
  readonly fields: readonly KnownField[]
}

const groups: Readonly<Record<ImportKind, readonly FieldGroup[]>> = {
  contacts: [
    {
      key: 'person',
      fields: ['number', 'name', 'firstName', 'lastName', 'username', 'externalId'],
    },
    { key: 'more', fields: ['email', 'city', 'birthday', 'language', 'tags', 'note'] },
    { key: 'consent', fields: ['optIn', 'optInAt', 'optInSource'] },
  ],
  orders: [
    { key: 'person', fields: ['number', 'externalId'] },
    { key: 'order', fields: ['orderNo', 'orderAt', 'amount', 'currency', 'items'] },
  ],
}

/** What a column of such a file can be, beside being left out, in groups. */
export function fieldGroups(kind: ImportKind): readonly FieldGroup[] {
  return groups[kind]
}

/** Key of the owner's own field behind `custom:<key>`, or null. */
export function customKeyOf(field: ImportField): string | null {
  return field.startsWith('custom:') ? field.slice('custom:'.length) : null
}

/** True where the row would be left out; a landline is pointed out and taken in. */
export function isFaulty(row: PreviewRow): boolean {
  return row.problems.some((problem) => problem.reason !== 'number_landline')
}

/** A mapping in which one column is something else; all others stay as they are shown. */
export function withColumn(
  inspection: Inspection,
  mapping: ImportMapping,
  index: number,
  field: ImportField,
): ImportMapping {
  const columns = inspection.columns.map((column) => ({
    index: column.index,
    field: column.index === index ? field : column.field,
  }))
  return { ...mapping, columns }
}

/** How a file is read, changed in one point. Another separator or sheet has other columns. */
export function withReading(
  mapping: ImportMapping,
  change: Partial<Omit<ImportMapping, 'columns'>>,
): ImportMapping {
  const { columns, ...rest } = mapping
  const movesColumns = 'separator' in change || 'sheet' in change
  return { ...rest, ...change, ...(movesColumns || columns === undefined ? {} : { columns }) }
}

/** Why a file cannot be started as its columns are; `imports.block.<code>` in words. */
export type ColumnFault =
  | { readonly code: 'no_key' | 'no_order'; readonly field: null }
  | { readonly code: 'twice'; readonly field: ImportField }

const keys: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  contacts: ['number', 'username', 'externalId', 'email'],
  orders: ['number', 'externalId'],
}

/** Fields that more than one column is; such a mapping says nothing. */
export function fieldsTwice(columns: ReadonlyArray<Pick<Column, 'field'>>): ImportField[] {
  const fields = columns.map((column) => column.field)
  return [
    ...new Set(fields.filter((field, at) => field !== 'ignore' && fields.indexOf(field) < at)),
  ]
}

/** What is wrong with the columns, the first that matters first. */
export function columnFaults(kind: ImportKind, columns: readonly Column[]): ColumnFault[] {
  const fields = columns.map((column) => column.field)
  const twice = fieldsTwice(columns)
  const lacksOrder = kind === 'orders' && !(fields.includes('orderAt') && fields.includes('amount'))
  return [
    ...(fields.some((field) => keys[kind].includes(field))
      ? []
      : [{ code: 'no_key', field: null } as const]),
    ...(lacksOrder ? [{ code: 'no_order', field: null } as const] : []),
    ...twice.map((field) => ({ code: 'twice', field }) as const),
  ]
}

/** A key for a field of the owner's own, from its label; free of those in use. */
export function keyForLabel(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 30)
  const base = plain === '' ? 'field' : plain
  for (let number = 1; ; number += 1) {
    const key = number === 1 && plain !== '' ? base : `${base}_${number}`
    if (!taken.includes(key)) return key
  }
}

/** The columns as chosen, before the next look at the file has confirmed it. */
export function chosenColumns(inspection: Inspection, mapping: ImportMapping): readonly Column[] {
  const chosen = new Map(mapping.columns?.map((column) => [column.index, column.field]))
  if (chosen.size === 0) return inspection.columns
  return inspection.columns.map((column) => ({
    ...column,
    field: chosen.get(column.index) ?? column.field,
  }))
}
