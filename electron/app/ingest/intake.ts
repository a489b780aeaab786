import type { ParsedUpdate } from '../../updates/parsed-update.ts'

/** Takes the updates of one body; resolves when they are on disk. */
export type Intake = (updates: readonly ParsedUpdate[]) => Promise<void>

interface Waiting {
  readonly updates: readonly ParsedUpdate[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Bodies that arrive in one go share one commit, which is what costs most. Each is confirmed to its
 * sender only after that commit; where it fails, all of them come again.
 *
 * @param commit has put the updates on disk when it returns
 */
export function createIntake(commit: (updates: readonly ParsedUpdate[]) => void): Intake {
  let waiting: Waiting[] = []

  function flush(): void {
    const bodies = waiting
    waiting = []
    try {
      commit(bodies.flatMap((body) => body.updates))
    } catch (error) {
      for (const body of bodies) body.reject(error)
      return
    }
    for (const body of bodies) body.resolve()
  }

  return (updates) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({ updates, resolve, reject })
    })
}
