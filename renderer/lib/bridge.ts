import { bridgeName, browserHostPaths, type Bridge } from '../../shared/ipc/bridge.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'
import type { AppEvent } from '../../shared/ipc/events.ts'
import { fail, type Reply } from '../../shared/result.ts'

let current: Bridge | null = null

/**
 * The page's one door to the app: Electron's preload where there is one, else the browser host.
 * Never throws; a host that is gone answers like any other refusal.
 */
export const bridge: Bridge = {
  call: (name, input) => activeBridge().call(name, input),
  on: (listener) => activeBridge().on(listener),
}

/** Puts another bridge in place; for tests and previews. */
export function setBridge(replacement: Bridge | null): void {
  current = replacement
}

function activeBridge(): Bridge {
  current ??= preloadedBridge() ?? createBrowserBridge()
  return current
}

function preloadedBridge(): Bridge | null {
  const holder = globalThis as unknown as Record<string, Bridge | undefined>
  return holder[bridgeName] ?? null
}

function hostGone<T>(): Reply<T> {
  return fail({ code: 'internal', message: 'The app does not answer.', retryable: true })
}

async function postCall<N extends CallName>(
  name: N,
  input: CallInput<N>,
): Promise<Reply<CallOutput<N>>> {
  try {
    const response = await fetch(browserHostPaths.call, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, input }),
    })
    return (await response.json()) as Reply<CallOutput<N>>
  } catch {
    // A closed host and an answer that is not JSON mean the same to the owner.
    return hostGone()
  }
}

/** A bridge over the browser host's loopback HTTP. One stream serves all listeners. */
export function createBrowserBridge(): Bridge {
  const listeners = new Set<(event: AppEvent) => void>()
  let stream: EventSource | null = null
  const open = () => {
    stream = new EventSource(browserHostPaths.events)
    stream.addEventListener('message', (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as AppEvent
      for (const listener of listeners) listener(event)
    })
  }
  return {
    call: postCall,
    on(listener) {
      if (stream === null) open()
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stream?.close()
        stream = null
      }
    },
  }
}
