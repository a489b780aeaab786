/**
 * Parts of a whole number by weight, each a whole number, that add up to it: every part is its exact
 * share rounded down or up, and those with the largest remainders are rounded up. Of equal remainders
 * the earlier one is.
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((whole, weight) => whole + weight, 0)
  if (sum <= 0) return weights.map(() => 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const parts = exact.map(Math.floor)
  let left = total - parts.reduce((whole, part) => whole + part, 0)
  const order = exact
    .map((value, at) => ({ at, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at)
  for (const { at } of order) {
    if (left <= 0) break
    parts[at]! += 1
    left -= 1
  }
  return parts
}
