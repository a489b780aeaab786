import type { Broadcast, RecipientState } from '../../../shared/domain/broadcasts.ts'

/** Sums of a broadcast's rows, as the owner counts them. */
export interface Sums {
  /** Everybody who is meant to get it. */
  readonly recipients: number
  /** Those about whom nothing is left to do. */
  readonly settled: number
  /** Left the shop for sure: sent, delivered or read. */
  readonly sent: number
  /** Delivered or read. */
  readonly delivered: number
  readonly read: number
  /** Gets nothing: held out or left out. */
  readonly without: number
}

const settledStates: readonly RecipientState[] = [
  'sent',
  'delivered',
  'read',
  'failed',
  'cancelled',
]

/** Adds the rows up. A row that was read was delivered too, and one that was delivered was sent. */
export function sumsOf(counts: Broadcast['counts']): Sums {
  const sum = (states: readonly RecipientState[]) =>
    states.reduce((total, state) => total + counts[state], 0)
  const settled = sum(settledStates)
  return {
    recipients: settled + sum(['queued', 'sending', 'unknown', 'accepted']),
    settled,
    sent: sum(['sent', 'delivered', 'read']),
    delivered: sum(['delivered', 'read']),
    read: counts.read,
    without: sum(['hold_out', 'skipped']),
  }
}
