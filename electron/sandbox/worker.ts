import { parentPort, workerData } from 'node:worker_threads'
import type { Command } from './commands.ts'
import { perform } from './commands.ts'
import type { Sandbox, SandboxConnection } from './create-sandbox.ts'
import { connectionOf, createSandbox } from './create-sandbox.ts'
import type { SandboxOptions } from './options.ts'

/** `workerData` of a sandbox in a thread of its own. Options go through structured clone: no `now`. */
export interface SandboxWorkerData {
  readonly options: Omit<SandboxOptions, 'now'>
}

/** To the worker. `id` comes back with the reply. */
export type SandboxWorkerRequest = { readonly id?: number } & (Command | { readonly type: 'close' })

/** From the worker. */
export type SandboxWorkerMessage =
  | { readonly type: 'ready'; readonly connection: SandboxConnection }
  | { readonly type: 'failed'; readonly error: string }
  | {
      readonly type: 'reply'
      readonly id: number | undefined
      readonly ok: boolean
      readonly value?: unknown
      readonly error?: string
    }

function post(message: SandboxWorkerMessage): void {
  parentPort?.postMessage(message)
}

async function answer(sandbox: Sandbox, request: SandboxWorkerRequest): Promise<void> {
  const { id } = request
  try {
    if (request.type === 'close') {
      await sandbox.close()
      post({ type: 'reply', id, ok: true })
      parentPort?.close()
      return
    }
    post({ type: 'reply', id, ok: true, value: await perform(sandbox, request) })
  } catch (thrown) {
    post({ type: 'reply', id, ok: false, error: messageOf(thrown) })
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

const { options } = workerData as SandboxWorkerData
createSandbox(options).then(
  (sandbox) => {
    parentPort?.on('message', (request: SandboxWorkerRequest) => void answer(sandbox, request))
    post({ type: 'ready', connection: connectionOf(sandbox) })
  },
  (thrown: unknown) => post({ type: 'failed', error: messageOf(thrown) }),
)
