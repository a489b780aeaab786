import { app } from 'electron'

/** Longest time that running work gets to reach a safe point, in ms. */
const closeWithinMs = 15_000

/**
 * Holds a quit back until `close` is done, once, and not forever: a store that does not close in
 * time is left to its journal, which brings it back to the last command at the next start. The
 * function that it returns closes ahead of a quit that somebody else brings about.
 */
export function closeBeforeQuit(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null
  let isClosed = false
  const closeOnce = () => {
    closing ??= withinTime(close()).then(() => {
      isClosed = true
    })
    return closing
  }
  app.on('before-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    // Asked twice, it still quits once: the second time finds everything closed.
    void closeOnce().then(() => app.quit())
  })
  return closeOnce
}

async function withinTime(closing: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, closeWithinMs)
  })
  // A failed close has been logged by the app; the quit goes on either way.
  await Promise.race([closing.catch(() => undefined), timeout])
  clearTimeout(timer)
}
