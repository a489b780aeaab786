import { hash } from 'node:crypto'
import type { UnknownUpdate, UpdateError } from './parsed-update.ts'

/** Where in a body an update was found: what all updates of one change have in common. */
export interface ChangeContext {
  readonly field: string
  readonly wabaId: string | null
  readonly phoneNumberId: string | null
  /** Of the entry; some fields know no other time. */
  readonly entryTimeMs: number | null
  readonly receivedAtMs: number
}

/** The part of every update that does not depend on its kind. */
export interface UpdateHead {
  readonly dedupKey: string
  readonly at: number
  readonly field: string
  readonly wabaId: string | null
  readonly phoneNumberId: string | null
  readonly raw: string
}

/** Beyond this, JavaScript has no date and the store no integer that it could give back. */
const lastMomentMs = 8_640_000_000_000_000

/**
 * @param keyParts what tells this update from every other one; equal in a second delivery
 * @param timeMs when it happened, or null to fall back on the entry and then on the arrival
 */
export function headOf(
  context: ChangeContext,
  item: unknown,
  keyParts: readonly unknown[],
  timeMs: number | null | undefined,
): UpdateHead {
  return {
    dedupKey: digest(keyParts),
    at: Math.min(timeMs ?? context.entryTimeMs ?? context.receivedAtMs, lastMomentMs),
    field: context.field,
    wabaId: context.wabaId,
    phoneNumberId: context.phoneNumberId,
    raw: rawOf(context.field, item),
  }
}

/**
 * Time for the key of an update that carries none. Without an entry time it is the arrival: an
 * alarm shown twice costs less than one taken for a repetition of last month's.
 */
export function timeKey(context: ChangeContext): number {
  return context.entryTimeMs ?? context.receivedAtMs
}

/** Keeps what cannot be read, so that it can be shown and nothing is lost. */
export function unknownUpdate(
  context: ChangeContext,
  item: unknown,
  why: UnknownUpdate['why'],
): UnknownUpdate {
  const raw = rawOf(context.field, item)
  const head = headOf(context, null, ['unknown', raw, context.entryTimeMs], null)
  return { ...head, raw, kind: 'unknown', why }
}

export function toUpdateErrors(
  errors: readonly { code: number; title?: string | undefined }[] | undefined,
): readonly UpdateError[] {
  return (errors ?? []).map((error) => ({ code: error.code, title: error.title ?? '' }))
}

/** The empty string counts as absent: nobody and nothing is named by it. */
export function orNull(value: string | null | undefined): string | null {
  return value === undefined || value === '' ? null : value
}

function digest(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url')
}

function rawOf(field: string, item: unknown): string {
  try {
    return JSON.stringify({ field, value: item })
  } catch {
    // Nested deeper than can be written again; the shape is worthless, the fact is not.
    return JSON.stringify({ field, value: null, note: 'nested too deep' })
  }
}
