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
 * it wrote last, and what undoes a statement half done is prepared once and not for every row.
 */
export function insertFresh(
  db: WritableDatabase,
  writing: ImportWriting,
  packed: PackedContacts,
): void {
  const { last } = one<{ last: number | null }>(db, 'SELECT max(seq) AS last FROM contact')!
  const first = (last ?? 0) + 1
  const { stored, clock } = writing
  run(db, insertContacts(failingOf(writing)), {
    first,
    rows: packed.rows,
    importSeq: stored.seq,
    now: clock.now,
  })
  insertIdentities(db, writing, packed)
  if (hasSuppressions(db)) insertConsentRowByRow(db, writing, packed)
  else insertConsent(db, writing, packed)
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
}

/**
 * Whether a statement that fails undoes itself or the whole transaction: for the former, SQLite copies each
 * page before it is touched.
 */
type Failing = 'ABORT' | 'ROLLBACK'

const failingOf = ({ assumesUnknown }: ImportWriting): Failing =>
  assumesUnknown ? 'ROLLBACK' : 'ABORT'

const insertContacts = (
  failing: Failing,
) => `INSERT OR ${failing} INTO contact (seq, id, display_name, sort_name, number_state, number_type,
    country, language, email, city, birthday, external_id, custom, source, import_seq, created_at, updated_at)
  SELECT $first+key, ${packedValue('id')}, coalesce(${packedValue('name')}, '@' || (${packedValue('username')}), ''),
    ${packedValue('sortName')}, CASE WHEN ${packedValue('numberType')} IS NULL THEN 'none' ELSE 'valid' END,
    ${packedValue('numberType')}, ${packedValue('country')}, ${packedValue('language')}, ${packedValue('email')},
    ${packedValue('city')}, ${packedValue('birthday')}, ${packedValue('externalId')}, ${packedValue('custom')},
    'import', $importSeq, $now, $now
  FROM ${rowsOf}`

const insertNumbers = (
  failing: Failing,
) => `INSERT OR ${failing} INTO contact_identity (id, contact_id, kind, value, first_seen_at)
  SELECT ${packedValue('identityId')}, ${packedValue('id')}, 'wa_id', ${packedValue('waId')}, $now
  FROM ${rowsOf} WHERE ${packedValue('waId')} IS NOT NULL`

function insertIdentities(
  db: WritableDatabase,
  writing: ImportWriting,
  { rows, hasUsernames }: PackedContacts,
): void {
  const { clock } = writing
  const { now } = clock
  run(db, insertNumbers(failingOf(writing)), { rows, now })
  if (!hasUsernames) return
  const insert = statement(
    db,
    `INSERT INTO contact_identity (id, contact_id, kind, value, first_seen_at) VALUES (?,?,'username',?,?)`,
  )
  const [id, username] = [packedColumns.indexOf('id'), packedColumns.indexOf('username')]
  for (const row of JSON.parse(textOf(rows)) as string[][])
    if (row[username]) insert.run(clock.newId(), row[id], row[username], now)
}

/** As `consentOf`, of all rows at once. */
const insertEntries = (
  failing: Failing,
) => `INSERT OR ${failing} INTO consent_entry (id, contact_id, purpose, state, source, is_by_person,
    legal_text_id, evidence, import_seq, note, recorded_by, at, recorded_at)
  SELECT ${packedValue('optInId')}, ${packedValue('id')}, $purpose, coalesce(${packedValue('optIn')}, 'given'), $source, 0,
    CASE WHEN ${packedValue('optIn')} IS 'withdrawn' THEN NULL ELSE $legalTextId END,
    'line ' || (${packedValue('line')}), $importSeq, coalesce(${packedValue('optInSource')}, $note), $recordedBy,
    coalesce(min(coalesce(${packedValue('optInAt')}, $toldAt), $now), $createdAt), $now
  FROM ${rowsOf} WHERE $isForAll OR ${packedValue('optIn')} IS NOT NULL`

function insertConsent(
  db: WritableDatabase,
  writing: ImportWriting,
  { rows }: PackedContacts,
): void {
  const { stored, options, clock } = writing
  const forAll = options.consent
  run(db, insertEntries(failingOf(writing)), {
    rows,
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
