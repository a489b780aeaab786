import { describe, expect, it } from 'vitest'
import { toNetworkError } from '../../../electron/graph/network-error.ts'

function withCode(code: string): Error {
  return Object.assign(new Error('to +1 555 with Bearer secret'), { code })
}

describe('toNetworkError', () => {
  it.each([
    ['ECONNREFUSED', 'refused', false],
    ['ENETUNREACH', 'refused', false],
    ['ENOTFOUND', 'dns', false],
    ['EAI_AGAIN', 'dns', false],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', false],
    ['CERT_HAS_EXPIRED', 'tls', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', false],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', true],
    ['ECONNRESET', 'reset', true],
    ['EPIPE', 'reset', true],
    ['UND_ERR_SOCKET', 'reset', true],
    ['HPE_INVALID_CONSTANT', 'bad_reply', true],
    ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'bad_reply', true],
    ['SOMETHING_ELSE', 'reset', true],
  ])('reads %s as %s', (code, kind, mayHaveBeenAccepted) => {
    const error = toNetworkError(withCode(code))
    expect(error).toMatchObject({ kind, mayHaveBeenAccepted })
    expect(error.message).toBe(`No usable answer from Graph: ${kind}`)
    expect(error.cause).toBeUndefined()
  })

  it('looks into causes and into several errors at once', () => {
    const wrapped = new TypeError('fetch failed', { cause: withCode('ENOTFOUND') })
    const several = new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')])
    expect(toNetworkError(wrapped).kind).toBe('dns')
    expect(toNetworkError(several).kind).toBe('refused')
  })

  it('reads a time limit, and takes anything else for possibly accepted', () => {
    const limit = new DOMException('took too long', 'TimeoutError')
    expect(toNetworkError(limit)).toMatchObject({ kind: 'timeout', mayHaveBeenAccepted: true })
    expect(toNetworkError('broken')).toMatchObject({ kind: 'reset', mayHaveBeenAccepted: true })
  })
})
