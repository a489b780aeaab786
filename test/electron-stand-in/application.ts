import { EventEmitter } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { closeChromium } from './chromium.ts'
import { preventable } from './preventable.ts'
import { records } from './records.ts'

/** `app`, as far as a main process without services needs it. */
class Application extends EventEmitter {
  /** A packaged app has a resources folder, and a copy with a source for updates a file in it. */
  readonly isPackaged = process.env['STAND_IN_RESOURCES'] !== undefined
  #name = 'stand-in'
  #isReady = false
  readonly #paths = new Map<string, string>()
  readonly #openWindows = new Set<{ close(): void }>()
  readonly #ready: Promise<void>

  constructor() {
    super()
    Object.assign(process, { resourcesPath: process.env['STAND_IN_RESOURCES'] })
    // Electron is ready only after the main module has run to its end.
    this.#ready = new Promise((resolve) =>
      setTimeout(() => {
        this.#isReady = true
        resolve()
        this.emit('ready')
      }, 0),
    )
  }

  readonly commandLine = {
    getSwitchValue(name: string): string {
      const start = `--${name}=`
      return process.argv.find((argument) => argument.startsWith(start))?.slice(start.length) ?? ''
    },
  }

  whenReady = (): Promise<void> => this.#ready
  isReady = (): boolean => this.#isReady
  setName = (name: string): void => void (this.#name = name)
  getName = (): string => this.#name
  getVersion = (): string => '0.0.0'
  getLocale = (): string => process.env['STAND_IN_LOCALE'] ?? 'en-US'
  getAppPath = (): string => process.cwd()
  setAppUserModelId = (_: string): void => undefined

  getPath = (name: string): string => this.#paths.get(name) ?? ''
  setPath = (name: string, path: string): void => {
    this.#paths.set(name, path)
    if (name === 'userData') records.userData = path
  }

  enableSandbox = (): void => {
    this.assertNotReady('enableSandbox')
    records.isSandboxed = true
  }

  /** The lock lies in the user data folder, and falls with the folder. */
  requestSingleInstanceLock = (): boolean => {
    const folder = this.getPath('userData')
    mkdirSync(folder, { recursive: true })
    try {
      writeFileSync(join(folder, 'SingletonLock'), String(process.pid), { flag: 'wx' })
      return true
    } catch {
      // The file is there: another process has the lock.
      return false
    }
  }

  quit = (): void => {
    const event = preventable({})
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    for (const window of [...this.#openWindows]) window.close()
    this.emit('will-quit', preventable({}))
    this.exit(0)
  }

  exit = (code: number): void => {
    void closeChromium().then(() => process.exit(code))
  }

  assertNotReady(what: string): void {
    if (this.#isReady) throw new Error(`${what} must be called before app is ready`)
  }

  assertReady(what: string): void {
    if (!this.#isReady) throw new Error(`${what} cannot be used before app is ready`)
  }

  windowOpened(window: { close(): void }): void {
    this.#openWindows.add(window)
  }

  windowClosed(window: { close(): void }): void {
    this.#openWindows.delete(window)
    if (this.#openWindows.size === 0) this.emit('window-all-closed')
  }
}

export const app = new Application()
