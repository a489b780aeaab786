import { createHmac, randomBytes } from 'node:crypto'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { readValue, writeValue } from './settings-store.ts'
import { all, one, run } from './statement.ts'

export type SuppressedKind = 'wa_id' | 'bsuid'

/** Stands among the settings; without it the HMACs say nothing. */
const keySetting = 'suppression.key'

function hmacOf(key: string, kind: SuppressedKind, value: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(`${kind}:${value}`).digest('hex')
}

/** Whether somebody who was forgotten said no to anything; with an empty list nothing is worked out. */
export function hasSuppressions(db: ReadableDatabase): boolean {
  return one(db, 'SELECT 1 AS found FROM suppression LIMIT 1') !== undefined
}

/** What the owner of this key said no to, before the shop forgot them. */
export function suppressedPurposes(
  db: ReadableDatabase,
  kind: SuppressedKind,
  value: string,
): { readonly purpose: string; readonly at: number }[] {
  const key = readValue(db, keySetting)
  if (key === null) return []
  return all(
    db,
    'SELECT purpose, at FROM suppression WHERE kind=$kind AND value_hmac=$hmac ORDER BY purpose',
    { kind, hmac: hmacOf(key, kind, value) },
  )
}

/** Whether the owner of this key said no to anything. */
export function isSuppressed(db: ReadableDatabase, kind: SuppressedKind, value: string): boolean {
  return suppressedPurposes(db, kind, value).length > 0
}

/**
 * Keeps that the owner of this key said no, without keeping the key.
 *
 * @param at when they said so, Unix ms.
 */
export function suppress(
  db: WritableDatabase,
  kind: SuppressedKind,
  value: string,
  purpose: string,
  at: number,
): void {
  let key = readValue(db, keySetting)
  if (key === null) writeValue(db, keySetting, (key = randomBytes(32).toString('hex')))
  run(
    db,
    `INSERT INTO suppression (kind, value_hmac, purpose, at) VALUES ($kind, $hmac, $purpose, $at)
     ON CONFLICT DO UPDATE SET at=max(at, excluded.at)`,
    { kind, hmac: hmacOf(key, kind, value), purpose, at },
  )
}
