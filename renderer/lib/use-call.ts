import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { ErrorReply } from '../../shared/errors.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/contract.ts'
import { callOrThrow, type CallError } from './call-error.ts'
import { showError } from './notify.tsx'
import { callKey } from './query-client.ts'

export { CallError, callOrThrow, toErrorReply } from './call-error.ts'

export interface CallOptions {
  /** False holds the question back until its input is known. */
  readonly enabled?: boolean
  /** Asks again every so many ms. */
  readonly refetchInterval?: number
  /** Shows the answer to the last input until the next is there. */
  readonly keepPrevious?: boolean
  /** For how many ms an answer is not asked again on mount. Default 0: always. */
  readonly staleTime?: number
}

/** Asks a query and keeps asking when a `changed` event names its domain. */
export function useCall<N extends CallName>(
  name: N,
  input: CallInput<N>,
  options: CallOptions = {},
): UseQueryResult<CallOutput<N>, CallError> {
  return useQuery<CallOutput<N>, CallError>({
    queryKey: callKey(name, input),
    queryFn: () => callOrThrow(name, input),
    enabled: options.enabled ?? true,
    ...(options.refetchInterval === undefined ? {} : { refetchInterval: options.refetchInterval }),
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  })
}

export interface CommandOptions<N extends CallName> {
  /** Returns true when the screen shows this refusal itself, beside the field for example. */
  readonly handlesError?: (error: ErrorReply) => boolean
  readonly onSuccess?: (output: CallOutput<N>, input: CallInput<N>) => void
}

/** A command as a mutation. A refusal is shown as a notification unless the screen handles it. */
export function useCommand<N extends CallName>(
  name: N,
  options: CommandOptions<N> = {},
): UseMutationResult<CallOutput<N>, CallError, CallInput<N>> {
  const queryClient = useQueryClient()
  return useMutation<CallOutput<N>, CallError, CallInput<N>>({
    mutationFn: (input) => callOrThrow(name, input),
    onSuccess: (output, input) => {
      void queryClient.invalidateQueries({ queryKey: [domainOf(name)] })
      options.onSuccess?.(output, input)
    },
    onError: (error) => {
      if (options.handlesError?.(error.reply) !== true) showError(error.reply)
    },
  })
}

function domainOf(name: CallName): string {
  return name.slice(0, name.indexOf('.'))
}

interface Page {
  readonly items: readonly unknown[]
  readonly nextCursor: string | null
  readonly total?: number
}

/** Calls that answer in keyset pages. */
export type PagedCallName = {
  [N in CallName]: CallOutput<N> extends Page ? N : never
}[CallName]
export type PageItem<N extends PagedCallName> = CallOutput<N>['items'][number]
/** Null where the call counts nothing: its list is long, and the count is a question of its own. */
type PageTotal<N extends PagedCallName> =
  CallOutput<N> extends { readonly total: number } ? number : null

export interface InfinitePages<T, Total = number> {
  readonly items: T[]
  /** What the filter matches, loaded or not. */
  readonly total: Total
  readonly error: CallError | null
  readonly isLoading: boolean
  /** True while the rows are still those of the question before. */
  readonly isPrevious: boolean
  readonly isFetchingNextPage: boolean
  readonly hasNextPage: boolean
  readonly fetchNextPage: () => void
  readonly refetch: () => void
}

/** A keyset-paged list, flattened. `fetchNextPage` is safe to call at any time and from `DataTable`. */
export function useInfinitePages<N extends PagedCallName>(
  name: N,
  input: Omit<CallInput<N>, 'cursor'>,
  options: { readonly enabled?: boolean } = {},
): InfinitePages<PageItem<N>, PageTotal<N>> {
  const result = useInfiniteQuery({
    queryKey: callKey(name, { ...input, pages: true }),
    queryFn: async ({ pageParam }) =>
      (await callOrThrow(name, {
        ...input,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      } as CallInput<N>)) as unknown as Page,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: options.enabled ?? true,
    placeholderData: keepPreviousData,
  })
  const { hasNextPage, isFetchingNextPage, isPlaceholderData, data, fetchNextPage, refetch } =
    result
  const items = useMemo(
    () => (data?.pages.flatMap((page) => page.items) ?? []) as PageItem<N>[],
    [data],
  )
  // The next page of rows that are about to go would be of the wrong question.
  const canGoOn = hasNextPage && !isFetchingNextPage && !isPlaceholderData
  const goOn = useCallback(() => {
    if (canGoOn) void fetchNextPage()
  }, [canGoOn, fetchNextPage])
  const askAgain = useCallback(() => void refetch(), [refetch])
  const firstPage = data?.pages[0]
  const total = firstPage === undefined || 'total' in firstPage ? (firstPage?.total ?? 0) : null
  return {
    items,
    total: total as PageTotal<N>,
    error: result.error as CallError | null,
    isLoading: result.isLoading,
    isPrevious: isPlaceholderData,
    isFetchingNextPage,
    hasNextPage,
    fetchNextPage: goOn,
    refetch: askAgain,
  }
}
