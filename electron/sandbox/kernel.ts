import type { FaultPlan } from './faults.ts'
import type { RateLimiter } from './limits.ts'
import type { SandboxState } from './state.ts'
import type { Settings } from './options.ts'
import type { Random } from './random.ts'
import type { Scheduler } from './scheduler.ts'
import type { Tally } from './counters.ts'
import type { WebhookSender } from './webhooks/sender.ts'

/** Everything that a route or a simulated act works with. */
export interface Kernel {
  readonly settings: Settings
  readonly state: SandboxState
  readonly random: Random
  readonly faults: FaultPlan
  readonly limiter: RateLimiter
  readonly scheduler: Scheduler
  readonly tally: Tally
  readonly webhooks: WebhookSender
  /** Errors that are no refusal: defects of the sandbox, for its own tests to find. */
  readonly defects: unknown[]
}
