import type { WebhookState } from '../model.ts'
import type { Update } from './envelope.ts'

/** An update on its way. Times are real Unix milliseconds, whatever clock the sandbox shows. */
export interface QueuedUpdate extends Update {
  readonly queuedAt: number
  /** Until then a late or shuffled update stays in the queue. */
  readonly heldUntil: number
  retryAt: number
  attempts: number
  readonly onState: ((state: WebhookState) => void) | undefined
}

export interface UpdateQueue {
  /** At the end, or at `position` for one that is to be out of order. */
  add(update: QueuedUpdate, position?: number): void
  /** Takes out what may go now, in order, up to `count`. */
  takeDue(count: number): QueuedUpdate[]
  /** Back to the front: they were the oldest. */
  putBack(updates: readonly QueuedUpdate[]): void
  /** Ends all pauses between retries. */
  retryNow(): void
  /** When the next one may go; Infinity for an empty queue. */
  nextDueAt(): number
  readonly length: number
}

function dueAt(update: QueuedUpdate): number {
  return Math.max(update.heldUntil, update.retryAt)
}

export function createUpdateQueue(): UpdateQueue {
  let queue: QueuedUpdate[] = []
  return {
    add: (update, position = queue.length) => void queue.splice(position, 0, update),
    takeDue(count) {
      const due: QueuedUpdate[] = []
      const held: QueuedUpdate[] = []
      const now = Date.now()
      for (const update of queue) {
        if (due.length === count) break
        if (dueAt(update) <= now) due.push(update)
        else held.push(update)
      }
      queue = held.concat(queue.slice(due.length + held.length))
      return due
    },
    putBack: (updates) => void queue.unshift(...updates),
    retryNow() {
      for (const update of queue) update.retryAt = 0
    },
    nextDueAt: () => queue.reduce((least, update) => Math.min(least, dueAt(update)), Infinity),
    get length() {
      return queue.length
    },
  }
}
