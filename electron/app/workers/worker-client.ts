import type { Reply } from '../../../shared/result.ts'
import { fail } from '../../../shared/result.ts'
import type { PastBroadcast } from '../../store/broadcasts/past-broadcast-store.ts'
import type { Caller } from '../context.ts'
import type { WorkerMessage, WorkerRequest } from './protocol.ts'
import { startThread, youngGenerationMb } from './start-thread.ts'

export interface WorkerClient {
  call(name: string, input: unknown, caller: Caller): Promise<Reply<unknown>>
  drain(timeoutMs: number): Promise<void>
  /** Makes up what happened in the demo shop before it was opened. */
  addPast(past: PastBroadcast): Promise<void>
  post(request: WorkerRequest): void
  close(): Promise<void>
}

/** Longest wait for a worker to reach a safe point before it is ended. */
const closeTimeoutMs = 10_000

/** A worker thread as calls with answers. A worker that dies answers everything open with `internal`. */
export function startWorker(
  file: URL,
  data: object,
  onMessage: (message: WorkerMessage) => void,
  onDefect: (error: unknown) => void,
): WorkerClient {
  const worker = startThread(file, data, {
    resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
  })
  const open = new Map<number, (message: WorkerMessage | null) => void>()
  let nextId = 1
  let isDead = false

  worker.on('message', (message: WorkerMessage) => {
    if (message.type !== 'reply' && message.type !== 'done') return onMessage(message)
    open.get(message.id)?.(message)
    open.delete(message.id)
  })
  const died = () => {
    isDead = true
    for (const settle of open.values()) settle(null)
    open.clear()
  }
  worker.on('error', (error) => {
    onDefect(error)
    died()
    onMessage({
      type: 'failed',
      error: {
        code: 'internal',
        message: 'A part of the app stopped. Close it and open it again.',
        retryable: false,
      },
    })
  })
  worker.on('exit', died)

  function ask(make: (id: number) => WorkerRequest): Promise<WorkerMessage | null> {
    if (isDead) return Promise.resolve(null)
    const id = nextId++
    return new Promise((resolve) => {
      open.set(id, resolve)
      worker.postMessage(make(id))
    })
  }

  return {
    async call(name, input, caller) {
      const answer = await ask((id) => ({ type: 'call', id, name, input, caller }))
      if (answer?.type === 'reply') return answer.reply
      return fail({
        code: 'internal',
        message: 'A part of the app stopped. Close it and open it again.',
        retryable: true,
      })
    },
    async drain(timeoutMs) {
      await ask((id) => ({ type: 'drain', id, timeoutMs }))
    },
    async addPast(past) {
      await ask((id) => ({ type: 'past', id, past }))
    },
    post: (request) => worker.postMessage(request),
    async close() {
      const patience = new Promise((resolve) => setTimeout(resolve, closeTimeoutMs).unref())
      await Promise.race([ask((id) => ({ type: 'close', id })), patience])
      await worker.terminate()
    },
  }
}
