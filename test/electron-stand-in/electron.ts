// What the main process imports as `electron` when no Electron is there: the same names, with a real
// Chromium page behind each window. See `launch-host.ts` for the other end.
import { serveRemote } from './remote.ts'

export { app } from './application.ts'
export { BrowserWindow } from './browser-window.ts'
export { dialog, ipcMain, Menu, Notification, powerSaveBlocker, shell } from './system.ts'
export { protocol, session } from './sessions.ts'

serveRemote()
