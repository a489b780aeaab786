import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request and its reply, as they went over the wire. */
export interface Exchange {
  /** Operation of the client that caused it. */
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly requestBody: unknown
  readonly status: number
  readonly replyBody: unknown
}

export interface RecordingProxy {
  readonly url: string
  readonly exchanges: readonly Exchange[]
  /** Names the operation that the next exchanges belong to. */
  begin(operation: string): void
  close(): Promise<void>
}

/** Stands between client and server on loopback, passes everything on unchanged and writes it down. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const exchanges: Exchange[] = []
  let operation = ''
  const server = createServer((request, response) => {
    forward(target, operation, request, response).then(
      (exchange) => exchanges.push(exchange),
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges,
    begin: (name) => {
      operation = name
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

async function forward(
  target: string,
  operation: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Exchange> {
  const url = new URL(request.url ?? '/', target)
  const bytes = await readAll(request)
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  )
  const { host: _, connection: __, 'content-length': ___, ...passed } = headers
  const method = request.method ?? 'GET'
  const init: RequestInit = { method, headers: passed }
  if (bytes.length > 0) init.body = new Uint8Array(bytes)
  const reply = await fetch(url, init)
  const text = await reply.text()
  response.writeHead(reply.status, {
    'content-type': reply.headers.get('content-type') ?? 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  // Written down before the client can go on to its next operation.
  const exchange = {
    operation,
    method,
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers,
    // the bytes of a file are no body to be checked
    requestBody: headers['content-type']?.includes('json')
      ? toJson(bytes.toString('utf8'))
      : undefined,
    status: reply.status,
    replyBody: toJson(text),
  }
  response.end(text)
  return exchange
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function toJson(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text)
}
