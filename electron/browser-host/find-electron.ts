import { spawn } from 'node:child_process'
import { access, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Either the path of Electron's executable, or why there is none, as half a sentence. */
export type ElectronSearch = { readonly executablePath: string } | { readonly reason: string }

/** How long the download's server gets to answer at all, in ms. */
const probeWithinMs = 5_000
/** How long a download that has begun may take, in ms. */
const downloadWithinMs = 5 * 60_000

export interface ElectronSearchOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly platform?: NodeJS.Platform
  /** Folder of the `electron` package. */
  readonly packageDir?: string
}

/**
 * Looks for Electron's executable, which its package fetches at first use. The download is begun
 * only where a window could open and the server answers, so that an offline start is not held up.
 */
export async function findElectron(options: ElectronSearchOptions = {}): Promise<ElectronSearch> {
  const env = options.env ?? process.env
  const platform = options.platform ?? process.platform
  const packageDir = options.packageDir ?? electronPackageDir()
  if (packageDir === null) return { reason: 'Electron is not installed' }
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return { reason: 'there is no display for a window' }
  }
  const present = await installedExecutable(packageDir, env)
  if (present !== null) return { executablePath: present }
  if (env['ELECTRON_SKIP_BINARY_DOWNLOAD']) return { reason: 'Electron is not downloaded' }
  if (!(await isReachable(await downloadUrl(packageDir, env, platform)))) {
    return { reason: 'Electron cannot be downloaded here' }
  }
  await download(packageDir)
  const fetched = await installedExecutable(packageDir, env)
  return fetched === null
    ? { reason: 'the download of Electron failed' }
    : { executablePath: fetched }
}

function electronPackageDir(): string | null {
  try {
    return dirname(fileURLToPath(import.meta.resolve('electron/package.json')))
  } catch {
    // Left out of this installation.
    return null
  }
}

async function installedExecutable(
  packageDir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  try {
    const name = await readFile(join(packageDir, 'path.txt'), 'utf8')
    const dist = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageDir, 'dist')
    const executablePath = join(dist, name)
    await access(executablePath)
    return executablePath
  } catch {
    // `path.txt` is written after the download, so without it there is nothing to run.
    return null
  }
}

/** Address of the archive that Electron's own installer fetches, mirrors included. */
async function downloadUrl(
  packageDir: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Promise<string> {
  const manifest = await readFile(join(packageDir, 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const mirror =
    env['ELECTRON_MIRROR'] ??
    env['npm_config_electron_mirror'] ??
    'https://github.com/electron/electron/releases/download/'
  return `${mirror}v${version}/electron-v${version}-${platform}-${process.arch}.zip`
}

async function isReachable(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(probeWithinMs)
    return (await fetch(url, { method: 'HEAD', signal })).ok
  } catch {
    // Offline, blocked, too slow, or no such address: all mean "not here".
    return false
  }
}

function download(packageDir: string): Promise<void> {
  process.stdout.write('Downloading Electron once, about 120 MB.\n')
  const child = spawn(process.execPath, [join(packageDir, 'install.js')], {
    stdio: 'ignore',
    timeout: downloadWithinMs,
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve())
    child.on('exit', () => resolve())
  })
}
