import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { pino } from 'pino'
import { createSession, type Session } from '../../electron/app/session.ts'
import { readCsv } from '../../electron/files/contact-import/csv-rows.ts'
import type { ByteSource } from '../../electron/files/contact-import/source.ts'
import type { ContactImport } from '../../shared/domain/contact-imports.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'
import type { BenchLine, BenchOptions } from './bench-line.ts'
import { writeBenchFile } from './import-file.ts'

/**
 * A file of customers on its way to committed contacts with identities, consent entries and search
 * index, through the app as it runs; beside it the same parsed rows, put raw into a plain table. In the
 * meantime a reader asks for the list, and the writer's loop is watched.
 */
export async function benchImport({ rows }: BenchOptions): Promise<BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-bench-'))
  try {
    const path = join(folder, 'customers.csv')
    writeBenchFile(path, rows)
    const plain = insertPlain(join(folder, 'plain.db'), path)
    const ours = await importThroughApp(join(folder, 'workspace'), path)
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

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

interface Measured extends Timed {
  readonly rssMb: number
  readonly listMs: number
  readonly loopMs: number
}

async function importThroughApp(dataDir: string, path: string): Promise<Measured> {
  let key = new Uint8Array(0)
  const session = createSession({
    dataDir,
    isDemo: true,
    logFile: null,
    runJobs: true,
    canPrintPdf: false,
    emit: () => undefined,
    opened: (dataKey) => {
      key = new Uint8Array(dataKey)
    },
    printPdf: () => Promise.reject(new Error('no printer')),
    log: pino({ enabled: false }),
  })
  await session.start()
  await ask(session, 'workspace.create', {
    vault: 'memory',
    name: 'Bench',
    language: 'en',
    defaultCountry: 'US',
  })
  const { importId } = await ask(session, 'imports.receive', { kind: 'contacts', path })
  const lister = new Worker(new URL('./list-contacts.worker.ts', import.meta.url), {
    workerData: { directory: dataDir, key },
  })
  await pause(500)
  const watch = watchLoop()
  const cpu = process.cpuUsage()
  const start = performance.now()
  await ask(session, 'imports.start', { importId })
  let state: ContactImport
  do {
    await pause(20)
    state = await ask(session, 'imports.get', { importId })
  } while (state.state === 'running')
  const ms = performance.now() - start
  const cpuMs = cpuSince(cpu)
  const { loopMs, rssMb } = watch.end()
  const took = await new Promise<number[]>((resolve) => {
    lister.once('message', resolve)
    lister.postMessage('end')
  })
  await session.close()
  if (state.state !== 'finished') throw new Error(`The import is ${state.state}`)
  took.sort((one, other) => one - other)
  return { ms, cpuMs, rssMb, loopMs, listMs: took[Math.floor(took.length * 0.99)] ?? 0 }
}

/** Longest time that the loop did not turn, and how much memory the process grew by. */
function watchLoop() {
  const rssBefore = process.memoryUsage.rss()
  let last = performance.now()
  let loopMs = 0
  let rss = 0
  const timer = setInterval(() => {
    const now = performance.now()
    loopMs = Math.max(loopMs, now - last - 2)
    last = now
    rss = Math.max(rss, process.memoryUsage.rss())
  }, 2)
  return {
    end() {
      clearInterval(timer)
      return { loopMs, rssMb: (rss - rssBefore) / 1024 / 1024 }
    },
  }
}

async function ask<N extends CallName>(
  session: Session,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const reply = await session.call(name, input, { host: 'test', actor: 'owner' })
  if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`)
  return reply.value as CallOutput<N>
}
