import type { ErrorCode } from '../../shared/errors.ts'
import {
  findErrorEntry,
  type ErrorReach,
  type GraphErrorClass,
  type RetryRule,
  type SettledOperation,
} from './error-table.ts'
import type { GraphFault } from './graph-records.ts'

export interface GraphApiErrorOptions {
  readonly code: number
  readonly subcode?: number | null
  readonly httpStatus: number
  readonly isTransient?: boolean
  readonly fbtraceId?: string | null
  /** From `Retry-After` or the usage header. */
  readonly retryAfterMs?: number | null
}

/**
 * Graph answered, and the answer is no. The text holds the numbers of the refusal only: what Graph
 * writes beside them may quote the request, and with it a phone number or a message.
 */
export class GraphApiError extends Error {
  readonly code: number
  readonly subcode: number | null
  readonly httpStatus: number
  readonly isTransient: boolean
  readonly class: GraphErrorClass | 'unknown'
  readonly fbtraceId: string | null
  readonly retryAfterMs: number | null

  constructor(options: GraphApiErrorOptions) {
    const subcode = options.subcode ?? null
    const suffix = subcode === null ? '' : ` (subcode ${subcode})`
    super(`Graph refused the call with code ${options.code}${suffix}`)
    this.name = 'GraphApiError'
    this.code = options.code
    this.subcode = subcode
    this.httpStatus = options.httpStatus
    this.isTransient = options.isTransient ?? false
    this.class = findErrorEntry(options.code)?.class ?? 'unknown'
    this.fbtraceId = options.fbtraceId ?? null
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}

export type NetworkErrorKind = 'refused' | 'timeout' | 'reset' | 'dns' | 'tls' | 'bad_reply'

/**
 * There is no usable answer. `mayHaveBeenAccepted` decides what may follow: false means that no
 * byte reached the server and the call can be made again; true means that the outcome is unknown
 * and has to be found out before anything is repeated.
 */
export class GraphNetworkError extends Error {
  readonly kind: NetworkErrorKind
  readonly mayHaveBeenAccepted: boolean
  readonly httpStatus: number | null

  constructor(kind: NetworkErrorKind, mayHaveBeenAccepted: boolean, httpStatus?: number) {
    super(`No usable answer from Graph: ${kind}`)
    this.name = 'GraphNetworkError'
    this.kind = kind
    this.mayHaveBeenAccepted = mayHaveBeenAccepted
    this.httpStatus = httpStatus ?? null
  }
}

/** What a refusal means for the app: the text to show, whether and when to try again, what waits. */
export interface GraphErrorDescription {
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly retry: RetryRule
  /** Null for a network failure. */
  readonly graphCode: number | null
  readonly stops: ErrorReach
  readonly treatAsDone: SettledOperation | null
  readonly suppress: 'opt_out' | null
  /** True when the outcome has to be found out before a retry. */
  readonly mayHaveBeenAccepted: boolean
  readonly retryAfterMs: number | null
}

/** Reads any refusal: thrown by a call, part of a reply, or told by an update. */
export function describeGraphError(
  error: GraphApiError | GraphNetworkError | GraphFault,
): GraphErrorDescription {
  if (error instanceof GraphNetworkError) return describeNetworkError(error)
  const httpStatus = error instanceof GraphApiError ? error.httpStatus : 400
  const isTransient = error instanceof GraphApiError && error.isTransient
  const found = findErrorEntry(error.code)
  const isServerFault = httpStatus >= 500 || isTransient
  const retry = found?.retry ?? (isServerFault ? 'backoff' : 'never')
  return {
    code: appErrorCode(error, isServerFault),
    retryable: retry !== 'never' && retry !== 'not_before_24h',
    retry,
    graphCode: error.code,
    stops: isUnknownObject(error) ? 'nothing' : (found?.stops ?? 'nothing'),
    treatAsDone: found?.treatAsDone ?? null,
    suppress: found?.suppress ?? null,
    mayHaveBeenAccepted: false,
    retryAfterMs: error instanceof GraphApiError ? error.retryAfterMs : null,
  }
}

function appErrorCode(error: GraphApiError | GraphFault, isServerFault: boolean): ErrorCode {
  if (isUnknownObject(error)) return 'not_found'
  const found = findErrorEntry(error.code)
  return found?.appErrorCode ?? (isServerFault ? 'temporary_failure' : 'request_refused')
}

/** Code 100 with subcode 33: the id is unknown, or hidden from this token. */
function isUnknownObject(error: GraphApiError | GraphFault): boolean {
  return error instanceof GraphApiError && error.code === 100 && error.subcode === 33
}

function describeNetworkError(error: GraphNetworkError): GraphErrorDescription {
  return {
    code: error.mayHaveBeenAccepted ? 'outcome_unknown' : 'network_failed',
    retryable: !error.mayHaveBeenAccepted,
    retry: error.mayHaveBeenAccepted ? 'never' : 'backoff',
    graphCode: null,
    stops: 'nothing',
    treatAsDone: null,
    suppress: null,
    mayHaveBeenAccepted: error.mayHaveBeenAccepted,
    retryAfterMs: null,
  }
}
