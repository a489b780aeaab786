import type { Explanation } from '../../../shared/domain/common.ts'

export interface Reviewable {
  readonly participantId: string
  readonly contactId: string
  readonly lastWroteAt: number | null
  readonly criteria: readonly Explanation[]
}

/**
 * Members in the order they are looked at: most criteria first, then the longest silent, so that an
 * owner who stops halfway has seen those who matter.
 */
export function orderForReview(members: readonly Reviewable[]): Reviewable[] {
  return [...members].sort(
    (a, b) =>
      b.criteria.length - a.criteria.length ||
      (a.lastWroteAt ?? 0) - (b.lastWroteAt ?? 0) ||
      (a.participantId < b.participantId ? -1 : 1),
  )
}
