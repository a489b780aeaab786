import { parseArgs } from 'node:util'
import type { Bench, BenchLine } from './bench-line.ts'

/** Every bench by its name on the command line, loaded when asked for. */
const benches: Record<string, { readonly rows: number; load(): Promise<Bench> }> = {
  audit: { rows: 20_000, load: async () => (await import('./audit.bench.ts')).benchAudit },
  broadcast: {
    rows: 100_000,
    load: async () => (await import('./broadcast.bench.ts')).benchBroadcast,
  },
  'clean-up': {
    rows: 100_000,
    load: async () => (await import('./clean-up.bench.ts')).benchCleanUp,
  },
  contacts: {
    rows: 100_000,
    load: async () => (await import('./contacts.bench.ts')).benchContacts,
  },
  updates: {
    rows: 20_000,
    load: async () => (await import('./updates.bench.ts')).benchUpdates,
  },
  freeze: { rows: 100_000, load: async () => (await import('./freeze.bench.ts')).benchFreeze },
  fuzz: { rows: 10_000, load: async () => (await import('./fuzz.bench.ts')).benchFuzz },
  import: {
    rows: 100_000,
    load: async () => (await import('./import.bench.ts')).benchImport,
  },
  'people-screen': {
    rows: 100_000,
    load: async () => (await import('./people-screen.bench.ts')).benchPeopleScreen,
  },
  segments: {
    rows: 100_000,
    load: async () => (await import('./segments.bench.ts')).benchSegments,
  },
  store: { rows: 100_000, load: async () => (await import('./store.bench.ts')).benchStore },
}

const usage = `Usage: bench <${Object.keys(benches).join('|')}> [--rows N] [--json]`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rows: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  const chosen = Object.hasOwn(benches, positionals[0] ?? '') ? benches[positionals[0] ?? ''] : null
  const rows = Number(values.rows ?? chosen?.rows)
  if (!chosen || positionals.length !== 1 || !Number.isInteger(rows) || rows < 1) {
    console.error(usage)
    return 2
  }
  const bench = await chosen.load()
  const lines = await bench({ rows })
  if (values.json) for (const line of lines) console.log(JSON.stringify(line))
  else console.log(table(lines))
  return 0
}

function table(lines: readonly BenchLine[]): string {
  const rows = lines.map((line) => [
    line.bench,
    `${line.figure} ${line.unit}`,
    `${line.baseline} ${line.unit}`,
    line.ratio.toFixed(2),
    String(line.rows),
  ])
  const all = [['bench', 'figure', 'baseline', 'ratio', 'rows'], ...rows]
  const width = (at: number) => Math.max(...all.map((row) => row[at]?.length ?? 0))
  return all.map((row) => row.map((cell, at) => cell.padEnd(width(at))).join('  ')).join('\n')
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? `${error.message}\n${usage}` : error)
  process.exitCode = 1
}
