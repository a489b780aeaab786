import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const projectDir = fileURLToPath(new URL('../../..', import.meta.url))

export interface HostBuild {
  /** Holds `package.json` and `out/`, as a packaged app does. */
  readonly folder: string
  readonly mainFile: string
  remove(): Promise<void>
}

/**
 * Builds the hosts with the product's own configuration, or the one that puts a recording app in the
 * place of the real one. The folder lies under `node_modules`, where built files find their packages.
 */
export async function buildHosts(kind: 'product' | 'shell-only'): Promise<HostBuild> {
  const cache = join(projectDir, 'node_modules', '.cache', 'groupkeeper')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, `${kind}-`))
  const shellOnly = join(projectDir, 'test', 'electron-stand-in', 'shell-only')
  const config = join(kind === 'product' ? projectDir : shellOnly, 'electron.vite.config.ts')
  const manifest = { name: 'groupkeeper', type: 'module', main: 'out/main/index.js' }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await runBuild(['--config', config, '--outDir', join(folder, 'out')])
  if (kind === 'shell-only') {
    await cp(join(shellOnly, 'page'), join(folder, 'out', 'renderer'), { recursive: true })
  }
  return {
    folder,
    mainFile: join(folder, 'out', 'main', 'index.js'),
    remove: () => rm(folder, { recursive: true }),
  }
}

/** In a process of its own, because a build sets `NODE_ENV` for the rest of the process. */
async function runBuild(args: readonly string[]): Promise<void> {
  const tool = join(projectDir, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { NODE_ENV: _, VITEST: __, ...env } = process.env
  const run = promisify(execFile)
  await run(process.execPath, [tool, 'build', '--logLevel', 'error', ...args], {
    cwd: projectDir,
    env,
  })
}
