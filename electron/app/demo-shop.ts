import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppEvent } from '../../shared/ipc/events.ts'
import { contract, type CallOutput } from '../../shared/ipc/contract.ts'
import { fail, succeed, type Reply } from '../../shared/result.ts'
import type { HostPorts, WorkerFiles } from './app.ts'
import type { Caller } from './context.ts'
import type { CallDemo, SandboxAddress } from './demo-call.ts'
import { fillDemoShop } from './fill-demo-shop.ts'
import { startThread } from './workers/start-thread.ts'
import { startWorkspace, type WorkspaceHost } from './workspace-host.ts'

export interface DemoShopOptions {
  readonly workers: WorkerFiles
  readonly ports: HostPorts
  readonly logFile: string | null
  readonly emit: (event: AppEvent) => void
  readonly input: unknown
  readonly caller: Caller
  readonly onDefect: (error: unknown) => void
}

/** A fictional shop with a phone network of its own. Gone without a trace when it is closed. */
export interface DemoShop {
  readonly host: WorkspaceHost
  close(): Promise<void>
}

const openInput = contract['workspace.openDemo'].input

/** Opens the demo shop: sandbox, workspace in memory, members, rules, and something to decide. */
export async function openDemoShop(options: DemoShopOptions): Promise<Reply<DemoShop>> {
  const parsed = openInput.safeParse(options.input ?? {})
  if (!parsed.success)
    return fail({
      code: 'invalid_input',
      field: 'language',
      message: 'Choose a language for the demo shop.',
      retryable: false,
    })
  const directory = await mkdtemp(join(tmpdir(), 'groupkeeper-demo-'))
  const sandbox = startSandbox(options.workers.sandbox)
  const [address, host] = await Promise.all([
    sandbox.address,
    startWorkspace({
      workers: options.workers,
      ports: options.ports,
      emit: options.emit,
      onDefect: options.onDefect,
      writer: { dataDir: directory, isDemo: true, logFile: options.logFile, runJobs: true },
    }),
  ])
  async function close(): Promise<void> {
    await host.close()
    await sandbox.close()
    await rm(directory, { recursive: true, force: true })
  }
  const callDemo: CallDemo = async (name, input) => {
    const reply = await host.call(name, input, options.caller)
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`)
    return reply.value as CallOutput<typeof name>
  }
  try {
    await fillDemoShop(callDemo, address, parsed.data.language, (past) => host.addPast(past))
  } catch (error) {
    await close()
    throw error
  }
  return succeed({ host, close })
}

function startSandbox(file: URL): { address: Promise<SandboxAddress>; close(): Promise<void> } {
  const worker = startThread(file, { options: { shop: 'demo' } })
  const address = new Promise<SandboxAddress>((resolve, reject) => {
    worker.on('error', reject)
    worker.on(
      'message',
      (message: { type: string; connection?: SandboxAddress; error?: string }) => {
        if (message.type === 'ready' && message.connection) resolve(message.connection)
        if (message.type === 'failed') reject(new Error(message.error))
      },
    )
  })
  return { address, close: async () => void (await worker.terminate()) }
}
