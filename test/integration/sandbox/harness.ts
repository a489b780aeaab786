import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import type { Sandbox } from '../../../electron/sandbox/create-sandbox.ts'
import { createSandbox } from '../../../electron/sandbox/create-sandbox.ts'
import type { Group } from '../../../electron/sandbox/model.ts'
import type { SandboxOptions } from '../../../electron/sandbox/options.ts'

type Json = Record<string, unknown>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // Whatever JSON came; each test says by its expectations what it should be.
  readonly body: ReturnType<typeof JSON.parse>
}

export interface Delivery {
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
}

export interface Receiver {
  readonly url: string
  readonly deliveries: Delivery[]
  /** HTTP status for the next deliveries, 200 when it runs out. */
  readonly answers: number[]
  /** All changes of a field so far, oldest first. */
  changes(field: string): Json[]
  groupEvents(field: string): Json[]
  statuses(): Json[]
}

const open: (() => Promise<unknown>)[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()))
})

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox({
    shop: 'small',
    operationDelayMs: 1,
    webhookRetryMs: 5,
    webhookRetryMaxMs: 20,
    ...options,
  })
  open.push(() => sandbox.close())
  return sandbox
}

/** A webhook receiver that answers the verify challenge for `verifyToken`. */
export async function startReceiver(verifyToken: string): Promise<Receiver> {
  const deliveries: Delivery[] = []
  const answers: number[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { searchParams: query } = new URL(request.url ?? '/', 'http://receiver')
      if (request.method === 'GET') {
        response.statusCode = query.get('hub.verify_token') === verifyToken ? 200 : 403
        response.end(query.get('hub.challenge'))
        return
      }
      response.statusCode = answers.shift() ?? 200
      if (response.statusCode === 200) {
        deliveries.push({ headers: request.headers, bytes: Buffer.concat(chunks) })
      }
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const changes = (field: string): Json[] =>
    deliveries
      .flatMap(({ bytes }) => JSON.parse(bytes.toString('utf8')).entry as Json[])
      .flatMap((entry) => entry['changes'] as { field: string; value: Json }[])
      .filter((change) => change.field === field)
      .map(({ value }) => value)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/updates`,
    deliveries,
    answers,
    changes,
    groupEvents: (field) => changes(field).flatMap(({ groups }) => groups as Json[]),
    statuses: () => changes('messages').flatMap(({ statuses }) => (statuses ?? []) as Json[]),
  }
}

export async function call(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${sandbox.url}/v24.0/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${sandbox.accessToken}`,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text,
  }
}

/** The same with `messaging_product`, which nearly every body carries. */
export function send(sandbox: Sandbox, method: string, path: string, body: Json): Promise<Answer> {
  return call(sandbox, method, path, { messaging_product: 'whatsapp', ...body })
}

export async function register(sandbox: Sandbox, receiver: Receiver): Promise<void> {
  const answer = await call(sandbox, 'POST', sandbox.phoneNumberId, {
    webhook_configuration: {
      override_callback_uri: receiver.url,
      verify_token: sandbox.verifyToken,
    },
  })
  if (answer.status !== 200) throw new Error(`Callback refused: ${JSON.stringify(answer.body)}`)
}

/** A sandbox whose updates already go to a receiver. */
export async function startBoth(
  options: SandboxOptions = {},
): Promise<{ sandbox: Sandbox; receiver: Receiver }> {
  const sandbox = await startSandbox(options)
  const receiver = await startReceiver(sandbox.verifyToken)
  await register(sandbox, receiver)
  return { sandbox, receiver }
}

export function groupNamed(sandbox: Sandbox, subject: string): Group {
  const group = [...sandbox.state.groups.values()].find((each) => each.subject === subject)
  if (group === undefined) throw new Error(`No group ${subject}`)
  return group
}

export function signature(secret: string, bytes: Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`
}
