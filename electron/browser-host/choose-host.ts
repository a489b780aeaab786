import type { ElectronSearch } from './find-electron.ts'

/** An Electron that ends with an error this soon, in ms, never showed a window. */
const failedStartWithinMs = 10_000

/** What starting takes, one by one, so that the order can be checked without doing any of it. */
export interface StartSteps {
  findElectron(): Promise<ElectronSearch>
  buildHosts(): Promise<void>
  /** Resolves when the window is closed. */
  runElectron(
    executablePath: string,
  ): Promise<{ readonly exitCode: number; readonly ranMs: number }>
  buildPage(): Promise<void>
  runBrowserHost(): Promise<void>
  say(line: string): void
}

/**
 * Opens the window where there can be one, else the page in a browser, and says in one line why.
 * Resolves with the exit code of a window that came and went, or null while the browser host runs.
 */
export async function chooseHost(steps: StartSteps, browserOnly: boolean): Promise<number | null> {
  const outcome = browserOnly ? { exitCode: null } : await openWindow(steps)
  if (typeof outcome === 'string') {
    steps.say(`No window here (${outcome}): the page opens in a browser instead.`)
  } else if (outcome.exitCode !== null) {
    return outcome.exitCode
  }
  await steps.buildPage()
  await steps.runBrowserHost()
  return null
}

/** Either how the window ended, or why there was none, as half a sentence. */
async function openWindow(steps: StartSteps): Promise<{ exitCode: number } | string> {
  const electron = await steps.findElectron()
  if ('reason' in electron) return electron.reason
  await steps.buildHosts()
  const { exitCode, ranMs } = await steps.runElectron(electron.executablePath)
  if (exitCode !== 0 && ranMs < failedStartWithinMs) return 'Electron did not start'
  return { exitCode }
}
