import type { ReadableDatabase } from '../../store/database.ts'
import { leftoverAudience } from '../../store/broadcasts/freeze-store.ts'
import { broadcastRowsInState } from '../../store/broadcasts/broadcast-store.ts'
import { advanceFreezes, nextScheduled, type FreezeHost } from './advance-freezes.ts'

/** Freezes broadcasts in the background, when their time comes or somebody starts one. */
export interface Freezer {
  /** Looks whether there is something to freeze, now and when the next one is due. */
  soon(): void
  /** Waits until nothing is left to freeze at this moment. */
  settle(): Promise<void>
  /** Ends after the portion that is being written down. */
  stop(): Promise<void>
}

/** A timer counts no further than this many ms; who waits longer is asked again in between. */
const longestWaitMs = 60 * 60 * 1000

export function createFreezer(
  options: FreezeHost & { readonly report: (error: unknown) => void },
): Freezer {
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  let isAskedAgain = false
  let isStopped = false

  function hasWork(db: ReadableDatabase, now: number): boolean {
    return (
      (nextScheduled(db) ?? Infinity) <= now ||
      broadcastRowsInState(db, 'freezing').length > 0 ||
      leftoverAudience(db) !== null
    )
  }

  function soon(): void {
    if (isStopped) return
    if (running) return void (isAskedAgain = true)
    clearTimeout(timer)
    if (options.read(hasWork)) {
      running = advanceFreezes(options)
        .catch((error: unknown) => {
          isAskedAgain = false
          options.report(error)
        })
        .finally(() => {
          running = null
          if (isAskedAgain) soon()
          else wait()
          isAskedAgain = false
        })
    } else wait()
  }

  function wait(): void {
    if (isStopped) return
    const next = options.read((db, now) => (nextScheduled(db) ?? Infinity) - now)
    if (next === Infinity) return
    timer = setTimeout(soon, Math.min(Math.max(next, 0), longestWaitMs))
    timer.unref()
  }

  return {
    soon,
    async settle() {
      soon()
      while (running) await running
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
