import { expect, test } from 'vitest'
import { afterRefusal } from '../../../electron/app/jobs/after-refusal.ts'
import {
  describeGraphError,
  GraphApiError,
  GraphNetworkError,
} from '../../../electron/graph/errors.ts'

const refused = (code: number, httpStatus = 400) =>
  describeGraphError(
    new GraphApiError({
      code,
      subcode: null,
      httpStatus,
      isTransient: false,
      fbtraceId: null,
      retryAfterMs: null,
    }),
  )
const job = (kind: string, attempt = 1) => ({ kind, attempt })

test('a lost answer is looked up, whatever was asked', () => {
  const lost = describeGraphError(new GraphNetworkError('reset', true))
  expect(afterRefusal(lost, job('message.send', 9), 0)).toEqual({ next: 'look_up' })
})

test('without a network a job waits, and uses up no tries', () => {
  const offline = describeGraphError(new GraphNetworkError('refused', false))
  expect(afterRefusal(offline, job('message.send', 50), 0.5).next).toBe('try_again')
})

test('a temporary refusal is tried again a few times', () => {
  expect(afterRefusal(refused(131016), job('message.send', 1), 0.5).next).toBe('try_again')
  expect(afterRefusal(refused(131016), job('message.send', 5), 0.5)).toEqual({ next: 'failed' })
})

test.each([
  ['participants.remove', 131212],
  ['join_requests.approve', 131213],
  ['group.delete', 131041],
])('%s is done when %i says that it is so already', (kind, code) => {
  expect(afterRefusal(refused(code), job(kind), 0)).toEqual({ next: 'done' })
  expect(afterRefusal(refused(code), job('message.send'), 0)).toEqual({ next: 'failed' })
})

test('a refused account stops everything, a full hour of calls only waits', () => {
  expect(afterRefusal(refused(190), job('message.send'), 0)).toEqual({ next: 'stop' })
  expect(afterRefusal(refused(80007), job('message.send'), 0.5).next).toBe('try_again')
})

test('anything else fails at once', () => {
  expect(afterRefusal(refused(131047), job('message.send'), 0)).toEqual({ next: 'failed' })
})
