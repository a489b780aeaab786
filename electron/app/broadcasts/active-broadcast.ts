import type { BroadcastSettings } from '../../../shared/domain/broadcasts.ts'
import { openHours, type OpenHours } from '../../core/broadcasts/quiet-hours.ts'
import {
  broadcastCounts,
  draftOf,
  frozenTexts,
  type BroadcastRow,
  type FrozenText,
} from '../../store/broadcasts/broadcast-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { readSettings } from '../../store/settings-store.ts'

/** A broadcast under way: what its messages need, and how far it is. */
export interface ActiveBroadcast {
  readonly seq: number
  readonly id: string
  readonly purpose: string
  readonly settings: BroadcastSettings
  readonly texts: readonly FrozenText[]
  readonly hoursOf: (country: string | null) => OpenHours
  /** Messages a second when it is spread over hours; null: as fast as allowed. */
  readonly spreadPerSecond: number | null
  /** How many get it. */
  readonly total: number
  /** How many of them are past the line. */
  done: number
  /** Rows that were tried last, the latest at the end. */
  readonly tried: number[]
  /** How many may leave now under the spread, and since when that is counted (Unix ms). */
  allowance: { count: number; at: number }
}

/** Of so many that were tried last the share of failures is taken. */
export const triedKept = 100
const hourSeconds = 3600
/** What waited too long may catch up a little. */
const catchUp = 1.05

/** Reads what sending needs of a broadcast, once. */
export function loadActive(db: ReadableDatabase, row: BroadcastRow, now: number): ActiveBroadcast {
  const { settings } = draftOf(row)
  const { defaultCountry } = readSettings(db)
  const counts = broadcastCounts(db, row.seq)
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const total = all - counts.hold_out - counts.skipped
  const hours = new Map<string, OpenHours>()
  return {
    seq: row.seq,
    id: row.id,
    purpose: row.purpose,
    settings,
    texts: frozenTexts(row),
    hoursOf: (country) => {
      const key = country ?? defaultCountry
      let known = hours.get(key)
      if (!known) hours.set(key, (known = openHours(key, settings.quietHours)))
      return known
    },
    spreadPerSecond:
      settings.pace.kind === 'fast'
        ? null
        : (total / (settings.pace.hours * hourSeconds)) * catchUp,
    total,
    done: total - counts.queued - counts.sending,
    tried: [],
    allowance: { count: 1, at: now },
  }
}

/**
 * How many may leave now. What is spread over hours never leaves in one go, also when it waited: through
 * a pause, or while the computer slept.
 */
export function allowed(active: ActiveBroadcast, now: number): number {
  const { spreadPerSecond, allowance } = active
  if (spreadPerSecond === null) return Infinity
  const since = Math.max(0, now - allowance.at)
  const most = Math.max(1, spreadPerSecond)
  const count = Math.min(most, allowance.count + (since / 1000) * spreadPerSecond)
  active.allowance = { count, at: now }
  return Math.floor(count)
}

/** When the next may leave under the spread, Unix ms. */
export function allowedAt(active: ActiveBroadcast, now: number): number {
  const { spreadPerSecond, allowance } = active
  if (spreadPerSecond === null || allowance.count >= 1) return now
  return now + Math.ceil(((1 - allowance.count) * 1000) / spreadPerSecond)
}

export function noteTried(active: ActiveBroadcast, seq: number): void {
  active.tried.push(seq)
  if (active.tried.length > triedKept) active.tried.shift()
}
