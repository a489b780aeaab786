/** One measured figure beside its baseline, which ran in the same process and turn by turn. */
export interface BenchLine {
  /** `area.measure`, as `store.insert`. */
  readonly bench: string
  readonly figure: number
  readonly unit: string
  readonly baseline: number
  /** Median, over the rounds, of what ours takes over what the baseline takes; below 1 is faster. */
  readonly ratio: number
  readonly rows: number
}

export interface BenchOptions {
  readonly rows: number
}

export type Bench = (options: BenchOptions) => BenchLine[] | Promise<BenchLine[]>

/** Milliseconds that an action takes. */
export function timeMs(action: () => void): number {
  const start = process.hrtime.bigint()
  action()
  return Number(process.hrtime.bigint() - start) / 1e6
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
}

/**
 * Measures two sides in alternating order, so that what else the machine does falls on both, and
 * takes the median of the rounds' ratios. Each side returns its milliseconds.
 */
export function compareMs(
  rounds: number,
  ours: (round: number) => number,
  baseline: (round: number) => number,
): { figure: number; baseline: number; ratio: number } {
  const pairs: { a: number; b: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const a = ours(round)
      pairs.push({ a, b: baseline(round) })
    } else {
      const b = baseline(round)
      pairs.push({ a: ours(round), b })
    }
  }
  return {
    figure: rounded(median(pairs.map((pair) => pair.a))),
    baseline: rounded(median(pairs.map((pair) => pair.b))),
    ratio: rounded(median(pairs.map((pair) => pair.a / pair.b))),
  }
}

/** Three decimals: more would promise what a measurement does not hold. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
