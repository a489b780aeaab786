import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { Review, ReviewDecision, ReviewItem } from '../../../shared/domain/reviews.ts'
import type { CallError } from '../../lib/use-call.ts'
import {
  countInView,
  isInView,
  nextIndex,
  timeLeftMs,
  type ItemView,
  type ReviewSummary,
} from './review-counts.ts'
import { useDecisions } from './use-decisions.ts'
import { useReviewItems, type ReviewItems } from './use-review-items.ts'

/** Cards left in the loaded part when the next part is asked for. */
const prefetchDistance = 80

export interface Sitting {
  readonly view: ItemView
  readonly setView: (view: ItemView) => void
  /** Loaded cards of the view, with this sitting's decisions on them. */
  readonly items: readonly ReviewItem[]
  readonly index: number
  /** Cards of the view, loaded or not. */
  readonly total: number
  readonly item: ReviewItem | null
  readonly summary: ReviewSummary
  readonly leftMs: number | null
  readonly isLoading: boolean
  readonly error: CallError | null
  readonly goTo: (index: number) => void
  readonly decide: (decision: ReviewDecision) => void
  readonly saveNote: (item: ReviewItem, note: string) => void
  /** Answers the name of the member whose decision was taken back, or null. */
  readonly undo: () => string | null
  readonly fetchNextPage: () => void
  readonly settled: () => Promise<void>
  readonly startOver: (summary: ReviewSummary) => Promise<void>
  readonly retry: () => void
}

/** One sitting at a review: which card is up, what is decided, how long it still takes. */
export function useSitting(review: Review): Sitting {
  const [view, setView] = useState<ItemView>(
    review.summary.decided < review.summary.total ? 'undecided' : 'all',
  )
  const [place, setPlace] = useState<{ id: string | null; index: number }>({ id: null, index: 0 })
  const loaded = useReviewItems(review.id, view)
  const decisions = useDecisions(review)
  const { current } = decisions
  const items = useMemo(
    () => loaded.items.map(current).filter((item) => isInView(item, view)),
    [loaded.items, current, view],
  )
  const index = indexOfPlace(items, place)
  const item = items[index] ?? null

  const { fetchNextPage } = loaded
  const isNearEnd = index >= items.length - prefetchDistance
  const loadedCount = loaded.items.length
  const fetchMore = useEffectEvent(fetchNextPage)
  useEffect(() => {
    if (isNearEnd) fetchMore()
  }, [isNearEnd, loadedCount])

  const isCatchingUp = useCatchUp(
    loaded,
    decisions.settled,
    items.length === 0 ? countInView(decisions.summary, view) : 0,
  )
  const goTo = useCallback(
    (to: number) => {
      const at = Math.max(0, Math.min(items.length - 1, to))
      setPlace({ id: items[at]?.id ?? null, index: at })
    },
    [items],
  )
  const decide = (decision: ReviewDecision) => {
    if (item === null) return
    const next = nextIndex(items, index, view)
    const nextId = next === null ? null : (items[next]?.id ?? null)
    decisions.mark(item, { decision, note: item.note })
    setPlace({ id: nextId ?? item.id, index })
  }
  const undo = () => {
    const undone = decisions.undo()
    if (undone !== null) setPlace({ id: undone.id, index })
    return undone?.member.name ?? null
  }
  return {
    view,
    setView: (next) => {
      setView(next)
      setPlace({ id: item?.id ?? null, index: 0 })
    },
    items,
    index,
    total: Math.max(items.length, countInView(decisions.summary, view)),
    item,
    summary: decisions.summary,
    leftMs: timeLeftMs(decisions.decidedAt, decisions.summary.total - decisions.summary.decided),
    isLoading: loaded.isLoading || isCatchingUp,
    error: loaded.error,
    goTo,
    decide,
    saveNote: (about, note) => decisions.mark(about, { decision: about.decision, note }),
    undo,
    fetchNextPage,
    settled: decisions.settled,
    startOver: async (summary) => {
      decisions.reset(summary)
      setPlace({ id: null, index: 0 })
      await loaded.reload()
    },
    retry: () => void loaded.reload(),
  }
}

/**
 * Asks again when the counts speak of cards that no loaded part holds: what was decided meanwhile can
 * leave a part empty. Asks once for each count, so that a wrong count is no endless question.
 */
function useCatchUp(loaded: ReviewItems, settled: () => Promise<void>, missing: number): boolean {
  const [asked, setAsked] = useState(0)
  const isNeeded = missing > 0 && missing !== asked && !loaded.isBusy
  const askAgain = useEffectEvent(() => {
    setAsked(missing)
    void settled().then(loaded.reload)
  })
  useEffect(() => {
    if (isNeeded) askAgain()
  }, [isNeeded, missing])
  return isNeeded || (missing > 0 && loaded.isBusy)
}

/** The card that is up: by id where it is in view, else the one that took its place. */
function indexOfPlace(
  items: readonly ReviewItem[],
  place: { readonly id: string | null; readonly index: number },
): number {
  const at = place.id === null ? -1 : items.findIndex((item) => item.id === place.id)
  return at >= 0 ? at : Math.max(0, Math.min(place.index, items.length - 1))
}
