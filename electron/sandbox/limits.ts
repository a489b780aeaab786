import { GraphFailure } from './graph-failure.ts'
import { hourMs } from './model.ts'
import type { Limits } from './options.ts'

/** Counts calls in a moving window. */
function createWindow(lengthMs: number, now: () => number) {
  let moments: number[] = []
  return {
    used(): number {
      const from = now() - lengthMs
      if (moments[0] !== undefined && moments[0] <= from)
        moments = moments.filter((at) => at > from)
      return moments.length
    },
    note(): void {
      moments.push(now())
    },
    minutesUntilFree(): number {
      return Math.ceil(((moments[0] ?? now()) + lengthMs - now()) / 60_000)
    },
  }
}

export interface RateLimiter {
  /** Throws 130429 or 131056. `personKey` is absent for a group. */
  admitMessage(personKey: string | undefined): void
  /** Throws 131208. */
  admitGroupOperation(): void
  /** Throws 80007. */
  admitManagementCall(): void
  /** For the usage header: percent of the management calls used, and minutes until one is free. */
  managementUsage(): { readonly percent: number; readonly waitMinutes: number }
}

/** The number's limits. Refused calls do not count against them. */
export function createRateLimiter(limits: Limits, now: () => number): RateLimiter {
  const messages = createWindow(1000, now)
  const groupOperations = createWindow(60_000, now)
  const management = createWindow(hourMs, now)
  const admitPair = createPairLimit(limits, now)
  return {
    admitMessage(personKey) {
      if (messages.used() >= limits.messagesPerSecond) {
        throw new GraphFailure(130429, 'Message throughput of this number has been reached.')
      }
      if (personKey !== undefined) admitPair(personKey)
      if (limits.messagesPerSecond !== Infinity) messages.note()
    },
    admitGroupOperation() {
      if (groupOperations.used() >= limits.groupOperationsPerMinute) {
        throw new GraphFailure(131208, 'Too many group operations from this number.')
      }
      if (limits.groupOperationsPerMinute !== Infinity) groupOperations.note()
    },
    admitManagementCall() {
      if (management.used() >= limits.managementCallsPerHour) {
        throw new GraphFailure(80007, 'Calls for this WhatsApp Business account are used up.')
      }
      if (limits.managementCallsPerHour !== Infinity) management.note()
    },
    managementUsage() {
      const used = management.used()
      return {
        percent: Math.min(100, Math.round((used / limits.managementCallsPerHour) * 100)),
        waitMinutes: used < limits.managementCallsPerHour ? 0 : management.minutesUntilFree(),
      }
    },
  }
}

/** One message per interval, with a burst that is paid back by waiting (a leaky bucket). */
function createPairLimit(limits: Limits, now: () => number): (personKey: string) => void {
  const freeAt = new Map<string, number>()
  const intervalMs = limits.pairIntervalSeconds * 1000
  return (personKey) => {
    if (intervalMs === 0) return
    const start = Math.max(now(), freeAt.get(personKey) ?? 0)
    if (start - now() >= intervalMs * limits.pairBurst) {
      throw new GraphFailure(131056, 'Too many messages from this number to the same person.')
    }
    freeAt.set(personKey, start + intervalMs)
  }
}
