import { normalQuantile } from './normal.ts'
import type { Interval } from './proportions.ts'

/** What is needed of a group's values. */
export interface Sample {
  readonly n: number
  readonly sum: number
  readonly sumOfSquares: number
}

/**
 * Difference of two means with Welch's interval at 95 %, which does not ask that both groups vary alike.
 * Null with less than two values in a group.
 *
 * Source: B. L. Welch, "The generalization of Student's problem when several different population variances
 * are involved", Biometrika 34 (1947), 28-35.
 */
export function differenceOfMeans(
  first: Sample,
  second: Sample,
): (Interval & { readonly value: number }) | null {
  if (first.n < 2 || second.n < 2) return null
  const one = errorOfMean(first)
  const two = errorOfMean(second)
  const value = first.sum / first.n - second.sum / second.n
  const error = one + two
  if (error === 0) return { value, low: value, high: value }
  const freedom = (error * error) / (one ** 2 / (first.n - 1) + two ** 2 / (second.n - 1))
  const reach = studentQuantile95(freedom) * Math.sqrt(error)
  return { value, low: value - reach, high: value + reach }
}

/** Square of the standard error of the mean. */
function errorOfMean({ n, sum, sumOfSquares }: Sample): number {
  return Math.max(0, sumOfSquares - (sum * sum) / n) / (n - 1) / n
}

/**
 * The value that Student's t passes in one case of forty.
 *
 * Source: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 26.7.5; good to three digits
 * from five degrees of freedom on, to five from fifteen.
 */
export function studentQuantile95(freedom: number): number {
  const z = normalQuantile(0.975)
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160,
  ]
  return terms.reduce((sum, term, power) => sum + term / freedom ** (power + 1), z)
}
