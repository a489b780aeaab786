import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { isStale } from './built-files.ts'
import { chooseHost } from './choose-host.ts'
import { findElectron } from './find-electron.ts'
import { readHostArguments } from './host-arguments.ts'
import { projectDir, reportStartFailure, runBrowserHost } from './run-browser-host.ts'

const pageSources = ['renderer', 'shared', 'package-lock.json']
const hostSources = [...pageSources, 'electron', 'electron.vite.config.ts']

// `npm start`: the window where there can be one, else the page in a browser.
try {
  const options = readHostArguments(process.argv.slice(2))
  const steps = {
    findElectron: () => findElectron(),
    buildHosts,
    runElectron: (executablePath: string) => runElectron(executablePath, options.dataDir),
    buildPage,
    runBrowserHost: () => runBrowserHost(options),
    say,
  }
  const exitCode = await chooseHost(steps, options.browserOnly)
  if (exitCode !== null) process.exitCode = exitCode
} catch (error) {
  reportStartFailure(error)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function runElectron(executablePath: string, dataDir: string) {
  const startedAt = Date.now()
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const args = [projectDir, `--data-dir=${dataDir}`]
  const child = spawn(executablePath, args, { stdio: 'inherit', env })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGINT', pass)
  process.on('SIGTERM', pass)
  return new Promise<{ exitCode: number; ranMs: number }>((resolve) => {
    const end = (exitCode: number) => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      resolve({ exitCode, ranMs: Date.now() - startedAt })
    }
    child.on('error', () => end(1))
    child.on('exit', (code, signal) => end(signal === null ? (code ?? 1) : 0))
  })
}

async function buildPage(): Promise<void> {
  if (!(await isStale(projectDir, 'out/renderer/index.html', pageSources))) return
  say('Building the page once.')
  const { build } = await import('vite')
  await build({ configFile: join(projectDir, 'renderer', 'vite.config.ts'), logLevel: 'error' })
}

async function buildHosts(): Promise<void> {
  const isBuilt =
    !(await isStale(projectDir, 'out/main/index.js', hostSources)) &&
    !(await isStale(projectDir, 'out/renderer/index.html', pageSources))
  if (isBuilt) return
  say('Building the app once.')
  const { build } = await import('electron-vite')
  await build({ root: projectDir, logLevel: 'error' })
}
