import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createApp } from '../../electron/app/create-app.ts'
import type { ContactImport } from '../../shared/domain/contact-imports.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'

/** What the process is told: where its workspace is, and what it imports. */
export interface ImportChildOptions {
  readonly dataDir: string
  readonly passphrase: string
  readonly file: string
}

export type FromImportChild =
  | { readonly type: 'opened' | 'started' }
  | { readonly type: 'finished'; readonly done: ContactImport }

const options = JSON.parse(process.argv[2] ?? '') as ImportChildOptions
const caller = { host: 'test', actor: 'owner' } as const

function tell(message: FromImportChild): void {
  process.send?.(message)
}

/** Imports a file, or goes on with what another life of this process began. */
async function main(): Promise<void> {
  const { dataDir, passphrase, file } = options
  const isNew = !existsSync(join(dataDir, 'keyring.json'))
  const app = await createApp({ dataDir, vault: 'passphrase', passphrase })
  async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const reply = await app.call(name, input, caller)
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.message}`)
    return reply.value as CallOutput<N>
  }
  if (isNew)
    await call('workspace.create', {
      vault: 'passphrase',
      passphrase,
      name: 'Crash shop',
      language: 'en',
      defaultCountry: 'US',
    })
  tell({ type: 'opened' })
  const { items } = await call('imports.list', {})
  // one that did not arrive whole was never started: it is sent again
  let current = items.find((each) => each.state !== 'receiving' && each.state !== 'ready')
  if (!current) {
    for (const half of items) await call('imports.discard', { importId: half.id })
    const { importId } = await call('imports.receive', { path: file })
    current = await call('imports.start', { importId })
  }
  tell({ type: 'started' })
  while (current.state === 'running') {
    await pause(10)
    current = await call('imports.get', { importId: current.id })
  }
  await app.close()
  tell({ type: 'finished', done: current })
  process.disconnect()
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
