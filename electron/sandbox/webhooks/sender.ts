import type { Tally } from '../counters.ts'
import type { FaultPlan } from '../faults.ts'
import type { Account, WebhookState } from '../model.ts'
import type { Settings } from '../options.ts'
import type { Random } from '../random.ts'
import { currentCallback } from './callbacks.ts'
import { envelopeBytes, signatureOf } from './envelope.ts'
import type { Update } from './envelope.ts'

interface QueuedUpdate extends Update {
  readonly queuedAt: number
  /** Real time before which a late or shuffled update stays in the queue. */
  readonly heldUntil: number
  retryAt: number
  attempts: number
  readonly onState: ((state: WebhookState) => void) | undefined
}

export interface Emission {
  /** When it happened, if not now; Unix milliseconds. */
  readonly at?: number
  /** What faults know it by, where the field alone says too little. */
  readonly label?: string
  readonly onState?: (state: WebhookState) => void
}

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

function dueAt(update: QueuedUpdate): number {
  return Math.max(update.heldUntil, update.retryAt)
}

/** How long an answer may take before the delivery counts as failed. */
const answerTimeoutMs = 5000

/**
 * Delivers updates at least once: queued while there is no callback, retried with growing pauses
 * while it does not answer 200. Real time drives it, whatever clock the sandbox shows.
 */
export function createWebhookSender(parts: WebhookSenderParts): WebhookSender {
  const { account, settings, faults, random, tally } = parts
  const closing = new AbortController()
  let queue: QueuedUpdate[] = []
  let isPosting = false
  let wake: NodeJS.Timeout | undefined
  let soon: NodeJS.Immediate | undefined

  function enqueue(update: QueuedUpdate, isShuffled: boolean): void {
    if (isShuffled) queue.splice(random.below(queue.length + 1), 0, update)
    else queue.push(update)
  }

  function emit(field: string, value: unknown, emission: Emission = {}): void {
    const struck = faults.forWebhook(emission.label ?? field)
    if (struck.some(({ kind }) => kind === 'drop')) {
      tally.noteWebhook('dropped', 1)
      emission.onState?.('FAILED')
      return
    }
    const copies = struck.some(({ kind }) => kind === 'duplicate') ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) {
      let holdMs = 0
      for (const fault of struck) {
        if (fault.kind === 'late') holdMs += fault.ms
        if (fault.kind === 'reorder') holdMs += random.below(fault.withinMs ?? 150)
      }
      const update = {
        field,
        value,
        at: emission.at ?? settings.now(),
        queuedAt: Date.now(),
        heldUntil: Date.now() + holdMs,
        retryAt: 0,
        attempts: 0,
        onState: emission.onState,
      }
      enqueue(
        update,
        struck.some(({ kind }) => kind === 'reorder'),
      )
    }
    pumpSoon()
  }

  function takeDue(): QueuedUpdate[] {
    const due: QueuedUpdate[] = []
    const held: QueuedUpdate[] = []
    const now = Date.now()
    let seen = 0
    for (const update of queue) {
      if (due.length === settings.webhookBatchSize) break
      seen += 1
      if (dueAt(update) <= now) due.push(update)
      else held.push(update)
    }
    queue = held.concat(queue.slice(seen))
    return due
  }

  /** Updates that are told in one go leave in one batch, as far as it holds them. */
  function pumpSoon(): void {
    soon ??= setImmediate(() => {
      soon = undefined
      pump()
    })
  }

  function pump(): void {
    if (closing.signal.aborted || isPosting) return
    const callback = currentCallback(account)
    if (callback === undefined || queue.length === 0) return
    const due = takeDue()
    if (due.length === 0) {
      waitForNext()
      return
    }
    isPosting = true
    void post(callback.url, due).then((isTaken) => {
      isPosting = false
      if (isTaken) settleDelivered(due)
      else putBack(due)
      pump()
    })
  }

  function waitForNext(): void {
    const soonest = queue.reduce((least, each) => Math.min(least, dueAt(each)), Infinity)
    clearTimeout(wake)
    wake = setTimeout(pump, Math.max(1, soonest - Date.now()))
    wake.unref()
  }

  async function post(url: string, updates: readonly Update[]): Promise<boolean> {
    const bytes = envelopeBytes(account.wabaId, updates)
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': signatureOf(account.appSecret, bytes),
        },
        body: new Uint8Array(bytes),
        redirect: 'manual',
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(answerTimeoutMs)]),
      })
      await response.arrayBuffer()
      return response.status === 200
    } catch {
      // Nobody answered: the same as a refusal, and it is tried again.
      return false
    }
  }

  function settleDelivered(updates: readonly QueuedUpdate[]): void {
    tally.noteWebhook('delivered', updates.length)
    for (const update of updates) update.onState?.('DELIVERED')
  }

  function putBack(updates: readonly QueuedUpdate[]): void {
    if (closing.signal.aborted) return
    tally.noteWebhook('refused', updates.length)
    const kept = updates.filter((update) => {
      const isKept = Date.now() - update.queuedAt < settings.webhookGiveUpMs
      update.onState?.(isKept ? 'RETRYING' : 'FAILED')
      update.attempts += 1
      update.retryAt = Date.now() + retryPauseMs(update.attempts)
      return isKept
    })
    tally.noteWebhook('givenUp', updates.length - kept.length)
    queue.unshift(...kept)
  }

  function retryPauseMs(attempts: number): number {
    return Math.min(
      settings.webhookRetryMaxMs,
      settings.webhookRetryMs * 2 ** Math.min(20, attempts - 1),
    )
  }

  return {
    emit,
    flush() {
      for (const update of queue) update.retryAt = 0
      pump()
    },
    get idle() {
      return !isPosting && (queue.length === 0 || currentCallback(account) === undefined)
    },
    get queued() {
      return queue.length
    },
    close() {
      clearTimeout(wake)
      clearImmediate(soon)
      closing.abort()
    },
  }
}
