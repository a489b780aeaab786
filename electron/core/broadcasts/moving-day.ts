/** Something that counted against a limit. `at` is the latest moment it may have been, Unix ms. */
export interface Use {
  readonly at: number
  readonly count: number
}

/** What may be used in any 24 hours, and what of it was used before; null: as much as one likes. */
export type DailyLimit = { readonly perDay: number; readonly uses: readonly Use[] } | null

export const dayMs = 24 * 60 * 60 * 1000

/** Keeps count of a moving 24 hours. Asked about later and later moments only. */
export interface MovingDay {
  /** How many are free at a moment. */
  free(at: number): number
  /** When the next ones become free; Infinity where nothing is used. */
  nextFree(): number
  use(until: number, count: number): void
}

export function createMovingDay(limit: DailyLimit): MovingDay {
  if (limit === null)
    return { free: () => Infinity, nextFree: () => Infinity, use: () => undefined }
  const uses = [...limit.uses].sort((one, other) => one.at - other.at)
  let first = 0
  let used = uses.reduce((sum, use) => sum + use.count, 0)
  return {
    free(at) {
      for (let use = uses[first]; use && use.at + dayMs <= at; use = uses[first]) {
        used -= use.count
        first += 1
      }
      return Math.max(0, limit.perDay - used)
    },
    nextFree: () => (uses[first]?.at ?? Infinity) + dayMs,
    use(until, count) {
      used += count
      const last = uses.at(-1)
      if (last && last.at >= until)
        uses[uses.length - 1] = { at: last.at, count: last.count + count }
      else uses.push({ at: until, count })
    },
  }
}
