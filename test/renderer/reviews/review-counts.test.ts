import { describe, expect, it } from 'vitest'
import type { ReviewItem } from '../../../shared/domain/reviews.ts'
import {
  countInView,
  isInView,
  nextIndex,
  timeLeftMs,
  withChanges,
} from '../../../renderer/features/reviews/review-counts.ts'
import { reviewItems } from '../helpers/fake-shop/plans.ts'

const sample = reviewItems[0] as ReviewItem
const summary = { total: 10, decided: 4, keep: 2, remove: 1, ask: 1, later: 0, flagged: 5 }

function items(...decided: ReviewItem['decision'][]): ReviewItem[] {
  return decided.map((decision, index) => ({ ...sample, id: String(index), decision }))
}

describe('counts on their way', () => {
  it('add decisions, move changed ones and give back those taken back', () => {
    expect(
      withChanges(summary, [
        { before: null, after: 'keep' },
        { before: 'keep', after: 'remove' },
        { before: 'ask', after: null },
      ]),
    ).toEqual({ ...summary, keep: 2, remove: 2, ask: 0 })
  })

  it('are per view', () => {
    expect(countInView(summary, 'undecided')).toBe(6)
    expect(countInView(summary, 'all')).toBe(10)
    expect(countInView(summary, 'flagged')).toBe(5)
    expect(countInView(summary, 'remove')).toBe(1)
  })
})

describe('views', () => {
  it('hold what they say', () => {
    const [open, kept] = items(null, 'keep') as [ReviewItem, ReviewItem]
    expect(isInView(open, 'undecided')).toBe(true)
    expect(isInView(kept, 'undecided')).toBe(false)
    expect(isInView(kept, 'keep')).toBe(true)
    expect(isInView({ ...open, criteria: [] }, 'flagged')).toBe(false)
  })
})

describe('the next card', () => {
  it('is the next undecided one', () => {
    expect(nextIndex(items(null, 'keep', null), 0, 'all')).toBe(2)
  })
  it('is an earlier undecided one at the end', () => {
    expect(nextIndex(items(null, 'keep', null), 2, 'all')).toBe(0)
  })
  it('is nobody when everybody is decided', () => {
    expect(nextIndex(items('keep', null), 1, 'undecided')).toBeNull()
  })
  it('is simply the next one while going over decisions again', () => {
    expect(nextIndex(items('keep', 'keep'), 0, 'keep')).toBe(1)
    expect(nextIndex(items('keep', 'keep'), 1, 'keep')).toBeNull()
  })
})

describe('time left', () => {
  it('follows the median pace of this sitting', () => {
    expect(timeLeftMs([0, 2000, 4000, 6000, 40_000], 100)).toBe(200_000)
  })
  it('leaves long pauses out', () => {
    expect(timeLeftMs([0, 3000, 6000, 3_600_000, 3_603_000], 10)).toBe(30_000)
  })
  it('is not claimed before there is a pace', () => {
    expect(timeLeftMs([0, 1000, 2000], 10)).toBeNull()
    expect(timeLeftMs([], 10)).toBeNull()
  })
})
