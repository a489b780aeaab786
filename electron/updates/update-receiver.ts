import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import type { ParsedUpdate } from './parsed-update.ts'
import { parseUpdates } from './parse-updates.ts'
import { readBody } from './read-body.ts'
import { isSameSecret, verifySignature } from './verify-signature.ts'

/** Why a request was turned away. Counted by whoever listens; holds nothing of the request. */
export type RefusalReason =
  | 'unsigned'
  | 'wrong_signature'
  | 'too_large'
  | 'incomplete'
  | 'bad_json'
  | 'wrong_verify_token'
  | 'no_app_secret'
  | 'not_taken'

export interface UpdateReceiverOptions {
  /** 0 picks a free port. */
  readonly port: number
  readonly host?: '127.0.0.1' | '::1'
  readonly path?: string
  /** Null while there is none: then nothing is taken, and the sender tries again later. */
  readonly appSecret: () => Promise<string | null> | string | null
  readonly verifyToken: string
  /** Must have committed when it resolves: only then is the body confirmed to the sender. */
  readonly onBody: (updates: readonly ParsedUpdate[]) => Promise<void> | void
  /** `cause` comes with `not_taken` only: what `onBody` or `appSecret` threw. */
  readonly onRefused?: (reason: RefusalReason, cause?: unknown) => void
  readonly now?: () => number
}

export interface UpdateReceiver {
  /** Opens the port. Rejects with `conflict` (field `port`) when it is taken. */
  listen(): Promise<{ readonly url: string; readonly port: number }>
  /** Takes nothing more, lets running deliveries end. */
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly text: string
  readonly refused?: RefusalReason
  readonly cause?: unknown
}

/** Largest body that WhatsApp sends (Meta: Webhooks overview). */
const maxBodyBytes = 3 * 1024 * 1024
const maxChallengeLength = 1000
const defaultPath = '/webhooks'

/**
 * Where WhatsApp's updates come in, over a tunnel or a relay that ends on this computer. Answers
 * 200 only for what was signed, read and committed; on anything that may pass it answers 5xx, and
 * WhatsApp delivers again for days.
 */
export function createUpdateReceiver(options: UpdateReceiverOptions): UpdateReceiver {
  const host = options.host ?? '127.0.0.1'
  const path = options.path ?? defaultPath
  const server = createServer((request, response) => {
    void handle(options, path, request).then((answer) => {
      reply(request, response, answer)
      if (answer.refused !== undefined) options.onRefused?.(answer.refused, answer.cause)
    })
  })
  server.maxConnections = 256
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  return {
    listen: async () => {
      const port = await listen(server, options.port, host)
      const name = host === '::1' ? '[::1]' : host
      return { url: `http://${name}:${port}${path}`, port }
    },
    close: () => close(server),
  }
}

async function handle(
  options: UpdateReceiverOptions,
  path: string,
  request: IncomingMessage,
): Promise<Answer> {
  const url = URL.parse(request.url ?? '', 'http://localhost')
  if (url?.pathname !== path) return { status: 404, text: 'Not found' }
  if (request.method === 'GET') return verifyChallenge(url, options.verifyToken)
  if (request.method !== 'POST') return { status: 405, text: 'Method not allowed' }
  try {
    return await takeBody(options, request)
  } catch (cause) {
    // The cause is for the app's log; the sender learns only that it has to try again.
    return { status: 500, text: 'Not taken', refused: 'not_taken', cause }
  }
}

function verifyChallenge(url: URL, verifyToken: string): Answer {
  const challenge = url.searchParams.get('hub.challenge') ?? ''
  const isRight =
    url.searchParams.get('hub.mode') === 'subscribe' &&
    isSameSecret(url.searchParams.get('hub.verify_token') ?? '', verifyToken)
  if (!isRight) return { status: 403, text: 'Forbidden', refused: 'wrong_verify_token' }
  return { status: 200, text: challenge.slice(0, maxChallengeLength) }
}

async function takeBody(options: UpdateReceiverOptions, request: IncomingMessage): Promise<Answer> {
  const body = await readBody(request, maxBodyBytes)
  if (body === 'too_large') return { status: 413, text: 'Too large', refused: 'too_large' }
  if (body === 'incomplete') return { status: 400, text: 'Bad request', refused: 'incomplete' }
  const secret = await options.appSecret()
  if (secret === null || secret === '') {
    return { status: 503, text: 'Not ready', refused: 'no_app_secret' }
  }
  const header = request.headers['x-hub-signature-256']
  const signature = Array.isArray(header) ? undefined : header
  if (!verifySignature(body, signature, secret)) {
    const refused = signature === undefined ? 'unsigned' : 'wrong_signature'
    return { status: 401, text: 'Unauthorized', refused }
  }
  const json = parseObject(body)
  if (json === undefined) return { status: 400, text: 'Bad request', refused: 'bad_json' }
  const receivedAtMs = options.now?.() ?? Date.now()
  await options.onBody(parseUpdates(json, { receivedAtMs }))
  return { status: 200, text: 'OK' }
}

function parseObject(body: Buffer): object | undefined {
  try {
    const json: unknown = JSON.parse(body.toString('utf8'))
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined
  } catch {
    // Told to the sender by the status and to the app by the reason.
    return undefined
  }
}

function reply(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(answer.text),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(request.complete ? {} : { connection: 'close' }),
  })
  response.end(answer.text)
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      reject(isTaken ? portTaken(port, error) : error)
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function portTaken(port: number, cause: unknown): AppError {
  return new AppError('conflict', {
    field: 'port',
    params: { port },
    message: 'The port is in use. Choose another one for updates.',
    cause,
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}
