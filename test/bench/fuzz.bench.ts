import type { BenchLine, BenchOptions } from './bench-line.ts'
import { fuzzFiles } from './fuzz-files.ts'

const maxMs = 20 * 60_000
const slowMs = 2000

/**
 * Mutated files through the readers: how many were read, how many refused by a typed error, and how
 * long the slowest took. Throws where a reader crashed.
 */
export function benchFuzz({ rows }: BenchOptions): BenchLine[] {
  const result = fuzzFiles({ files: rows, seed: 7, maxMs })
  if (result.crashes.length > 0) throw new Error(result.crashes.join('\n'))
  if (result.slowestMs > slowMs)
    throw new Error(`A file took ${String(Math.round(result.slowestMs))} ms`)
  const counted = (bench: string, figure: number): BenchLine => ({
    bench,
    figure,
    unit: 'files',
    baseline: result.files,
    ratio: Math.round((figure / result.files) * 1000) / 1000,
    rows: result.files,
  })
  return [
    counted('fuzz.read', result.readable),
    ...Object.entries(result.refused).map(([code, count]) => counted(`fuzz.${code}`, count)),
    {
      bench: 'fuzz.slowest',
      figure: Math.round(result.slowestMs * 10) / 10,
      unit: 'ms',
      baseline: slowMs,
      ratio: Math.round((result.slowestMs / slowMs) * 1000) / 1000,
      rows: result.files,
    },
  ]
}
