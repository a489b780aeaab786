import { timingSafeEqual } from 'node:crypto'
import type { Commands } from './commands.ts'
import { perform } from './commands.ts'
import type { Answer } from './http/call.ts'
import type { SideDoor } from './http/server.ts'

const prefix = '/__sandbox/'

/**
 * The control path, for a test in another process: `GET /__sandbox/inspect` and
 * `POST /__sandbox/command` with a command as JSON. Needs the header `x-sandbox-control`.
 */
export function createControlDoor(commands: Commands, token: string): SideDoor {
  return async (call, headers) => {
    if (!call.path.startsWith(prefix)) return undefined
    if (!isToken(headers['x-sandbox-control'], token)) return refuse(403, 'wrong control token')
    const route = `${call.method} ${call.path.slice(prefix.length)}`
    try {
      if (route === 'GET inspect') return { body: commands.inspect() }
      if (route === 'POST command') {
        const value = await perform(commands, JSON.parse(call.bytes.toString('utf8')))
        return { body: { ok: true, value } }
      }
    } catch (thrown) {
      return refuse(400, thrown instanceof Error ? thrown.message : 'failed')
    }
    return refuse(404, 'no such control path')
  }
}

function refuse(status: number, error: string): Answer {
  return { status, body: { ok: false, error } }
}

function isToken(given: string | string[] | undefined, token: string): boolean {
  const bytes = Buffer.from(typeof given === 'string' ? given : '')
  const wanted = Buffer.from(token)
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted)
}
