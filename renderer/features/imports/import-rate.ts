import { useEffect, useState } from 'react'

export interface RateSample {
  /** Unix ms. */
  readonly at: number
  readonly done: number
}

/** A rate is told over this many ms at most, so that a pause shows. */
const windowMs = 10_000
/** Under this it would jump about. */
const leastMs = 900

/** Samples with one more; older than the window are dropped, the last of them kept as a start. */
export function withSample(samples: readonly RateSample[], sample: RateSample): RateSample[] {
  const last = samples.at(-1)
  // Fewer rows than before: taken up again, counted anew.
  const kept = last !== undefined && last.done > sample.done ? [] : samples
  return [...kept.filter((one) => sample.at - one.at <= windowMs), sample]
}

/** Rows a second over the samples, or null while that cannot be told. */
export function rateOf(samples: readonly RateSample[]): number | null {
  const first = samples.at(0)
  const last = samples.at(-1)
  if (first === undefined || last === undefined || last.at - first.at < leastMs) return null
  const rows = last.done - first.done
  return rows <= 0 ? null : (rows * 1000) / (last.at - first.at)
}

/** Whole seconds until all is done at this rate. */
export function secondsLeft(done: number, total: number, ratePerSecond: number): number {
  return Math.ceil(Math.max(0, total - done) / ratePerSecond)
}

/** Rows a second lately, from how far the work is at each drawing. */
export function useRate(done: number): number | null {
  const [samples, setSamples] = useState<readonly RateSample[]>([])
  useEffect(() => {
    setSamples((before) => withSample(before, { at: Date.now(), done }))
  }, [done])
  return rateOf(samples)
}
