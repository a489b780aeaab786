import { QueryClient } from '@tanstack/react-query'
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

function applyEvent(queryClient: QueryClient, event: AppEvent): void {
  switch (event.topic) {
    case 'changed': {
      const domains = new Set(event.payload.domains)
      void queryClient.invalidateQueries({
        predicate: (query) => domains.has(String(query.queryKey[0])),
      })
      return
    }
    case 'workspace':
      void queryClient.invalidateQueries()
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
