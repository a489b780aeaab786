import { notifications } from '@mantine/notifications'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  ScreenedPerson,
  ScreeningCheck,
  ScreeningWord,
} from '../../../shared/domain/screening.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { errorWords } from '../../lib/error-words.ts'
import { callOrThrow, toErrorReply, type CallError } from '../../lib/use-call.ts'

const pageSize = 100
/** People left in the loaded part when the next part is asked for. */
const prefetchDistance = 60

export interface QueueFilter {
  readonly verdict: ScreenedPerson['verdict']
  readonly check: ScreeningCheck | null
  readonly isJoining: boolean
}

export interface Queue {
  readonly items: readonly ScreenedPerson[]
  readonly index: number
  readonly person: ScreenedPerson | null
  /** What this sitting decided about somebody, saved or on its way. */
  readonly wordOn: (contactId: string) => ScreeningWord | null
  readonly decided: number
  readonly isLoading: boolean
  readonly error: CallError | null
  readonly goTo: (index: number) => void
  readonly decide: (word: ScreeningWord) => void
  /** Takes the last decision back and answers whose it was; null when there is none. */
  readonly undo: () => string | null
  readonly fetchNextPage: () => void
  readonly retry: () => void
}

interface UndoStep {
  readonly person: ScreenedPerson
  readonly before: ScreeningWord
}

/**
 * One sitting at the queue. Its key is outside the domains that events name, so nobody jumps away under the
 * keys: decisions are laid over the loaded people and saved one after another behind it.
 */
export function useQueue(filter: QueueFilter): Queue {
  const queryClient = useQueryClient()
  const queryKey = ['screeningSitting', filter]
  const result = useInfiniteQuery<CallOutput<'screening.queue'>, CallError>({
    queryKey,
    queryFn: ({ pageParam }) =>
      callOrThrow('screening.queue', {
        limit: pageSize,
        verdict: filter.verdict,
        ...(filter.check === null ? {} : { check: filter.check }),
        ...(filter.isJoining ? { isJoining: true } : {}),
        ...(typeof pageParam === 'string' ? { cursor: pageParam } : {}),
      }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    gcTime: 0,
  })
  const items = useMemo(() => result.data?.pages.flatMap((page) => page.items) ?? [], [result.data])
  const [index, setIndex] = useState(0)
  const words = useWords()
  const steps = useRef<UndoStep[]>([])
  const at = Math.max(0, Math.min(index, items.length - 1))
  const person = items[at] ?? null
  const { hasNextPage, isFetchingNextPage, fetchNextPage: fetchNext } = result
  const fetchNextPage = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNext()
  }, [hasNextPage, isFetchingNextPage, fetchNext])
  const isNearEnd = items.length > 0 && at >= items.length - prefetchDistance
  useEffect(() => {
    if (isNearEnd) fetchNextPage()
  }, [isNearEnd, fetchNextPage])

  const nextOpen = () => {
    const isOpen = (one: ScreenedPerson) =>
      one.contactId !== person?.contactId && words.on(one.contactId) === null
    const later = items.findIndex((one, place) => place > at && isOpen(one))
    return later >= 0 ? later : items.findIndex(isOpen)
  }
  return {
    items,
    index: at,
    person,
    wordOn: words.on,
    decided: words.count,
    isLoading: result.isPending,
    error: result.error,
    goTo: (to) => setIndex(Math.max(0, Math.min(items.length - 1, to))),
    decide: (word) => {
      if (person === null) return
      const before = words.on(person.contactId) ?? person.decision?.verdict ?? 'checks'
      steps.current.push({ person, before })
      words.say(person, word)
      const next = nextOpen()
      if (next >= 0) setIndex(next)
    },
    undo: () => {
      const step = steps.current.pop()
      if (step === undefined) return null
      const { person: about, before } = step
      const isAsItWas = before === (about.decision?.verdict ?? 'checks')
      words.say(about, before, isAsItWas)
      setIndex(items.findIndex((one) => one.contactId === about.contactId))
      return about.name
    },
    fetchNextPage,
    retry: () => void queryClient.resetQueries({ queryKey }),
  }
}

/** Words that show at once. One that could not be saved is taken back and said so. */
function useWords() {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const [words, setWords] = useState<ReadonlyMap<string, ScreeningWord>>(new Map())
  const saving = useRef<Promise<void>>(Promise.resolve())
  const lay = (contactId: string, word: ScreeningWord | null) =>
    setWords((all) => {
      const next = new Map(all)
      if (word === null) next.delete(contactId)
      else next.set(contactId, word)
      return next
    })
  const save = async (
    person: ScreenedPerson,
    word: ScreeningWord,
    before: ScreeningWord | null,
  ) => {
    try {
      await callOrThrow('screening.decide', { contactIds: [person.contactId], verdict: word })
      void queryClient.invalidateQueries({ queryKey: ['screening'] })
    } catch (error) {
      lay(person.contactId, before)
      const reason = errorWords(toErrorReply(error)).title
      notifications.show({
        color: 'red',
        autoClose: 10_000,
        message: t('screening.notSaved', { name: person.name, reason }),
        closeButtonProps: { 'aria-label': t('common.close') },
      })
    }
  }
  return {
    on: (contactId: string) => words.get(contactId) ?? null,
    count: words.size,
    /** `isTakenBack`: it is as before the sitting, so the person is open again. */
    say: (person: ScreenedPerson, word: ScreeningWord, isTakenBack = false) => {
      const before = words.get(person.contactId) ?? null
      lay(person.contactId, isTakenBack ? null : word)
      saving.current = saving.current.then(() => save(person, word, before))
    },
  }
}
