import {
  packedColumns,
  unpackContacts,
  type PackedColumn,
  type PackedContacts,
} from '../core/imports/pack-contacts.ts'
import {
  addConsent,
  carryOverNo,
  consentOf,
  isOutweighed,
  tagSeq,
  type ImportWriting,
} from './import-row-parts.ts'
import type { ContactColumns } from '../core/imports/import-batch.ts'
import type { WritableDatabase } from './database.ts'
import { textOf } from './import-row-parts.ts'
import { one, run, statement } from './statement.ts'
import { hasSuppressions } from './suppression.ts'

/** A column of a packed row, in a statement that goes through them by `rowsOf`. */
const packedValue = (column: PackedColumn) => `value->>${String(packedColumns.indexOf(column))}`

/** Bytes are bound as they are; the store takes them for a text without looking at each character. */
const rowsOf = 'jsonb_each(CAST($rows AS TEXT))'

/**
 * Takes in rows that nobody is known by. One statement for each table and portion: each stays near where
 * it wrote last.
 */
export function insertFresh(
  db: WritableDatabase,
  writing: ImportWriting,
  packed: PackedContacts,
): void {
  const { last } = one<{ last: number | null }>(db, 'SELECT max(seq) AS last FROM contact')!
  const first = (last ?? 0) + 1
  const { stored, clock } = writing
  unfold(db, packed)
  run(db, insertContacts(failingOf(writing)), { first, importSeq: stored.seq, now: clock.now })
  insertIdentities(db, writing, packed)
  if (hasSuppressions(db)) insertConsentRowByRow(db, writing, packed)
  else insertConsent(db, writing)
  insertTags(db, writing, packed, first)
  const addNote = statement(
    db,
    'INSERT INTO contact_note (id, contact_id, text, written_by, at) VALUES (?,?,?,?,?)',
  )
  for (const { id, contactId, text } of packed.notes)
    addNote.run(id, contactId, text, stored.createdBy, clock.now)
  run(
    db,
    'INSERT INTO contact_search (rowid, tokens) SELECT $first+key, value FROM json_each(CAST($tokens AS TEXT))',
    { first, tokens: packed.tokens },
  )
  run(db, 'DELETE FROM unfolded_row')
}

/** Columns of the unfolded rows, and what of a packed row each is made of. */
const unfolded = {
  id: 'id',
  consent_id: 'optInId',
  wa_id: 'waId',
  line: 'line',
  opt_in: 'optIn',
  opt_in_at: 'optInAt',
  opt_in_source: 'optInSource',
  name: 'name',
  sort_name: 'sortName',
  number_type: 'numberType',
  country: 'country',
  email: 'email',
  city: 'city',
  birthday: 'birthday',
  birth_day: 'birthDay',
  language: 'language',
  external_id: 'externalId',
  custom: 'custom',
  username: 'username',
} as const satisfies Record<string, PackedColumn>

const unfoldedTable = `CREATE TEMP TABLE IF NOT EXISTS unfolded_row
  (at INTEGER PRIMARY KEY, ${Object.keys(unfolded).join(', ')})`

/** What a file has no column for is not looked for in its rows. */
function unfoldRows({ absent }: PackedContacts): string {
  const told = Object.entries(unfolded).filter(
    ([, column]) => !(absent as readonly string[]).includes(column),
  )
  return `INSERT INTO unfolded_row (at, ${told.map(([name]) => name).join(', ')})
    SELECT key, ${told.map(([, column]) => packedValue(column)).join(', ')} FROM ${rowsOf}`
}

/**
 * Lays the rows out as columns of a table in memory. A statement that calls a function and writes many rows
 * may fail half done: SQLite then copies each page of the store before it touches it, and has the search
 * index write out what it has gathered. Those that write the store go by this table and call none.
 */
function unfold(db: WritableDatabase, packed: PackedContacts): void {
  makeUnfoldedTable(db)
  run(db, 'DELETE FROM unfolded_row')
  run(db, unfoldRows(packed), { rows: packed.rows })
}

/** Whether a statement that fails undoes itself or the whole transaction; only the latter copies no pages. */
type Failing = 'ABORT' | 'ROLLBACK'

const failingOf = ({ assumesUnknown }: ImportWriting): Failing =>
  assumesUnknown ? 'ROLLBACK' : 'ABORT'

const insertContacts = (
  failing: Failing,
) => `INSERT OR ${failing} INTO contact (seq, id, display_name, sort_name, number_state, number_type,
    country, language, email, city, birthday, birth_day, external_id, custom, source, import_seq, created_at, updated_at)
  SELECT $first+at, id, coalesce(name, '@' || username, ''), sort_name,
    CASE WHEN number_type IS NULL THEN 'none' ELSE 'valid' END, number_type, country, language, email, city,
    birthday, birth_day, external_id, coalesce(custom, '{}'), 'import', $importSeq, $now, $now
  FROM unfolded_row`

/** In the order of their index, so that each of its pages is looked for once. */
const insertNumbers = (
  failing: Failing,
) => `INSERT OR ${failing} INTO contact_identity (contact_id, kind, value, first_seen_at)
  SELECT id, 'wa_id', wa_id, $now FROM unfolded_row WHERE wa_id IS NOT NULL ORDER BY CAST(wa_id AS INTEGER)`

function insertIdentities(
  db: WritableDatabase,
  writing: ImportWriting,
  { hasUsernames }: PackedContacts,
): void {
  const { now } = writing.clock
  run(db, insertNumbers(failingOf(writing)), { now })
  if (hasUsernames)
    run(
      db,
      `INSERT INTO contact_identity (contact_id, kind, value, first_seen_at)
       SELECT id, 'username', username, $now FROM unfolded_row WHERE coalesce(username, '') <> ''`,
      { now },
    )
}

/** As `consentOf`, of all rows at once. */
const insertEntries = (
  failing: Failing,
) => `INSERT OR ${failing} INTO consent_entry (id, contact_id, purpose, state, source, is_by_person,
    legal_text_id, evidence, import_seq, note, recorded_by, at, recorded_at)
  SELECT consent_id, id, $purpose, coalesce(opt_in, 'given'), $source, 0,
    CASE WHEN opt_in IN ('withdrawn','expired') THEN NULL ELSE $legalTextId END,
    'line ' || line, $importSeq, coalesce(opt_in_source, $note), $recordedBy,
    CASE WHEN coalesce(opt_in_at, $toldAt) > $now THEN $now ELSE coalesce(opt_in_at, $toldAt, $createdAt) END, $now
  FROM unfolded_row WHERE $isForAll OR opt_in IS NOT NULL`

function insertConsent(db: WritableDatabase, writing: ImportWriting): void {
  const { stored, options, clock } = writing
  const forAll = options.consent
  run(db, insertEntries(failingOf(writing)), {
    isForAll: forAll === null ? 0 : 1,
    purpose: forAll?.purpose ?? 'marketing',
    source: forAll?.source ?? 'import',
    legalTextId: forAll?.legalTextId ?? null,
    note: forAll?.note ?? '',
    toldAt: forAll?.at ?? null,
    importSeq: stored.seq,
    recordedBy: stored.createdBy,
    createdAt: stored.createdAt,
    now: clock.now,
  })
}

/** What writes people whom nobody knows: see `ImportWriting.assumesUnknown`. */
export const unknownInserts = {
  contacts: insertContacts('ROLLBACK'),
  identities: insertNumbers('ROLLBACK'),
  consent: insertEntries('ROLLBACK'),
} as const

/** The table that they go by; made where there is none. */
export function makeUnfoldedTable(db: WritableDatabase): void {
  db.exec(unfoldedTable)
}

/** Where somebody was forgotten after a no, each row is looked at for theirs. */
function insertConsentRowByRow(
  db: WritableDatabase,
  writing: ImportWriting,
  packed: PackedContacts,
): void {
  const contacts = unpackContacts(packed, textOf)
  for (let at = 0; at < packed.size; at += 1) {
    const refused = carryOverNoes(db, writing, contacts, at)
    const consent = consentOf(writing, contacts, at)
    if (consent && !isOutweighed(consent, refused))
      addConsent(db, writing, contacts.id[at]!, consent)
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
  { options, clock }: ImportWriting,
  { size, tagged }: PackedContacts,
  first: number,
): void {
  const { now } = clock
  for (const name of options.tags)
    run(
      db,
      `INSERT OR IGNORE INTO contact_tag (contact_seq, tag_seq, added_at)
       SELECT contact.seq, $tag, $now FROM contact WHERE seq BETWEEN $first AND $last`,
      { tag: tagSeq(db, clock, name), now, first, last: first + size - 1 },
    )
  const seqs = new Map<string, number>()
  const insert = statement(
    db,
    'INSERT OR IGNORE INTO contact_tag (contact_seq, tag_seq, added_at) VALUES (?,?,?)',
  )
  for (const { at, tags } of tagged)
    for (const name of tags) {
      let seq = seqs.get(name)
      if (seq === undefined) seqs.set(name, (seq = tagSeq(db, clock, name)))
      insert.run(first + at, seq, now)
    }
}
