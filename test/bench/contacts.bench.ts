import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countContacts, listContacts } from '../../electron/store/contact-list-store.ts'
import type { ReadableDatabase } from '../../electron/store/database.ts'
import { migrations } from '../../electron/store/migrations/index.ts'
import { openReadableStore, openWritableStore } from '../../electron/store/open.ts'
import { encodeCursor } from '../../electron/store/paging.ts'
import type { ContactFilter } from '../../shared/domain/contacts.ts'
import { median, rounded, timeMs, type BenchLine, type BenchOptions } from './bench-line.ts'
import { filledId, filledNow, fillContacts } from './fill-contacts.ts'
import { copyPlain, openPlain } from './plain-copy.ts'

const key = new Uint8Array(32).fill(42)
const dayMs = 24 * 60 * 60 * 1000
const sorts = ['name', 'created', 'lastSeen', 'country', 'orders', 'spent', 'lastOrder'] as const
type Sort = (typeof sorts)[number]

/** How often each query runs on either side, in turns. */
const rounds = 24
const pageSize = 100
const pagesDeep = 10_000

/** A query as it is measured; the round chooses among inputs that are alike. */
type Measured = (db: ReadableDatabase, round: number) => unknown

/**
 * The contact list over a store of so many contacts, through the same functions that the app's calls
 * use: milliseconds at the 95th percentile, of which the first round is one, with pages still unread.
 * The baseline runs the same on the same content in plain SQLite, so that the ratio is what encryption
 * costs.
 */
export function benchContacts({ rows }: BenchOptions): BenchLine[] {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-bench-'))
  try {
    const filled = openWritableStore({ directory: folder, key, migrations })
    fillContacts(filled, rows)
    filled.close()
    const plainPath = copyPlain(folder, key)
    const encrypted = openReadableStore({ directory: folder, key })
    const plain = openPlain(plainPath, encrypted)
    try {
      return Object.entries(queries(encrypted, rows)).map(([bench, query]) =>
        measure(`contacts.${bench}`, query, encrypted, plain, rows),
      )
    } finally {
      plain.close()
      encrypted.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function measure(
  bench: string,
  query: Measured,
  encrypted: ReadableDatabase,
  plain: ReadableDatabase,
  rows: number,
): BenchLine {
  const ours: number[] = []
  const baseline: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    ours.push(timeMs(() => query(encrypted, round)))
    baseline.push(timeMs(() => query(plain, round)))
  }
  return {
    bench,
    figure: rounded(p95(ours)),
    unit: 'ms',
    baseline: rounded(p95(baseline)),
    ratio: rounded(median(ours.map((taken, round) => taken / baseline[round]!))),
    rows,
  }
}

function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1]!
}

/** Filters that match many, some and few. */
const filters: readonly ContactFilter[] = [
  { tagIds: [filledId(0, 9)], countries: ['CN'], seenAfter: filledNow - 90 * dayMs },
  { tagIds: [filledId(1, 9)], countries: ['HK'], seenAfter: filledNow - 30 * dayMs },
  { tagIds: [filledId(2, 9)], countries: ['NZ'], seenAfter: filledNow - 300 * dayMs },
  { tagIds: [filledId(3, 9)], countries: ['GB'], seenAfter: filledNow - 300 * dayMs },
]
const chinese = ['小明', '王伟', '李静', '佳怡', '张丽', '思雨', '刘洋', '陈晨', '海燕', '文博']
const digits = ['1234', '8000', '5550', '0707', '9182', '3344', '6001', '4321', '7788', '2026']

function page(db: ReadableDatabase, sort: Sort, filter: ContactFilter = {}, cursor?: string) {
  const input = { ...filter, sort, descending: false, limit: pageSize, ...(cursor && { cursor }) }
  const { items } = listContacts(db, input)
  if (items.length === 0) throw new Error('A query that finds nothing measures nothing')
}

function queries(db: ReadableDatabase, rows: number): Record<string, Measured> {
  const pick = <T>(from: readonly T[], round: number): T => from[round % from.length]!
  const named: Record<string, Measured> = {}
  for (const sort of sorts) named[`first.${sort}`] = (side) => page(side, sort)
  for (const sort of sorts) {
    const cursor = deepCursor(db, sort, rows)
    named[`deep.${sort}`] = (side) => page(side, sort, {}, cursor)
  }
  for (const sort of sorts)
    named[`filter.${sort}`] = (side, round) => page(side, sort, pick(filters, round))
  named['search.chinese'] = (side, round) =>
    listContacts(side, listed({ search: pick(chinese, round) }))
  named['search.digits'] = (side, round) =>
    listContacts(side, listed({ search: pick(digits, round) }))
  named['count.all'] = (side) => countContacts(side, {})
  named['count.tag'] = (side) => countContacts(side, { tagIds: [filledId(0, 9)] })
  named['count.country'] = (side) => countContacts(side, { countries: ['CN'] })
  named['count.search'] = (side, round) => countContacts(side, { search: pick(chinese, round) })
  named['count.filter'] = (side, round) => countContacts(side, pick(filters, round))
  return named
}

function listed(filter: ContactFilter) {
  return { ...filter, sort: 'name' as const, descending: false, limit: pageSize }
}

const keyOf: Readonly<Record<Sort, string>> = {
  name: 'sort_name, NULL',
  created: 'NULL, NULL',
  lastSeen: 'last_seen_at, NULL',
  country: 'country, sort_name',
  orders: 'order_count, NULL',
  spent: 'order_total, NULL',
  lastOrder: 'last_order_at, NULL',
}
const hasKey: Readonly<Record<Sort, string>> = {
  name: '1',
  created: '1',
  lastSeen: 'last_seen_at IS NOT NULL',
  country: 'country IS NOT NULL',
  orders: '1',
  spent: 'order_count > 0',
  lastOrder: 'order_count > 0',
}
const orderOf: Readonly<Record<Sort, string>> = {
  name: 'sort_name, seq',
  created: 'seq',
  lastSeen: 'last_seen_at, seq',
  country: 'country, sort_name, seq',
  orders: 'order_count, seq',
  spent: 'order_total, seq',
  lastOrder: 'last_order_at, seq',
}

/** Where the page begins that so many pages come before, or the last one but one of a smaller store. */
function deepCursor(db: ReadableDatabase, sort: Sort, rows: number): string {
  const place = Math.min(pagesDeep * pageSize, rows) - 2 * pageSize
  const withKey = db
    .prepare(`SELECT count(*) FROM contact WHERE ${hasKey[sort]}`)
    .pluck()
    .get() as number
  const isInside = place < withKey
  const row = db
    .prepare(
      isInside
        ? `SELECT ${keyOf[sort]}, seq FROM contact WHERE ${hasKey[sort]} ORDER BY ${orderOf[sort]} LIMIT 1 OFFSET ?`
        : `SELECT ${sort === 'country' ? 'sort_name' : 'NULL'}, NULL, seq FROM contact WHERE NOT (${hasKey[sort]})
           ORDER BY ${sort === 'country' ? 'sort_name, ' : ''}seq LIMIT 1 OFFSET ?`,
    )
    .raw()
    .get(Math.max(0, isInside ? place : place - withKey)) as [
    string | number | null,
    string | null,
    number,
  ]
  return encodeCursor([isInside ? 0 : 1, ...row])
}
