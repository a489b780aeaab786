import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createApp } from '../../electron/app/create-app.ts'
import type { SandboxConnection } from '../../electron/sandbox/create-sandbox.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'

/** What the process is told: its workspace, the sandbox, and whom it brings in. */
export interface BroadcastChildOptions {
  readonly dataDir: string
  readonly passphrase: string
  readonly connection: SandboxConnection
  readonly file: string
  /** Messages a second, so that there is time to be killed in. */
  readonly perSecond: number
}

export type FromBroadcastChild = { readonly type: 'opened' | 'ready' | 'sending' | 'through' }

const options = JSON.parse(process.argv[2] ?? '') as BroadcastChildOptions
const caller = { host: 'test', actor: 'owner' } as const

function tell(message: FromBroadcastChild): void {
  process.send?.(message)
}

/** Starts a broadcast, or goes on with what another life of this process began. */
async function main(): Promise<void> {
  const { dataDir, passphrase } = options
  const isNew = !existsSync(join(dataDir, 'keyring.json'))
  const app = await createApp({ dataDir, vault: 'passphrase', passphrase, graceMs: 800 })
  async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const reply = await app.call(name, input, caller)
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.message}`)
    return reply.value as CallOutput<N>
  }
  tell({ type: 'opened' })
  if (isNew) {
    await prepare(call)
    await app.close()
    tell({ type: 'ready' })
    return process.disconnect()
  }
  const [broadcast] = (await call('broadcasts.list', { limit: 1 })).items
  if (!broadcast) throw new Error('There is no broadcast')
  if (broadcast.state === 'draft') {
    const draft = { ...broadcast, variants: broadcast.variants }
    const { recipients } = await call('broadcasts.plan', { draft })
    await call('broadcasts.start', { broadcastId: broadcast.id, confirmed: { recipients } })
  }
  tell({ type: 'sending' })
  for (;;) {
    const { state } = await call('broadcasts.get', { broadcastId: broadcast.id })
    if (state === 'finished') break
    if (state === 'paused') throw new Error('It was paused')
    await pause(20)
  }
  tell({ type: 'through' })
  // what is still on its way is taken in until the parent has seen all of it leave
  await new Promise((resolve) => process.once('message', resolve))
  await app.close()
  process.disconnect()
}

type Call = <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>

async function prepare(call: Call): Promise<void> {
  const { connection, passphrase, file, perSecond } = options
  await call('workspace.create', {
    vault: 'passphrase',
    passphrase,
    name: 'Crash shop',
    language: 'en',
    defaultCountry: 'US',
  })
  const { phoneNumberId, wabaId, accessToken, appSecret, url: baseUrl } = connection
  await call('account.connect', { phoneNumberId, wabaId, accessToken, appSecret, baseUrl })
  await call('sync.run', {})
  const { importId } = await call('imports.receive', { path: file })
  let done = await call('imports.start', { importId })
  while (done.state === 'running') {
    await pause(20)
    done = await call('imports.get', { importId })
  }
  await call('sendingLimits.set', { ...(await call('sendingLimits.get', {})), perSecond })
  const { templates } = await call('templates.list', {})
  const template = templates.find((each) => each.name === 'spring_offer')!
  const binding = { from: 'field', field: 'name', fallback: 'friend' } as const
  await call('broadcasts.save', {
    name: 'Crash',
    audience: { kind: 'everybody' },
    variants: [{ templateId: template.id, bindings: { '1': binding } }],
    settings: { quietHours: null, cap: null, holdOutPercent: 0, pauseAtErrorPercent: null },
  })
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
