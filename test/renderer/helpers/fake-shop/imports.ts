import type { ImportField, ImportProblem } from '../../../../shared/domain/contact-imports.ts'
import type { CallOutput } from '../../../../shared/ipc/contract.ts'
import { dayMs, fakeId, hourMs, shopNow } from './basics.ts'

type ImportRecord = CallOutput<'imports.get'>
type Rejection = CallOutput<'imports.rejections'>['items'][number]
type Kept = CallOutput<'imports.undo'>['kept'][number]

export const fakeImportIds = {
  ready: fakeId('job', 9001),
  running: fakeId('job', 9002),
  stopped: fakeId('job', 9003),
  finished: fakeId('job', 9004),
  undone: fakeId('job', 9005),
  receiving: fakeId('job', 9006),
  failed: fakeId('job', 9007),
  orders: fakeId('job', 9008),
} as const

function importOf(given: Partial<ImportRecord> & Pick<ImportRecord, 'id' | 'state'>): ImportRecord {
  return {
    kind: 'contacts',
    fileName: 'customers.csv',
    bytes: 184_320,
    format: 'csv',
    mapping: {},
    options: { tags: [], onKnown: 'fill', consent: null },
    position: 0,
    rows: null,
    added: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    errorCode: null,
    createdBy: 'owner',
    createdAt: shopNow,
    finishedAt: null,
    undoneAt: null,
    ...given,
  }
}

/** An import in each state, newest first. */
export const fakeImports: readonly ImportRecord[] = [
  importOf({
    id: fakeImportIds.ready,
    state: 'ready',
    fileName: '会员名单 2026 秋.csv',
    rows: 12_340,
    bytes: 1_240_000,
    createdAt: shopNow - 4 * 60_000,
  }),
  importOf({
    id: fakeImportIds.orders,
    state: 'ready',
    kind: 'orders',
    fileName: 'orders-october.xlsx',
    format: 'xlsx',
    rows: 812,
    createdAt: shopNow - 20 * 60_000,
  }),
  importOf({
    id: fakeImportIds.running,
    state: 'running',
    fileName: 'till-export-2026.csv',
    bytes: 96_400_000,
    position: 41_000,
    rows: 100_000,
    added: 38_110,
    updated: 1_240,
    unchanged: 1_230,
    rejected: 420,
    createdAt: shopNow - hourMs,
  }),
  importOf({
    id: fakeImportIds.stopped,
    state: 'stopped',
    fileName: 'newsletter-readers.csv',
    position: 5_200,
    rows: 20_000,
    added: 5_000,
    unchanged: 150,
    rejected: 50,
    createdAt: shopNow - 2 * dayMs,
  }),
  importOf({
    id: fakeImportIds.finished,
    state: 'finished',
    fileName: 'customers-spring.csv',
    position: 2_480,
    rows: 2_480,
    added: 2_301,
    updated: 96,
    unchanged: 60,
    rejected: 23,
    landlines: 12,
    createdAt: shopNow - 9 * dayMs,
    finishedAt: shopNow - 9 * dayMs + 4_000,
  }),
  importOf({
    id: fakeImportIds.undone,
    state: 'undone',
    fileName: 'wrong-branch.vcf',
    format: 'vcard',
    position: 310,
    rows: 310,
    added: 310,
    createdAt: shopNow - 12 * dayMs,
    finishedAt: shopNow - 12 * dayMs,
    undoneAt: shopNow - 11 * dayMs,
  }),
  importOf({
    id: fakeImportIds.receiving,
    state: 'receiving',
    fileName: 'half.csv',
    bytes: 0,
    format: null,
    createdAt: shopNow - 13 * dayMs,
  }),
  importOf({
    id: fakeImportIds.failed,
    state: 'failed',
    fileName: 'damaged.xlsx',
    format: 'xlsx',
    position: 900,
    added: 880,
    rejected: 20,
    errorCode: 'file_unreadable',
    createdAt: shopNow - 20 * dayMs,
  }),
]

const reasons: ReadonlyArray<readonly [ImportProblem, string | null, string]> = [
  ['number_invalid', '手机', '138-0000-000x'],
  ['number_short', '手机', '5550'],
  ['duplicate_in_file', '手机', '+1 202 555 0107'],
  ['nothing_to_know_by', null, ''],
  ['email_invalid', 'E-mail', 'ada(at)example.test'],
  ['row_broken', null, '"Ada;'],
]

/** Rows that were left out of any import that says so. */
export function fakeRejections(count: number): Rejection[] {
  return Array.from({ length: count }, (_, index) => {
    const [reason, column, cell] = reasons[index % reasons.length] ?? ['row_broken', null, '']
    return { line: 12 + index * 7, column, reason, cell }
  })
}

export const fakeKept: readonly Kept[] = [
  { contactId: fakeId('contact', 1), name: 'Ada Example', because: 'wrote' },
  { contactId: fakeId('contact', 2), name: '林佳宁', because: 'in_group' },
  { contactId: fakeId('contact', 3), name: 'Bo Sample', because: 'orders' },
]

export interface FakeColumn {
  readonly title: string
  readonly guess: ImportField
  readonly cell: (row: number) => string
}

const names = ['林佳宁', 'Ada Example', '周思远', 'Bo Sample', '陈美玲']
const cities = ['上海', '杭州', 'Springfield', '苏州']

function numberOf(row: number): string {
  if (row === 4) return '5550'
  if (row === 9) return 'not known'
  if (row === 17) return numberOf(2)
  return `+1 202 555 01${String(row).padStart(2, '0')}`
}

const contactColumns: readonly FakeColumn[] = [
  { title: '会员号', guess: 'externalId', cell: (row) => `V${1000 + row}` },
  { title: '姓名', guess: 'name', cell: (row) => names[row % names.length] ?? '' },
  { title: '手机', guess: 'number', cell: numberOf },
  {
    title: 'E-mail',
    guess: 'email',
    cell: (row) => (row === 12 ? 'nobody(at)example' : `guest${row}@example.test`),
  },
  { title: '城市', guess: 'city', cell: (row) => cities[row % cities.length] ?? '' },
  { title: '鞋码', guess: 'ignore', cell: (row) => String(36 + (row % 6)) },
]

const orderColumns: readonly FakeColumn[] = [
  { title: 'Order', guess: 'orderNo', cell: (row) => `A-${3000 + row}` },
  { title: 'Phone', guess: 'number', cell: numberOf },
  { title: 'Date', guess: 'orderAt', cell: (row) => `2026-10-${String((row % 28) + 1)}` },
  { title: 'Total', guess: 'amount', cell: (row) => (row === 6 ? 'free' : `${20 + row}.50`) },
  { title: 'Currency', guess: 'currency', cell: () => 'USD' },
]

export const fakeColumns = { contacts: contactColumns, orders: orderColumns } as const
export const previewCount = 50
