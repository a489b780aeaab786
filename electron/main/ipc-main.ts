import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import { fail } from '../../shared/result.ts'
import type { Reply } from '../../shared/result.ts'
import type { App, Caller } from '../app/app.ts'
import { callChannel } from '../preload/channels.ts'
import { isAppUrl } from './protocol.ts'

export const owner: Caller = { host: 'electron', actor: 'owner' }

/**
 * Carries calls from the page to the app. The page may ask before the app is open, so the door waits
 * for it; who asks is checked first, because any frame in any window can send on a channel.
 */
export function answerCalls(opening: Promise<App>): void {
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    if (!isTrusted(event)) return refuse('forbidden', 'Calls are taken from the app’s page only.')
    if (typeof name !== 'string') {
      return refuse('invalid_input', 'The name of a call is a text.')
    }
    const app = await opening
    return app.call(name, input, owner)
  })
}

/** The main frame of a window that shows our own page; a frame inside it is somebody else's. */
function isTrusted(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && isAppUrl(frame.url)
}

function refuse(code: 'forbidden' | 'invalid_input', message: string): Reply<never> {
  return fail({ code, message, retryable: false })
}
