import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { isStale } from './built-files.ts'
import { findElectron } from './find-electron.ts'
import { readHostArguments } from './host-arguments.ts'
import type { HostArguments } from './host-arguments.ts'
import { projectDir, reportStartFailure, runBrowserHost } from './run-browser-host.ts'

/** An Electron that ends with an error this soon, in ms, never showed a window. */
const failedStartWithinMs = 10_000

const pageSources = ['renderer', 'shared', 'package-lock.json']
const hostSources = [...pageSources, 'electron', 'electron.vite.config.ts']

// `npm start`: the window where there can be one, else the page in a browser.
try {
  await start(readHostArguments(process.argv.slice(2)))
} catch (error) {
  reportStartFailure(error)
}

async function start(options: HostArguments): Promise<void> {
  const reason = options.browserOnly ? null : await openWindow(options)
  if (reason === 'opened') return
  if (reason !== null) {
    process.stdout.write(`No window here (${reason}): the page opens in a browser instead.\n`)
  }
  await buildPage()
  await runBrowserHost(options)
}

/** `opened` when the window came and went; otherwise why there was none. */
async function openWindow(options: HostArguments): Promise<string> {
  const electron = await findElectron()
  if ('reason' in electron) return electron.reason
  await buildHosts()
  const startedAt = Date.now()
  const code = await runElectron(electron.executablePath, options)
  const isFailedStart = code !== 0 && Date.now() - startedAt < failedStartWithinMs
  if (isFailedStart) return 'Electron did not start'
  process.exitCode = code
  return 'opened'
}

function runElectron(executablePath: string, options: HostArguments): Promise<number> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const child = spawn(executablePath, [projectDir, `--data-dir=${options.dataDir}`], {
    stdio: 'inherit',
    env,
  })
  process.on('SIGINT', () => child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

async function buildPage(): Promise<void> {
  if (!(await isStale(projectDir, 'out/renderer/index.html', pageSources))) return
  process.stdout.write('Building the page once.\n')
  const { build } = await import('vite')
  await build({ configFile: join(projectDir, 'renderer', 'vite.config.ts'), logLevel: 'error' })
}

async function buildHosts(): Promise<void> {
  const isBuilt =
    !(await isStale(projectDir, 'out/main/index.js', hostSources)) &&
    !(await isStale(projectDir, 'out/renderer/index.html', pageSources))
  if (isBuilt) return
  process.stdout.write('Building the app once.\n')
  const { build } = await import('electron-vite')
  await build({ root: projectDir, logLevel: 'error' })
}
