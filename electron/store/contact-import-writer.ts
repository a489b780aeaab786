import type { ContactColumns, ImportBatch, Rejection } from '../core/imports/import-batch.ts'
import { updateKnown, type KnownOutcome } from './contact-import-known.ts'
import {
  addConsent,
  carryOverNo,
  consentOf,
  isOutweighed,
  tagSeq,
  tagsOf,
  type ImportWriting,
} from './import-row-parts.ts'
import { writeOrders } from './order-import-writer.ts'
import type { WritableDatabase } from './database.ts'
import { all, one, run, statement } from './statement.ts'
import { hasSuppressions } from './suppression.ts'

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
  batch: ImportBatch,
): BatchCounts {
  const counts = { added: 0, updated: 0, unchanged: 0, rejected: 0, landlines: 0 }
  const rejections = [...batch.rejections]
  if (batch.contacts.id.length > 0)
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
  contacts: ContactColumns,
  counts: BatchCounts,
): Rejection[] {
  const known = findKnown(db, contacts)
  const rejections: Rejection[] = []
  const fresh: number[] = []
  for (let at = 0; at < contacts.id.length; at += 1) {
    const found = known.get(at)
    if (found === undefined) fresh.push(at)
    else if (found === 'two') rejections.push(rejectionOf(contacts, at, 'known_by_two'))
    else {
      const outcome: KnownOutcome = updateKnown(db, writing, contacts, at, found)
      if (outcome === 'known_by_two') rejections.push(rejectionOf(contacts, at, outcome))
      else counts[outcome] += 1
    }
    if (contacts.numberType[at] === 'landline') counts.landlines += 1
  }
  insertFresh(db, writing, contacts, fresh)
  counts.added += fresh.length
  return rejections
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
function findKnown(db: WritableDatabase, contacts: ContactColumns): Known {
  const known = new Map<number, number | 'two'>()
  const note = (at: number, seq: number) => {
    const other = known.get(at)
    known.set(at, other === undefined || other === seq ? seq : 'two')
  }
  const lookUp = (values: readonly (string | null)[], text: string) => {
    if (values.every((value) => value === null)) return
    const rows = all<{ at: number; seq: number }>(db, text, { values: JSON.stringify(values) })
    for (const { at, seq } of rows) note(at, seq)
  }
  lookUp(contacts.waId, byIdentity('wa_id'))
  lookUp(contacts.username, byIdentity('username'))
  lookUp(
    contacts.externalId,
    `SELECT wanted.key AS at, contact.seq FROM json_each($values) wanted
     CROSS JOIN contact ON contact.external_id=wanted.value`,
  )
  lookUp(
    contacts.email.map((email, at) =>
      contacts.waId[at] === null && contacts.externalId[at] === null && !contacts.username[at]
        ? email
        : null,
    ),
    `SELECT wanted.key AS at, contact.seq FROM json_each($values) wanted
     CROSS JOIN contact ON contact.email=wanted.value`,
  )
  return known
}

const byIdentity = (kind: 'wa_id' | 'username') =>
  `SELECT wanted.key AS at, contact.seq FROM json_each($values) wanted
   CROSS JOIN contact_identity identity ON identity.kind='${kind}' AND identity.value=wanted.value AND identity.replaced_at IS NULL
   CROSS JOIN contact ON contact.id=identity.contact_id`

/** Table by table: each stays near where it was written last. */
function insertFresh(
  db: WritableDatabase,
  writing: ImportWriting,
  contacts: ContactColumns,
  fresh: readonly number[],
): void {
  if (fresh.length === 0) return
  const { last } = one<{ last: number | null }>(db, 'SELECT max(seq) AS last FROM contact')!
  const firstSeq = (last ?? 0) + 1
  insertContacts(db, writing, contacts, fresh, firstSeq)
  insertIdentities(db, writing, contacts, fresh)
  insertConsent(db, writing, contacts, fresh)
  insertTags(db, writing, contacts, fresh, firstSeq)
  const addNote = statement(
    db,
    'INSERT INTO contact_note (id, contact_id, text, written_by, at) VALUES (?,?,?,?,?)',
  )
  const index = statement(db, 'INSERT INTO contact_search (rowid, tokens) VALUES (?,?)')
  fresh.forEach((at, place) => {
    const note = contacts.note[at]
    if (note)
      addNote.run(
        contacts.noteId[at],
        contacts.id[at],
        note,
        writing.stored.createdBy,
        writing.clock.now,
      )
    index.run(firstSeq + place, contacts.tokens[at])
  })
}

function insertContacts(
  db: WritableDatabase,
  { stored, clock }: ImportWriting,
  contacts: ContactColumns,
  fresh: readonly number[],
  firstSeq: number,
): void {
  const insert = statement(
    db,
    `INSERT INTO contact (seq, id, display_name, sort_name, number_state, number_type, country, language,
       email, city, birthday, external_id, custom, source, import_seq, created_at, updated_at)
     VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,'import',?,?,?)`,
  )
  fresh.forEach((at, place) => {
    const username = contacts.username[at]
    insert.run(
      firstSeq + place,
      contacts.id[at],
      contacts.name[at] ?? (username ? `@${username}` : ''),
      contacts.sortName[at],
      contacts.waId[at] === null ? 'none' : 'valid',
      contacts.numberType[at],
      contacts.country[at],
      contacts.language[at],
      contacts.email[at],
      contacts.city[at],
      contacts.birthday[at],
      contacts.externalId[at],
      contacts.custom[at],
      stored.seq,
      clock.now,
      clock.now,
    )
  })
}

function insertIdentities(
  db: WritableDatabase,
  { clock }: ImportWriting,
  contacts: ContactColumns,
  fresh: readonly number[],
): void {
  const insert = statement(
    db,
    'INSERT INTO contact_identity (id, contact_id, kind, value, first_seen_at) VALUES (?,?,?,?,?)',
  )
  for (const at of fresh) {
    const waId = contacts.waId[at]
    if (waId) insert.run(contacts.identityId[at], contacts.id[at], 'wa_id', waId, clock.now)
    const username = contacts.username[at]
    if (username) insert.run(clock.newId(), contacts.id[at], 'username', username, clock.now)
  }
}

function insertConsent(
  db: WritableDatabase,
  writing: ImportWriting,
  contacts: ContactColumns,
  fresh: readonly number[],
): void {
  const isSuppressing = hasSuppressions(db)
  for (const at of fresh) {
    const contactId = contacts.id[at]!
    const refused = isSuppressing ? carryOverNoes(db, writing, contacts, at) : []
    const consent = consentOf(writing, contacts, at)
    if (consent && !isOutweighed(consent, refused)) addConsent(db, writing, contactId, consent)
  }
}

function carryOverNoes(
  db: WritableDatabase,
  writing: ImportWriting,
  contacts: ContactColumns,
  at: number,
): string[] {
  const keys = [
    ['wa_id', contacts.waId[at] ?? null],
    ['username', contacts.username[at] ?? null],
  ] as const
  return keys.flatMap(([kind, value]) =>
    value === null ? [] : carryOverNo(db, writing, contacts.id[at]!, kind, value),
  )
}

function insertTags(
  db: WritableDatabase,
  writing: ImportWriting,
  contacts: ContactColumns,
  fresh: readonly number[],
  firstSeq: number,
): void {
  const seqs = new Map<string, number>()
  const insert = statement(
    db,
    'INSERT OR IGNORE INTO contact_tag (contact_seq, tag_seq, added_at) VALUES (?,?,?)',
  )
  fresh.forEach((at, place) => {
    if (writing.options.tags.length === 0 && contacts.tags[at] === null) return
    for (const name of tagsOf(writing, contacts, at)) {
      let seq = seqs.get(name)
      if (seq === undefined) seqs.set(name, (seq = tagSeq(db, writing.clock, name)))
      insert.run(firstSeq + place, seq, writing.clock.now)
    }
  })
}
