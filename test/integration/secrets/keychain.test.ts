import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'

const child = fileURLToPath(new URL('keychain.child.ts', import.meta.url))
const run = promisify(execFile)

function isInstalled(program: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.some((folder) => existsSync(join(folder, program)))
}

const hasKeyring =
  process.platform === 'linux' &&
  ['dbus-run-session', 'gnome-keyring-daemon'].every((program) => isInstalled(program))

/** The environment of a desktop session of its own, in a home of its own. */
function aHome(): NodeJS.ProcessEnv {
  const home = mkdtempSync(join(tmpdir(), 'groupkeeper-home-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const { PATH } = process.env
  return { PATH, HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: join(home, 'data') }
}

describe('the keychain of this computer', () => {
  it('keeps the key and the secrets, also for worker threads', async ({ skip }) => {
    skip(!hasKeyring, 'NOT TESTED HERE: needs Linux with gnome-keyring and dbus-run-session')
    const script = `printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
      exec "$0" "$1"`
    const { stdout } = await run(
      'dbus-run-session',
      ['--', 'bash', '-c', script, process.execPath, child],
      { env: aHome(), timeout: 60_000 },
    )
    expect(JSON.parse(stdout)).toEqual({
      available: true,
      opened: 'ok',
      emptied: 'keychain_entry_missing',
      rewrapped: 'ok',
      secret: '密钥 token',
      removed: null,
      workers: [0, 0],
    })
  }, 90_000)

  it('is said to be missing where no session offers one, and nothing crashes', async ({ skip }) => {
    skip(process.platform !== 'linux', 'NOT TESTED HERE: other systems always have a keychain')
    const { stdout } = await run(process.execPath, [child], { env: aHome(), timeout: 60_000 })
    expect(JSON.parse(stdout)).toEqual({ available: false, refused: 'keychain_unavailable' })
  }, 90_000)
})
