import type { CallOutput } from '../../shared/ipc/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'

export interface PurposeRow {
  readonly key: string
  /** Empty for the built-in ones. */
  readonly name: string
  readonly is_builtin: number
}

export function listPurposes(db: ReadableDatabase): CallOutput<'consentPurposes.list'>['purposes'] {
  return all<PurposeRow & { given: number; withdrawn: number }>(
    db,
    `SELECT key, name, is_builtin,
       (SELECT count(*) FROM consent_state WHERE purpose=key AND state='given') AS given,
       (SELECT count(*) FROM consent_state WHERE purpose=key AND state='withdrawn') AS withdrawn
     FROM consent_purpose
     ORDER BY is_builtin DESC, CASE key WHEN 'service' THEN 0 WHEN 'marketing' THEN 1 ELSE 2 END, created_at, key`,
  ).map((row) => ({
    key: row.key,
    name: row.name,
    isBuiltin: row.is_builtin === 1,
    given: row.given,
    withdrawn: row.withdrawn,
  }))
}

export function findPurpose(db: ReadableDatabase, key: string): PurposeRow | null {
  return (
    one<PurposeRow>(db, 'SELECT key, name, is_builtin FROM consent_purpose WHERE key=$key', {
      key,
    }) ?? null
  )
}

/** @throws AppError `not_found`. */
export function requirePurpose(db: ReadableDatabase, key: string): PurposeRow {
  const purpose = findPurpose(db, key)
  if (!purpose)
    throw new AppError('not_found', {
      field: 'purpose',
      message: 'There is no such purpose. Add it to the purposes first.',
    })
  return purpose
}

/** Purposes that a person means who says stop: all that the shop writes for. Groups are left in WhatsApp. */
export function writingPurposes(db: ReadableDatabase): string[] {
  return all<{ key: string }>(
    db,
    `SELECT key FROM consent_purpose WHERE key<>'group' ORDER BY is_builtin DESC, key`,
  ).map((row) => row.key)
}

export function savePurpose(db: WritableDatabase, now: number, key: string, name: string): void {
  run(
    db,
    `INSERT INTO consent_purpose (key, name, is_builtin, created_at) VALUES ($key, $name, 0, $now)
     ON CONFLICT (key) DO UPDATE SET name=excluded.name`,
    { key, name, now },
  )
}

/** What still speaks of a purpose: entries, texts, campaigns, messages, broadcasts, and a no that is kept of somebody forgotten. */
export function usesOfPurpose(db: ReadableDatabase, key: string): number {
  return one<{ n: number }>(
    db,
    `SELECT (SELECT count(*) FROM (SELECT 1 FROM consent_state WHERE purpose=$key LIMIT 1000))
       + (SELECT count(*) FROM legal_text WHERE purpose=$key)
       + (SELECT count(*) FROM signup_campaign WHERE purpose=$key)
       + (SELECT count(*) FROM (SELECT 1 FROM direct_message WHERE purpose=$key LIMIT 1000))
       + (SELECT count(*) FROM broadcast WHERE purpose=$key)
       + (SELECT count(*) FROM suppression WHERE purpose=$key) AS n`,
    { key },
  )!.n
}

export function deletePurpose(db: WritableDatabase, key: string): void {
  run(db, 'DELETE FROM consent_purpose WHERE key=$key AND is_builtin=0', { key })
}
