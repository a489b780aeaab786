import { expect, test } from 'vitest'
import { orderForReview } from '../../../../electron/core/reviews/order-for-review.ts'

const person = (participantId: string, criteria: number, lastWroteAt: number | null) => ({
  participantId,
  contactId: `contact of ${participantId}`,
  lastWroteAt,
  criteria: Array.from({ length: criteria }, () => ({ code: 'member_inactive', params: {} })),
})

test('those with most criteria come first, then the longest silent, then the order of ids', () => {
  const people = [
    person('recent', 0, 900),
    person('silent', 0, null),
    person('two', 2, 500),
    person('one-b', 1, 100),
    person('one-a', 1, 100),
    person('old', 0, 100),
  ]
  const order = ['two', 'one-a', 'one-b', 'silent', 'old', 'recent']
  expect(orderForReview(people).map(({ participantId }) => participantId)).toEqual(order)
  expect(orderForReview([...people].reverse()).map(({ participantId }) => participantId)).toEqual(
    order,
  )
  expect(people[0]!.participantId).toBe('recent')
})
