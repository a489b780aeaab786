import { app as electronApp } from 'electron'
import { settings } from '../../shared/domain/workspace.ts'
import type { Settings } from '../../shared/domain/workspace.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'
import type { App } from '../app/app.ts'
import { owner } from './ipc-main.ts'
import { systemLocale } from './texts.ts'

/** What of the workspace's settings the shell itself follows. */
export type OwnerSettings = Pick<Settings, 'language' | 'notifications' | 'automaticUpdates'>

const followed = settings.pick({ language: true, notifications: true, automaticUpdates: true })

/** While no workspace is open: the system's language, and nothing is done unasked. */
export function initialSettings(): OwnerSettings {
  return {
    language: systemLocale(electronApp.getLocale()),
    notifications: true,
    automaticUpdates: false,
  }
}

/** The open workspace's settings, or null while there is none to ask. */
export async function readSettings(app: App): Promise<OwnerSettings | null> {
  const reply = await app.call('settings.get', {}, owner)
  return reply.ok ? followed.parse(reply.value) : null
}

/** True for events after which the settings may be others. */
export function mayChangeSettings(event: AppEvent): boolean {
  if (event.topic === 'workspace') return true
  return event.topic === 'changed' && event.payload.domains.includes('settings')
}
