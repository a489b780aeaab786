import { Notification } from 'electron'
import type { AppEvent } from '../../shared/ipc/events.ts'
import type { ShellTexts } from './texts.ts'

export interface NotificationOptions {
  readonly texts: ShellTexts
  readonly title: string
  readonly icon: string
  /** What a click on the notification does. */
  readonly onClick: () => void
}

/** Tells the owner in the system's own way. Says how many, never who: it may stand on a lock screen. */
export function showNotification(
  payload: Extract<AppEvent, { topic: 'notify' }>['payload'],
  options: NotificationOptions,
): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({
    title: options.title,
    body: options.texts.notifications[payload.kind](payload.count),
    icon: options.icon,
  })
  notification.on('click', options.onClick)
  notification.show()
}
