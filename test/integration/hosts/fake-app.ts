import type { App, Caller } from '../../../electron/app/app.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { succeed } from '../../../shared/result.ts'

export interface RecordedCall {
  readonly name: string
  readonly input: unknown
  readonly caller: Caller
}

/** An app that answers every call with the call itself, for what hosts do on their own. */
export interface FakeApp extends App {
  readonly calls: RecordedCall[]
  emit(event: AppEvent): void
  isClosed(): boolean
  listenerCount(): number
}

export function createFakeApp(): FakeApp {
  const calls: RecordedCall[] = []
  const listeners = new Set<(event: AppEvent) => void>()
  let closed = false
  return {
    calls,
    async call(name, input, caller) {
      calls.push({ name, input, caller })
      return succeed({ name, input })
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    drain: async () => undefined,
    async close() {
      closed = true
    },
    emit: (event) => listeners.forEach((listener) => listener(event)),
    isClosed: () => closed,
    listenerCount: () => listeners.size,
  }
}
