import type { QuietHours } from '../../../shared/domain/broadcasts.ts'
import { offsetAt, offsetPieces, zonesOfCountry } from './time-zones.ts'

/** When the people of one country may be written to. Moments are Unix ms. */
export interface OpenHours {
  /** End of the opening that a moment lies in (or an earlier one that a look ends at); null: it is quiet. */
  openUntil(at: number): number | null
  /** First moment, not before this one, that is not quiet. */
  opensAt(at: number): number
}

/** At any hour. */
export const alwaysOpen: OpenHours = { openUntil: () => Infinity, opensAt: (at) => at }

interface Interval {
  readonly from: number
  readonly until: number
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** Openings are worked out for so long at once, and kept. */
const chunkMs = 14 * dayMs

/**
 * Hours by the clocks of a country. Where it has several zones, nobody knows in which of them a person
 * is, so a quiet hour in any of them is quiet for all. Should that leave no time at all, the zone in
 * the middle decides.
 *
 * @param country ISO 3166-1 alpha-2
 */
export function openHours(country: string, quiet: QuietHours | null): OpenHours {
  if (quiet === null || quiet.from === quiet.to) return alwaysOpen
  return hoursOfZones(zonesOfCountry(country), quiet)
}

function hoursOfZones(zones: readonly string[], quiet: QuietHours): OpenHours {
  const chunks = new Map<number, readonly Interval[]>()
  const chunkOf = (index: number): readonly Interval[] => {
    let known = chunks.get(index)
    if (!known) {
      known = openingsOf(zones, quiet, index * chunkMs, (index + 1) * chunkMs)
      chunks.set(index, known)
    }
    return known
  }
  const find = (at: number) =>
    firstEndingAfter(chunkOf(Math.floor(at / chunkMs)), at) ??
    firstEndingAfter(chunkOf(Math.floor(at / chunkMs) + 1), at)
  return {
    openUntil(at) {
      const opening = find(at)
      return opening !== undefined && opening.from <= at ? opening.until : null
    },
    opensAt(at) {
      const opening = find(at)
      return opening === undefined ? at : Math.max(at, opening.from)
    },
  }
}

function firstEndingAfter(openings: readonly Interval[], at: number): Interval | undefined {
  let [low, high] = [0, openings.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (openings[middle]!.until > at) high = middle
    else low = middle + 1
  }
  return openings[low]
}

function openingsOf(
  zones: readonly string[],
  quiet: QuietHours,
  from: number,
  until: number,
): Interval[] {
  const nights = new Map<string, Interval[]>()
  for (const zone of zones) {
    const pieces = offsetPieces(zone, from, until)
    const key = JSON.stringify(pieces)
    if (nights.has(key)) continue
    nights.set(
      key,
      pieces.flatMap((piece) => nightsOf(piece, quiet)),
    )
  }
  const open = complement([...nights.values()].flat(), from, until)
  if (open.length > 0 || zones.length === 1) return open
  return openingsOf([middleZone(zones, from)], quiet, from, until)
}

/** Quiet times of a zone while its clocks are not changed. */
function nightsOf(
  piece: { readonly from: number; readonly until: number; readonly offset: number },
  quiet: QuietHours,
): Interval[] {
  const length = ((quiet.to - quiet.from + 1440) % 1440) * minuteMs
  const nights: Interval[] = []
  const firstDay = Math.floor((piece.from + piece.offset) / dayMs) - 1
  for (let day = firstDay; ; day += 1) {
    const starts = day * dayMs + quiet.from * minuteMs - piece.offset
    if (starts >= piece.until) return nights
    const [from, until] = [Math.max(starts, piece.from), Math.min(starts + length, piece.until)]
    if (from < until) nights.push({ from, until })
  }
}

function complement(taken: readonly Interval[], from: number, until: number): Interval[] {
  const free: Interval[] = []
  let at = from
  for (const interval of [...taken].sort((a, b) => a.from - b.from)) {
    if (interval.from > at) free.push({ from: at, until: interval.from })
    at = Math.max(at, interval.until)
  }
  if (at < until) free.push({ from: at, until })
  return free
}

function middleZone(zones: readonly string[], at: number): string {
  const sorted = [...zones].sort((a, b) => offsetAt(a, at) - offsetAt(b, at))
  return sorted[sorted.length >> 1]!
}
