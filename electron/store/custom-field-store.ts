import type { CallOutput } from '../../shared/ipc/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

type CustomField = CallOutput<'customFields.save'>

/** The owner's own fields, in the order in which they were made. */
export function listCustomFields(db: ReadableDatabase): CustomField[] {
  return all<CustomField>(db, 'SELECT key, label, type FROM custom_field ORDER BY position, key')
}

/**
 * Makes a field or renames it.
 *
 * @throws AppError `conflict` where it would become of another type: its values would be none of it.
 */
export function saveCustomField(
  db: WritableDatabase,
  clock: WriteClock,
  field: CustomField,
): CustomField {
  const known = one<{ type: string }>(db, 'SELECT type FROM custom_field WHERE key=$key', {
    key: field.key,
  })
  if (known && known.type !== field.type)
    throw new AppError('conflict', {
      field: 'type',
      message: 'The field has another type, and values of it. Make another field.',
    })
  run(
    db,
    `INSERT INTO custom_field (key, label, type, position, created_at)
     VALUES ($key, $label, $type, (SELECT coalesce(max(position),0)+1 FROM custom_field), $now)
     ON CONFLICT (key) DO UPDATE SET label=excluded.label`,
    { key: field.key, label: field.label, type: field.type, now: clock.now },
  )
  return field
}

/** @throws AppError `not_found`. */
export function requireCustomField(db: ReadableDatabase, key: string): void {
  if (one(db, 'SELECT 1 AS found FROM custom_field WHERE key=$key', { key }) === undefined)
    throw new AppError('not_found', { field: 'key', message: 'There is no such field.' })
}

/** Takes the field's values out of some contacts; returns the last one looked at, null at the end. */
export function clearCustomField(
  db: WritableDatabase,
  key: string,
  afterSeq: number,
  limit: number,
): number | null {
  const last = one<{ seq: number | null }>(
    db,
    'SELECT max(seq) AS seq FROM (SELECT seq FROM contact WHERE seq>$afterSeq ORDER BY seq LIMIT $limit)',
    { afterSeq, limit },
  )!.seq
  if (last === null) return null
  run(
    db,
    `UPDATE contact SET custom=json_remove(custom,$path)
     WHERE seq>$afterSeq AND seq<=$last AND json_type(custom,$path) IS NOT NULL`,
    { path: `$.${key}`, afterSeq, last },
  )
  return last
}

export function deleteCustomField(db: WritableDatabase, key: string): void {
  run(db, 'DELETE FROM custom_field WHERE key=$key', { key })
}
