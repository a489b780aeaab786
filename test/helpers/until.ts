import { setTimeout as pause } from 'node:timers/promises'

/** Longest wait for something that comes by itself; far beyond what it takes on a loaded machine. */
const patienceMs = 20_000

/**
 * Asks again and again until an answer is good, and gives it back. The last answer is in the error when
 * patience ends, so that a failed test says what stood there instead.
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  isGood: (answer: T) => boolean,
): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const answer = await ask()
    if (isGood(answer)) return answer
    if (performance.now() > deadline)
      throw new Error(`Waited in vain for ${what}; last seen: ${JSON.stringify(answer)}`)
    await pause(10)
  }
}
