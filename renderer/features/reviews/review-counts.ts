import type { Review, ReviewDecision, ReviewItem } from '../../../shared/domain/reviews.ts'

export type ReviewSummary = Review['summary']

/** What the side list shows; the last four are decisions. */
export const itemViews = ['undecided', 'flagged', 'all', 'keep', 'remove', 'ask', 'later'] as const
export type ItemView = (typeof itemViews)[number]

export const decisions = ['keep', 'remove', 'ask', 'later'] as const satisfies ReviewDecision[]

/** One decision that changed, while its saving is under way. */
export interface DecisionChange {
  readonly before: ReviewDecision | null
  readonly after: ReviewDecision | null
}

/** The summary as it will be once the changes are saved. */
export function withChanges(
  summary: ReviewSummary,
  changes: readonly DecisionChange[],
): ReviewSummary {
  const next = { ...summary }
  for (const { before, after } of changes) {
    if (before !== null) next[before] -= 1
    if (after !== null) next[after] += 1
    next.decided += (after === null ? 0 : 1) - (before === null ? 0 : 1)
  }
  return next
}

/** Whether an item belongs into a view of the side list. */
export function isInView(item: ReviewItem, view: ItemView): boolean {
  switch (view) {
    case 'all':
      return true
    case 'undecided':
      return item.decision === null
    case 'flagged':
      return item.criteria.length > 0
    default:
      return item.decision === view
  }
}

/** How many items a view holds in all, loaded or not. */
export function countInView(summary: ReviewSummary, view: ItemView): number {
  if (view === 'all') return summary.total
  if (view === 'undecided') return summary.total - summary.decided
  return summary[view]
}

/** The part of `reviews.items` input that asks for a view. */
export function viewInput(view: ItemView) {
  if (view === 'all' || view === 'undecided' || view === 'flagged') return { filter: view }
  return { filter: 'all' as const, decision: view }
}

/**
 * Where to go after deciding the item at `index`: the next undecided one, else the first undecided
 * before it. While going over decided ones again, simply the next. Null: nothing left to go to.
 */
export function nextIndex(
  items: readonly ReviewItem[],
  index: number,
  view: ItemView,
): number | null {
  const isSecondLook = view !== 'undecided' && view !== 'flagged' && view !== 'all'
  if (isSecondLook) return index + 1 < items.length ? index + 1 : null
  const isOpen = (at: number) => at !== index && items[at]?.decision === null
  for (let at = index + 1; at < items.length; at += 1) if (isOpen(at)) return at
  for (let at = 0; at < index; at += 1) if (isOpen(at)) return at
  return null
}

/** Pauses longer than this are no work on the review, ms. */
const longestPauseMs = 120_000
const fewestGaps = 3

/**
 * Time left in ms, from the median pace of this sitting; null until there is a pace to speak of.
 * `decidedAt`: moments of this sitting's decisions, oldest first.
 */
export function timeLeftMs(decidedAt: readonly number[], left: number): number | null {
  const recent = decidedAt.slice(-31)
  const gaps = recent
    .slice(1)
    .map((at, index) => at - (recent[index] ?? at))
    .filter((gap) => gap <= longestPauseMs)
    .toSorted((a, b) => a - b)
  const median = gaps[Math.floor(gaps.length / 2)]
  return gaps.length < fewestGaps || median === undefined ? null : median * left
}
