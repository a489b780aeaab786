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

/** Milliseconds of both sides in one round. */
export interface Round {
  readonly ours: number
  readonly baseline: number
}

/** The medians of the rounds, and the median of their ratios. */
export function summary(rounds: readonly Round[]): {
  figure: number
  baseline: number
  ratio: number
} {
  return {
    figure: rounded(median(rounds.map((round) => round.ours))),
    baseline: rounded(median(rounds.map((round) => round.baseline))),
    ratio: rounded(median(rounds.map((round) => round.ours / round.baseline))),
  }
}

/**
 * Measures two sides in alternating order, so that what else the machine does falls on both. Each
 * side returns its milliseconds.
 */
export function takeTurns(count: number, ours: () => number, baseline: () => number): Round[] {
  return Array.from({ length: count }, (_, round) => {
    if (round % 2 === 0) return { ours: ours(), baseline: baseline() }
    const second = baseline()
    return { ours: ours(), baseline: second }
  })
}

/** Three decimals: more would promise what a measurement does not hold. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
