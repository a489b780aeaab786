import type { RetryRule } from './error-table.ts'

/** Waits grow from `baseMs` by doubling and never pass `capMs`. */
export interface BackoffLimits {
  readonly baseMs: number
  readonly capMs: number
}

const defaultLimits: BackoffLimits = { baseMs: 1_000, capMs: 5 * 60_000 }
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const maxPairSeconds = 60 * 60

/**
 * Wait before try `attempt` + 1 with full jitter: anywhere between nothing and the doubled wait, so
 * that many jobs that failed together do not come back together.
 *
 * @param attempt tries that failed so far, from 1
 * @param random a value in [0, 1)
 * @returns milliseconds
 */
export function backoffDelayMs(
  attempt: number,
  random: number,
  limits: BackoffLimits = defaultLimits,
): number {
  const ceiling = Math.min(limits.capMs, limits.baseMs * 2 ** (Math.max(1, attempt) - 1))
  return Math.round(ceiling * random)
}

/** Wait after a pair rate refusal: 4^n seconds, at most an hour (Meta: Cloud API error codes). */
export function pairDelayMs(attempt: number): number {
  return Math.min(maxPairSeconds, 4 ** Math.max(1, attempt)) * 1000
}

export interface RetryQuestion {
  readonly retry: RetryRule
  /** Tries that failed so far, from 1. */
  readonly attempt: number
  /** A value in [0, 1). */
  readonly random: number
  /** What the server asked for (`estimated_time_to_regain_access`, `Retry-After`). */
  readonly retryAfterMs?: number | null
}

/**
 * Milliseconds to wait before the same call may be made again, or null for never. The server's own
 * word is a lower bound.
 */
export function retryDelayMs(question: RetryQuestion): number | null {
  const own = ownDelayMs(question)
  if (own === null) return null
  const asked = question.retryAfterMs ?? 0
  return asked > own ? asked + Math.round(minuteMs * 0.1 * question.random) : own
}

function ownDelayMs({ retry, attempt, random }: RetryQuestion): number | null {
  switch (retry) {
    case 'never':
      return null
    case 'backoff':
      return backoffDelayMs(attempt, random)
    case 'pair':
      return pairDelayMs(attempt)
    case 'after_minutes':
      return Math.max(1, attempt) * minuteMs + Math.round(minuteMs * random)
    case 'not_before_24h':
      return dayMs
  }
}
