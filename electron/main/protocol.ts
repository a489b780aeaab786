import { protocol } from 'electron'
import type { Session } from 'electron'
import { readPageFile } from '../page-host/page-files.ts'
import { securityHeaders } from '../page-host/security-headers.ts'

export const appScheme = 'app'
/** The page's origin: a scheme of our own, because every `file://` page shares one origin. */
export const appOrigin = 'app://groupkeeper'

/** Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built page, and nothing else, to the windows of one session. */
export function serveAppScheme(session: Session, rendererDir: string): void {
  session.protocol.handle(appScheme, async (request) => {
    const url = new URL(request.url)
    const isOwn = url.host === 'groupkeeper' && request.method === 'GET'
    const file = isOwn ? await readPageFile(rendererDir, url.pathname) : null
    if (file === null) return new Response('Not found.', { status: 404, headers: securityHeaders })
    return new Response(file.body, { headers: file.headers })
  })
}

/** True for an address of the page itself; `new URL` knows no origin for schemes of our own. */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && url.protocol === `${appScheme}:` && url.host === 'groupkeeper'
}
