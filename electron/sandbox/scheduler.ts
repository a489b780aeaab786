/** Runs work later in real time and knows when nothing is left to run. */
export interface Scheduler {
  after(delayMs: number, work: () => void): void
  readonly pending: number
  close(): void
}

/** Timers do not keep a process alive: a sandbox that is only waiting may end with its host. */
export function createScheduler(): Scheduler {
  const timers = new Set<NodeJS.Timeout>()
  return {
    after(delayMs, work) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        work()
      }, delayMs)
      timer.unref()
      timers.add(timer)
    },
    get pending() {
      return timers.size
    },
    close() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
