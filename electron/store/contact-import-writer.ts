import type { ContactColumns, Rejection } from '../core/imports/import-batch.ts'
import {
  elementsOf,
  factsOf,
  packedColumns,
  unpackContacts,
  type PackedBatch,
  type PackedContacts,
} from '../core/imports/pack-contacts.ts'
import { updateKnown, type KnownOutcome } from './contact-import-known.ts'
import { insertFresh } from './contact-import-fresh.ts'
import { textOf, type ImportWriting } from './import-row-parts.ts'
import { writeOrders } from './order-import-writer.ts'
import type { WritableDatabase } from './database.ts'
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
  if (insertAsUnknown(db, writing, packed)) {
    counts.added += packed.size
    return []
  }
  const known = findKnown(db, packed)
  if (known.size === 0) meetsKnown.delete(writing.stored)
  else meetsKnown.add(writing.stored)
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
  if (fresh.length > 0) insertFresh(db, writing, packedAgain(contacts, fresh))
  counts.added += fresh.length
  return rejections
}

/** Imports whose last portion had somebody who is known, so that the next one is likely to have, too. */
const meetsKnown = new WeakSet<object>()

/**
 * Takes a portion in on the assumption that nobody in it is known, which the keys' indexes hold to
 * account: a key that is there is refused. Cheaper than to look each key up and then have it looked up
 * again. Returns whether it is in; if not, nothing of it is.
 */
function insertAsUnknown(
  db: WritableDatabase,
  writing: ImportWriting,
  packed: PackedContacts,
): boolean {
  if (meetsKnown.has(writing.stored)) return false
  if (packed.hasOnlyEmails && all(db, lookUps.email, { rows: packed.people }).length > 0)
    return false
  try {
    db.transaction(() => insertFresh(db, writing, packed))()
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error
    return false
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

/** Those of a portion that nobody is known by. */
function packedAgain(contacts: ContactColumns, places: readonly number[]): PackedContacts {
  const { people, identities, entries, rest, tokens } = elementsOf(contacts, places)
  const bytesOf = (elements: string) => Buffer.from(`[${elements}]`)
  return {
    ...factsOf(contacts, places),
    people: bytesOf(people),
    identities: bytesOf(identities),
    entries: bytesOf(entries),
    rest: bytesOf(rest),
    tokens: bytesOf(tokens),
  }
}

/** Looks all keys of a portion up at once. */
function findKnown(db: WritableDatabase, packed: PackedContacts): Known {
  const known = new Map<number, number | 'two'>()
  const { people, identities, hasUsernames, hasOnlyEmails } = packed
  const look = (text: string, rows: Uint8Array) => {
    for (const { at, seq } of all<{ at: number; seq: number }>(db, text, { rows })) {
      const other = known.get(at)
      known.set(at, other === undefined || other === seq ? seq : 'two')
    }
  }
  look(lookUps.waId, identities)
  if (hasUsernames) look(lookUps.username, identities)
  look(lookUps.externalId, people)
  if (hasOnlyEmails) look(lookUps.email, people)
  return known
}

const ofPerson = (column: (typeof packedColumns.people)[number]) =>
  `wanted.value->>${String(packedColumns.people.indexOf(column))}`
const ofIdentity = (column: (typeof packedColumns.identities)[number]) =>
  `wanted.value->>${String(packedColumns.identities.indexOf(column))}`
const wanted = 'SELECT wanted.key AS at, contact.seq FROM jsonb_each(CAST($rows AS TEXT)) wanted'

const byIdentity = (kind: string, value: string) =>
  `${wanted} CROSS JOIN contact_identity identity ON identity.kind='${kind}' AND identity.value=${value}
     AND identity.replaced_at IS NULL
   CROSS JOIN contact ON contact.id=identity.contact_id`

/** The first three are unique, each by an index. */
const lookUps = {
  waId: byIdentity('wa_id', ofIdentity('waId')),
  username: byIdentity('username', ofIdentity('username')),
  externalId: `${wanted} CROSS JOIN contact ON contact.external_id=${ofPerson('externalId')}`,
  // emails of those only who have nothing else to be known by
  email: `${wanted} CROSS JOIN contact ON contact.email=${ofPerson('email')}
    WHERE ${ofPerson('numberType')} IS NULL AND ${ofPerson('externalId')} IS NULL AND ${ofPerson('username')} IS NULL`,
} as const
