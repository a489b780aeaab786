import { once } from 'node:events'
import { _electron } from 'playwright-core'
import { findElectron } from '../../../electron/browser-host/find-electron.ts'
import { launchHost } from '../../electron-stand-in/launch-host.ts'
import type { HostBuild } from './build-hosts.ts'

/** What a test can do with a running Electron host, the same on the real one and on the stand-in. */
export interface HostDriver {
  /** Runs an expression in the window's page. */
  inPage<T>(source: string): Promise<T>
  menuLabels(): Promise<string[]>
  windowCount(): Promise<number>
  /** Resolves with the exit code. */
  quit(): Promise<number | null>
  kill(): void
}

export type LaunchDriver = (build: HostBuild, dataDir: string) => Promise<HostDriver>

export async function launchStandIn(build: HostBuild, dataDir: string): Promise<HostDriver> {
  const host = launchHost({ mainFile: build.mainFile, dataDir })
  return {
    inPage: (source) => host.ask('evaluate', source),
    menuLabels: async () => (await host.records()).menu.map(({ label }) => label),
    windowCount: () => host.ask('windowCount'),
    async quit() {
      await host.ask('quit')
      return host.exited
    },
    kill: host.kill,
  }
}

/** The real Electron, where its executable is there already and a window can open. */
export async function realElectron(): Promise<LaunchDriver | null> {
  const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' }
  const found = await findElectron({ env })
  if ('reason' in found || process.getuid?.() === 0) return null
  return async (build, dataDir) => {
    const app = await _electron.launch({
      executablePath: found.executablePath,
      args: [build.folder, `--data-dir=${dataDir}`],
    })
    const page = await app.firstWindow()
    const exited = once(app.process(), 'exit')
    return {
      inPage: (source) => page.evaluate(source),
      menuLabels: () =>
        app.evaluate(
          ({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [],
        ),
      windowCount: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
      async quit() {
        await app.evaluate(({ app: running }) => running.quit())
        const [code] = await exited
        return code as number | null
      },
      kill: () => void app.process().kill('SIGKILL'),
    }
  }
}
