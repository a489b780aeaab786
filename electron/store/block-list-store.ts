import type { z } from 'zod'
import type { blockListEntry } from '../../shared/domain/screening.ts'
import { AppError } from '../../shared/errors.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import { maskNumber } from '../core/contacts/mask-number.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { identityKey } from './identity-key.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

export interface NewBlockListEntry {
  /** Digits without `+`. */
  readonly waId: string
  readonly reason: string
}

export interface BlockListImport {
  readonly added: number
  readonly updated: number
}

/** Takes entries in; a number that is on the list already gets the newer reason and source. */
export function upsertBlockList(
  db: WritableDatabase,
  clock: WriteClock,
  source: string,
  entries: readonly NewBlockListEntry[],
): BlockListImport {
  let added = 0
  let updated = 0
  for (const { waId, reason } of entries) {
    const known = one<{ reason: string; source: string }>(
      db,
      'SELECT reason, source FROM block_list_entry WHERE wa_id=$waId',
      { waId },
    )
    if (known?.reason === reason && known.source === source) continue
    run(
      db,
      `INSERT INTO block_list_entry (id, wa_id, reason, source, at) VALUES ($id, $waId, $reason, $source, $now)
       ON CONFLICT (wa_id) DO UPDATE SET reason=excluded.reason, source=excluded.source, at=excluded.at`,
      { id: clock.newId(), waId, reason, source, now: clock.now },
    )
    if (known) updated += 1
    else added += 1
  }
  return { added, updated }
}

/** Contacts who have one of these numbers now; the list says something about them. */
export function contactsWithNumbers(db: ReadableDatabase, waIds: readonly string[]): number[] {
  return all<{ seq: number }>(
    db,
    `SELECT contact.seq FROM json_each($waIds) AS chosen
     CROSS JOIN contact_identity ON lookup_key=${identityKey("'wa_id'", 'chosen.value')} AND replaced_at IS NULL
     JOIN contact ON contact.id=contact_identity.contact_id WHERE contact.binned_at IS NULL`,
    { waIds: JSON.stringify(waIds) },
  ).map((row) => row.seq)
}

/** Newest first. */
export function listBlockList(db: ReadableDatabase, input: ParsedInput<'blockList.list'>) {
  const [at, id] = input.cursor === undefined ? [null, null] : decodeCursor(input.cursor, 2)
  const total = one<{ n: number }>(db, 'SELECT count(*) AS n FROM block_list_entry')!.n
  const rows = all<{
    id: string
    wa_id: string
    reason: string
    source: string
    at: number
    contact_id: string | null
  }>(
    db,
    `SELECT entry.id, entry.wa_id, entry.reason, entry.source, entry.at, contact.id AS contact_id
     FROM block_list_entry entry
     LEFT JOIN contact_identity identity ON identity.lookup_key=${identityKey("'wa_id'", 'entry.wa_id')} AND identity.replaced_at IS NULL
     LEFT JOIN contact ON contact.id=identity.contact_id AND contact.binned_at IS NULL
     WHERE $id IS NULL OR (entry.at, entry.id) < ($at, $id)
     ORDER BY entry.at DESC, entry.id DESC LIMIT $limit`,
    { at: at ?? null, id: id ?? null, limit: input.limit + 1 },
  )
  return toPage(
    rows,
    input.limit,
    total,
    (row) => [row.at, row.id],
    (row): z.infer<typeof blockListEntry> => ({
      entryId: row.id,
      maskedNumber: maskNumber(`+${row.wa_id}`),
      reason: row.reason,
      source: row.source,
      at: row.at,
      contactId: row.contact_id,
    }),
  )
}

/**
 * Takes an entry off the list. Returns the keys of contacts who have its number.
 *
 * @throws AppError `not_found`.
 */
export function removeBlockListEntry(db: WritableDatabase, entryId: string): number[] {
  const row = one<{ wa_id: string }>(db, 'SELECT wa_id FROM block_list_entry WHERE id=$entryId', {
    entryId,
  })
  if (!row)
    throw new AppError('not_found', {
      field: 'entryId',
      message: 'This entry is no longer on the list.',
    })
  run(db, 'DELETE FROM block_list_entry WHERE id=$entryId', { entryId })
  return contactsWithNumbers(db, [row.wa_id])
}
