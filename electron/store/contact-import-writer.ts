import type { ContactColumns, Rejection } from '../core/imports/import-batch.ts'
import {
  packAgain,
  packedColumns,
  unpackContacts,
  type PackedBatch,
  type PackedColumn,
  type PackedContacts,
} from '../core/imports/pack-contacts.ts'
import { updateKnown, type KnownOutcome } from './contact-import-known.ts'
import { insertFresh } from './contact-import-fresh.ts'
import { KnownMet, textOf, type ImportWriting } from './import-row-parts.ts'
import { writeOrders } from './order-import-writer.ts'
import type { WritableDatabase } from './database.ts'
import { identityKey } from './identity-key.ts'
import { all, run, statement } from './statement.ts'

export interface BatchCounts {
  added: number
  updated: number
  unchanged: number
  rejected: number
  landlines: number
}

/**
 * Writes a portion of an import, with its position and counters. Belongs into one transaction: what is
 * behind the position is on disk, what is not is read again.
 *
 * @throws KnownMet as `ImportWriting.assumesUnknown` says; the transaction may be undone by then.
 */
export function writeBatch(
  db: WritableDatabase,
  writing: ImportWriting,
  batch: PackedBatch,
): BatchCounts {
  const counts = { added: 0, updated: 0, unchanged: 0, rejected: 0, landlines: 0 }
  const rejections = [...batch.rejections]
  if (batch.contacts.size > 0)
    rejections.push(...writeContacts(db, writing, batch.contacts, counts))
  if (batch.orders.length > 0) rejections.push(...writeOrders(db, writing, batch.orders, counts))
  writeRejections(db, writing.stored.seq, rejections)
  counts.rejected = rejections.length
  run(
    db,
    `UPDATE contact_import SET position=$position, added=added+$added, updated=updated+$updated,
       unchanged=unchanged+$unchanged, rejected=rejected+$rejected, landlines=landlines+$landlines
     WHERE seq=$seq`,
    { ...counts, position: batch.position, seq: writing.stored.seq },
  )
  return counts
}

function writeRejections(
  db: WritableDatabase,
  importSeq: number,
  rejections: readonly Rejection[],
): void {
  const insert = statement(
    db,
    `INSERT INTO import_rejection (import_seq, row, line, column_title, reason, cell) VALUES (?,?,?,?,?,?)`,
  )
  for (const { row, line, column, reason, cell } of rejections)
    insert.run(importSeq, row, line, column, reason, cell)
}

/** Contacts that the store has by one of a row's keys, by the row's place in the portion. */
type Known = ReadonlyMap<number, number | 'two'>

function writeContacts(
  db: WritableDatabase,
  writing: ImportWriting,
  packed: PackedContacts,
  counts: BatchCounts,
): Rejection[] {
  counts.landlines += packed.landlines
  const known = writing.assumesUnknown ? nobodyKnown : findKnown(db, packed)
  if (known.size === 0) {
    if (writing.assumesUnknown) insertAsUnknown(db, writing, packed)
    else insertFresh(db, writing, packed)
    counts.added += packed.size
    return []
  }
  const contacts = unpackContacts(packed, textOf)
  const rejections: Rejection[] = []
  const fresh: number[] = []
  for (let at = 0; at < packed.size; at += 1) {
    const found = known.get(at)
    if (found === undefined) fresh.push(at)
    else if (found === 'two') rejections.push(rejectionOf(contacts, at, 'known_by_two'))
    else {
      const outcome: KnownOutcome = updateKnown(db, writing, contacts, at, found)
      if (outcome === 'known_by_two') rejections.push(rejectionOf(contacts, at, outcome))
      else counts[outcome] += 1
    }
  }
  if (fresh.length > 0) insertFresh(db, writing, packAgain(contacts, fresh, Buffer.from))
  counts.added += fresh.length
  return rejections
}

const nobodyKnown: Known = new Map()

/**
 * Takes a portion in on the assumption that nobody in it is known, which the keys' indexes hold to
 * account: a key that is there is refused. Cheaper than to look each key up and then have it looked up
 * again.
 *
 * @throws KnownMet
 */
function insertAsUnknown(
  db: WritableDatabase,
  writing: ImportWriting,
  packed: PackedContacts,
): void {
  if (packed.hasOnlyEmails && all(db, lookUps.email, { rows: packed.rows }).length > 0)
    throw new KnownMet()
  try {
    insertFresh(db, writing, packed)
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error
    throw new KnownMet(undefined, { cause: error })
  }
}

function rejectionOf(contacts: ContactColumns, at: number, reason: Rejection['reason']): Rejection {
  return {
    row: contacts.row[at]!,
    line: contacts.line[at]!,
    column: null,
    reason,
    cell: contacts.externalId[at] ?? contacts.waId[at] ?? '',
  }
}

/** Looks all keys of a portion up at once. */
function findKnown(db: WritableDatabase, packed: PackedContacts): Known {
  const known = new Map<number, number | 'two'>()
  const { rows, hasUsernames, hasOnlyEmails } = packed
  const look = (text: string) => {
    for (const { at, seq } of all<{ at: number; seq: number }>(db, text, { rows })) {
      const other = known.get(at)
      known.set(at, other === undefined || other === seq ? seq : 'two')
    }
  }
  look(lookUps.waId)
  if (hasUsernames) look(lookUps.username)
  look(lookUps.externalId)
  if (hasOnlyEmails) look(lookUps.email)
  return known
}

const wantedValue = (column: PackedColumn) =>
  `(wanted.value->>${String(packedColumns.indexOf(column))})`
const wanted = 'SELECT wanted.key AS at, contact.seq FROM jsonb_each(CAST($rows AS TEXT)) wanted'

const byIdentity = (kind: string, value: string) =>
  `${wanted} CROSS JOIN contact_identity identity ON identity.lookup_key=${identityKey(`'${kind}'`, value)}
     AND identity.replaced_at IS NULL
   CROSS JOIN contact ON contact.id=identity.contact_id`

/** The first three are unique, each by an index. */
const lookUps = {
  waId: byIdentity('wa_id', wantedValue('waId')),
  username: byIdentity('username', wantedValue('username')),
  externalId: `${wanted} CROSS JOIN contact ON contact.external_id=${wantedValue('externalId')}`,
  // emails of those only who have nothing else to be known by
  email: `${wanted} CROSS JOIN contact ON contact.email=${wantedValue('email')}
    WHERE ${wantedValue('numberType')} IS NULL AND ${wantedValue('externalId')} IS NULL AND ${wantedValue('username')} IS NULL`,
} as const
