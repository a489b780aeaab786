import { EventEmitter } from 'node:events'
import { app } from './application.ts'
import { records } from './records.ts'
import type { MenuRecord } from './records.ts'

interface MenuItem {
  readonly label?: string
  readonly role?: string
  readonly id?: string
  readonly click?: () => void
  readonly submenu?: MenuItem[]
}

let currentMenu: MenuItem[] = []

export const Menu = {
  buildFromTemplate: (template: MenuItem[]) => ({ template }),
  setApplicationMenu(menu: { template: MenuItem[] }): void {
    currentMenu = menu.template
    records.menu = currentMenu.map(recordOf)
  },
}

function recordOf(item: MenuItem): MenuRecord {
  const { label = '', role = '', id = '', submenu = [] } = item
  return { label, role, id, items: submenu.map(recordOf) }
}

/** Clicks the item with this id. */
export function clickMenuItem(id: string): void {
  const items = currentMenu.flatMap((item) => [item, ...(item.submenu ?? [])])
  items.find((item) => item.id === id)?.click?.()
}

interface MessageBox {
  readonly message: string
  readonly buttons?: string[]
}

const answers: number[] = []

/** Buttons that the owner will press, one for each dialog to come; after them always the first. */
export function answerDialogs(buttons: readonly number[]): void {
  answers.push(...buttons)
}

export const dialog = {
  async showMessageBox(...given: [MessageBox] | [unknown, MessageBox]) {
    const { message, buttons = [] } = given.at(-1) as MessageBox
    records.dialogs.push({ kind: 'message', message, buttons })
    return { response: answers.shift() ?? 0 }
  },
  showErrorBox(title: string, message: string): void {
    records.dialogs.push({ kind: 'error', message: `${title}\n${message}`, buttons: [] })
    // The window is gone by the time anybody could ask: stderr is what a test can still read.
    process.stderr.write(`${title}\n${message}\n`)
  },
}

const shown: Notification[] = []

export class Notification extends EventEmitter {
  readonly #text: { title: string; body: string }

  constructor(options: { title: string; body: string }) {
    super()
    app.assertReady('Notification')
    this.#text = { title: options.title, body: options.body }
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    shown.push(this)
    records.notifications.push(this.#text)
  }
}

export function clickLastNotification(): void {
  shown.at(-1)?.emit('click')
}

export const shell = {
  async openExternal(url: string): Promise<void> {
    records.openedExternally.push(url)
  },
}

type Handler = (event: unknown, ...args: unknown[]) => unknown

const handlers = new Map<string, Handler>()

export const ipcMain = {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`${channel} is handled already`)
    handlers.set(channel, handler)
  },
}

export async function invoke(channel: string, event: unknown, args: unknown[]): Promise<unknown> {
  const handler = handlers.get(channel)
  if (handler === undefined) throw new Error(`No handler for ${channel}`)
  return handler(event, ...args)
}

let blockers = 0
const blocking = new Set<number>()

export const powerSaveBlocker = {
  start(kind: string): number {
    records.awake.push(kind)
    blocking.add((blockers += 1))
    return blockers
  },
  stop(id: number): void {
    if (blocking.delete(id)) records.awake.push('released')
  },
}
