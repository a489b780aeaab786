import type { GraphUsage } from '../../graph/graph-records.ts'
import { regainAccessMs } from '../../graph/usage.ts'

/** How close the account is to what it may ask in an hour, by what its answers say. Times are ms of one steady clock. */
export interface UsageWatch {
  note(usage: readonly GraphUsage[], now: number): void
  /** Whether questions that can wait may be asked. */
  mayAsk(now: number): boolean
  /** Whether it is so close that sending goes slower, too. */
  isTight(now: number): boolean
}

/** From here on the rest is left to what a person asks for. */
const askUpTo = 75
const tightFrom = 90
/** What was said longer ago than this says nothing any more: the hour moves on. */
const saidForMs = 10 * 60_000

/** Source: Meta: Graph API rate limits (`X-Business-Use-Case-Usage`). */
export function createUsageWatch(): UsageWatch {
  let percent = 0
  let saidAt = -Infinity
  let closedUntil = -Infinity
  const known = (now: number) => (now - saidAt < saidForMs ? percent : 0)
  return {
    note(usage, now) {
      const lines = usage.filter((line) => line.type === 'whatsapp')
      if (lines.length === 0) return
      percent = Math.max(
        ...lines.flatMap((line) => [line.callPercent, line.cpuPercent, line.timePercent]),
      )
      saidAt = now
      const waitMs = regainAccessMs(lines)
      closedUntil = waitMs === null ? -Infinity : now + waitMs
    },
    mayAsk: (now) => now >= closedUntil && known(now) < askUpTo,
    isTight: (now) => now < closedUntil || known(now) >= tightFrom,
  }
}
