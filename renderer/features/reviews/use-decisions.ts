import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notifications } from '@mantine/notifications'
import type { Review, ReviewItem } from '../../../shared/domain/reviews.ts'
import { errorWords } from '../../lib/error-words.ts'
import { callOrThrow, toErrorReply } from '../../lib/use-call.ts'
import { withChanges, type DecisionChange, type ReviewSummary } from './review-counts.ts'

/** The part of an item that this sitting changes. */
export type ItemMark = Pick<ReviewItem, 'decision' | 'note'>

export interface Decisions {
  /** Counts with everything decided so far, saved or on its way. */
  readonly summary: ReviewSummary
  /** An item with what this sitting decided laid over it. */
  readonly current: (item: ReviewItem) => ReviewItem
  readonly mark: (item: ReviewItem, mark: ItemMark) => void
  /** Takes the last decision back and answers its item; null when there is none. */
  readonly undo: () => ReviewItem | null
  /** Resolves once everything is saved. */
  readonly settled: () => Promise<void>
  /** Starts over from counts of the store, after many were decided at once. */
  readonly reset: (summary: ReviewSummary) => void
  readonly decidedAt: readonly number[]
}

interface UndoStep {
  readonly item: ReviewItem
  readonly mark: ItemMark
}

/**
 * Decisions that show at once and are saved one after another behind it. One that could not be saved
 * is taken back and said so.
 */
export function useDecisions(review: Review): Decisions {
  const { t } = useTranslation()
  const [marks, setMarks] = useState<ReadonlyMap<string, ItemMark>>(new Map())
  const [saved, setSaved] = useState(review.summary)
  const [pending, setPending] = useState<readonly DecisionChange[]>([])
  const [decidedAt, setDecidedAt] = useState<readonly number[]>([])
  const queue = useRef<Promise<void>>(Promise.resolve())
  const undoSteps = useRef<UndoStep[]>([])

  const current = useCallback(
    (item: ReviewItem) => {
      const mark = marks.get(item.id)
      return mark === undefined ? item : { ...item, ...mark }
    },
    [marks],
  )

  const save = async (item: ReviewItem, mark: ItemMark, before: ItemMark) => {
    try {
      const input = { reviewId: review.id, itemId: item.id, ...mark }
      setSaved((await callOrThrow('reviews.decide', input)).summary)
    } catch (error) {
      const { title } = errorWords(toErrorReply(error))
      setMarks((all) => new Map(all).set(item.id, before))
      undoSteps.current = undoSteps.current.filter((step) => step.item.id !== item.id)
      notifications.show({
        color: 'red',
        autoClose: 10_000,
        message: t('reviews.notSaved', { name: item.member.name, reason: title }),
      })
    } finally {
      setPending((changes) => changes.slice(1))
    }
  }

  const apply = (item: ReviewItem, mark: ItemMark) => {
    const { decision, note } = current(item)
    const before = { decision, note }
    setMarks((all) => new Map(all).set(item.id, mark))
    setPending((changes) => [...changes, { before: decision, after: mark.decision }])
    queue.current = queue.current.then(() => save(item, mark, before))
    return before
  }

  return {
    summary: withChanges(saved, pending),
    current,
    decidedAt,
    mark: (item, mark) => {
      const before = apply(item, mark)
      if (before.decision === mark.decision) return
      undoSteps.current.push({ item, mark: before })
      setDecidedAt((moments) => [...moments, Date.now()])
    },
    undo: () => {
      const step = undoSteps.current.pop()
      if (step === undefined) return null
      // A note written since stays: only the decision is taken back.
      apply(step.item, { decision: step.mark.decision, note: current(step.item).note })
      return step.item
    },
    settled: () => queue.current,
    reset: (summary) => {
      setMarks(new Map())
      setSaved(summary)
      undoSteps.current = []
    },
  }
}
