import { EventEmitter } from 'node:events'
import { app } from './application.ts'
import { records } from './records.ts'

type SchemeHandler = (request: Request | { url: string; method: string }) => unknown
type PermissionRequest = (
  contents: { getURL(): string },
  permission: string,
  answer: (isGranted: boolean) => void,
) => void
type PermissionCheck = (contents: unknown, permission: string, origin: string) => boolean
type BeforeRequest = (
  details: { url: string },
  answer: (response: { cancel?: boolean }) => void,
) => void

export class Session extends EventEmitter {
  readonly partition: string
  permissionRequest: PermissionRequest | null = null
  permissionCheck: PermissionCheck | null = null
  devicePermission: (() => boolean) | null = null
  readonly #handlers = new Map<string, SchemeHandler>()
  #beforeRequest: BeforeRequest | null = null

  constructor(partition: string) {
    super()
    this.partition = partition
  }

  readonly protocol = {
    handle: (scheme: string, handler: SchemeHandler): void => {
      if (this.#handlers.has(scheme)) throw new Error(`${scheme} is handled already`)
      this.#handlers.set(scheme, handler)
    },
  }

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#beforeRequest = listener
    },
  }

  setPermissionRequestHandler = (handler: PermissionRequest): void => {
    this.permissionRequest = handler
  }
  setPermissionCheckHandler = (handler: PermissionCheck): void => {
    this.permissionCheck = handler
  }
  setDevicePermissionHandler = (handler: () => boolean): void => {
    this.devicePermission = handler
  }

  /** What the session answers to a page's request; null where it has nothing for it. */
  async answer(url: string, method: string): Promise<Response | null> {
    let isCancelled = false
    this.#beforeRequest?.({ url }, (response) => {
      isCancelled = response.cancel === true
    })
    const handler = this.#handlers.get(new URL(url).protocol.slice(0, -1))
    if (isCancelled || handler === undefined) return null
    return (await handler({ url, method })) as Response
  }
}

const sessions = new Map<string, Session>()

export const session = {
  fromPartition(partition: string): Session {
    app.assertReady('session')
    const known = sessions.get(partition) ?? new Session(partition)
    sessions.set(partition, known)
    return known
  },
}

export const protocol = {
  registerSchemesAsPrivileged(
    schemes: { scheme: string; privileges: Record<string, boolean> }[],
  ): void {
    app.assertNotReady('protocol.registerSchemesAsPrivileged')
    records.schemes.push(...schemes)
  },
}
