import type { ErrorReply } from './errors.ts'

/** The reply to every call. Nothing is thrown across a host: structured clone would lose the code. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorReply }

export function succeed<T>(value: T): Reply<T> {
  return { ok: true, value }
}

export function fail<T = never>(error: ErrorReply): Reply<T> {
  return { ok: false, error }
}
