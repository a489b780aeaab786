import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReadableDatabase, WritableDatabase } from '../../electron/store/database.ts'
import { migrations } from '../../electron/store/migrations/index.ts'
import { openReadableStore, openWritableStore } from '../../electron/store/open.ts'
import { recomputeRfm } from '../../electron/store/segments/rfm-recompute.ts'
import { refreshRfm } from '../../electron/store/segments/rfm-store.ts'
import { countSegment, segmentContacts } from '../../electron/store/segments/segment-store.ts'
import type { SegmentGroup } from '../../shared/domain/segments.ts'
import { median, rounded, timeMs, type BenchLine, type BenchOptions } from './bench-line.ts'
import { filledNow } from './fill-contacts.ts'
import { fillSegments } from './fill-segments.ts'
import { copyPlain, openPlain } from './plain-copy.ts'
import { measuredSegments } from './measured-segments.ts'

const key = new Uint8Array(32).fill(42)
/** How often each query runs on either side, in turns; so often that the 95th percentile is not the worst. */
const rounds = 21
const pageSize = 100

/**
 * Segments of many kinds over a store with five orders and ten messages for each contact: milliseconds at
 * the 50th and 95th percentile of a count and of a first page, through the functions that the app's calls
 * use. The baseline runs the same on the same content in plain SQLite, so that the ratio is what
 * encryption costs.
 */
export function benchSegments({ rows }: BenchOptions): BenchLine[] {
  const folder = mkdtempSync(join(tmpdir(), 'groupkeeper-bench-'))
  try {
    const filled = openWritableStore({ directory: folder, key, migrations })
    fillSegments(filled, rows)
    filled.close()
    const plainPath = copyPlain(folder, key)
    const encrypted = openWritableStore({ directory: folder, key, migrations })
    const reader = openReadableStore({ directory: folder, key })
    const plain = openPlain(plainPath, encrypted)
    try {
      const scores = benchScores(encrypted, plain, rows)
      return [
        ...scores,
        ...measuredSegments.flatMap(({ name, conditions }) =>
          benchSegment(name, conditions, reader, plain, rows),
        ),
      ]
    } finally {
      plain.close()
      reader.close()
      encrypted.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function benchScores(
  encrypted: WritableDatabase,
  plain: WritableDatabase,
  rows: number,
): BenchLine[] {
  const inOne = (db: WritableDatabase, work: () => void) => timeMs(() => db.transaction(work)())
  const scratch = (db: WritableDatabase) => inOne(db, () => recomputeRfm(db, filledNow))
  const update = (db: WritableDatabase, round: number) =>
    inOne(db, () => {
      const contactSeq = 1 + ((round * 7919) % rows)
      db.prepare(
        `INSERT INTO shop_order (contact_seq, order_key, at, amount, currency) VALUES (?,?,?,900,'CNY')`,
      ).run(contactSeq, `bench:${round}`, filledNow)
      refreshRfm(db, contactSeq, filledNow)
    })
  return [
    ...line('rfm.scratch', rows, [scratch(encrypted)], [scratch(plain)]),
    ...line(
      'rfm.update',
      rows,
      Array.from({ length: rounds }, (_, round) => update(encrypted, round)),
      Array.from({ length: rounds }, (_, round) => update(plain, round)),
    ),
  ]
}

function benchSegment(
  name: string,
  conditions: SegmentGroup,
  encrypted: ReadableDatabase,
  plain: ReadableDatabase,
  rows: number,
): BenchLine[] {
  const count = (db: ReadableDatabase) => countSegment(db, conditions, filledNow)
  if (count(encrypted) === 0)
    throw new Error(`${name}: a query that finds nothing measures nothing`)
  const page = (db: ReadableDatabase) =>
    segmentContacts(db, conditions, filledNow, { limit: pageSize })
  return Object.entries({ count, page }).flatMap(([what, query]) => {
    const ours: Taken[] = []
    const baseline: Taken[] = []
    for (let round = 0; round < rounds; round += 1) {
      ours.push(taken(() => query(encrypted)))
      baseline.push(taken(() => query(plain)))
    }
    const of = (which: keyof Taken) =>
      [ours, baseline].map((side) => side.map((one) => one[which])) as [number[], number[]]
    return [
      ...line(`${name}.${what}`, rows, ...of('wall')),
      ...line(`${name}.${what}.cpu`, rows, ...of('cpu')).slice(-1),
    ]
  })
}

interface Taken {
  readonly wall: number
  /** Of this thread alone: what others do on the machine is not in it. */
  readonly cpu: number
}

function taken(action: () => void): Taken {
  const before = process.threadCpuUsage()
  const wall = timeMs(action)
  const { user, system } = process.threadCpuUsage(before)
  // Below the clock's grain a ratio would be one of noughts.
  return { wall, cpu: Math.max(0.1, (user + system) / 1000) }
}

function line(
  name: string,
  rows: number,
  ours: readonly number[],
  baseline: readonly number[],
): BenchLine[] {
  const ratio = rounded(median(ours.map((taken, round) => taken / baseline[round]!)))
  const of = (share: number, suffix: string): BenchLine => ({
    bench: `segments.${name}${suffix}`,
    figure: rounded(percentile(ours, share)),
    unit: 'ms',
    baseline: rounded(percentile(baseline, share)),
    ratio,
    rows,
  })
  return ours.length === 1 ? [of(1, '')] : [of(0.5, '.p50'), of(0.95, '')]
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1]!
}
