import { describe, expect, it } from 'vitest'
import {
  describeGraphError,
  GraphApiError,
  GraphNetworkError,
} from '../../../electron/graph/errors.ts'

function refusal(code: number, httpStatus = 400, subcode: number | null = null): GraphApiError {
  return new GraphApiError({ code, httpStatus, subcode })
}

describe('describeGraphError', () => {
  it.each([
    [190, 'token_invalid', 'never', 'account'],
    [10, 'permission_missing', 'never', 'account'],
    [368, 'account_restricted', 'never', 'account'],
    [131031, 'account_restricted', 'never', 'account'],
    [80007, 'rate_limited', 'backoff', 'account'],
    [130429, 'rate_limited', 'backoff', 'number'],
    [131208, 'rate_limited', 'backoff', 'number'],
    [131056, 'pair_rate_limited', 'pair', 'recipient'],
    [131048, 'spam_limited', 'never', 'marketing'],
    [131016, 'temporary_failure', 'backoff', 'nothing'],
    [131057, 'temporary_failure', 'after_minutes', 'number'],
    [131049, 'frequency_capped', 'not_before_24h', 'recipient'],
    [131047, 'window_closed', 'never', 'recipient'],
    [131020, 'group_has_nobody_else', 'never', 'group'],
    [131207, 'group_suspended', 'never', 'group'],
    [131215, 'groups_not_eligible', 'never', 'nothing'],
    [132001, 'template_not_approved', 'never', 'nothing'],
    [132000, 'template_parameters_wrong', 'never', 'nothing'],
  ])('reads code %i as %s', (code, appCode, retry, stops) => {
    const description = describeGraphError(refusal(code))
    expect(description).toMatchObject({ code: appCode, retry, stops, graphCode: code })
    expect(description.retryable).toBe(retry !== 'never' && retry !== 'not_before_24h')
  })

  it('does not depend on the HTTP status of a known code', () => {
    const statuses = [400, 429, 500].map((status) => describeGraphError(refusal(130429, status)))
    expect(new Set(statuses.map((each) => each.code))).toEqual(new Set(['rate_limited']))
  })

  it('judges an unknown code by who is at fault', () => {
    expect(describeGraphError(refusal(999_999))).toMatchObject({
      code: 'request_refused',
      retry: 'never',
      retryable: false,
    })
    expect(describeGraphError(refusal(999_999, 503))).toMatchObject({
      code: 'temporary_failure',
      retry: 'backoff',
      retryable: true,
    })
    const transient = new GraphApiError({ code: 999_999, httpStatus: 400, isTransient: true })
    expect(describeGraphError(transient).code).toBe('temporary_failure')
  })

  it('tells an unknown object from a wrong parameter', () => {
    expect(describeGraphError(refusal(100, 400, 33)).code).toBe('not_found')
    expect(describeGraphError(refusal(100)).code).toBe('request_refused')
  })

  it('reads a refusal that an update tells', () => {
    expect(describeGraphError({ code: 131050, title: 'Opted out' })).toMatchObject({
      code: 'opted_out',
      suppress: 'opt_out',
      stops: 'recipient',
    })
    expect(describeGraphError({ code: 131212, title: '' }).treatAsDone).toBe('remove_participant')
  })

  it('never offers a retry when the call may have been accepted', () => {
    expect(describeGraphError(new GraphNetworkError('reset', true))).toMatchObject({
      code: 'outcome_unknown',
      retryable: false,
      mayHaveBeenAccepted: true,
      graphCode: null,
    })
    expect(describeGraphError(new GraphNetworkError('refused', false))).toMatchObject({
      code: 'network_failed',
      retryable: true,
      retry: 'backoff',
    })
  })

  it('passes on how long the server asks to wait', () => {
    const error = new GraphApiError({ code: 4, httpStatus: 400, retryAfterMs: 120_000 })
    expect(describeGraphError(error).retryAfterMs).toBe(120_000)
  })
})

describe('the text of an error', () => {
  it('holds the numbers of the refusal and nothing else', () => {
    expect(refusal(131026, 400, 33).message).toBe(
      'Graph refused the call with code 131026 (subcode 33)',
    )
    expect(new GraphNetworkError('tls', false).message).toBe('No usable answer from Graph: tls')
  })
})
