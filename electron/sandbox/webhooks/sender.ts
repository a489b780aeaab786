import type { Tally } from '../counters.ts'
import type { FaultPlan, WebhookFault } from '../faults.ts'
import type { Account, WebhookState } from '../model.ts'
import type { Settings } from '../options.ts'
import type { Random } from '../random.ts'
import { currentCallback } from './callbacks.ts'
import { postUpdates } from './post.ts'
import type { QueuedUpdate, UpdateQueue } from './queue.ts'
import { createUpdateQueue } from './queue.ts'

export interface Emission {
  /** When it happened, if not now; Unix milliseconds. */
  readonly at?: number
  /** What faults know it by, where the field alone says too little. */
  readonly label?: string
  readonly onState?: (state: WebhookState) => void
}

/**
 * Delivers updates at least once: queued while there is no callback, retried with growing pauses
 * while it does not answer 200.
 */
export interface WebhookSender {
  emit(field: string, value: unknown, emission?: Emission): void
  /** Tries everything that waits for a retry at once: a callback was registered. */
  flush(): void
  /** Nothing is under way, and nothing waits that could be delivered. */
  readonly idle: boolean
  readonly queued: number
  close(): void
}

export interface WebhookSenderParts {
  readonly account: Account
  readonly settings: Settings
  readonly faults: FaultPlan
  readonly random: Random
  readonly tally: Tally
}

export function createWebhookSender(parts: WebhookSenderParts): WebhookSender {
  const { account, faults } = parts
  const queue = createUpdateQueue()
  const pump = createPump(parts, queue)
  return {
    emit(field, value, emission = {}) {
      const struck = faults.forWebhook(emission.label ?? field)
      enqueue(parts, queue, struck, { field, value, ...emission })
      pump.soon()
    },
    flush() {
      queue.retryNow()
      pump.soon()
    },
    get idle() {
      return !pump.isBusy && (queue.length === 0 || currentCallback(account) === undefined)
    },
    get queued() {
      return queue.length
    },
    close: () => pump.close(),
  }
}

/** Puts the update into the queue as often, as late and as far from its place as the faults say. */
function enqueue(
  { settings, random, tally }: WebhookSenderParts,
  queue: UpdateQueue,
  struck: readonly WebhookFault[],
  update: Emission & { readonly field: string; readonly value: unknown },
): void {
  const isStruck = (kind: WebhookFault['kind']): boolean =>
    struck.some((fault) => fault.kind === kind)
  if (isStruck('drop')) {
    tally.noteWebhook('dropped', 1)
    update.onState?.('FAILED')
    return
  }
  for (let copy = isStruck('duplicate') ? 2 : 1; copy > 0; copy -= 1) {
    const queuedAt = Date.now()
    const queued: QueuedUpdate = {
      field: update.field,
      value: update.value,
      at: update.at ?? settings.now(),
      queuedAt,
      heldUntil: queuedAt + holdMs(struck, random),
      retryAt: 0,
      attempts: 0,
      onState: update.onState,
    }
    queue.add(queued, isStruck('reorder') ? random.below(queue.length + 1) : undefined)
  }
}

function holdMs(struck: readonly WebhookFault[], random: Random): number {
  return struck.reduce((sum, fault) => {
    if (fault.kind === 'late') return sum + fault.ms
    return fault.kind === 'reorder' ? sum + random.below(fault.withinMs ?? 150) : sum
  }, 0)
}

interface Pump {
  /** Looks after the present work: what is told in one go leaves in one batch, as far as it holds. */
  soon(): void
  readonly isBusy: boolean
  close(): void
}

/** Posts one batch after the other while there is a callback and something is due. */
function createPump(parts: WebhookSenderParts, queue: UpdateQueue): Pump {
  const closing = new AbortController()
  let isPosting = false
  let wake: NodeJS.Timeout | undefined
  let next: NodeJS.Immediate | undefined

  function run(): void {
    const callback = currentCallback(parts.account)
    if (closing.signal.aborted || isPosting || callback === undefined || queue.length === 0) return
    const due = queue.takeDue(parts.settings.webhookBatchSize)
    if (due.length === 0) {
      clearTimeout(wake)
      wake = setTimeout(run, Math.max(1, queue.nextDueAt() - Date.now())).unref()
      return
    }
    isPosting = true
    void postUpdates(callback.url, parts.account, due, closing.signal).then((isTaken) => {
      isPosting = false
      if (isTaken) noteDelivered(parts, due)
      else if (!closing.signal.aborted) queue.putBack(noteRefused(parts, due))
      run()
    })
  }

  return {
    soon() {
      next ??= setImmediate(() => {
        next = undefined
        run()
      })
    },
    get isBusy() {
      return isPosting
    },
    close() {
      clearTimeout(wake)
      clearImmediate(next)
      closing.abort()
    },
  }
}

function noteDelivered({ tally }: WebhookSenderParts, updates: readonly QueuedUpdate[]): void {
  tally.noteWebhook('delivered', updates.length)
  for (const update of updates) update.onState?.('DELIVERED')
}

/** Those that will be tried again; the rest are too old and are given up. */
function noteRefused(
  { settings, tally }: WebhookSenderParts,
  updates: readonly QueuedUpdate[],
): QueuedUpdate[] {
  const kept = updates.filter(({ queuedAt }) => Date.now() - queuedAt < settings.webhookGiveUpMs)
  for (const update of updates) {
    update.onState?.(kept.includes(update) ? 'RETRYING' : 'FAILED')
    update.attempts += 1
    const growth = 2 ** Math.min(20, update.attempts - 1)
    update.retryAt =
      Date.now() + Math.min(settings.webhookRetryMaxMs, settings.webhookRetryMs * growth)
  }
  tally.noteWebhook('refused', updates.length)
  tally.noteWebhook('givenUp', updates.length - kept.length)
  return kept
}
