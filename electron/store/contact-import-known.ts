import type { ImportOptions } from '../../shared/domain/contact-imports.ts'
import { sortName } from '../core/contacts/sort-name.ts'
import type { ContactColumns } from '../core/imports/import-batch.ts'
import {
  addConsent,
  carryOverNo,
  consentOf,
  isOutweighed,
  tagSeq,
  tagsOf,
  type ImportWriting,
} from './import-row-parts.ts'
import { restoreContact } from './bin-store.ts'
import { standingOf } from './consent-store.ts'
import { indexContact } from './contact-search.ts'
import type { WritableDatabase } from './database.ts'
import { one, run } from './statement.ts'

export type KnownOutcome = 'updated' | 'unchanged' | 'known_by_two'

interface KnownContact {
  readonly seq: number
  readonly id: string
  readonly display_name: string
  readonly number_type: string | null
  readonly number_state: string
  readonly country: string | null
  readonly language: string | null
  readonly email: string | null
  readonly city: string | null
  readonly birthday: string | null
  readonly external_id: string | null
  readonly custom: string
  readonly binned_at: number | null
  readonly wa_id: string | null
}

type Column =
  | 'display_name'
  | 'number_type'
  | 'number_state'
  | 'country'
  | 'language'
  | 'email'
  | 'city'
  | 'birthday'
  | 'external_id'
  | 'custom'
type Columns = Partial<Record<Column, string | null>>

/** A contact as it was before an import wrote to it, and what the import added around it. */
export interface BeforeImage {
  /** When the import wrote, Unix ms: who wrote later has the last word. */
  readonly at: number
  readonly columns: Columns
  readonly tags: readonly number[]
  readonly notes: readonly string[]
  /** Identity that was added, and the one that it took the place of. */
  readonly identity: { readonly added: number; readonly replaced: number | null } | null
}

/** Brings what a row has to a contact that is known. One in the bin is back: the shop names them as a customer. */
export function updateKnown(
  db: WritableDatabase,
  writing: ImportWriting,
  contacts: ContactColumns,
  at: number,
  seq: number,
): KnownOutcome {
  const known = one<KnownContact>(
    db,
    `SELECT contact.*, (SELECT value FROM contact_identity identity WHERE identity.contact_id=contact.id
       AND identity.kind='wa_id' AND identity.replaced_at IS NULL LIMIT 1) AS wa_id
     FROM contact WHERE seq=$seq`,
    { seq },
  )!
  if (known.binned_at !== null) restoreContact(db, known.id)
  const columns = differing(known, contacts, at, writing.options.onKnown)
  if (columns.external_id && isTaken(db, columns.external_id, seq)) return 'known_by_two'
  const identity = changeNumber(db, writing, known, contacts, at, columns)
  const tags = addTags(db, writing, contacts, at, seq)
  const notes = addNote(db, writing, known.id, contacts, at)
  const hasConsent = addFreshConsent(db, writing, known.id, contacts, at)
  const isWritten =
    Object.keys(columns).length > 0 || tags.length > 0 || notes.length > 0 || identity !== null
  if (!isWritten && !hasConsent) return 'unchanged'
  const before: BeforeImage = {
    at: writing.clock.now,
    columns: Object.fromEntries(
      (Object.keys(columns) as Column[]).map((column) => [column, known[column]]),
    ),
    tags,
    notes,
    identity,
  }
  run(
    db,
    'INSERT OR IGNORE INTO import_change (import_seq, contact_seq, before) VALUES ($importSeq, $seq, $before)',
    { importSeq: writing.stored.seq, seq, before: JSON.stringify(before) },
  )
  writeColumns(db, seq, columns, writing.clock.now)
  if (isWritten) indexContact(db, known.id)
  return 'updated'
}

/** Values of the file that are to replace those of the contact. */
function differing(
  known: KnownContact,
  contacts: ContactColumns,
  at: number,
  onKnown: ImportOptions['onKnown'],
): Columns {
  const columns: Columns = {}
  const offer = (column: Column, isEmpty: boolean, value: string | null | undefined) => {
    if (typeof value !== 'string' || value === known[column]) return
    if (isEmpty || onKnown === 'overwrite') columns[column] = value
  }
  const name = known.display_name
  offer('display_name', name === '' || /^(\+[0-9]|@)/.test(name), contacts.name[at])
  offer('email', known.email === null, contacts.email[at])
  offer('city', known.city === null, contacts.city[at])
  offer('birthday', known.birthday === null, contacts.birthday[at])
  offer('language', known.language === null, contacts.language[at])
  offer('external_id', known.external_id === null, contacts.externalId[at])
  const custom = mergedCustom(known.custom, contacts.custom[at] ?? '{}', onKnown)
  if (custom !== null) columns.custom = custom
  if (known.wa_id !== null && known.wa_id === contacts.waId[at])
    offer('number_type', known.number_type === null, contacts.numberType[at])
  return columns
}

function mergedCustom(
  known: string,
  told: string,
  onKnown: ImportOptions['onKnown'],
): string | null {
  if (told === '{}') return null
  const before = JSON.parse(known) as Record<string, string>
  const fresh = JSON.parse(told) as Record<string, string>
  const merged = onKnown === 'overwrite' ? { ...before, ...fresh } : { ...fresh, ...before }
  const isSame = Object.keys(merged).every((key) => merged[key] === before[key])
  return isSame ? null : JSON.stringify(merged)
}

function isTaken(db: WritableDatabase, externalId: string, seq: number): boolean {
  return (
    one(db, 'SELECT 1 AS found FROM contact WHERE external_id=$externalId AND seq<>$seq', {
      externalId,
      seq,
    }) !== undefined
  )
}

/** A number for who has none; another one where the file outranks what is known. */
function changeNumber(
  db: WritableDatabase,
  writing: ImportWriting,
  known: KnownContact,
  contacts: ContactColumns,
  at: number,
  columns: Columns,
): BeforeImage['identity'] {
  const { clock, options } = writing
  const waId = contacts.waId[at] ?? null
  const mayChange = known.wa_id === null || options.onKnown === 'overwrite'
  if (waId === null || waId === known.wa_id || !mayChange) return null
  const old = one<{ seq: number }>(
    db,
    `SELECT seq FROM contact_identity WHERE contact_id=$contactId AND kind='wa_id' AND replaced_at IS NULL`,
    { contactId: known.id },
  )
  if (old)
    run(db, 'UPDATE contact_identity SET replaced_at=$now WHERE seq=$seq', {
      seq: old.seq,
      now: clock.now,
    })
  const added = one<{ seq: number }>(
    db,
    `INSERT INTO contact_identity (contact_id, kind, value, first_seen_at)
     VALUES ($contactId, 'wa_id', $waId, $now) RETURNING seq`,
    { contactId: known.id, waId, now: clock.now },
  )!
  carryOverNo(db, writing, known.id, 'wa_id', waId)
  columns.number_state = 'valid'
  columns.number_type = contacts.numberType[at] ?? null
  columns.country = contacts.country[at] ?? null
  return { added: added.seq, replaced: old?.seq ?? null }
}

function addTags(
  db: WritableDatabase,
  writing: ImportWriting,
  contacts: ContactColumns,
  at: number,
  seq: number,
): number[] {
  return tagsOf(writing, contacts, at)
    .map((name) => tagSeq(db, writing.clock, name))
    .filter(
      (tag) =>
        run(
          db,
          'INSERT OR IGNORE INTO contact_tag (contact_seq, tag_seq, added_at) VALUES ($seq, $tag, $now)',
          { seq, tag, now: writing.clock.now },
        ) > 0,
    )
}

/** A note that stands there word for word is not written again, nor all notes as an export joins them. */
function addNote(
  db: WritableDatabase,
  { stored, clock }: ImportWriting,
  contactId: string,
  contacts: ContactColumns,
  at: number,
): string[] {
  const text = contacts.note[at] ?? null
  if (text === null) return []
  const id = contacts.noteId[at]!
  const added = run(
    db,
    `INSERT INTO contact_note (id, contact_id, text, written_by, at)
     SELECT $id, $contactId, $text, $by, $now WHERE NOT EXISTS
       (SELECT 1 FROM contact_note WHERE contact_id=$contactId AND text=$text)
     AND $text IS NOT (SELECT group_concat(text, char(10)) FROM
       (SELECT text FROM contact_note WHERE contact_id=$contactId ORDER BY at, id))`,
    { id, contactId, text, by: stored.createdBy, now: clock.now },
  )
  return added > 0 ? [id] : []
}

/**
 * What the ledger has already, word and day, is not written again: nor what another than a file told,
 * since an export tells it on.
 */
function addFreshConsent(
  db: WritableDatabase,
  writing: ImportWriting,
  contactId: string,
  contacts: ContactColumns,
  at: number,
): boolean {
  const consent = consentOf(writing, contacts, at)
  if (!consent) return false
  const standing = standingOf(db, contactId, consent.purpose)
  if (standing?.state === 'withdrawn' && isOutweighed(consent, [consent.purpose])) return false
  const isThere =
    one(
      db,
      `SELECT 1 AS found FROM consent_entry WHERE contact_id=$contactId AND purpose=$purpose AND state=$state
         AND (source=$source AND $toldAt IS NULL OR at=$toldAt AND (source=$source OR $source='import')) LIMIT 1`,
      {
        contactId,
        purpose: consent.purpose,
        state: consent.state,
        source: consent.source,
        toldAt: consent.toldAt,
      },
    ) !== undefined
  if (!isThere) addConsent(db, writing, contactId, consent)
  return !isThere
}

/** Sets columns to these values. Their names are those of this module and of nobody else. */
export function writeColumns(
  db: WritableDatabase,
  seq: number,
  columns: Columns,
  now: number,
): void {
  const name = columns.display_name
  const values = typeof name === 'string' ? { ...columns, sort_name: sortName(name) } : columns
  const set = Object.keys(values).map((column) => `${column}=$${column}`)
  run(
    db,
    `UPDATE contact SET ${[...set, 'updated_at=$now', 'is_screening_due=1'].join(', ')} WHERE seq=$seq`,
    { ...values, seq, now },
  )
}
