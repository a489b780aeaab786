import { app, session } from 'electron'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { App } from '../app/app.ts'
import { createApp } from '../app/create-app.ts'
import { defaultDataDir } from '../page-host/data-dir.ts'
import { askWhereToSave, reportStartFailure } from './dialogs.ts'
import { answerCalls } from './ipc-main.ts'
import { createPdfPrinter } from './print-pdf.ts'
import { registerAppScheme, serveAppScheme } from './protocol.ts'
import { closeBeforeQuit } from './quit.ts'
import { hardenAllPages, hardenSession } from './security.ts'
import { createShell } from './shell.ts'
import { iconFile, openWindow } from './window.ts'

// The main process: it opens the app and the window, carries calls between them, and does no work
// of its own. Paths are those of the built files, `out/main` beside `out/preload` and `out/renderer`.
const built = (...parts: string[]) => join(import.meta.dirname, '..', ...parts)
const worker = (name: string) => pathToFileURL(built('main', `${name}.js`))
const dataDir = resolve(app.commandLine.getSwitchValue('data-dir') || defaultDataDir())

app.setName('Groupkeeper')
app.setAppUserModelId('app.groupkeeper.desktop')
// Chromium's own files stay apart from the workspace; the lock is per workspace, as it lies there.
app.setPath('userData', join(dataDir, 'electron'))
app.enableSandbox()
registerAppScheme()
hardenAllPages()

if (app.requestSingleInstanceLock()) {
  // Not awaited: Electron is ready only after this module has run to its end.
  void app.whenReady().then(start)
} else {
  app.quit()
}

function start(): void {
  // In memory only: nothing that a page shows is left in a cache on the disk.
  const pages = session.fromPartition('groupkeeper')
  hardenSession(pages)
  serveAppScheme(pages, built('renderer'))

  const opening = open()
  const closeApp = closeBeforeQuit(async () => (await opening).close())
  const shell = createShell({
    icon: iconFile(),
    closeApp,
    openWindow: () =>
      openWindow({
        session: pages,
        preloadFile: built('preload', 'index.cjs'),
        iconFile: iconFile(),
      }),
  })
  askWhereToSave(pages, shell.texts)
  answerCalls(opening)
  app.on('second-instance', shell.show)
  app.on('activate', shell.show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  shell.show()
  opening.then(shell.follow).catch((error: unknown) => {
    reportStartFailure(shell.texts(), error)
    app.exit(1)
  })
}

function open(): Promise<App> {
  return createApp({
    dataDir,
    logFile: join(dataDir, 'groupkeeper.log'),
    ports: { printPdf: createPdfPrinter() },
    workers: {
      writer: worker('writer'),
      reader: worker('reader'),
      importer: worker('importer'),
      sandbox: worker('sandbox'),
    },
  })
}
