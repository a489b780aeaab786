import { AppError } from '../../../shared/errors.ts'
import type { ImportField, ImportMapping } from '../../../shared/domain/contact-imports.ts'
import type { importCalls } from '../../../shared/ipc/import-calls.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import type { FakeHandlers } from './fake-bridge.ts'
import type { FakeState } from './fake-state.ts'
import { dayMs, fakeId, pageOfItems, shopNow } from './fake-shop/basics.ts'
import {
  fakeColumns,
  fakeImports,
  fakeKept,
  fakeRejections,
  previewCount,
} from './fake-shop/imports.ts'

type ImportRecord = CallOutput<'imports.get'>
type Inspection = CallOutput<'imports.inspect'>
type Problem = Inspection['rows'][number]['problems'][number]

function undoneOf(one: ImportRecord) {
  return {
    removed: one.added - fakeKept.length,
    restored: one.updated,
    kept: [...fakeKept],
    keptTotal: fakeKept.length,
  }
}

interface ImportState {
  imports: ImportRecord[]
  mappings: CallOutput<'importMappings.list'>['mappings']
  /** Said about every file that is looked at. */
  warnings: Inspection['warnings']
}

const shops = new WeakMap<FakeState, ImportState>()

/** What the fake shop remembers of its imports; tests may change it. */
export function importsOf(state: FakeState): ImportState {
  const known = shops.get(state)
  if (known !== undefined) return known
  const made: ImportState = {
    imports: structuredClone([...fakeImports]),
    mappings: [
      {
        id: fakeId('list', 90),
        name: 'Till export',
        kind: 'contacts',
        mapping: {
          columns: [
            { index: 0, field: 'ignore' },
            { index: 1, field: 'name' },
            { index: 2, field: 'number' },
            { index: 3, field: 'ignore' },
            { index: 4, field: 'ignore' },
            { index: 5, field: 'note' },
          ],
        },
      },
    ],
    warnings: [],
  }
  shops.set(state, made)
  return made
}

function found(state: FakeState, importId: string): ImportRecord {
  const one = importsOf(state).imports.find((candidate) => candidate.id === importId)
  if (one === undefined) throw new AppError('not_found')
  return one
}

function change(
  state: FakeState,
  importId: string,
  from: ReadonlyArray<ImportRecord['state']>,
  part: Partial<ImportRecord>,
): ImportRecord {
  const one = found(state, importId)
  if (!from.includes(one.state)) throw new AppError('conflict')
  return Object.assign(one, part)
}

function problemOf(field: ImportField, cell: string, seen: Set<string>): Problem['reason'] | null {
  if (field === 'email') return /@.+\./.test(cell) ? null : 'email_invalid'
  if (field === 'amount') return Number.isNaN(Number(cell)) ? 'amount_invalid' : null
  if (field === 'currency') return /^[A-Z]{3}$/.test(cell) ? null : 'currency_invalid'
  if (field === 'birthday' || field === 'orderAt')
    return /^\d{4}-\d/.test(cell) ? null : 'date_invalid'
  if (field !== 'number') return null
  if (!/^[+\d ]+$/.test(cell)) return 'number_invalid'
  if (cell.length < 7) return 'number_short'
  if (seen.has(cell)) return 'duplicate_in_file'
  seen.add(cell)
  return null
}

function inspect(state: FakeState, importId: string, mapping: ImportMapping): Inspection {
  const one = found(state, importId)
  const given = new Map(mapping.columns?.map((column) => [column.index, column.field]))
  const hasHeading = mapping.hasHeading ?? true
  const source = fakeColumns[one.kind]
  const columns = source.map((column, index) => ({
    index,
    title: hasHeading ? column.title : '',
    field: given.get(index) ?? column.guess,
    samples: [0, 1, 2].map(column.cell),
  }))
  const seen = new Set<string>()
  const rows = Array.from({ length: previewCount }, (_, row) => {
    const cells = source.map((column) => column.cell(row))
    const problems = columns.flatMap((column): Problem[] => {
      const reason = problemOf(column.field, cells[column.index] ?? '', seen)
      return reason === null ? [] : [{ column: column.index, reason }]
    })
    return { line: row + (hasHeading ? 2 : 1), cells, problems, isKnown: row % 8 === 3 }
  })
  const format = one.format ?? 'csv'
  return {
    format,
    mapping: {
      ...(format === 'csv'
        ? { encoding: 'gb18030' as const, separator: ',' as const }
        : { sheet: 'Orders' }),
      hasHeading,
      dayFirst: false,
      ...mapping,
      columns: columns.map(({ index, field }) => ({ index, field })),
    },
    sheets: format === 'xlsx' ? ['Orders', 'Returns'] : [],
    columns,
    rows,
    warnings: importsOf(state).warnings,
  }
}

function create(state: FakeState, kind: ImportRecord['kind'], fileName: string): ImportRecord {
  const sample = fakeImports[0]
  if (sample === undefined) throw new AppError('not_found')
  const made: ImportRecord = {
    ...structuredClone(sample),
    id: state.newId(),
    kind,
    fileName,
    state: 'receiving',
    bytes: 0,
    rows: null,
    createdAt: shopNow,
  }
  importsOf(state).imports.unshift(made)
  return made
}

/** Answers of the calls about imports. A running import moves on only when a test moves it. */
export const fakeImportHandlers: Pick<FakeHandlers, keyof typeof importCalls> = {
  'imports.create': (input, state) => ({
    importId: create(state, input.kind, input.fileName).id,
  }),
  'imports.append': (input, state) => {
    const one = found(state, input.importId)
    one.bytes += Math.floor((input.base64.length * 3) / 4)
    return { bytes: one.bytes }
  },
  'imports.receive': (input, state) => ({
    importId: create(state, input.kind, input.path.replace(/^.*\//, '')).id,
  }),
  'imports.inspect': (input, state) => {
    const one = found(state, input.importId)
    if (one.state === 'receiving') {
      if (one.bytes === 0) throw new AppError('file_unreadable')
      one.state = 'ready'
    }
    return inspect(state, input.importId, input.mapping)
  },
  'imports.start': (input, state) =>
    change(state, input.importId, ['ready'], {
      state: 'running',
      mapping: input.mapping,
      options: input.options,
    }),
  'imports.resume': (input, state) =>
    change(state, input.importId, ['stopped', 'failed'], { state: 'running', errorCode: null }),
  'imports.stop': (input, state) =>
    change(state, input.importId, ['running'], { state: 'stopped' }),
  'imports.discard': (input, state) => {
    const one = found(state, input.importId)
    const shop = importsOf(state)
    if (one.position > 0) one.state = 'finished'
    else shop.imports = shop.imports.filter((one) => one.id !== input.importId)
    return { done: true }
  },
  'imports.undo': (input, state) => {
    const one = change(state, input.importId, ['finished', 'stopped', 'failed'], {
      state: 'undone',
      undoneAt: shopNow + dayMs,
    })
    return { import: one, ...undoneOf(one) }
  },
  'imports.undone': (input, state) => {
    const one = found(state, input.importId)
    return { result: one.state === 'undone' ? undoneOf(one) : null }
  },
  'imports.list': (input, state) => pageOfItems(importsOf(state).imports, input),
  'imports.get': (input, state) => found(state, input.importId),
  'imports.rejections': (input, state) =>
    pageOfItems(fakeRejections(found(state, input.importId).rejected), input),
  'imports.exportRejections': (input, state) => {
    const one = found(state, input.importId)
    return {
      fileId: fakeId('file', 90),
      fileName: `${one.fileName.replace(/\.\w+$/, '')}-errors.csv`,
      rows: one.rejected,
    }
  },
  'importMappings.list': (_input, state) => ({ mappings: importsOf(state).mappings }),
  'importMappings.save': (input, state) => {
    const { mappings } = importsOf(state)
    const known = mappings.find((one) => one.name === input.name && one.kind === input.kind)
    if (known !== undefined) return Object.assign(known, { mapping: input.mapping })
    const made = { id: state.newId(), ...input }
    mappings.push(made)
    return made
  },
  'importMappings.delete': (input, state) => {
    const shop = importsOf(state)
    shop.mappings = shop.mappings.filter((one) => one.id !== input.mappingId)
    return { done: true }
  },
}
