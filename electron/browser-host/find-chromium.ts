import { spawn } from 'node:child_process'
import { access, constants, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A Chromium that can be started, and what it needs to start. */
export interface Chromium {
  readonly executablePath: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly source: 'environment' | 'system' | 'package'
}

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const systemFiles: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/**
 * Finds a Chromium: the one that `CHROMIUM_PATH` names, else the system's, else the one inside the
 * npm package `@sparticuz/chromium` (Linux). Null where there is none.
 */
export async function findChromium(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Chromium | null> {
  const named = env['CHROMIUM_PATH']
  if (named) {
    return (await isExecutable(named)) ? found(named, 'environment') : null
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const candidates = [
    ...folders.flatMap((folder) => systemNames.map((name) => join(folder, name))),
    ...(systemFiles[process.platform] ?? []),
  ]
  for (const file of candidates) {
    if (await isExecutable(file)) return found(file, 'system')
  }
  return process.platform === 'linux' ? findPackaged() : null
}

function found(executablePath: string, source: Chromium['source']): Chromium {
  return { executablePath, args: [], env: {}, source }
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return true
  } catch {
    // Absent and not executable come to the same.
    return false
  }
}

/**
 * The packaged Chromium comes compressed. It is unpacked once per version, beside the installed
 * packages, first into a folder of its own and then moved: two processes never see half a file.
 */
async function findPackaged(): Promise<Chromium | null> {
  const manifest = packageManifest()
  if (manifest === null) return null
  try {
    const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
    const cache = await cacheFolder()
    const folder = join(cache, `chromium-${version}`)
    if (!(await isExecutable(join(folder, 'chromium')))) await unpack(cache, folder)
    return {
      executablePath: join(folder, 'chromium'),
      args: ['--no-zygote'],
      env: await supportFiles(folder),
      source: 'package',
    }
  } catch {
    // A broken or foreign package is the same as none: the caller says what is missing.
    return null
  }
}

function packageManifest(): string | null {
  try {
    const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'))
    const end = entry.lastIndexOf(`${join('@sparticuz', 'chromium')}`)
    return join(entry.slice(0, end), '@sparticuz', 'chromium', 'package.json')
  } catch {
    // Not installed.
    return null
  }
}

async function cacheFolder(): Promise<string> {
  const beside = fileURLToPath(new URL('../../node_modules/.cache/groupkeeper', import.meta.url))
  try {
    await mkdir(beside, { recursive: true })
    await access(beside, constants.W_OK)
    return beside
  } catch {
    // Installed read-only: a private folder for this run.
    return mkdtemp(join(tmpdir(), 'groupkeeper-'))
  }
}

async function unpack(cache: string, folder: string): Promise<void> {
  const stage = await mkdtemp(join(cache, 'unpack-'))
  try {
    await runUnpacker(stage)
    await rename(stage, folder).catch(async (error: unknown) => {
      // Another process was first; its folder serves as well.
      if (!(await isExecutable(join(folder, 'chromium')))) throw error
    })
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

/** The package unpacks into the temporary folder, and its libraries only where it thinks it is in a cloud function. */
function runUnpacker(stage: string): Promise<void> {
  const script = `const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath()`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { ...process.env, TMPDIR: stage, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
    stdio: 'ignore',
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`Unpacking Chromium ended with code ${code}`))
    })
  })
}

/** Fonts and libraries out of the package, only where the system has none of its own. */
async function supportFiles(folder: string): Promise<Record<string, string>> {
  const env: Record<string, string> = {}
  const hasFonts = await access('/etc/fonts/fonts.conf').then(
    () => true,
    () => false,
  )
  if (!hasFonts) env['FONTCONFIG_PATH'] = join(folder, 'fonts')
  if (!(await starts(join(folder, 'chromium')))) {
    env['LD_LIBRARY_PATH'] = join(folder, 'al2023', 'lib')
  }
  return env
}

function starts(executablePath: string): Promise<boolean> {
  const child = spawn(executablePath, ['--version'], { stdio: 'ignore' })
  return new Promise((resolve) => {
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })
}
