import { GraphNetworkError, type NetworkErrorKind } from './errors.ts'

const refusedCodes = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'])
const nameCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'])
const timeoutCodes = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'])
const certificateCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'EPROTO',
])
const badReplyCodes = new Set([
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
])

/**
 * Says what a failed exchange means. When in doubt the call counts as possibly accepted, because
 * the price of that is a question to the server and the price of the opposite is a second message.
 */
export function toNetworkError(error: unknown): GraphNetworkError {
  const code = codeOf(error)
  if (refusedCodes.has(code)) return new GraphNetworkError('refused', false)
  if (nameCodes.has(code)) return new GraphNetworkError('dns', false)
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return new GraphNetworkError('timeout', false)
  if (isTls(code)) return new GraphNetworkError('tls', false)
  return new GraphNetworkError(kindAfterSending(code), true)
}

function kindAfterSending(code: string): NetworkErrorKind {
  if (timeoutCodes.has(code) || code === 'TimeoutError') return 'timeout'
  if (badReplyCodes.has(code) || code.startsWith('HPE_')) return 'bad_reply'
  return 'reset'
}

function isTls(code: string): boolean {
  return (
    certificateCodes.has(code) ||
    code.startsWith('CERT_') ||
    code.startsWith('ERR_TLS_') ||
    code.startsWith('ERR_SSL_')
  )
}

/** The code of an error, of its cause, or of the first of several (one per address tried). */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const own = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (own !== '') return own
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return error.cause === undefined ? error.name : codeOf(error.cause)
}
