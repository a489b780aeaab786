import { chiSquareTail, twoSidedP, z95 } from './normal.ts'

/** So many of so many. */
export interface Proportion {
  readonly count: number
  readonly n: number
}

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Wilson's score interval of one proportion at 95 %; of nobody nothing can be said.
 *
 * Source: E. B. Wilson (1927); method 3 of R. G. Newcombe, "Two-sided confidence intervals for the single
 * proportion: comparison of seven methods", Statistics in Medicine 17 (1998), 857-872.
 */
export function wilsonInterval({ count, n }: Proportion): Interval | null {
  if (n === 0) return null
  const share = count / n
  const z2 = z95 * z95
  const centre = 2 * n * share + z2
  const reach = z95 * Math.sqrt(z2 + 4 * n * share * (1 - share))
  const whole = 2 * (n + z2)
  return {
    // nothing and all are their own ends; the formula only comes within rounding of them
    low: count === 0 ? 0 : (centre - reach) / whole,
    high: count === n ? 1 : (centre + reach) / whole,
  }
}

/** A share with its n and its interval, as the contract says it. */
export function shareWithInterval({ count, n }: Proportion) {
  const interval = wilsonInterval({ count, n })
  return {
    count,
    n,
    share: interval === null ? null : count / n,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  }
}

export interface Difference extends Interval {
  /** First share less the second. */
  readonly value: number
  /** Two-sided, of no difference. */
  readonly pValue: number
}

/**
 * Difference of two independent proportions, with the hybrid score interval at 95 % and the p value of the
 * score test. Null while one of them is of nobody.
 *
 * The interval is made of both Wilson intervals, so it keeps its word in small samples and never leaves
 * -1 to 1. It and the test are two ways to the same question and may disagree on the very edge.
 *
 * Source: method 10 of R. G. Newcombe, "Interval estimation for the difference between independent
 * proportions: comparison of eleven methods", Statistics in Medicine 17 (1998), 873-890.
 */
export function differenceOfProportions(first: Proportion, second: Proportion): Difference | null {
  const one = wilsonInterval(first)
  const two = wilsonInterval(second)
  if (one === null || two === null) return null
  const share1 = first.count / first.n
  const share2 = second.count / second.n
  const value = share1 - share2
  return {
    value,
    low: value - Math.hypot(share1 - one.low, two.high - share2),
    high: value + Math.hypot(one.high - share1, share2 - two.low),
    pValue: scoreTest(first, second),
  }
}

/** The z test with the pooled share, which is Pearson's chi-square of the table without a correction. */
function scoreTest(first: Proportion, second: Proportion): number {
  const pooled = (first.count + second.count) / (first.n + second.n)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / second.n))
  // all or none in both: nothing speaks against their being alike
  if (error === 0) return 1
  return twoSidedP((first.count / first.n - second.count / second.n) / error)
}

/**
 * Chance of two groups at least so far from the sizes they were drawn with, were the draw sound: the test
 * of a sample-ratio mismatch, a chi-square of one degree of freedom. Null where there is nothing to test.
 *
 * Source: R. Kohavi, D. Tang, Y. Xu, "Trustworthy Online Controlled Experiments", Cambridge 2020, chapter
 * 21, which takes 0.001 for the bound of alarm.
 *
 * @param expectedShare of the first group in both, above 0 and below 1
 */
export function sampleRatioP(first: number, second: number, expectedShare: number): number | null {
  const whole = first + second
  if (whole === 0 || expectedShare <= 0 || expectedShare >= 1) return null
  const off = first - whole * expectedShare
  return chiSquareTail((off * off) / (whole * expectedShare * (1 - expectedShare)))
}
