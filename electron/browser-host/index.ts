import { readHostArguments } from './host-arguments.ts'
import { reportStartFailure, runBrowserHost } from './run-browser-host.ts'

// The browser host alone: serves the page that is already built.
try {
  await runBrowserHost(readHostArguments(process.argv.slice(2)))
} catch (error) {
  reportStartFailure(error)
}
