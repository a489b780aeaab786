import { createHmac, randomBytes } from 'node:crypto'
import { recordConsent } from './consent-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { readValue, writeValue } from './settings-store.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

/**
 * Keys that outlive a forgotten contact, as an HMAC. A username is one where nothing else was known of the
 * person: it can be handed on, and then a no too many is the smaller harm.
 */
export type SuppressedKind = 'wa_id' | 'bsuid' | 'username'

/** A no that is kept for a key whose contact was forgotten. */
export interface Suppression {
  readonly purpose: string
  /** When the person said no, Unix ms. */
  readonly at: number
  /** The person's own act, seen by the app: only their own yes takes it back. */
  readonly isByPerson: boolean
}

const keySetting = 'suppression_key'

/**
 * Key of the HMACs, random and made once per workspace. It lies in the encrypted store, so that what
 * is kept of a number can be compared with a number and cannot be tried out without the store.
 */
function readKey(db: ReadableDatabase): Buffer | null {
  const hex = readValue(db, keySetting)
  return hex === null ? null : Buffer.from(hex, 'hex')
}

function makeKey(db: WritableDatabase): Buffer {
  const known = readKey(db)
  if (known) return known
  const made = randomBytes(32)
  writeValue(db, keySetting, made.toString('hex'))
  return made
}

/** The kind goes in, so that a number and an id of the same digits are two things. */
function hmacOf(key: Buffer, kind: SuppressedKind, value: string): string {
  const plain =
    kind === 'wa_id' ? value.replace(/\D/g, '') : kind === 'username' ? value.toLowerCase() : value
  return createHmac('sha256', key).update(`${kind}:${plain}`).digest('hex')
}

/** Keeps a no for a key; the later one of two counts. Inside the transaction that forgets the contact. */
export function suppress(
  db: WritableDatabase,
  kind: SuppressedKind,
  value: string,
  purpose: string,
  at: number,
  isByPerson = true,
): void {
  run(
    db,
    `INSERT INTO suppression (kind, value_hmac, purpose, at, is_by_person)
     VALUES ($kind, $hmac, $purpose, $at, $isByPerson)
     ON CONFLICT (kind, value_hmac, purpose) DO UPDATE SET
       at=max(at, excluded.at), is_by_person=max(is_by_person, excluded.is_by_person)`,
    { kind, hmac: hmacOf(makeKey(db), kind, value), purpose, at, isByPerson: isByPerson ? 1 : 0 },
  )
}

/** The person took the no back: nothing is left to be kept for this key and purpose. */
export function unsuppress(
  db: WritableDatabase,
  kind: SuppressedKind,
  value: string,
  purpose: string,
): void {
  const key = readKey(db)
  if (!key) return
  run(db, 'DELETE FROM suppression WHERE kind=$kind AND value_hmac=$hmac AND purpose=$purpose', {
    kind,
    hmac: hmacOf(key, kind, value),
    purpose,
  })
}

/** False while no no is kept at all, so that bulk work need not ask for every row. */
export function hasSuppressions(db: ReadableDatabase): boolean {
  return one(db, 'SELECT 1 AS found FROM suppression LIMIT 1') !== undefined
}

/** What is kept for a key: one line per purpose that there still is, none where nobody with it said no. */
export function suppressionsOf(
  db: ReadableDatabase,
  kind: SuppressedKind,
  value: string,
): Suppression[] {
  const key = readKey(db)
  if (!key) return []
  return all<{ purpose: string; at: number; is_by_person: number }>(
    db,
    `SELECT purpose, at, is_by_person FROM suppression WHERE kind=$kind AND value_hmac=$hmac
       AND purpose IN (SELECT key FROM consent_purpose) ORDER BY purpose`,
    { kind, hmac: hmacOf(key, kind, value) },
  ).map((row) => ({ purpose: row.purpose, at: row.at, isByPerson: row.is_by_person === 1 }))
}

export function isSuppressed(
  db: ReadableDatabase,
  kind: SuppressedKind,
  value: string,
  purpose: string,
): boolean {
  return suppressionsOf(db, kind, value).some((kept) => kept.purpose === purpose)
}

/**
 * A key came (back) to a contact: a no that was kept for it is written into the ledger again, with the
 * time at which it was said. To be called for every key that a contact gets. Returns the purposes.
 */
export function recordSuppressions(
  db: WritableDatabase,
  clock: WriteClock,
  contactId: string,
  kind: SuppressedKind,
  value: string,
): string[] {
  const kept = suppressionsOf(db, kind, value)
  for (const { purpose, at, isByPerson } of kept)
    recordConsent(db, clock, {
      contactId,
      purpose,
      state: 'withdrawn',
      source: 'suppression',
      isByPerson,
      recordedBy: 'groupkeeper',
      at,
    })
  return kept.map((suppression) => suppression.purpose)
}
