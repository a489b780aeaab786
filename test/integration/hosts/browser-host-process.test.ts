import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const entry = resolve(import.meta.dirname, '../../../electron/browser-host/index.ts')

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'browser-host-process-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

function start(...args: string[]) {
  return spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
}

async function firstLine(stream: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return text.split('\n')[0] ?? ''
}

describe('the browser host as a process', () => {
  it('prints its address, serves the real app there, and closes on a signal', async () => {
    const child = start('--data-dir', join(folder, 'new', 'workspace'))
    const exited = once(child, 'exit')
    const line = await firstLine(child.stdout)
    expect(line).toMatch(/^Groupkeeper is open at http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
    const address = new URL(line.slice(line.indexOf('http')))
    const entered = await fetch(address, { redirect: 'manual' })
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    const reply = await fetch(new URL('/ipc/call', address), {
      method: 'POST',
      headers: { cookie, origin: address.origin, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'workspace.status', input: {} }),
    })
    expect(await reply.json()).toMatchObject({ ok: true, value: { state: 'missing' } })
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
  })

  it('says in one line why it does not start', async () => {
    const child = start('--port', 'many')
    const exited = once(child, 'exit')
    expect(await firstLine(child.stderr)).toBe('--port takes a number from 0 to 65535.')
    expect((await exited)[0]).toBe(1)
  })
})
