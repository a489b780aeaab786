import type { Reply } from '../result.ts'
import type { CallInput, CallName, CallOutput } from './contract.ts'
import type { AppEvent } from './events.ts'

/**
 * What a host hands to a page, and all of it: one door in, one stream out. Electron's preload puts it
 * at `window.groupkeeper`; in a plain browser the renderer makes its own over the browser host.
 */
export interface Bridge {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Reply<CallOutput<N>>>
  /** Returns the function that stops listening. */
  on(listener: (event: AppEvent) => void): () => void
}

/** Name under which the preload exposes the bridge. */
export const bridgeName = 'groupkeeper'

/** Paths of the browser host; the page's own cookie carries the token. */
export const browserHostPaths = { call: '/ipc/call', events: '/ipc/events' } as const
