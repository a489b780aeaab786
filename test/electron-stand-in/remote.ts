import { app } from './application.ts'
import { openWindows } from './browser-window.ts'
import { records } from './records.ts'
import { answerDialogs, clickLastNotification, clickMenuItem } from './system.ts'

/** What a test may ask of the process that holds the stand-in, over the channel of its parent. */
const commands = {
  records: () => records,
  windowCount: () => openWindows().length,
  /** Runs an expression in the first window's page. */
  evaluate: async (source: string) => (await firstPage()).evaluate(source),
  /** Runs an expression in a frame of the first window's page, by name. */
  evaluateInFrame: async (name: string, source: string) =>
    (await firstPage()).frame({ name })?.evaluate(source),
  pageUrl: async () => (await firstWindow()).webContents.getURL(),
  requestPermission: async (permission: string) => {
    const { webContents } = await firstWindow()
    const { permissionRequest } = webContents.session
    return new Promise((resolve) => permissionRequest?.(webContents, permission, resolve))
  },
  checkPermission: async (permission: string, origin: string) => {
    const { session } = (await firstWindow()).webContents
    return session.permissionCheck?.(null, permission, origin)
  },
  devicePermission: async () => (await firstWindow()).webContents.session.devicePermission?.(),
  attachWebview: async () => {
    let isPrevented = false
    const event = { preventDefault: () => void (isPrevented = true) }
    ;(await firstWindow()).webContents.emit('will-attach-webview', event)
    return isPrevented
  },
  secondInstance: () => void app.emit('second-instance'),
  clickNotification: () => clickLastNotification(),
  answerDialogs: (...buttons: string[]) => answerDialogs(buttons.map(Number)),
  clickMenu: (id: string) => clickMenuItem(id),
  closeWindow: async () => (await firstWindow()).close(),
  quit: () => app.quit(),
} as const

export type CommandName = keyof typeof commands

type Command = (...args: readonly string[]) => unknown

const runs: Readonly<Record<CommandName, Command>> = commands

interface RemoteCall {
  readonly id: number
  readonly command: CommandName
  readonly args: readonly string[]
}

async function firstWindow() {
  const [window] = openWindows()
  if (window === undefined) throw new Error('There is no window')
  return window
}

async function firstPage() {
  return (await firstWindow()).webContents.loadedPage()
}

/** Answers the parent process, if there is one that listens. */
export function serveRemote(): void {
  process.on('message', (message: RemoteCall) => {
    const run = runs[message.command]
    Promise.resolve()
      .then(() => run(...message.args))
      .then(
        (value) => process.send?.({ id: message.id, value }),
        (error: Error) => process.send?.({ id: message.id, error: error.message }),
      )
  })
}
