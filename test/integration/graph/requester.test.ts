import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createGraphClient } from '../../../electron/graph/create-graph-client.ts'
import { GraphApiError, GraphNetworkError } from '../../../electron/graph/errors.ts'
import type { GraphClient } from '../../../electron/graph/graph-client.ts'
import type { GraphUsage } from '../../../electron/graph/graph-records.ts'

const token = 'EAAtestTokenThatMustStayHidden'
const group = 'Y2FwaV9ncm91cA=='

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void

interface Seen {
  method: string | undefined
  url: string | undefined
  headers: IncomingMessage['headers']
  body: string
}

let servers: Server[] = []
let clients: GraphClient[] = []
afterEach(async () => {
  for (const server of servers) server.closeAllConnections()
  await Promise.all(clients.map((client) => client.close()))
  await Promise.all(
    servers.map((server) => new Promise((resolve) => server.close(() => resolve(null)))),
  )
  servers = []
  clients = []
})

async function serve(handler: Handler): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
    request.on('end', () => {
      const { method, url, headers } = request
      seen.push({ method, url, headers, body })
      handler(request, response, body)
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

function answer(body: unknown, status = 200, headers: Record<string, string> = {}): Handler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

function open(baseUrl: string, more: Partial<Parameters<typeof createGraphClient>[0]> = {}) {
  const client = createGraphClient({
    baseUrl,
    version: 'v24.0',
    accessToken: () => token,
    phoneNumberId: '208090100110120',
    wabaId: '102030405060708',
    ...more,
  })
  clients.push(client)
  return client
}

async function failureOf(promise: Promise<unknown>): Promise<GraphApiError | GraphNetworkError> {
  const error: unknown = await promise.then(
    () => new Error('did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof GraphApiError || error instanceof GraphNetworkError) return error
  throw error
}

describe('a request', () => {
  it('carries version, token, agent and JSON, and escapes ids', async () => {
    const { url, seen } = await serve(answer({ success: true }))
    const client = open(url, { userAgent: 'Groupkeeper/1.2.3' })
    await client.updateGroup('a/b=?', { subject: 'Tea 群' })
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/v24.0/a%2Fb%3D%3F',
      body: '{"messaging_product":"whatsapp","subject":"Tea 群"}',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'user-agent': 'Groupkeeper/1.2.3',
      },
    })
  })

  it('goes below the path of a proxy', async () => {
    const { url, seen } = await serve(answer({ invite_link: 'x' }))
    await open(`${url}/relay/`).getInviteLink(group)
    expect(seen[0]?.url).toBe('/relay/v24.0/Y2FwaV9ncm91cA%3D%3D/invite_link')
  })

  it('asks for the token each time', async () => {
    const { url, seen } = await serve(answer({ invite_link: 'x' }))
    let count = 0
    const client = open(url, { accessToken: async () => `token${(count += 1)}` })
    await client.getInviteLink(group)
    await client.getInviteLink(group)
    expect(seen.map((each) => each.headers.authorization)).toEqual([
      'Bearer token1',
      'Bearer token2',
    ])
  })

  it('asks for the messaging limit by the name that the version has', async () => {
    const { url, seen } = await serve(answer({ id: '1' }))
    await open(url, { version: 'v23.0' }).getPhoneNumber()
    await open(url, { version: 'v24.0' }).getPhoneNumber()
    expect(seen.map((each) => each.url?.includes('messaging_limit_tier'))).toEqual([true, false])
  })

  it.each(['', '.', '..'])('is not made for the id "%s"', async (id) => {
    const { url, seen } = await serve(answer({}))
    await expect(open(url).deleteGroup(id)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(seen).toEqual([])
  })

  it.each(['', 'two words', 'line\nbreak'])('is not made with a token like "%s"', async (bad) => {
    const { url, seen } = await serve(answer({}))
    const client = open(url, { accessToken: () => bad })
    await expect(client.getWaba()).rejects.toMatchObject({ code: 'token_invalid' })
    expect(seen).toEqual([])
  })

  it.each(['http://graph.example', 'ftp://127.0.0.1', 'graph.example', 'http://127.0.0.1.example'])(
    'would not carry the token to %s',
    (baseUrl) => {
      expect(() => open(baseUrl)).toThrow(/https/)
    },
  )
})

describe('a refusal', () => {
  const envelope = {
    error: {
      message: '(#131030) Recipient +15550100201 is not on the list',
      type: 'OAuthException',
      code: 131030,
      error_subcode: 7,
      error_data: { details: 'number +15550100201' },
      fbtrace_id: 'AbC',
    },
  }

  it('is told by its numbers, without what Graph wrote', async () => {
    const { url } = await serve(answer(envelope, 400))
    const error = await failureOf(
      open(url).sendText({ kind: 'phone', phone: '15550100201' }, { body: 'secret text' }),
    )
    expect(error).toMatchObject({
      name: 'GraphApiError',
      code: 131030,
      subcode: 7,
      class: 'recipient',
      httpStatus: 400,
      fbtraceId: 'AbC',
    })
    const everything = JSON.stringify({ ...error, text: `${error.message} ${error.stack ?? ''}` })
    for (const secret of [token, '15550100201', 'secret text']) {
      expect(everything).not.toContain(secret)
    }
  })

  it('counts under any status, even 200', async () => {
    const { url } = await serve(answer(envelope, 200))
    expect(await failureOf(open(url).getWaba())).toMatchObject({ code: 131030, httpStatus: 200 })
  })

  it('passes on how long to wait, from the usage header first', async () => {
    const usage = '{"1":[{"type":"whatsapp","estimated_time_to_regain_access":3}]}'
    const error = { error: { code: 80007, message: '', type: '' } }
    const headers = { 'retry-after': '7' }
    const plain = await serve(answer(error, 400, headers))
    expect(await failureOf(open(plain.url).getWaba())).toMatchObject({ retryAfterMs: 7000 })
    const full = await serve(answer(error, 400, { ...headers, 'x-business-use-case-usage': usage }))
    expect(await failureOf(open(full.url).getWaba())).toMatchObject({ retryAfterMs: 180_000 })
  })

  it('of a part leaves the rest standing', async () => {
    const { url } = await serve(
      answer(
        {
          messaging_product: 'whatsapp',
          block_users: {
            added_users: [{ input: '+1', wa_id: '1' }],
            failed_users: [{ input: '+2', errors: [{ code: 139101, message: 'no' }] }],
          },
          error: { code: 139100, message: 'some failed', type: 'OAuthException' },
        },
        400,
      ),
    )
    expect(await open(url).blockUsers([{ kind: 'phone', phone: '1' }])).toEqual({
      done: [{ waId: '1', input: '+1' }],
      failed: [{ input: '+2', errors: [{ code: 139101, title: '' }] }],
    })
  })

  it('of a part without any result is a refusal', async () => {
    const { url } = await serve(answer({ error: { code: 139100, message: '', type: '' } }, 400))
    expect(await failureOf(open(url).unblockUsers([]))).toMatchObject({ code: 139100 })
  })
})

describe('no usable answer', () => {
  const send = (client: GraphClient) =>
    failureOf(client.sendText({ kind: 'phone', phone: '15550100201' }, { body: 'x' }))

  it('because nobody listens: nothing was sent', async () => {
    const { url } = await serve(answer({}))
    await new Promise((resolve) => servers.pop()?.close(resolve))
    expect(await send(open(url))).toMatchObject({ kind: 'refused', mayHaveBeenAccepted: false })
  })

  it('because the name is unknown: nothing was sent', async () => {
    const error = await send(open('https://graph.invalid'))
    expect(error).toMatchObject({ kind: 'dns', mayHaveBeenAccepted: false })
  })

  it('because the other side speaks no TLS: nothing was sent', async () => {
    const { url, seen } = await serve(answer({}))
    const error = await send(open(url.replace('http:', 'https:')))
    expect(error).toMatchObject({ kind: 'tls', mayHaveBeenAccepted: false })
    expect(seen).toEqual([])
  })

  it('in time: it may have been accepted', async () => {
    const { url, seen } = await serve(() => undefined)
    const error = await send(open(url, { timeoutMs: 150 }))
    expect(error).toMatchObject({ kind: 'timeout', mayHaveBeenAccepted: true })
    expect(seen).toHaveLength(1)
  })

  it('because the connection broke: it may have been accepted', async () => {
    const { url } = await serve((request) => request.socket.destroy())
    expect(await send(open(url))).toMatchObject({ kind: 'reset', mayHaveBeenAccepted: true })
  })

  it('because the body broke off: it may have been accepted', async () => {
    const { url } = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"messages":')
      setImmediate(() => request.socket.destroy())
    })
    expect(await send(open(url))).toMatchObject({ mayHaveBeenAccepted: true })
  })

  it.each<[string, unknown, number, boolean]>([
    ['a page of a gateway', '<html>Bad gateway</html>', 502, true],
    ['an empty 500', '', 500, true],
    ['a page of a portal', '<html>Sign in</html>', 403, false],
    ['another place', '', 302, false],
    ['a 200 that is no JSON', 'OK', 200, true],
    ['a 200 of another shape', { messages: 'sent' }, 200, true],
    ['a 200 without a message id', { messages: [] }, 200, true],
  ])('but %s', async (_name, body, status, mayHaveBeenAccepted) => {
    const { url } = await serve(answer(body, status))
    expect(await send(open(url))).toMatchObject({ kind: 'bad_reply', mayHaveBeenAccepted })
  })

  it('because there is too much of it', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200)
      response.end(Buffer.alloc(17 * 1024 * 1024, ' '))
    })
    expect(await failureOf(open(url).getWaba())).toMatchObject({ kind: 'bad_reply' })
  })
})

describe('the usage header', () => {
  it('is told to whoever watches it', async () => {
    const usage: GraphUsage[] = []
    const header = '{"102":[{"type":"whatsapp","call_count":55}]}'
    const { url } = await serve(answer({ id: '1' }, 200, { 'x-business-use-case-usage': header }))
    await open(url, { onUsage: (lines) => usage.push(...lines) }).getWaba()
    expect(usage).toMatchObject([{ businessId: '102', callPercent: 55 }])
  })
})

describe('message history', () => {
  it('of an unknown message is null, in either way of saying so', async () => {
    const empty = await serve(answer({ data: [] }))
    expect(await open(empty.url).getMessageHistory('wamid.1')).toBeNull()
    const refused = await serve(answer({ error: { code: 100, message: '', type: '' } }, 422))
    expect(await open(refused.url).getMessageHistory('wamid.1')).toBeNull()
    const wrong = await serve(answer({ error: { code: 100, message: '', type: '' } }, 400))
    expect(await failureOf(open(wrong.url).getMessageHistory('wamid.1'))).toMatchObject({
      code: 100,
    })
  })
})
