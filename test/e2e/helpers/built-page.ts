import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const projectDir = fileURLToPath(new URL('../../..', import.meta.url))
const cache = join(projectDir, 'node_modules', '.cache', 'groupkeeper')
const prefix = 'e2e-page-'
/** Pages of earlier sources are kept this long, in ms: a run beside this one may still show them. */
const keepMs = 60 * 60 * 1000

let building: Promise<string> | null = null

/**
 * Folder of the page, built as it is delivered. It is the tests' own, one for each state of the sources:
 * whoever builds `out/renderer` meanwhile takes no file away from a page that is open.
 */
export function builtPage(): Promise<string> {
  building ??= findOrBuild()
  return building
}

async function findOrBuild(): Promise<string> {
  const place = join(cache, `${prefix}${Math.round(await newestSource())}`)
  if (await exists(place)) return place
  await mkdir(cache, { recursive: true })
  await removeOld()
  const stage = await mkdtemp(join(cache, 'page-'))
  await runBuild(stage)
  await rename(stage, place).catch(async (error: unknown) => {
    // Another test file was first; its page serves as well.
    if (!(await exists(place))) throw error
    await rm(stage, { recursive: true })
  })
  return place
}

/** Unix ms of the last change to anything that the page is built from. */
async function newestSource(): Promise<number> {
  const folders = ['renderer', 'shared'].map((name) => join(projectDir, name))
  const lists = await Promise.all(
    folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })),
  )
  const files = lists.flat().map((entry) => join(entry.parentPath, entry.name))
  const times = await Promise.all(
    [...files, join(projectDir, 'package-lock.json')].map(
      async (file) => (await stat(file)).mtimeMs,
    ),
  )
  return Math.max(...times)
}

async function removeOld(): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.startsWith(prefix)) continue
    const folder = join(cache, name)
    const { mtimeMs } = await stat(folder)
    if (Date.now() - mtimeMs > keepMs) await rm(folder, { recursive: true, force: true })
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** In a process of its own, because a build sets `NODE_ENV` for the rest of the process. */
async function runBuild(outDir: string): Promise<void> {
  const tool = join(projectDir, 'node_modules', 'vite', 'bin', 'vite.js')
  const config = join(projectDir, 'renderer', 'vite.config.ts')
  const { NODE_ENV: _, VITEST: __, ...env } = process.env
  const args = [tool, 'build', '--config', config, '--logLevel', 'error', '--outDir', outDir]
  await promisify(execFile)(process.execPath, args, { cwd: projectDir, env })
}
