import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { WritableDatabase } from '../../electron/store/database.ts'
import type { Migration } from '../../electron/store/migrate.ts'
import { openWritableStore } from '../../electron/store/open.ts'
import { summary, takeTurns, timeMs } from './bench-line.ts'
import type { BenchLine, BenchOptions, Round } from './bench-line.ts'

type Connection = Pick<WritableDatabase, 'prepare' | 'transaction' | 'pragma' | 'close' | 'exec'>

const key = new Uint8Array(32).fill(42)
const rowsPerCommit = 10_000
const countries = ['BR', 'CN', 'DE', 'ES', 'HK', 'IN', 'MX', 'US']

const schema = `
CREATE TABLE contact (
  id TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  number TEXT NOT NULL,
  country TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_by_country ON contact (country, created_at);`

const migrations: readonly Migration[] = [
  { version: 10, name: 'contact', up: (db) => void db.exec(schema) },
]

/** Settings that the plain store takes over, so that encryption is all that differs. */
const settings = [
  'journal_mode',
  'synchronous',
  'foreign_keys',
  'temp_store',
  'mmap_size',
  'cache_size',
  'journal_size_limit',
  'wal_autocheckpoint',
  'trusted_schema',
  'cell_size_check',
]

/**
 * The encrypted store against plain SQLite of the same build and settings: inserting, counting by
 * an index, scanning the whole table, and opening. Reads start with an empty page cache, so that
 * each page is decrypted.
 */
export async function benchStore({ rows }: BenchOptions): Promise<BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-bench-'))
  try {
    const { encrypted, plain } = openers(folder)
    const read = (count: number, measure: (open: Opener) => number) =>
      takeTurns(
        count,
        () => measure(encrypted),
        () => measure(plain),
      )
    const measured = {
      'store.insert': [0, 1, 2].map((round) => insertRows(encrypted, plain, round, rows)),
      'store.count': read(15, (open) => readFrom(open, countByIndex)),
      'store.scan': read(15, (open) => readFrom(open, scanAll)),
      'store.open': read(21, openOnce),
    }
    return Object.entries(measured).map(([bench, rounds]) => {
      const { figure, baseline, ratio } = summary(rounds)
      return { bench, figure, unit: 'ms', baseline, ratio, rows }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Opens the store of a round; reads use the one of round 0. */
type Opener = (round: number) => Connection

function openers(folder: string): { encrypted: Opener; plain: Opener } {
  const directory = (side: string, round: number) => {
    const path = join(folder, `${side}-${round}`)
    mkdirSync(path, { recursive: true })
    return path
  }
  const encrypted: Opener = (round) =>
    openWritableStore({ directory: directory('encrypted', round), key, migrations })
  const model = encrypted(-1)
  const pragmas = settings.map((name) => `${name} = ${model.pragma(name, { simple: true })}`)
  model.close()
  const plain: Opener = (round) => {
    const db = new Database(join(directory('plain', round), 'store.db'))
    for (const pragma of pragmas) db.pragma(pragma)
    if (db.pragma('user_version', { simple: true }) === 0) {
      db.exec(schema)
      db.pragma('user_version = 10')
    }
    return db
  }
  return { encrypted, plain }
}

/** Commits on either side in turn: a round takes seconds, in which a machine's pace changes. */
function insertRows(encrypted: Opener, plain: Opener, round: number, rows: number): Round {
  const ours = inserter(encrypted(round))
  const baseline = inserter(plain(round))
  for (let n = 0; n < rows; n += rowsPerCommit) {
    const order = (n / rowsPerCommit) % 2 === 0 ? [ours, baseline] : [baseline, ours]
    for (const side of order) side.add(n, Math.min(rows, n + rowsPerCommit))
  }
  return { ours: ours.finish(), baseline: baseline.finish() }
}

interface Inserter {
  add(from: number, to: number): void
  /** Milliseconds in all, with the last pages moved from the log into the file. */
  finish(): number
}

function inserter(db: Connection): Inserter {
  const insert = db.prepare('INSERT INTO contact VALUES (?, ?, ?, ?, ?)')
  const addRows = db.transaction((from: number, to: number) => {
    for (let n = from; n < to; n += 1) insert.run(...contact(n))
  })
  let total = 0
  return {
    add: (from, to) => {
      total += timeMs(() => addRows(from, to))
    },
    finish: () => {
      total += timeMs(() => db.pragma('wal_checkpoint(TRUNCATE)'))
      db.close()
      return total
    },
  }
}

function contact(n: number): [string, string, string, string, number] {
  const hex = n.toString(16).padStart(12, '0')
  return [
    `0195b1c0-${hex.slice(0, 4)}-7000-8000-${hex}`,
    `Customer number ${n} of the shop`,
    `+1555${String(n).padStart(8, '0')}`,
    countries[(n * 7) % countries.length] ?? '',
    1_760_000_000_000 + n * 1000,
  ]
}

function readFrom(open: Opener, action: (db: Connection) => void): number {
  const db = open(0)
  const taken = timeMs(() => action(db))
  db.close()
  return taken
}

function countByIndex(db: Connection): void {
  const count = db.prepare('SELECT count(*) FROM contact WHERE country >= ? AND created_at > ?')
  count.get('CN', 0)
}

function scanAll(db: Connection): void {
  db.prepare("SELECT count(*) FROM contact WHERE display_name LIKE '%number 99%'").get()
}

/** From nothing to the first answer. */
function openOnce(open: Opener): number {
  let db: Connection | undefined
  const taken = timeMs(() => {
    db = open(0)
    db.prepare('SELECT display_name FROM contact LIMIT 1').get()
  })
  db?.close()
  return taken
}
