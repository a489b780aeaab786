import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { ErrorCode } from '../../shared/errors.ts'
import { fail } from '../../shared/result.ts'
import type { App } from '../app/app.ts'

/** Largest call body, in bytes: a staged file comes in pieces of at most 6 MB of base64. */
const maxBodyBytes = 8 * 1024 * 1024

const callBody = z.object({ name: z.string().max(100), input: z.unknown() })

/** Answers one `POST` of `{name, input}` with the call's reply as JSON; bad input is a reply too. */
export async function answerCall(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    return refuse(response, 415, 'invalid_input', 'Send the call as application/json.')
  }
  const body = await readBody(request)
  if (body === null) {
    response.setHeader('connection', 'close')
    return refuse(response, 413, 'file_too_large', 'A call takes at most 8 MB.')
  }
  const parsed = parseCall(body)
  if (parsed === null) {
    return refuse(response, 400, 'invalid_input', 'Send a JSON object with name and input.')
  }
  const reply = await app.call(parsed.name, parsed.input, { host: 'browser', actor: 'owner' })
  sendJson(response, 200, reply)
}

/** The whole body, or null as soon as it grows beyond the limit. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return null
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const piece = chunk as Buffer
    bytes += piece.length
    if (bytes > maxBodyBytes) return null
    chunks.push(piece)
  }
  return Buffer.concat(chunks)
}

function parseCall(body: Buffer): z.output<typeof callBody> | null {
  try {
    return callBody.parse(JSON.parse(body.toString('utf8')))
  } catch {
    // Whatever is wrong with it, the caller gets the same sentence and none of its own bytes back.
    return null
  }
}

function refuse(response: ServerResponse, status: number, code: ErrorCode, message: string): void {
  sendJson(response, status, fail({ code, message, retryable: false }))
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(JSON.stringify(value))
}
