import { app, shell } from 'electron'
import type { Session, WebContents } from 'electron'
import { isAppUrl } from './protocol.ts'

/** Places that a link in the page may open, in the owner's own browser. */
const externalHosts = new Set(['developers.facebook.com', 'business.facebook.com', 'wa.me'])

/** What a page may ask of the system: copying plain text. Everything else is refused. */
const grantedPermissions = new Set(['clipboard-sanitized-write'])

export function mayOpenExternally(address: string): boolean {
  const url = URL.parse(address)
  if (url === null || url.protocol !== 'https:') return false
  return externalHosts.has(url.hostname) && url.port === '' && url.username === ''
}

/** Locks every page that is ever made in this process, whoever makes it. */
export function hardenAllPages(): void {
  app.on('web-contents-created', (_, contents) => hardenPage(contents))
}

function hardenPage(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    // The address comes from a page: only the ones on the list ever reach the system.
    if (mayOpenExternally(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/** Refuses devices and permissions to the pages of one session, asked or checked. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(isAppUrl(contents.getURL()) && grantedPermissions.has(permission))
  })
  session.setPermissionCheckHandler((_, permission, origin) => {
    return isAppUrl(origin) && grantedPermissions.has(permission)
  })
  session.setDevicePermissionHandler(() => false)
}
