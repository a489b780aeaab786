import { QueryClient, type Query } from '@tanstack/react-query'
import type { AppEvent } from '../../shared/ipc/events.ts'
import { bridge } from './bridge.ts'
import { recordProgress } from './progress.ts'

/** Key of a question: its domain first, so that an event can name all questions of a domain. */
export function callKey(name: string, input: unknown): [string, string, unknown] {
  return [name.slice(0, name.indexOf('.')), name, input]
}

/** Cache of answers. Refusals are final until the owner or an event asks again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

/**
 * Asks again what is on the screen. A first answer that is still on its way may tell of the time before
 * the change, and the cache takes it for the asked one: so it is asked for once more when it is there.
 */
function refresh(queryClient: QueryClient, predicate: (query: Query) => boolean): void {
  const onTheirWay = queryClient
    .getQueryCache()
    .findAll({ predicate, fetchStatus: 'fetching' })
    .filter((query) => query.state.data === undefined)
  void queryClient.invalidateQueries({ predicate })
  for (const query of onTheirWay) {
    const again = () =>
      void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true })
    query.promise?.then(again, again)
  }
}

function applyEvent(queryClient: QueryClient, event: AppEvent): void {
  switch (event.topic) {
    case 'changed': {
      const domains = new Set(event.payload.domains)
      refresh(queryClient, (query) => domains.has(String(query.queryKey[0])))
      return
    }
    case 'workspace':
      refresh(queryClient, () => true)
      return
    case 'progress':
      recordProgress(event.payload)
      return
    case 'notify':
      // The host shows it; the counts in the page come by `changed`.
      return
  }
}

/** Lets events refresh the cache. Returns the function that stops it. */
export function connectEvents(queryClient: QueryClient): () => void {
  return bridge.on((event) => applyEvent(queryClient, event))
}
