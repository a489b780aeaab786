import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startBrowserHost } from '../../../electron/browser-host/browser-host.ts'
import type { BrowserHost } from '../../../electron/browser-host/browser-host.ts'
import { contentSecurityPolicy } from '../../../electron/page-host/security-headers.ts'
import { createFakeApp } from './fake-app.ts'
import type { FakeApp } from './fake-app.ts'

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

interface Ask {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

let folder: string
let app: FakeApp
let host: BrowserHost
let origin: string
let token: string
let addresses: string[]

/** Raw requests: `fetch` forbids setting Host and tidies paths up. */
function ask(path: string, options: Ask = {}): Promise<Answer> {
  const { port } = new URL(host.url)
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: options.headers },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
        response.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(options.body)
  })
}

async function enter(): Promise<string> {
  const answer = await ask(`/?token=${token}`)
  return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
}

function call(cookie: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
  return ask('/ipc/call', {
    method: 'POST',
    body,
    headers: { cookie, origin, 'content-type': 'application/json', ...headers },
  })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'browser-host-'))
  const page = join(folder, 'page')
  await mkdir(join(page, 'assets'), { recursive: true })
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Groupkeeper</title>')
  await writeFile(join(page, 'assets', 'index-1a2b.js'), 'export {}')
  await writeFile(join(folder, 'secret.txt'), 'outside')
  await symlink(join(folder, 'secret.txt'), join(page, 'link.txt'))
  app = createFakeApp()
  addresses = []
  host = await startBrowserHost({
    app,
    rendererDir: page,
    onAddress: (url) => addresses.push(url),
  })
  origin = new URL(host.url).origin
  token = new URL(host.url).searchParams.get('token') ?? ''
})

afterEach(async () => {
  await host.close()
  await rm(folder, { recursive: true })
})

describe('the door of the browser host', () => {
  it('swaps the token for a strict, script-proof cookie and leads to the page', async () => {
    const answer = await ask(`/?token=${token}`)
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/')
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^groupkeeper-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    )
  })

  it('takes the token once', async () => {
    const cookie = await enter()
    expect((await ask(`/?token=${token}`)).status).toBe(403)
    const reload = await ask(`/?token=${token}`, { headers: { cookie } })
    expect([reload.status, reload.headers['set-cookie']]).toEqual([303, undefined])
  })

  it('tells the owner another address once the last is spent, one at a time', async () => {
    await ask('/')
    expect(addresses).toEqual([])
    const first = await enter()
    for (const path of ['/', `/?token=${token}`, '/', '/assets/index-1a2b.js']) {
      expect((await ask(path)).status).toBe(403)
    }
    expect(addresses).toHaveLength(1)
    const { search } = new URL(addresses[0] ?? '')
    const second = await ask(`/${search}`)
    expect(second.headers['set-cookie']?.[0]?.split(';')[0]).toBe(first)
    expect((await ask(`/?token=${token}`)).status).toBe(403)
  })

  it('refuses a wrong token, and every path without the cookie', async () => {
    for (const path of ['/?token=wrong', '/?token=', '/', '/assets/index-1a2b.js', '/ipc/events']) {
      expect((await ask(path)).status, path).toBe(403)
    }
    expect((await call('groupkeeper=forged', '{}')).status).toBe(403)
    expect(app.calls).toEqual([])
  })

  it('refuses a host name that was rebound to this computer', async () => {
    const cookie = await enter()
    const { port } = new URL(host.url)
    for (const name of [`evil.example:${port}`, '127.0.0.1', `[::1]:${port}`, 'localhost:1']) {
      expect((await ask('/', { headers: { cookie, host: name } })).status, name).toBe(403)
    }
    expect((await ask('/', { headers: { cookie, host: `localhost:${port}` } })).status).toBe(200)
  })

  it('is not reachable from another computer', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find((address) => !address.internal && address.family === 'IPv4')
    if (outside === undefined) return
    const { port } = new URL(host.url)
    await expect(fetch(`http://${outside.address}:${port}/`)).rejects.toThrow()
  })
})

describe('calls over the browser host', () => {
  it('carries a call and its reply', async () => {
    const answer = await call(await enter(), '{"name":"groups.list","input":{"limit":5}}')
    expect(JSON.parse(answer.text)).toEqual({
      ok: true,
      value: { name: 'groups.list', input: { limit: 5 } },
    })
    expect(app.calls[0]?.caller).toEqual({ host: 'browser', actor: 'owner' })
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('refuses a call from another origin or from none', async () => {
    const cookie = await enter()
    const body = '{"name":"groups.list","input":{}}'
    expect((await call(cookie, body, { origin: 'http://evil.example' })).status).toBe(403)
    const bare = { cookie, 'content-type': 'application/json' }
    expect((await ask('/ipc/call', { method: 'POST', body, headers: bare })).status).toBe(403)
    expect((await ask('/ipc/call', { headers: { cookie } })).status).toBe(405)
    expect(app.calls).toEqual([])
  })

  it.each([
    ['no JSON', '{"name":', 400],
    ['an array', '[]', 400],
    ['no name', '{"input":{}}', 400],
    ['a name of the wrong type', '{"name":7,"input":{}}', 400],
    ['nothing', '', 400],
  ])('answers %s with a typed refusal', async (_, body, status) => {
    const answer = await call(await enter(), body)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
    expect(app.calls).toEqual([])
  })

  it('refuses a form post, which another page could send unasked', async () => {
    const answer = await call(await enter(), 'name=x', { 'content-type': 'text/plain' })
    expect(answer.status).toBe(415)
  })

  it('takes 8 MB, refuses more, by declared length and by what really comes', async () => {
    const cookie = await enter()
    const large = JSON.stringify({ name: 'files.append', input: 'a'.repeat(7.9 * 1024 * 1024) })
    expect((await call(cookie, large)).status).toBe(200)
    const tooLarge = JSON.stringify({ name: 'files.append', input: 'a'.repeat(8.1 * 1024 * 1024) })
    const sizes: Record<string, string>[] = [
      { 'content-length': String(tooLarge.length) },
      { 'transfer-encoding': 'chunked' },
    ]
    for (const headers of sizes) {
      const refused = await call(cookie, tooLarge, headers)
      expect(refused.status).toBe(413)
      expect(JSON.parse(refused.text)).toMatchObject({ error: { code: 'file_too_large' } })
    }
    expect(app.calls).toHaveLength(1)
  })
})

describe('events over the browser host', () => {
  it('streams what the app says, and stops listening when it closes', async () => {
    const cookie = await enter()
    const response = await fetch(`${origin}/ipc/events`, { headers: { cookie } })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const reader = response.body!.getReader()
    let text = ''
    const event = { topic: 'workspace', payload: { state: 'ready' } } as const
    while (!text.includes('retry:')) text += Buffer.from((await reader.read()).value).toString()
    app.emit(event)
    while (!text.includes('data: ')) text += Buffer.from((await reader.read()).value).toString()
    expect(text).toContain(`data: ${JSON.stringify(event)}\n\n`)
    await host.close()
    expect((await reader.read()).done).toBe(true)
    expect(app.listenerCount()).toBe(0)
  })
})

describe('files of the browser host', () => {
  it('serves the page under the policy and never from a cache', async () => {
    const answer = await ask('/', { headers: { cookie: await enter() } })
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(contentSecurityPolicy).toContain("script-src 'self';")
  })

  it('serves assets with their type', async () => {
    const answer = await ask('/assets/index-1a2b.js', { headers: { cookie: await enter() } })
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/assets/../../secret.txt',
    '/link.txt',
    '/index.html%00.js',
    '/%E0%A4%A',
    '/assets',
    '/missing.html',
    '//etc/passwd.txt',
  ])('finds nothing at %s', async (path) => {
    const answer = await ask(path, { headers: { cookie: await enter() } })
    expect([403, 404]).toContain(answer.status)
    expect(answer.text).not.toContain('outside')
  })
})
