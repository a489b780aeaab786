import { powerSaveBlocker } from 'electron'
import type { AppEvent } from '../../shared/ipc/events.ts'

type Progress = Extract<AppEvent, { topic: 'progress' }>['payload']

export interface Awake {
  follow(progress: Progress): void
}

/** Nothing is heard of a broadcast for so long, in ms: it is paused, or waits for a morning. */
const quietMs = 60_000

/** Keeps the system from putting the app to sleep while a broadcast is being sent; the screen may go dark. */
export function createAwake(): Awake {
  let blocker: number | null = null
  let quiet: NodeJS.Timeout | undefined

  function release(): void {
    clearTimeout(quiet)
    if (blocker !== null) powerSaveBlocker.stop(blocker)
    blocker = null
  }

  return {
    follow({ kind, state }) {
      if (kind !== 'broadcast') return
      if (state !== 'running') return release()
      blocker ??= powerSaveBlocker.start('prevent-app-suspension')
      clearTimeout(quiet)
      quiet = setTimeout(release, quietMs)
      quiet.unref()
    },
  }
}
