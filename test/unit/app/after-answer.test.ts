import { describe, expect, test } from 'vitest'
import { afterAnswer } from '../../../electron/app/broadcasts/after-answer.ts'
import { GraphApiError, GraphNetworkError } from '../../../electron/graph/errors.ts'
import { AppError } from '../../../shared/errors.ts'

const refusal = (code: number, httpStatus = 400) => new GraphApiError({ code, httpStatus })

describe('a message that was not taken', () => {
  test.each([
    [190, 'account', 'token_invalid'],
    [368, 'account', 'account_restricted'],
    [131031, 'account', 'account_restricted'],
    [131042, 'account', 'payment_missing'],
    [131048, 'marketing', 'spam_limited'],
    [132001, 'broadcast', 'template_not_approved'],
    [132015, 'broadcast', 'template_not_approved'],
    [133010, 'broadcast', 'request_refused'],
  ])('%i stops what it reaches', (graphCode, reach, code) => {
    expect(afterAnswer(refusal(graphCode), 1, 0)).toEqual({ next: 'stop', code, reach })
  })

  test.each([
    [131026, 'recipient_unreachable'],
    [131047, 'window_closed'],
    [131049, 'frequency_capped'],
    [131050, 'opted_out'],
    [132000, 'template_parameters_wrong'],
    [131009, 'request_refused'],
    [999_999, 'request_refused'],
  ])('%i is of this person alone', (graphCode, code) => {
    expect(afterAnswer(refusal(graphCode), 1, 0)).toEqual({ next: 'failed', code, graphCode })
  })

  test('130429 slows the number and uses no try up', () => {
    expect(afterAnswer(refusal(130429), 9, 0)).toMatchObject({ next: 'hold', isTooFast: true })
  })

  test('131057 holds the number for a minute', () => {
    expect(afterAnswer(refusal(131057), 1, 0)).toMatchObject({
      next: 'hold',
      waitMs: 60_000,
      isTooFast: false,
    })
  })

  test.each([
    [1, 4000],
    [2, 16_000],
    [3, 64_000],
    [4, 256_000],
  ])('131056 lets this recipient wait: after try %i, %i ms', (attempt, waitMs) => {
    expect(afterAnswer(refusal(131056), attempt, 0)).toMatchObject({ next: 'later', waitMs })
  })

  test.each([131056, 131000, 131016, 2])('%i is given up after five tries', (code) => {
    expect(afterAnswer(refusal(code, 500), 4, 0.5).next).toBe('later')
    expect(afterAnswer(refusal(code, 500), 5, 0.5).next).toBe('failed')
  })

  test('without a network it waits, and where an answer is lost nobody knows', () => {
    expect(afterAnswer(new GraphNetworkError('refused', false), 1, 0).next).toBe('hold')
    expect(afterAnswer(new GraphNetworkError('timeout', true), 1, 0)).toEqual({ next: 'unknown' })
    expect(afterAnswer(new GraphNetworkError('bad_reply', true, 502), 1, 0).next).toBe('unknown')
  })

  test('what the client itself refuses has not left', () => {
    expect(afterAnswer(new AppError('token_invalid'), 1, 0)).toMatchObject({ next: 'stop' })
    expect(afterAnswer(new AppError('invalid_input'), 1, 0)).toMatchObject({ next: 'failed' })
    expect(() => afterAnswer(new Error('a defect'), 1, 0)).toThrow('a defect')
  })
})
