import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../electron/sandbox/create-sandbox.ts'
import type {
  SandboxWorkerMessage,
  SandboxWorkerRequest,
} from '../../../electron/sandbox/worker.ts'
import { groupNamed, startBoth, startSandbox } from './harness.ts'

const folder = new URL('../../../electron/sandbox/', import.meta.url)

async function control(
  connection: Pick<Sandbox, 'url' | 'controlToken'>,
  method: string,
  path: string,
  body?: string,
  token = connection.controlToken,
) {
  const response = await fetch(`${connection.url}/__sandbox/${path}`, {
    method,
    headers: { 'x-sandbox-control': token },
    ...(body === undefined ? {} : { body }),
  })
  const json = (await response.json()) as { ok?: boolean; value?: unknown; error?: string }
  return { status: response.status, json }
}

describe('the control path', () => {
  it('inspects, simulates, sets faults and drains', async () => {
    const { sandbox } = await startBoth()
    const { id } = groupNamed(sandbox, 'Small group')
    const command = (input: unknown) =>
      control(sandbox, 'POST', 'command', JSON.stringify(input)).then(({ json }) => json)
    expect(await command({ type: 'simulate', what: 'join', args: [id, '+12025550150'] })).toEqual({
      ok: true,
      value: { outcome: 'joined' },
    })
    const faults = { calls: [{ kind: 'latency', ms: 1 }] }
    expect(await command({ type: 'setFaults', faults })).toEqual({ ok: true, value: null })
    expect(await command({ type: 'drain' })).toEqual({ ok: true, value: true })
    const { json } = await control(sandbox, 'GET', 'inspect')
    expect(json).toMatchObject({
      groups: [{ id, participants: { length: 4 } }, {}],
      counters: { webhooks: { delivered: 1 }, repeated: [] },
      queuedWebhooks: 0,
      defects: 0,
    })
  })

  it.each([
    ['a wrong token', 'GET', 'inspect', undefined, 'wrong', 403],
    ['no command', 'POST', 'command', '{}', undefined, 400],
    ['no JSON', 'POST', 'command', '{', undefined, 400],
    ['an unknown act', 'POST', 'command', '{"type":"simulate","what":"toString"}', undefined, 400],
    [
      'a wrong group',
      'POST',
      'command',
      '{"type":"simulate","what":"leave","args":["x","+12025550101"]}',
      undefined,
      400,
    ],
    [
      'a wrong fault',
      'POST',
      'command',
      '{"type":"setFaults","faults":{"calls":[{"kind":"flood"}]}}',
      undefined,
      400,
    ],
    ['an unknown path', 'GET', 'secrets', undefined, undefined, 404],
  ])('refuses %s', async (_name, method, path, body, token, status) => {
    const sandbox = await startSandbox()
    expect((await control(sandbox, method, path, body, token)).status).toBe(status)
  })
})

describe('a sandbox in a worker thread', () => {
  it('tells its connection, does what it is asked, and closes', async () => {
    const worker = new Worker(new URL('worker.ts', folder), {
      workerData: { options: { shop: 'small' } },
    })
    const answer = async (request?: SandboxWorkerRequest): Promise<SandboxWorkerMessage> => {
      if (request !== undefined) worker.postMessage(request)
      const [message] = (await once(worker, 'message')) as [SandboxWorkerMessage]
      return message
    }
    const ready = await answer()
    if (ready.type !== 'ready') throw new Error('The worker failed')
    const inspected = await answer({ id: 1, type: 'inspect' })
    expect(inspected).toMatchObject({ type: 'reply', id: 1, ok: true, value: { groups: [{}, {}] } })
    const refused = await answer({ id: 2, type: 'simulate', what: 'dance', args: [] })
    expect(refused).toMatchObject({ id: 2, ok: false, error: 'No such simulated act' })
    const exited = once(worker, 'exit')
    expect(await answer({ id: 3, type: 'close' })).toMatchObject({ id: 3, ok: true })
    await exited
    await expect(fetch(ready.connection.url)).rejects.toThrow()
  })

  it('says so when it cannot start', async () => {
    const sandbox = await startSandbox()
    const port = Number(new URL(sandbox.url).port)
    const worker = new Worker(new URL('worker.ts', folder), { workerData: { options: { port } } })
    const [message] = (await once(worker, 'message')) as [SandboxWorkerMessage]
    expect(message).toEqual({ type: 'failed', error: expect.stringContaining('EADDRINUSE') })
    await worker.terminate()
  })
})

describe('a sandbox alone', () => {
  const run = (...args: string[]) =>
    spawn(process.execPath, [new URL('main.ts', folder).pathname, ...args])

  it('prints what a client needs and serves until it is told to stop', async () => {
    const child = run('--shop', 'small')
    const printed: Record<string, string> = {}
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === 'ready') break
      const [name = '', value = ''] = line.split(' ')
      printed[name] = value
    }
    const { url = '', controlToken = '' } = printed
    expect(printed).toMatchObject({ phoneNumberId: expect.stringMatching(/^\d+$/) })
    expect((await control({ url, controlToken }, 'GET', 'inspect')).status).toBe(200)
    child.kill('SIGTERM')
    expect((await once(child, 'exit'))[0]).toBe(0)
  })

  it.each([
    ['--port', 'abc'],
    ['--shop', 'bakery'],
    ['--unknown', 'x'],
  ])('refuses %s %s', async (...args) => {
    const child = run(...args)
    expect((await once(child, 'exit'))[0]).toBe(1)
  })
})
