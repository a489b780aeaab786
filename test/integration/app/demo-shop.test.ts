import { readdirSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import type { App } from '../../../electron/app/app.ts'
import { createApp } from '../../../electron/app/create-app.ts'
import type { CallInput, CallName, CallOutput } from '../../../shared/ipc/contract.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { afterTest, testFolder } from '../../helpers/test-app.ts'

const caller = { host: 'test', actor: 'owner' } as const

/** The app as a host has it: its threads, its demo shop, its doors. */
async function startApp(dataDir = testFolder()) {
  const app = await createApp({ dataDir, graceMs: 400 })
  afterTest(() => app.close())
  const events: AppEvent[] = []
  app.on((event) => events.push(event))
  return { app, events, dataDir }
}

async function ok<N extends CallName>(app: App, name: N, input: CallInput<N>) {
  const reply = await app.call(name, input, caller)
  if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.error)}`)
  return reply.value as CallOutput<N>
}

const ownWorkspace = {
  vault: 'memory',
  name: 'Corner shop',
  language: 'en',
  defaultCountry: 'US',
} as const

describe('the demo shop', () => {
  test('opens over the own workspace, is in use, and leaves no trace when it closes', async () => {
    const { app, events } = await startApp()
    await ok(app, 'workspace.create', ownWorkspace)
    await ok(app, 'groups.create', { kind: 'phone', subject: 'Street' })
    expect(await ok(app, 'workspace.openDemo', { language: 'zh-CN' })).toMatchObject({
      state: 'ready',
      isDemo: true,
    })
    expect(await ok(app, 'settings.get', {})).toMatchObject({ language: 'zh-CN' })
    expect(await ok(app, 'account.get', {})).toMatchObject({ connected: true, isSandbox: true })
    const groups = await ok(app, 'groups.list', { limit: 500 })
    expect(groups.items.map((group) => group.kind)).toEqual(
      expect.arrayContaining(['managed', 'phone']),
    )
    expect(groups.items.map((group) => group.subject)).not.toContain('Street')
    expect((await ok(app, 'findings.list', {})).total).toBeGreaterThan(0)
    const plan = await ok(app, 'plans.create', {})
    expect(plan.actions).toBeGreaterThan(0)
    expect(await ok(app, 'workspace.closeDemo', {})).toMatchObject({
      state: 'ready',
      isDemo: false,
      name: 'Corner shop',
    })
    const own = await ok(app, 'groups.list', {})
    expect(own.items.map((group) => group.subject)).toEqual(['Street'])
    expect(events.filter((event) => event.topic === 'workspace').length).toBeGreaterThanOrEqual(3)
  })

  test('has a broadcast that is over and says whether it worked, and one that cannot say so yet', async () => {
    const { app } = await startApp()
    await ok(app, 'workspace.openDemo', { language: 'en' })
    const { items } = await ok(app, 'broadcasts.list', {})
    const past = items.find(({ name }) => name.startsWith('Hydrangeas'))!
    expect(past).toMatchObject({ state: 'finished' })
    const results = await ok(app, 'broadcasts.results', { broadcastId: past.id })
    expect(results).toMatchObject({ isFinal: true, uplift: { verdict: 'better' } })
    expect(results.uplift.difference!.low).toBeGreaterThan(0)
    expect(results.uplift.sampleRatioP).toBeGreaterThan(0.05)
    expect(results.total.ordered.count).toBeLessThan(results.total.read.count)
    const { items: people } = await ok(app, 'broadcasts.recipients', {
      broadcastId: past.id,
      state: 'read',
      limit: 1,
    })
    const { recipientId } = people[0]!
    expect(await ok(app, 'broadcasts.recipient', { recipientId })).toMatchObject({
      events: [{ state: 'accepted' }, { state: 'delivered' }, { state: 'read' }],
    })
    const open = items.find(({ name }) => name.startsWith('Peonies'))!
    const { isFinal, uplift } = await ok(app, 'broadcasts.results', { broadcastId: open.id })
    expect([isFinal, uplift.verdict]).toEqual([false, 'running'])
  })

  test('opens with no workspace at all, and closing it comes back to none', async () => {
    const { app } = await startApp()
    await ok(app, 'workspace.openDemo', { language: 'en' })
    expect((await ok(app, 'groups.list', {})).total).toBeGreaterThan(0)
    expect(await ok(app, 'workspace.closeDemo', {})).toMatchObject({
      state: 'missing',
      isDemo: false,
    })
    expect(await ok(app, 'workspace.closeDemo', {})).toMatchObject({ state: 'missing' })
  })

  test('asked for twice at once is one shop, and its folder goes with it', async () => {
    const { app } = await startApp()
    const folder = testFolder()
    vi.stubEnv('TMPDIR', folder)
    afterTest(() => vi.unstubAllEnvs())
    const replies = await Promise.all([
      ok(app, 'workspace.openDemo', { language: 'en' }),
      ok(app, 'workspace.openDemo', { language: 'en' }),
    ])
    expect(replies).toMatchObject([{ isDemo: true }, { isDemo: true }])
    expect(readdirSync(folder)).toHaveLength(1)
    await ok(app, 'workspace.closeDemo', {})
    expect(readdirSync(folder)).toEqual([])
  })

  test('is refused in a language that it does not speak', async () => {
    const { app } = await startApp()
    for (const input of [{}, { language: 'fr' }, 'en', null])
      expect(await app.call('workspace.openDemo', input, caller)).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', field: 'language' },
      })
  })
})

describe('the threads', () => {
  test('refuse names that are no calls, and answer queries before and after opening', async () => {
    const { app } = await startApp()
    for (const name of ['constructor', '__proto__', 'toString', 'groups', ''])
      expect(await app.call(name, {}, caller)).toMatchObject({
        ok: false,
        error: { code: 'unknown_call' },
      })
    expect(await app.call('groups.list', {}, caller)).toMatchObject({
      error: { code: 'workspace_locked' },
    })
    await ok(app, 'workspace.create', ownWorkspace)
    const { groupId } = await ok(app, 'groups.create', { kind: 'phone', subject: 'Street' })
    const reads = await Promise.all(
      Array.from({ length: 20 }, () => ok(app, 'groups.get', { groupId })),
    )
    expect(new Set(reads.map((group) => group.subject))).toEqual(new Set(['Street']))
    expect(await app.call('groups.get', { groupId: 5 }, caller)).toMatchObject({
      error: { code: 'invalid_input', field: 'groupId' },
    })
  })

  test('tell every caller that the workspace is in use by another instance', async () => {
    const { app, dataDir } = await startApp()
    await ok(app, 'workspace.create', {
      ...ownWorkspace,
      vault: 'passphrase',
      passphrase: 'seven violet teapots',
    })
    const { app: second } = await startApp(dataDir)
    for (const name of ['workspace.status', 'groups.list', 'workspace.unlock'])
      expect(await second.call(name, { passphrase: 'seven violet teapots' }, caller)).toMatchObject(
        {
          ok: false,
          error: { code: 'workspace_in_use' },
        },
      )
    expect((await ok(app, 'groups.list', {})).total).toBe(0)
  })
})
