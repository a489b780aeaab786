import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ReviewItem } from '../../../shared/domain/reviews.ts'
import { callOrThrow, type CallError } from '../../lib/use-call.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { viewInput, type ItemView } from './review-counts.ts'

const pageSize = 100

export interface ReviewItems {
  readonly items: readonly ReviewItem[]
  readonly error: CallError | null
  readonly isLoading: boolean
  /** More is on its way, the first part or a further one. */
  readonly isBusy: boolean
  readonly fetchNextPage: () => void
  /** Drops what is loaded, in every view, and asks again. */
  readonly reload: () => Promise<void>
}

/**
 * Cards of a review in one view. Its key is outside the domains that events name: each decision of a
 * sitting is laid over the cards by the page itself, so nothing is asked again after it.
 */
export function useReviewItems(reviewId: string, view: ItemView): ReviewItems {
  const queryClient = useQueryClient()
  const result = useInfiniteQuery<CallOutput<'reviews.items'>, CallError>({
    queryKey: ['reviewSitting', reviewId, view],
    queryFn: ({ pageParam }) =>
      callOrThrow('reviews.items', {
        reviewId,
        limit: pageSize,
        ...viewInput(view),
        ...(typeof pageParam === 'string' ? { cursor: pageParam } : {}),
      }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
  })
  const items = useMemo(() => result.data?.pages.flatMap((page) => page.items) ?? [], [result.data])
  return {
    items,
    error: result.error,
    isLoading: result.isPending,
    isBusy: result.isFetching || result.hasNextPage,
    fetchNextPage: () => {
      if (result.hasNextPage && !result.isFetchingNextPage) void result.fetchNextPage()
    },
    reload: () => queryClient.resetQueries({ queryKey: ['reviewSitting', reviewId] }),
  }
}
