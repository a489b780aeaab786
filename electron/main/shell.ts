import { app as electronApp } from 'electron'
import type { BrowserWindow } from 'electron'
import type { AppEvent } from '../../shared/ipc/events.ts'
import type { App } from '../app/app.ts'
import { eventChannel } from '../preload/channels.ts'
import { createAwake } from './awake.ts'
import { confirm, tell } from './dialogs.ts'
import { showMenu } from './menu.ts'
import { showNotification } from './notifications.ts'
import { initialSettings, mayChangeSettings, readSettings } from './owner-settings.ts'
import type { OwnerSettings } from './owner-settings.ts'
import { shellTexts } from './texts.ts'
import type { ShellTexts } from './texts.ts'
import { createUpdater } from './updater.ts'
import type { Updater } from './updater.ts'
import { bringToFront } from './window.ts'

/** Time from start to the first check for a later version, in ms: the window comes first. */
const firstCheckMs = 30_000

export interface Shell {
  texts(): ShellTexts
  /** Makes the window, or brings the one that is there to the front. */
  show(): void
  /** Follows an app that is now open: its language, its events. */
  follow(app: App): Promise<void>
}

export interface ShellOptions {
  readonly openWindow: () => BrowserWindow
  readonly icon: string
  readonly closeApp: () => Promise<void>
}

/** What stands around the page: window, menu, notifications, progress, the updater. */
export function createShell(options: ShellOptions): Shell {
  let settings = initialSettings()
  let window: BrowserWindow | null = null
  const texts = () => shellTexts(settings.language)
  const awake = createAwake()
  const updater = createUpdater({
    texts,
    confirm: (message, buttons) => confirm(window, message, buttons),
    tell: (message, button) => tell(window, message, button),
    closeApp: options.closeApp,
  })
  const shell: Shell = { texts, show, follow }
  drawMenu(texts(), updater)
  return shell

  function show(): void {
    if (window !== null) return bringToFront(window)
    const opened = options.openWindow()
    window = opened
    opened.on('closed', () => {
      window = null
    })
    opened.webContents.on('render-process-gone', () => {
      void tell(opened, texts().pageGone, texts().menu.reload).then(() => {
        if (!opened.isDestroyed()) opened.webContents.reload()
      })
    })
  }

  async function follow(app: App): Promise<void> {
    const adopt = async () => {
      settings = adopted(await readSettings(app), settings, updater)
    }
    app.on((event) => {
      pass(event)
      if (mayChangeSettings(event)) void adopt()
    })
    await adopt()
    setTimeout(() => {
      if (settings.automaticUpdates) void updater.check('setting')
    }, firstCheckMs).unref()
  }

  function pass(event: AppEvent): void {
    window?.webContents.send(eventChannel, event)
    if (event.topic === 'progress') {
      window?.setProgressBar(progressOf(event.payload))
      awake.follow(event.payload)
    }
    if (event.topic !== 'notify' || !settings.notifications) return
    const title = electronApp.getName()
    showNotification(event.payload, { texts: texts(), title, icon: options.icon, onClick: show })
  }
}

function adopted(
  found: OwnerSettings | null,
  current: OwnerSettings,
  updater: Updater,
): OwnerSettings {
  if (found === null) return current
  if (found.language !== current.language) drawMenu(shellTexts(found.language), updater)
  return found
}

function drawMenu(texts: ShellTexts, updater: Updater): void {
  showMenu({ texts, checkForUpdates: () => void updater.check('hand') })
}

/** Share done for the task bar: below 0 takes the bar away, above 1 means "under way". */
function progressOf(payload: Extract<AppEvent, { topic: 'progress' }>['payload']): number {
  if (payload.state !== 'running') return -1
  if (payload.total === null || payload.total === 0) return 2
  return Math.min(1, payload.doneCount / payload.total)
}
