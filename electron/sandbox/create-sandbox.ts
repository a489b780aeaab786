import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createAccount } from './account.ts'
import { createControlDoor } from './control.ts'
import type { Counters } from './counters.ts'
import { createTally } from './counters.ts'
import { fillDemoShop } from './demo-shop/fill-demo-shop.ts'
import type { Faults } from './faults.ts'
import { createFaultPlan } from './faults.ts'
import { createHttpServer } from './http/server.ts'
import { inspect } from './inspect.ts'
import type { Kernel } from './kernel.ts'
import { createRateLimiter } from './limits.ts'
import type { SandboxState } from './state.ts'
import type { SandboxOptions, Settings } from './options.ts'
import { settle } from './options.ts'
import { createPeople } from './people.ts'
import { createRandom } from './random.ts'
import { createScheduler } from './scheduler.ts'
import type { Simulate } from './simulate/simulate.ts'
import { createSimulate } from './simulate/simulate.ts'
import { fillSmallShop } from './small-shop.ts'
import { createWebhookSender } from './webhooks/sender.ts'

/** What a client needs to talk to a sandbox. All of it is fictional. */
export interface SandboxConnection {
  /** Address without the version, as `GRAPH_BASE_URL` takes it. */
  readonly url: string
  readonly accessToken: string
  readonly appSecret: string
  readonly verifyToken: string
  readonly phoneNumberId: string
  readonly wabaId: string
  readonly appId: string
  /** For `/__sandbox/*`, in the header `x-sandbox-control`. */
  readonly controlToken: string
}

export interface Sandbox extends SandboxConnection {
  /** Live; for tests to look at. */
  readonly state: SandboxState
  readonly counters: Counters
  /** Errors inside the sandbox; a test expects none. */
  readonly defects: readonly unknown[]
  readonly simulate: Simulate
  setFaults(faults: Faults): void
  /** The state as JSON, for another thread or process. */
  inspect(): Record<string, unknown>
  /**
   * Waits until every accepted operation has taken effect and its webhooks were delivered or given
   * up. Updates that no callback is registered for stay queued and are not waited for. False when
   * time ran out.
   */
  drain(timeoutMs?: number): Promise<boolean>
  close(): Promise<void>
}

function createKernel(settings: Settings, faults: Faults): Kernel {
  const account = createAccount(settings.seed)
  const random = createRandom(`ids ${settings.seed}`)
  const faultPlan = createFaultPlan(faults, createRandom(`faults ${settings.seed}`))
  const tally = createTally()
  return {
    settings,
    random,
    tally,
    faults: faultPlan,
    state: {
      account,
      people: createPeople(),
      groups: new Map(),
      templates: new Map(),
      barredNames: new Map(),
      uploads: { sessions: new Map(), handles: new Set() },
      media: new Map(),
      sent: new Map(),
      received: new Map(),
      blocked: new Set(),
    },
    limiter: createRateLimiter(settings.limits, settings.now),
    scheduler: createScheduler(),
    webhooks: createWebhookSender({ account, settings, faults: faultPlan, random, tally }),
    defects: [],
  }
}

function fillShop(kernel: Kernel): void {
  if (kernel.settings.shop === 'demo') fillDemoShop(kernel)
  if (kernel.settings.shop === 'small') fillSmallShop(kernel)
}

async function drain(kernel: Kernel, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (kernel.scheduler.pending > 0 || !kernel.webhooks.idle) {
    if (performance.now() > deadline) return false
    await pause(5)
  }
  return true
}

/** Starts a Business API of its own on loopback, with people, limits, webhooks and faults. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = settle(options)
  const kernel = createKernel(settings, options.faults ?? {})
  fillShop(kernel)
  const simulate = createSimulate(kernel)
  const controlToken = createRandom(`control ${settings.seed}`).hex(32)
  const commands = {
    simulate,
    setFaults: (faults: Faults) => kernel.faults.set(faults),
    inspect: () => inspect(kernel),
    drain: (timeoutMs = 10_000) => drain(kernel, timeoutMs),
  }
  const server = createHttpServer(kernel, createControlDoor(commands, controlToken))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, settings.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const { account } = kernel.state
  return {
    ...commands,
    url: `http://${settings.host}:${port}`,
    accessToken: account.accessToken,
    appSecret: account.appSecret,
    verifyToken: account.verifyToken,
    phoneNumberId: account.phoneNumberId,
    wabaId: account.wabaId,
    appId: account.appId,
    controlToken,
    state: kernel.state,
    counters: kernel.tally,
    defects: kernel.defects,
    async close() {
      kernel.scheduler.close()
      kernel.webhooks.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** The part of a sandbox that can be told to another thread or printed. */
export function connectionOf(sandbox: Sandbox): SandboxConnection {
  const { url, accessToken, appSecret, verifyToken, phoneNumberId, wabaId, appId } = sandbox
  const { controlToken } = sandbox
  return {
    url,
    accessToken,
    appSecret,
    verifyToken,
    phoneNumberId,
    wabaId,
    appId,
    controlToken,
  }
}
