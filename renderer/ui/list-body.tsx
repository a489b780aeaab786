import type { ReactNode } from 'react'
import type { InfinitePages } from '../lib/use-call.ts'
import { ErrorState } from './error-state.tsx'
import { LoadingState } from './loading-state.tsx'

export interface ListBodyProps {
  readonly pages: Pick<InfinitePages<unknown, unknown>, 'error' | 'isLoading' | 'refetch'>
  /** What is shown in place of the list where there is nothing in it at all; null where there is. */
  readonly empty: ReactNode
  /** The list. */
  readonly children: ReactNode
}

/** A list with what stands in its place while it loads, when it cannot be read, and before there is one. */
export function ListBody({ pages, empty, children }: ListBodyProps) {
  if (pages.error !== null) return <ErrorState error={pages.error} retry={pages.refetch} />
  if (pages.isLoading) return <LoadingState />
  return empty ?? children
}
