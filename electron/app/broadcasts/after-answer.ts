import type { Broadcast } from '../../../shared/domain/broadcasts.ts'
import { AppError, type ErrorCode } from '../../../shared/errors.ts'
import {
  describeGraphError,
  GraphApiError,
  GraphNetworkError,
  type GraphErrorDescription,
} from '../../graph/errors.ts'
import { retryDelayMs } from '../../graph/retry.ts'

/** What a request that was not taken leads to. */
export type AfterAnswer =
  /** It may have been taken: only an update, the message's history or the owner can tell. */
  | { readonly next: 'unknown' }
  | { readonly next: 'failed'; readonly code: ErrorCode; readonly graphCode: number | null }
  /** This recipient alone waits. */
  | { readonly next: 'later'; readonly code: ErrorCode; readonly waitMs: number }
  /** The number waits; the row keeps its tries. `isTooFast`: and it goes on slower. */
  | {
      readonly next: 'hold'
      readonly code: ErrorCode
      readonly waitMs: number | null
      readonly isTooFast: boolean
    }
  /** Everything of that reach waits for a person. */
  | {
      readonly next: 'stop'
      readonly code: ErrorCode
      readonly reach: 'account' | 'marketing' | 'broadcast'
    }

/** After this many tries in a row a row has failed. */
export const maxTries = 5

/** Templates that WhatsApp holds back from everybody (Meta: Cloud API error codes, Template pausing). */
const heldTemplates = new Set([132001, 132007, 132015, 132016])

/**
 * Reads a refusal of one message. What reaches further than the recipient stops or slows more than this
 * row, by the reach that the table of errors gives.
 *
 * @param random a value in [0, 1)
 */
export function afterAnswer(error: unknown, attempt: number, random: number): AfterAnswer {
  // the client refuses by itself what it cannot send: nothing has left
  if (error instanceof AppError)
    return error.code === 'token_invalid'
      ? { next: 'stop', code: error.code, reach: 'account' }
      : { next: 'failed', code: error.code, graphCode: null }
  if (!(error instanceof GraphApiError) && !(error instanceof GraphNetworkError)) throw error
  const told = describeGraphError(error)
  if (told.mayHaveBeenAccepted) return { next: 'unknown' }
  if (told.code === 'network_failed')
    return { next: 'hold', code: told.code, waitMs: null, isTooFast: false }
  if (told.retry === 'never') return afterFinalRefusal(told)
  if (told.stops === 'number' || told.stops === 'account')
    return {
      next: 'hold',
      code: told.code,
      waitMs: told.retry === 'after_minutes' ? waitOf(told, 1, random) : told.retryAfterMs,
      isTooFast: told.code === 'rate_limited',
    }
  const waitMs = waitOf(told, attempt, random)
  if (!told.retryable || waitMs === null || attempt >= maxTries)
    return { next: 'failed', code: told.code, graphCode: told.graphCode }
  return { next: 'later', code: told.code, waitMs }
}

function waitOf(told: GraphErrorDescription, attempt: number, random: number): number | null {
  return retryDelayMs({ retry: told.retry, attempt, random, retryAfterMs: told.retryAfterMs })
}

function afterFinalRefusal(told: GraphErrorDescription): AfterAnswer {
  const { code, graphCode } = told
  if (told.stops === 'account') return { next: 'stop', code, reach: 'account' }
  if (told.stops === 'marketing') return { next: 'stop', code, reach: 'marketing' }
  const isHeld = graphCode !== null && heldTemplates.has(graphCode)
  if (told.stops === 'number' || isHeld) return { next: 'stop', code, reach: 'broadcast' }
  return { next: 'failed', code, graphCode }
}

/** Why the app itself pauses a broadcast. */
export type PauseCode = NonNullable<Broadcast['pauseCode']>
