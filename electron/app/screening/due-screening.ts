import type { CommandContext } from '../context.ts'
import { screenDue } from './screen-contacts.ts'

export interface DueScreeningOptions {
  readonly isDue: () => boolean
  readonly transact: (work: (context: CommandContext) => void) => void
  /** Runs work that nobody waits for; what goes wrong in it is reported. */
  readonly attempt: (work: () => void) => void
}

/** Screens again, in the background, whoever something is different about. */
export interface DueScreening {
  /** Many changes that come together are looked at once. */
  soon(): void
  /** Waits until nobody is due. */
  settle(): Promise<void>
  stop(): void
}

const waitMs = 250
/** Contacts a transaction: small enough that nobody waits for it. */
const portion = 100

export function createDueScreening(options: DueScreeningOptions): DueScreening {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  /** One portion after another, with a turn for everybody else in between. */
  function next(after: number): number | null {
    let last: number | null = null
    options.attempt(() =>
      options.transact((context) => {
        last = screenDue(context, after, portion)
      }),
    )
    return last
  }

  function run(after: number): void {
    timer = undefined
    if (isStopped) return
    const last = next(after)
    if (last !== null) timer = setTimeout(() => run(last), 0)
  }

  return {
    soon() {
      if (isStopped || timer !== undefined || !options.isDue()) return
      timer = setTimeout(() => run(-1), waitMs)
      timer.unref()
    },
    async settle() {
      let after: number | null = -1
      while (after !== null && !isStopped && options.isDue()) {
        after = next(after)
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
