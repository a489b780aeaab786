import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { readCsv } from '../../electron/files/contact-import/csv-rows.ts'
import type { ByteSource } from '../../electron/files/contact-import/source.ts'
import type { BenchLine, BenchOptions } from './bench-line.ts'
import type { ImportOrder, Measured } from './import-app.child.ts'
import { writeBenchFile } from './import-file.ts'
import { asThread, cpuSince, inProcess } from './in-process.ts'

const appFile = fileURLToPath(new URL('./import-app.child.ts', import.meta.url))

/**
 * A file of customers on its way to committed contacts with identities, consent entries and search
 * index, through the app as it runs, in a process of its own, whose memory is measured; beside it the same
 * parsed rows, put raw into a plain table. In the meantime a reader asks for the list, and the writer's loop
 * is watched.
 */
export async function benchImport({ rows }: BenchOptions): Promise<BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-bench-'))
  try {
    const path = join(folder, 'customers.csv')
    writeBenchFile(path, rows)
    const plain = insertPlain(join(folder, 'plain.db'), path)
    const order: ImportOrder = { dataDir: join(folder, 'workspace'), path }
    const ours = await inProcess<Measured>(appFile, order, asThread)
    const line = (bench: string, figure: number, unit: string, baseline: number): BenchLine => ({
      bench,
      figure: Math.round(figure * 100) / 100,
      unit,
      baseline: Math.round(baseline * 100) / 100,
      ratio: Math.round((figure / baseline) * 1000) / 1000,
      rows,
    })
    const perSecond = (ms: number) => Math.round((rows / ms) * 1000)
    return [
      line('import.rows', perSecond(ours.ms), 'rows/s', perSecond(plain.ms)),
      line('import.cpu', (ours.cpuMs * 1000) / rows, 'µs/row', (plain.cpuMs * 1000) / rows),
      line('import.rss', ours.rssMb, 'MB', 200),
      line('import.list', ours.listMs, 'ms', 100),
      line('import.loop', ours.loopMs, 'ms', 250),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Timed {
  readonly ms: number
  readonly cpuMs: number
}

const rowsPerCommit = 10_000

/** Only the inserting is timed. */
function insertPlain(path: string, file: string): Timed {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.exec(
    'CREATE TABLE customer (a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT, g TEXT, h TEXT, i TEXT, j TEXT)',
  )
  const insert = db.prepare('INSERT INTO customer VALUES (?,?,?,?,?,?,?,?,?,?)')
  const insertAll = db.transaction((rows: readonly (readonly string[])[]) => {
    for (const cells of rows) insert.run(...cells)
  })
  let ms = 0
  let cpuMs = 0
  let waiting: (readonly string[])[] = []
  const flush = () => {
    const cpu = process.cpuUsage()
    const start = performance.now()
    insertAll(waiting)
    ms += performance.now() - start
    cpuMs += cpuSince(cpu)
    waiting = []
  }
  for (const portion of readCsv(fileSource(file), { encoding: 'utf-8', separator: ',' })) {
    waiting.push(...portion.rows.map((row) => row.cells))
    if (waiting.length >= rowsPerCommit) flush()
  }
  flush()
  db.close()
  return { ms, cpuMs }
}

function fileSource(path: string): ByteSource {
  const bytes = readFileSync(path)
  return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) }
}
