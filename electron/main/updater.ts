import { app } from 'electron'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppUpdater } from 'electron-updater'
import type { ShellTexts } from './texts.ts'

export interface UpdaterOptions {
  readonly texts: () => ShellTexts
  /** Asks with two buttons; true for the first. */
  readonly confirm: (message: string, buttons: readonly [string, string]) => Promise<boolean>
  readonly tell: (message: string, button: string) => Promise<void>
  /** Closes the app's store before the installer takes over. */
  readonly closeApp: () => Promise<void>
}

export interface Updater {
  /** By hand every outcome is said; otherwise only a version that is there. */
  check(by: 'hand' | 'setting'): Promise<void>
}

/**
 * Looks for a later version, tells, and asks before each of the two steps: download and install.
 * Does nothing in a copy that was not packaged, or packaged without a source.
 */
export function createUpdater(options: UpdaterOptions): Updater {
  let isChecking = false
  return {
    async check(by) {
      if (isChecking) return
      isChecking = true
      try {
        await checkOnce(options, by)
      } finally {
        isChecking = false
      }
    },
  }
}

async function checkOnce(options: UpdaterOptions, by: 'hand' | 'setting'): Promise<void> {
  const { updates } = options.texts()
  const say = async (message: string) => {
    if (by === 'hand') await options.tell(message, updates.ok)
  }
  if (!hasSource()) return say(updates.noSource)
  const updater = await loadUpdater()
  try {
    const found = await updater.checkForUpdates()
    if (found === null || !found.isUpdateAvailable) return await say(updates.none)
    const { version } = found.updateInfo
    const choices = [updates.download, updates.later] as const
    if (!(await options.confirm(updates.available(version), choices))) return
    await updater.downloadUpdate()
    const steps = [updates.install, updates.later] as const
    if (!(await options.confirm(updates.ready(version), steps))) return
    await options.closeApp()
    updater.quitAndInstall()
  } catch {
    // The library's errors hold addresses and headers; the owner needs only to know to try again.
    await say(updates.failed)
  }
}

/** The packager writes this file where it was given a place to publish to. */
function hasSource(): boolean {
  return app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml'))
}

async function loadUpdater(): Promise<AppUpdater> {
  const { default: library } = await import('electron-updater')
  const updater = library.autoUpdater
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.logger = null
  return updater
}
