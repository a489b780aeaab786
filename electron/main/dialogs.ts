import { dialog } from 'electron'
import type { BrowserWindow, Session } from 'electron'
import { isAppUrl } from './protocol.ts'
import type { ShellTexts } from './texts.ts'

/** Asks with two buttons; true for the first. A dialog that is dismissed means no. */
export async function confirm(
  window: BrowserWindow | null,
  message: string,
  buttons: readonly [string, string],
): Promise<boolean> {
  const options = { type: 'question' as const, message, buttons: [...buttons], defaultId: 0 }
  const asked = { ...options, cancelId: 1, noLink: true }
  const { response } = await (window
    ? dialog.showMessageBox(window, asked)
    : dialog.showMessageBox(asked))
  return response === 0
}

export async function tell(
  window: BrowserWindow | null,
  message: string,
  button: string,
): Promise<void> {
  const options = { type: 'info' as const, message, buttons: [button] }
  await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
}

/** Says why the app did not open, at a time when there is no window to say it in. */
export function reportStartFailure(texts: ShellTexts, error: unknown): void {
  const detail = error instanceof Error ? error.message : ''
  dialog.showErrorBox(texts.startFailed, detail)
}

/** A file that the page made is saved where the owner says; nothing is downloaded from elsewhere. */
export function askWhereToSave(session: Session, texts: () => ShellTexts): void {
  session.on('will-download', (event, item) => {
    const source = item.getURL()
    const isOwn = isAppUrl(source.replace(/^blob:/, ''))
    if (!isOwn) return event.preventDefault()
    item.setSaveDialogOptions({ title: texts().save, defaultPath: item.getFilename() })
  })
}
