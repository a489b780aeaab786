import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp } from '../app/create-app.ts'
import { startBrowserHost } from './browser-host.ts'
import type { HostArguments } from './host-arguments.ts'
import { printPdf } from './print-pdf.ts'

/** Folder of the repository that this file belongs to. */
export const projectDir = fileURLToPath(new URL('../..', import.meta.url))

/** Longest time that running work gets to reach a safe point, in ms. */
const closeWithinMs = 15_000

/** Opens the app and its page server, prints the address, and closes both on a signal. */
export async function runBrowserHost(options: HostArguments): Promise<void> {
  const { dataDir } = options
  const logFile = join(dataDir, 'groupkeeper.log')
  const app = await createApp({ dataDir, logFile, ports: { printPdf } })
  const rendererDir = join(projectDir, 'out', 'renderer')
  const host = await startBrowserHost({ app, rendererDir, port: options.port, onAddress }).catch(
    async (error: unknown) => {
      await app.close()
      throw error
    },
  )
  closeOnSignal(async () => {
    await host.close()
    await app.close()
  })
  onAddress(host.url)
}

/** The address opens the page once; a later line replaces it. */
function onAddress(url: string): void {
  process.stdout.write(`Groupkeeper is open at ${url}\n`)
}

function closeOnSignal(close: () => Promise<void>): void {
  let isClosing = false
  const stop = () => {
    // A second signal means "now".
    if (isClosing) process.exit(130)
    isClosing = true
    setTimeout(() => process.exit(1), closeWithinMs).unref()
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** Says on stderr why the host did not open, and sets the exit code. */
export function reportStartFailure(error: unknown): void {
  const isBusy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  const message = isBusy ? 'The port is in use: choose another --port.' : (error as Error).message
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}
