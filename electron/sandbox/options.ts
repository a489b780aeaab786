import type { Faults } from './faults.ts'

/** How much the number may do. Meta publishes all of these but `groupOperationsPerMinute`. */
export interface Limits {
  /** Messages accepted per second per number (Meta: Throughput). */
  readonly messagesPerSecond: number
  /** Seconds between messages to one person, with `pairBurst` on credit (Meta: About the platform). */
  readonly pairIntervalSeconds: number
  readonly pairBurst: number
  /** Invented: Meta says that a limit exists (131208) and does not say which. */
  readonly groupOperationsPerMinute: number
  readonly managementCallsPerHour: number
  readonly groupsPerNumber: number
}

export type ShopName = 'demo' | 'small' | 'empty'

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number
  readonly host?: string
  /** Makes ids, secrets and chances repeatable. */
  readonly seed?: string
  /** `demo` is the flower shop with its past, `small` one group for tests, `empty` nothing. */
  readonly shop?: ShopName
  /** From the accepted group operation to its effect and webhook, and between message statuses. */
  readonly operationDelayMs?: number
  /** Share of people who read what they are sent, 0 to 1. */
  readonly readShare?: number
  readonly now?: () => number
  readonly limits?: Partial<Limits> | 'lifted'
  readonly faults?: Faults
  /** Updates in one webhook POST. Meta goes up to 1000. */
  readonly webhookBatchSize?: number
  readonly webhookRetryMs?: number
  readonly webhookRetryMaxMs?: number
  /** After this long an update that nobody took is given up. Meta: up to 7 days. */
  readonly webhookGiveUpMs?: number
  /** Whether a callback must answer Meta's verify challenge before it is taken. */
  readonly verifyCallbacks?: boolean
}

export type Settings = Omit<Required<SandboxOptions>, 'limits' | 'faults'> & {
  readonly limits: Limits
}

const publishedLimits: Limits = {
  messagesPerSecond: 80,
  pairIntervalSeconds: 6,
  pairBurst: 45,
  groupOperationsPerMinute: 120,
  managementCallsPerHour: 5000,
  groupsPerNumber: 10_000,
}

const lifted: Limits = {
  messagesPerSecond: Infinity,
  pairIntervalSeconds: 0,
  pairBurst: Infinity,
  groupOperationsPerMinute: Infinity,
  managementCallsPerHour: Infinity,
  groupsPerNumber: 10_000,
}

/** Fills in what the options leave open. */
export function settle(options: SandboxOptions): Settings {
  return {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    seed: options.seed ?? 'jasmine',
    shop: options.shop ?? 'demo',
    operationDelayMs: options.operationDelayMs ?? 40,
    readShare: options.readShare ?? 0.7,
    now: options.now ?? Date.now,
    limits: options.limits === 'lifted' ? lifted : { ...publishedLimits, ...options.limits },
    webhookBatchSize: options.webhookBatchSize ?? 20,
    webhookRetryMs: options.webhookRetryMs ?? 250,
    webhookRetryMaxMs: options.webhookRetryMaxMs ?? 4000,
    webhookGiveUpMs: options.webhookGiveUpMs ?? 7 * 24 * 3_600_000,
    verifyCallbacks: options.verifyCallbacks ?? true,
  }
}
