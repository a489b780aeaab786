import { records } from './records.ts'

// In the place of `electron-updater`: a later version is always there, and every step is noted.

const note = (step: string) => void records.updates.push(step)

const autoUpdater = {
  autoDownload: true,
  autoInstallOnAppQuit: true,
  logger: console as unknown,
  async checkForUpdates() {
    if (process.env['STAND_IN_UPDATES'] === 'unreachable') throw new Error('https://secret.example')
    note(this.autoDownload || this.autoInstallOnAppQuit ? 'check and go on unasked' : 'check')
    return { isUpdateAvailable: true, updateInfo: { version: '9.9.9' } }
  },
  async downloadUpdate() {
    note('download')
  },
  quitAndInstall() {
    note('install')
  },
}

// eslint-disable-next-line no-restricted-exports -- the library is CommonJS and is imported so
export default { autoUpdater }
