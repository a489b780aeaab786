import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Decides whether a request comes from the page that the owner opened. Any web page and any program
 * on the computer can reach a loopback port, so the address alone proves nothing: the address is
 * opened once with a token, which is swapped for a cookie that scripts cannot read.
 */
export interface SessionGate {
  /** The token that goes into the printed address; good for one exchange. */
  token(): string
  /** Makes another token where the last one is spent; false while that one is still good. */
  renew(): boolean
  /** True for requests that name this host, so that a rebound DNS name gets nothing. */
  isOwnHost(request: IncomingMessage): boolean
  /** True where the `Origin` header is this very page's. */
  isOwnOrigin(request: IncomingMessage): boolean
  hasSession(request: IncomingMessage): boolean
  /** Swaps the token for the value of a `Set-Cookie` header; null for a wrong or spent token. */
  exchange(token: string): string | null
}

export function createSessionGate(port: () => number): SessionGate {
  let token = randomSecret()
  const session = randomSecret()
  let isSpent = false
  // Cookies are shared by all ports of a host: the port in the name keeps two hosts apart.
  const cookieName = () => `groupkeeper-${port()}`
  const hosts = () => [`127.0.0.1:${port()}`, `localhost:${port()}`]
  return {
    token: () => token,
    renew() {
      if (!isSpent) return false
      token = randomSecret()
      isSpent = false
      return true
    },
    isOwnHost: (request) => hosts().includes(request.headers.host ?? ''),
    isOwnOrigin: (request) => request.headers.origin === `http://${request.headers.host}`,
    hasSession: (request) => isSame(readCookie(request, cookieName()), session),
    exchange(given) {
      if (isSpent || !isSame(given, token)) return null
      isSpent = true
      return `${cookieName()}=${session}; HttpOnly; SameSite=Strict; Path=/`
    },
  }
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Compares in constant time; a length is no secret here, both are fixed. */
function isSame(given: string | null, expected: string): boolean {
  if (given === null) return false
  const left = Buffer.from(given)
  const right = Buffer.from(expected)
  return left.length === right.length && timingSafeEqual(left, right)
}

function readCookie(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value !== undefined) return value
  }
  return null
}
