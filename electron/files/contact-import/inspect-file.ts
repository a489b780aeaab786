import type { z } from 'zod'
import type { Explanation } from '../../../shared/domain/common.ts'
import type { importInspection, ImportOptions } from '../../../shared/domain/contact-imports.ts'
import { emptyColumns, type ContactColumns } from '../../core/imports/import-batch.ts'
import { planImport, type FileToImport, type ImportPlan } from './plan-import.ts'
import { ContactPreparer, type Problem } from './prepare-contacts.ts'
import { OrderPreparer } from './prepare-orders.ts'
import type { SourceRow } from './source.ts'

export type Inspection = z.infer<typeof importInspection>

/** What a look at a file shows, and by which keys the store may know the people of its rows. */
export interface FileInspection {
  readonly inspection: Inspection
  readonly keys: readonly { readonly waId: string | null; readonly externalId: string | null }[]
}

const shownRows = 50
const shownSamples = 3
const maxShownCell = 200
const maxShownColumns = 200

/**
 * Looks at the head of a file: how it will be read, its first rows and what is wrong with them, and
 * what speaks against taking it in at all.
 *
 * @throws AppError `file_format_unknown`, `file_unreadable`, `file_too_large`, `invalid_input`.
 */
export function inspectFile(toImport: FileToImport, options: ImportOptions): FileInspection {
  const plan = planImport(toImport)
  const checked = checkRows(toImport, plan)
  const rows = plan.head.slice(0, shownRows).map((row, index) => ({
    line: row.line,
    cells: row.cells.slice(0, maxShownColumns).map((cell) => cell.slice(0, maxShownCell)),
    problems: checked.problems[index] ?? [],
    isKnown: false,
  }))
  const keys = plan.head.slice(0, shownRows).map((_, index) => checked.keys[index]!)
  return {
    keys,
    inspection: {
      format: plan.file.format,
      mapping: plan.mapping,
      sheets: [...plan.file.sheets],
      columns: columnsOf(plan),
      rows,
      warnings: warningsOf(toImport, plan, options, checked),
    },
  }
}

interface Checked {
  readonly problems: { column: number | null; reason: Problem['reason'] }[][]
  readonly keys: { waId: string | null; externalId: string | null }[]
  readonly contacts: ContactColumns
}

function checkRows(toImport: FileToImport, plan: ImportPlan): Checked {
  const { columns } = plan
  const { country, currency } = toImport
  const dates = { dayFirst: plan.mapping.dayFirst }
  const contacts = emptyColumns()
  const preparer = new ContactPreparer({ columns, country, dates, tags: [] })
  const orders = new OrderPreparer({ columns, country, currency, dates })
  const problems: Checked['problems'] = []
  const keys: Checked['keys'] = []
  plan.head.forEach((row, index) => {
    if (toImport.kind === 'orders') {
      const read = orders.read(row, index)
      problems.push('reason' in read ? [read] : [])
      keys.push('reason' in read ? { waId: null, externalId: null } : read)
      return
    }
    const problem = preparer.add(row, index, contacts)
    problems.push(problem ? [problem] : landlineNote(contacts, columns.get('number')))
    keys.push({
      waId: problem ? null : (contacts.waId.at(-1) ?? null),
      externalId: problem ? null : (contacts.externalId.at(-1) ?? null),
    })
  })
  return { problems, keys, contacts }
}

/** WhatsApp Business answers on landlines, too: such a number is taken in, and pointed out. */
function landlineNote(contacts: ContactColumns, column: number | undefined) {
  return contacts.numberType.at(-1) === 'landline'
    ? [{ column: column ?? null, reason: 'number_landline' as const }]
    : []
}

function columnsOf(plan: ImportPlan): Inspection['columns'] {
  const fields = new Map((plan.mapping.columns ?? []).map(({ index, field }) => [index, field]))
  return plan.titles.map((title, index) => ({
    index,
    title,
    field: fields.get(index) ?? ('ignore' as const),
    samples: samplesOf(plan.head, index),
  }))
}

function samplesOf(rows: readonly SourceRow[], index: number): string[] {
  const samples = new Set<string>()
  for (const row of rows) {
    const cell = row.isBroken ? '' : (row.cells[index] ?? '').trim().slice(0, 80)
    if (cell !== '') samples.add(cell)
    if (samples.size >= shownSamples) break
  }
  return [...samples]
}

const fewRows = 20

function warningsOf(
  toImport: FileToImport,
  plan: ImportPlan,
  options: ImportOptions,
  { contacts }: Checked,
): Explanation[] {
  if (toImport.kind === 'orders') return []
  const warnings: Explanation[] = []
  const rows = contacts.row.length
  const tellsConsent =
    options.consent !== null || plan.columns.has('optIn') || plan.columns.has('optInAt')
  const unnamed = contacts.name.filter((name) => name === null).length
  const inSequence = sequentialNumbers(contacts.waId)
  const isUnnamed = unnamed > rows * 0.8
  const isSequential = inSequence > rows * 0.3
  if (rows >= fewRows && !tellsConsent && (isUnnamed || isSequential))
    warnings.push({
      code: 'looks_like_bought_list',
      params: { rows, unnamed, sequential: inSequence },
    })
  else if (rows > 0 && !tellsConsent) warnings.push({ code: 'no_consent', params: { rows } })
  const landlines = contacts.numberType.filter((type) => type === 'landline').length
  if (landlines > 0) warnings.push({ code: 'landlines', params: { count: landlines } })
  return warnings
}

/** Numbers that have another within ten: shops' customers do not come in a row. */
function sequentialNumbers(numbers: readonly (string | null)[]): number {
  const sorted = numbers.flatMap((number) => number ?? []).map(Number)
  sorted.sort((one, other) => one - other)
  return sorted.filter((number, index) => number - (sorted[index - 1] ?? -Infinity) <= 10).length
}
