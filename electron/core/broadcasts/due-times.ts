import type { BroadcastSettings } from '../../../shared/domain/broadcasts.ts'
import type { OpenHours } from './quiet-hours.ts'

/** A stretch of time (Unix ms) over which a part of a group becomes due; shares are of the group, 0 to 1. */
export interface DuePiece {
  readonly from: number
  readonly until: number
  readonly fromShare: number
  readonly untilShare: number
}

const hourMs = 60 * 60 * 1000

/**
 * When the people of a group become due: all at the first moment that is not quiet, or spread evenly
 * over what is not quiet of so many hours. Where those hours are all quiet, at once after them.
 */
export function duePieces(
  hours: OpenHours,
  startAt: number,
  pace: BroadcastSettings['pace'],
): DuePiece[] {
  const openings = pace.kind === 'fast' ? [] : openingsWithin(hours, startAt, pace.hours * hourMs)
  const total = openings.reduce((sum, { from, until }) => sum + until - from, 0)
  if (total === 0) {
    const at = hours.opensAt(startAt)
    return [{ from: at, until: at, fromShare: 0, untilShare: 1 }]
  }
  let passed = 0
  return openings.map(({ from, until }) => {
    const fromShare = passed / total
    passed += until - from
    return { from, until, fromShare, untilShare: passed / total }
  })
}

function openingsWithin(hours: OpenHours, startAt: number, length: number) {
  const end = startAt + length
  const openings: { from: number; until: number }[] = []
  for (let at = hours.opensAt(startAt); at < end; at = hours.opensAt(at)) {
    const until = Math.min(hours.openUntil(at) ?? at, end)
    openings.push({ from: at, until })
    at = until
  }
  return openings
}

/** When the person at a place of the group is due, Unix ms. `share` is at least 0 and below 1. */
export function dueAt(pieces: readonly DuePiece[], share: number): number {
  const piece = pieces.find((each) => share < each.untilShare) ?? pieces.at(-1)!
  const width = piece.untilShare - piece.fromShare
  return Math.floor(piece.from + ((share - piece.fromShare) / width) * (piece.until - piece.from))
}

/** How many of a group of so many are due at a moment, those due at that moment among them. */
export function dueBy(pieces: readonly DuePiece[], count: number, at: number): number {
  let share = 0
  for (const piece of pieces) {
    if (at < piece.from) break
    const length = piece.until - piece.from
    const part = length === 0 ? 1 : Math.min(1, (at - piece.from) / length)
    share = piece.fromShare + part * (piece.untilShare - piece.fromShare)
    if (at < piece.until) return Math.min(count, Math.floor(share * count) + 1)
  }
  return Math.min(count, Math.floor(share * count + 1e-6))
}
