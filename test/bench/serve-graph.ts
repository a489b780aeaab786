import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { SandboxOptions } from '../../electron/sandbox/options.ts'
import type { ServedGraph, ServerKind } from './graph-server.child.ts'

const file = fileURLToPath(new URL('./graph-server.child.ts', import.meta.url))

/** Starts a stand-in for Graph in a process of its own, so that its work and memory are not the bench's. */
export async function serveGraph(
  kind: ServerKind,
  options: SandboxOptions = {},
): Promise<ServedGraph & { close(): void }> {
  const child = fork(file, [JSON.stringify([kind, options])], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const served = await new Promise<ServedGraph>((resolve, reject) => {
    child.once('message', (message) => resolve(message as ServedGraph))
    child.once('exit', () => reject(new Error('The server ended by itself')))
  })
  return { ...served, close: () => void child.kill() }
}
