import { normalQuantile, z95 } from './normal.ts'

/** How often a difference that is there is to be found. */
const power = 0.8

/**
 * How many each of two equal groups needs for a difference to be found in four cases of five, with a
 * two-sided test at 5 %.
 *
 * Source: J. L. Fleiss, A. Tytun, H. K. Ury, "A simple approximation for calculating sample sizes for comparing
 * independent proportions", Biometrics 36 (1980), 343-346, before the correction for continuity; it is what R's
 * `power.prop.test` solves.
 *
 * @param base share in one group, 0 to 1
 * @param other share in the other one, not the same
 */
export function neededPerGroup(base: number, other: number): number {
  return Math.ceil(exactPerGroup(base, other, power))
}

/** The same before rounding up, for any power. */
export function exactPerGroup(base: number, other: number, power: number): number {
  const middle = (base + other) / 2
  const reach =
    z95 * Math.sqrt(2 * middle * (1 - middle)) +
    normalQuantile(power) * Math.sqrt(base * (1 - base) + other * (1 - other))
  return (reach / (base - other)) ** 2
}

/** Size of two equal groups that would say as much as two of these sizes: their harmonic mean. */
export function equalGroupSize(first: number, second: number): number {
  return first === 0 || second === 0 ? 0 : 2 / (1 / first + 1 / second)
}

/** The smallest difference worth finding: a fifth of the base, and at least one in a hundred. */
export function detectableDifference(base: number): number {
  return Math.max(0.01, base / 5)
}
