import { app, BrowserWindow } from 'electron'
import type { Session } from 'electron'
import { join } from 'node:path'
import { appOrigin } from './protocol.ts'

export interface WindowOptions {
  readonly session: Session
  /** Folder that holds the built `preload` and the icons' `resources` beside it. */
  readonly preloadFile: string
  readonly iconFile: string
}

/** Opens the window on the app's own page. It shows itself once there is something to see. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 840,
    minWidth: 720,
    minHeight: 540,
    show: false,
    title: app.getName(),
    icon: options.iconFile,
    webPreferences: {
      session: options.session,
      preload: options.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // The spelling checker fetches its dictionaries from a server of its own.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${appOrigin}/`)
  return window
}

/** Brings the window to the front, from wherever it is. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Icon for the window and for notifications, where the platform does not take it from the package. */
export function iconFile(): string {
  return join(app.getAppPath(), 'resources', 'icon.png')
}
