import { shareOut } from './share-out.ts'

/** Spreads the bits of a 32-bit number; no two numbers come out alike (finaliser of MurmurHash3). */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** Keys lie below this. */
export const drawKeys = 2 ** 32

/**
 * The lot that a person draws: by the seed and the person alone, whoever else takes part and in
 * whatever order. With one seed no two people draw the same.
 *
 * @param contactSeq below 2^32
 */
export function drawKey(seed: number, contactSeq: number): number {
  return mix((mix(contactSeq ^ mix(seed)) + seed) | 0)
}

/** How many of a stratum get nothing, and how many get each variant. */
export interface StratumDraw {
  readonly holdOut: number
  readonly variants: readonly number[]
}

/**
 * Shares every stratum out alike: the hold-out of each is its exact share rounded down or up, and all
 * of them together are the share of the whole.
 */
export function planDraw(
  sizes: ReadonlyMap<string, number>,
  settings: { readonly holdOutPercent: number; readonly shares: readonly number[] },
): Map<string, StratumDraw> {
  const strata = [...sizes].sort(([one], [other]) => (one < other ? -1 : 1))
  const whole = strata.reduce((sum, [, size]) => sum + size, 0)
  const holdOuts = shareOut(
    Math.round((whole * settings.holdOutPercent) / 100),
    strata.map(([, size]) => size),
  )
  return new Map(
    strata.map(([stratum, size], at) => {
      const holdOut = holdOuts[at]!
      return [stratum, { holdOut, variants: shareOut(size - holdOut, settings.shares) }]
    }),
  )
}

/**
 * Bounds of the keys of a stratum: below the first lies the hold-out, below each next one a variant.
 *
 * @param keys of everybody in the stratum, in any order; sorted in place
 */
export function drawBounds(keys: Uint32Array, draw: StratumDraw): number[] {
  keys.sort()
  let taken = 0
  return [draw.holdOut, ...draw.variants].map((count) => {
    taken += count
    return keys[taken] ?? drawKeys
  })
}

/** Number of the variant, or null for the hold-out. */
export function variantOf(key: number, bounds: readonly number[]): number | null {
  const place = bounds.findIndex((bound) => key < bound)
  return place <= 0 ? null : place - 1
}
