import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { browserHostPaths } from '../../shared/ipc/bridge.ts'
import type { App } from '../app/app.ts'
import { readPageFile } from '../page-host/page-files.ts'
import { answerCall } from './call-endpoint.ts'
import { createEventStream } from './event-stream.ts'
import type { EventStream } from './event-stream.ts'
import { createSessionGate } from './session-gate.ts'
import type { SessionGate } from './session-gate.ts'

export interface BrowserHostOptions {
  readonly app: App
  /** Folder of the built page. */
  readonly rendererDir: string
  /** 0 or nothing lets the system choose. */
  readonly port?: number
  /** Told a fresh address when somebody without a session knocks and the last one is spent. */
  readonly onAddress?: (url: string) => void
}

export interface BrowserHost {
  /** Address with its one-time token: whoever opens it first has the page. */
  readonly url: string
  /** Ends open streams and stops listening. The app stays open: its maker closes it. */
  close(): Promise<void>
}

interface Door {
  readonly app: App
  readonly rendererDir: string
  readonly gate: SessionGate
  /** Where the page is, with a token that is still good. */
  readonly announce: () => void
  readonly events: EventStream
}

/** Carries the contract over loopback HTTP to a page in an ordinary browser. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const server = createServer()
  const port = () => (server.address() as AddressInfo).port
  const gate = createSessionGate(port)
  const events = createEventStream(options.app)
  const address = () => `http://127.0.0.1:${port()}/?token=${gate.token()}`
  const { app, rendererDir } = options
  const announce = () => options.onAddress?.(address())
  const door: Door = { app, rendererDir, gate, announce, events }
  server.on('request', (request, response) => {
    answer(door, request, response).catch(() => {
      // The peer went away in mid-request; nobody is left to tell.
      response.destroy()
    })
  })
  try {
    await listen(server, options.port ?? 0)
  } catch (error) {
    events.close()
    throw error
  }
  return {
    url: address(),
    async close() {
      events.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function answer(
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { gate } = door
  if (!gate.isOwnHost(request)) return sayNo(response, 403, 'Unknown host name.')
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const token = url.searchParams.get('token')
  if (request.method === 'GET' && url.pathname === '/' && token !== null) {
    return letIn(door, token, request, response)
  }
  if (!gate.hasSession(request)) {
    return turnAway(door, url.pathname, response)
  }
  if (url.pathname === browserHostPaths.call) {
    if (request.method !== 'POST') return sayNo(response, 405, 'Use POST.')
    if (!gate.isOwnOrigin(request)) return sayNo(response, 403, 'Unknown origin.')
    return answerCall(door.app, request, response)
  }
  if (request.method !== 'GET') return sayNo(response, 405, 'Use GET.')
  if (url.pathname === browserHostPaths.events) return door.events.attach(request, response)
  return sendFile(door.rendererDir, url.pathname, response)
}

/**
 * A session ends with the browser, and the address was good for once: whoever is sent away from the
 * page finds another address in the terminal, which only the owner sees.
 */
function turnAway(door: Door, pathname: string, response: ServerResponse): void {
  if (pathname === '/' && door.gate.renew()) door.announce()
  sayNo(response, 403, 'Open the address that the terminal shows last.')
}

/** A spent token still leads a page that is already in to where it belongs, as on a reload. */
function letIn(
  door: Door,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const cookie = door.gate.exchange(token)
  if (cookie === null && !door.gate.hasSession(request)) return turnAway(door, '/', response)
  if (cookie !== null) response.setHeader('set-cookie', cookie)
  response.writeHead(303, {
    location: '/',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
  response.end()
}

async function sendFile(
  rendererDir: string,
  pathname: string,
  response: ServerResponse,
): Promise<void> {
  const file = await readPageFile(rendererDir, pathname)
  if (file === null) return sayNo(response, 404, 'Not found.')
  response.writeHead(200, file.headers)
  response.end(file.body)
}

function sayNo(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(sentence)
}
