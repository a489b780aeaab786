import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { ParsedUpdate } from '../../../electron/updates/parsed-update.ts'
import {
  createUpdateReceiver,
  type RefusalReason,
  type UpdateReceiver,
  type UpdateReceiverOptions,
} from '../../../electron/updates/update-receiver.ts'

const appSecret = '00112233445566778899aabbccddeeff'
const verifyToken = 'word of the shop'
const sound = JSON.stringify({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '1',
      changes: [
        {
          field: 'group_status_update',
          value: { groups: [{ type: 'group_suspend', group_id: 'g', timestamp: '1760000000' }] },
        },
      ],
    },
  ],
})

let running: UpdateReceiver[] = []
afterEach(async () => {
  await Promise.all(running.map((receiver) => receiver.close()))
  running = []
})

async function open(changes: Partial<UpdateReceiverOptions> = {}) {
  const taken: ParsedUpdate[][] = []
  const refused: RefusalReason[] = []
  const receiver = createUpdateReceiver({
    port: 0,
    appSecret: () => appSecret,
    verifyToken,
    onBody: (updates) => void taken.push([...updates]),
    onRefused: (reason) => void refused.push(reason),
    ...changes,
  })
  running.push(receiver)
  const { port, url } = await receiver.listen()
  return { port, url, taken, refused }
}

function sign(body: string | Buffer): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
}

/** Sends bytes as they are and gives back the status line and the body of the answer. */
function exchange(port: number, bytes: string | Buffer): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.on('connect', () => socket.write(bytes))
    socket.on('data', (chunk) => {
      answer += chunk.toString('utf8')
    })
    socket.on('error', reject)
    socket.on('close', () => {
      const [head = '', text = ''] = answer.split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1]), text })
    })
  })
}

function post(port: number, body: string | Buffer, headers: Record<string, string> = {}) {
  const lines = Object.entries({
    host: 'localhost',
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `POST /webhooks HTTP/1.1\r\n${lines.join('')}\r\n`
  return exchange(port, Buffer.concat([Buffer.from(head), Buffer.from(body)]))
}

function postSigned(port: number, body: string | Buffer) {
  return post(port, body, { 'x-hub-signature-256': sign(body) })
}

describe('a delivery', () => {
  it('is taken when it is signed, and confirmed', async () => {
    const { port, taken, refused } = await open()
    expect(await postSigned(port, sound)).toEqual({ status: 200, text: 'OK' })
    expect(taken).toMatchObject([[{ kind: 'group_suspended', groupId: 'g' }]])
    expect(refused).toEqual([])
  })

  it('is confirmed only after it was committed', async () => {
    const order: string[] = []
    const { port } = await open({
      onBody: async () => {
        await new Promise((resolve) => setImmediate(resolve))
        order.push('committed')
      },
    })
    await postSigned(port, sound)
    order.push('confirmed')
    expect(order).toEqual(['committed', 'confirmed'])
  })

  it('is asked for again when it could not be committed', async () => {
    const failure = new Error('disk full')
    const causes: unknown[] = []
    const { port } = await open({
      onBody: () => Promise.reject(failure),
      onRefused: (reason, cause) => void causes.push(reason, cause),
    })
    expect((await postSigned(port, sound)).status).toBe(500)
    expect(causes).toEqual(['not_taken', failure])
  })

  it('is asked for again while there is no app secret', async () => {
    const { port, taken, refused } = await open({ appSecret: () => null })
    expect((await postSigned(port, sound)).status).toBe(503)
    expect([taken, refused]).toEqual([[], ['no_app_secret']])
  })

  it('is checked on the bytes as they came, escapes included', async () => {
    const { port, taken } = await open()
    const escaped = sound.replace('"g"', '"\\u7fa4\\ud83c\\udf75"')
    expect((await postSigned(port, escaped)).status).toBe(200)
    expect(taken[0]?.[0]).toMatchObject({ groupId: '群🍵' })
    const plain = Buffer.from(JSON.stringify(JSON.parse(escaped)))
    const reused = { 'x-hub-signature-256': sign(escaped) }
    expect((await post(port, plain, reused)).status).toBe(401)
  })

  it('may hold deep nesting without harm', async () => {
    const { port, taken } = await open()
    const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`
    const body = `{"entry":[{"changes":[{"field":"later","value":${deep}}]}]}`
    expect((await postSigned(port, body)).status).toBe(200)
    expect(taken[0]?.[0]).toMatchObject({ kind: 'unknown', field: 'later' })
  })

  it('may hold nothing that is known', async () => {
    const { port, taken } = await open()
    expect((await postSigned(port, '{}')).status).toBe(200)
    expect(taken[0]?.[0]).toMatchObject({ kind: 'unknown' })
  })
})

describe('a refused delivery', () => {
  const altered = Buffer.from(sound)
  altered[40] = (altered[40] ?? 0) ^ 1

  it.each<[string, string | Buffer, Record<string, string>, number, RefusalReason]>([
    ['unsigned', sound, {}, 401, 'unsigned'],
    [
      'signed by another secret',
      sound,
      { 'x-hub-signature-256': `sha256=${createHmac('sha256', 'no').update(sound).digest('hex')}` },
      401,
      'wrong_signature',
    ],
    [
      'signed in the older way',
      sound,
      { 'x-hub-signature': `sha1=${createHmac('sha1', appSecret).update(sound).digest('hex')}` },
      401,
      'unsigned',
    ],
    ['altered by one bit', altered, { 'x-hub-signature-256': sign(sound) }, 401, 'wrong_signature'],
    ['no JSON', '{"entry":', { 'x-hub-signature-256': sign('{"entry":') }, 400, 'bad_json'],
    ['empty', '', { 'x-hub-signature-256': sign('') }, 400, 'bad_json'],
    ['a list', '[]', { 'x-hub-signature-256': sign('[]') }, 400, 'bad_json'],
    ['a bare word', 'null', { 'x-hub-signature-256': sign('null') }, 400, 'bad_json'],
    ['unsigned and no JSON', 'x', {}, 401, 'unsigned'],
  ])('that is %s is counted and reaches nobody', async (_name, body, headers, status, reason) => {
    const { port, taken, refused } = await open()
    expect((await post(port, body, headers)).status).toBe(status)
    expect([taken, refused]).toEqual([[], [reason]])
  })

  it('that announces too much is turned away before its first byte', async () => {
    const { port, taken, refused } = await open()
    const head = `POST /webhooks HTTP/1.1\r\nhost: x\r\ncontent-length: ${3 * 1024 * 1024 + 1}\r\n\r\n`
    expect((await exchange(port, head)).status).toBe(413)
    expect([taken, refused]).toEqual([[], ['too_large']])
  })

  it('that grows too large without announcing it is turned away', async () => {
    const { port, taken, refused } = await open()
    const head = 'POST /webhooks HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n'
    const size = 3 * 1024 * 1024 + 1
    const chunk = `${size.toString(16)}\r\n${' '.repeat(size)}\r\n`
    expect((await exchange(port, head + chunk)).status).toBe(413)
    expect([taken, refused]).toEqual([[], ['too_large']])
  })

  it('of exactly the largest size is no such case', async () => {
    const { port, taken } = await open()
    const body = sound + ' '.repeat(3 * 1024 * 1024 - sound.length)
    expect((await postSigned(port, body)).status).toBe(200)
    expect(taken).toHaveLength(1)
  })

  it('goes elsewhere than to the path, or by another method', async () => {
    const { port, refused } = await open()
    const request = (line: string) =>
      exchange(port, `${line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    expect((await request('POST /')).status).toBe(404)
    expect((await request('PUT /webhooks')).status).toBe(405)
    expect(refused).toEqual([])
  })
})

describe('the verify challenge', () => {
  const ask = (url: string, query: Record<string, string>) =>
    fetch(`${url}?${new URLSearchParams(query)}`)

  it('is given back bare for the right word', async () => {
    const { url } = await open()
    const reply = await ask(url, {
      'hub.mode': 'subscribe',
      'hub.challenge': '1158201444',
      'hub.verify_token': verifyToken,
    })
    expect([reply.status, await reply.text()]).toEqual([200, '1158201444'])
    expect(reply.headers.get('content-type')).toContain('text/plain')
  })

  it.each([
    ['the wrong word', { 'hub.mode': 'subscribe', 'hub.verify_token': 'word' }],
    ['no word', { 'hub.mode': 'subscribe' }],
    ['another mode', { 'hub.mode': 'unsubscribe', 'hub.verify_token': verifyToken }],
  ])('is refused for %s', async (_name, query) => {
    const { url, refused } = await open()
    const reply = await ask(url, { ...query, 'hub.challenge': '42' })
    expect([reply.status, (await reply.text()).includes('42')]).toEqual([403, false])
    expect(refused).toEqual(['wrong_verify_token'])
  })
})

describe('the port', () => {
  it('that is in use is told as such', async () => {
    const { port } = await open()
    await expect(open({ port })).rejects.toMatchObject({ code: 'conflict', field: 'port' })
  })

  it('is free again after close', async () => {
    const { port } = await open()
    await running.pop()?.close()
    expect((await open({ port })).port).toBe(port)
  })
})
