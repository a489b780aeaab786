import type { CleanUpAction } from '../../shared/domain/clean-up.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { eraseLeftovers, type ErasedValues } from './erase-leftovers.ts'
import { readLeftovers } from './leftover-index.ts'
import { all, one, run } from './statement.ts'
import { suppress, unsuppress, type SuppressedKind } from './suppression.ts'

const ids = '(SELECT value FROM json_each($ids))'
const seqs = '(SELECT value FROM json_each($seqs))'

/** Lines about a person that go, whether or not a contact without a name is left behind. */
const removed = [
  `DELETE FROM contact_note WHERE contact_id IN ${ids}`,
  `DELETE FROM screening_evidence WHERE contact_id IN ${ids}`,
  `DELETE FROM screening_decision WHERE contact_id IN ${ids}`,
  `DELETE FROM consent_entry WHERE contact_id IN ${ids}`,
  `DELETE FROM contact_identity WHERE contact_id IN ${ids}`,
]
const untied = [
  `DELETE FROM contact_list_member WHERE contact_id IN ${ids}`,
  `DELETE FROM contact_tag WHERE contact_seq IN ${seqs}`,
  `DELETE FROM contact_merge WHERE into_id IN ${ids}`,
  `DELETE FROM contact_merge WHERE from_id IN ${ids}`,
  `DELETE FROM merge_dismissal WHERE one_id IN ${ids}`,
  `DELETE FROM merge_dismissal WHERE other_id IN ${ids}`,
  `DELETE FROM import_change WHERE contact_seq IN ${seqs}`,
  `DELETE FROM audit_personal WHERE contact_id IN ${ids}`,
  `DELETE FROM contact_search WHERE rowid IN ${seqs}`,
]

/**
 * Lines that stay and lose the person. An id of a message holds the number of whom it went to, and a
 * reason of a plan can hold what a review noted.
 */
const emptiedRecords = [
  `UPDATE message SET body=NULL, wamid=NULL, export_key=NULL WHERE contact_id IN ${ids}`,
]
const emptied = [
  `UPDATE plan_action SET reasons='[]', note='', text=NULL WHERE contact_id IN ${ids}`,
]

/** What is left of an anonymised contact: that somebody ordered, stayed in groups, and wrote. */
const anonymisedRecords = [
  `UPDATE shop_order SET order_key='erased:' || lower(hex(randomblob(16))), order_no=NULL, items='[]', import_seq=NULL
   WHERE contact_seq IN ${seqs}`,
]
const anonymised = [
  `UPDATE participant SET export_name=NULL WHERE contact_id IN ${ids}`,
  `UPDATE join_request SET reason=NULL, remote_id='erased:' || id WHERE contact_id IN ${ids}`,
  `UPDATE review_item SET note='' WHERE contact_id IN ${ids}`,
  `UPDATE finding SET note='' WHERE contact_id IN ${ids}`,
  `UPDATE direct_message SET text='', variables='{}', wamid=NULL WHERE contact_id IN ${ids}`,
  `UPDATE broadcast_recipient SET parameters='[]', wamid=NULL WHERE contact_seq IN ${seqs}`,
  `DELETE FROM cleanup_item WHERE contact_seq IN ${seqs}`,
  `UPDATE contact SET display_name='', sort_name='', number_state='none', number_type=NULL, language=NULL,
     email=NULL, city=NULL, birthday=NULL, external_id=NULL, custom='{}', import_seq=NULL,
     screening='not_screened', screening_score=NULL, screening_results=NULL, screened_at=NULL,
     is_screening_due=0, anonymised_at=$now, updated_at=$now WHERE seq IN ${seqs}`,
]

export interface ErasedPortion {
  readonly contacts: number
  /** Lines that went, or lost what tells who somebody is. */
  readonly records: number
}

/**
 * Erases up to `limit` contacts of a clean-up for good, or first reads on in what may speak of them
 * (`readLeftovers`), which erases nobody: what is known of them goes, a no of theirs
 * stays as a fingerprint, and the audit log stays whole without what tells who they were.
 */
export function erasePortion(
  db: WritableDatabase,
  cleanUp: { readonly id: string; readonly action: CleanUpAction },
  limit: number,
  now: number,
): ErasedPortion {
  if (!readLeftovers(db)) return { contacts: 0, records: 0 }
  const rows = all<{ seq: number; id: string }>(
    db,
    `SELECT contact.seq, contact.id FROM cleanup_item JOIN contact ON contact.seq=cleanup_item.contact_seq
     WHERE cleanup_item.run_id=$runId ORDER BY cleanup_item.contact_seq LIMIT $limit`,
    { runId: cleanUp.id, limit },
  )
  if (rows.length === 0) return { contacts: 0, records: 0 }
  const people = {
    ids: JSON.stringify(rows.map((row) => row.id)),
    seqs: JSON.stringify(rows.map((row) => row.seq)),
    now,
  }
  keepOptOuts(db, people.ids)
  eraseLeftovers(db, valuesOf(db, people.ids))
  let records = 0
  const apply = (texts: readonly string[]) =>
    texts.reduce((sum, text) => sum + run(db, text, people), 0)
  records += apply(removed) + apply(emptiedRecords)
  apply([...untied, ...emptied])
  if (cleanUp.action === 'anonymise') {
    records += apply(anonymisedRecords)
    apply(anonymised)
  } else {
    records += apply([`DELETE FROM shop_order WHERE contact_seq IN ${seqs}`])
    apply([`DELETE FROM contact WHERE seq IN ${seqs}`])
  }
  return { contacts: rows.length, records }
}

interface StandingRow {
  readonly kind: SuppressedKind
  readonly value: string
  readonly purpose: string
  readonly state: string
  readonly said_no_at: number | null
  readonly is_own: number
}

/** Keys of today only: a number that was given up may be somebody else's by now. */
function keepOptOuts(db: WritableDatabase, people: string): void {
  const rows = all<StandingRow>(
    db,
    `SELECT identity.kind, identity.value, consent.purpose, consent.state,
       consent.own_no_at >= 0 AND consent.own_no_at >= consent.own_yes_at AS is_own,
       (SELECT max(at) FROM consent_entry WHERE contact_id=consent.contact_id
          AND purpose=consent.purpose AND state='withdrawn') AS said_no_at
     FROM consent_state consent JOIN contact_identity identity ON identity.contact_id=consent.contact_id
     WHERE consent.contact_id IN (SELECT value FROM json_each($people))
       AND identity.replaced_at IS NULL AND (identity.kind IN ('wa_id','bsuid')
         OR (identity.kind='username' AND NOT EXISTS (SELECT 1 FROM contact_identity other
           WHERE other.contact_id=identity.contact_id AND other.kind IN ('wa_id','bsuid') AND other.replaced_at IS NULL)))`,
    { people },
  )
  for (const row of rows) {
    if (row.state === 'withdrawn')
      suppress(db, row.kind, row.value, row.purpose, row.said_no_at ?? 0, row.is_own === 1)
    else if (row.state === 'given') unsuppress(db, row.kind, row.value, row.purpose)
  }
}

function valuesOf(db: ReadableDatabase, people: string): ErasedValues {
  const rows = all<{ kind: string; value: string }>(
    db,
    `SELECT kind, value FROM contact_identity WHERE contact_id IN (SELECT value FROM json_each($people))
     UNION ALL SELECT 'email', lower(email) FROM contact WHERE email IS NOT NULL
       AND id IN (SELECT value FROM json_each($people))
     UNION ALL SELECT 'name', display_name FROM contact WHERE display_name<>''
       AND id IN (SELECT value FROM json_each($people))
     UNION ALL SELECT 'external_id', external_id FROM contact WHERE external_id IS NOT NULL
       AND id IN (SELECT value FROM json_each($people))`,
    { people },
  )
  const valuesOfKind = (...kinds: string[]) =>
    new Set(rows.filter((row) => kinds.includes(row.kind)).map((row) => row.value))
  return {
    numbers: valuesOfKind('wa_id'),
    keys: valuesOfKind('bsuid', 'parent_bsuid', 'username', 'email', 'name', 'external_id'),
  }
}

/**
 * Words of people who went stay in the search index until its parts are put together. Does a piece of
 * that; returns false when all is done.
 */
export function compactSearch(db: WritableDatabase, isFirst: boolean): boolean {
  const before = changesSoFar(db)
  run(db, "INSERT INTO contact_search (contact_search, rank) VALUES ('merge', $pages)", {
    pages: isFirst ? -searchPages : searchPages,
  })
  // SQLite, FTS5, "The 'merge' command": fewer than two changes mean that nothing was left to do
  return changesSoFar(db) - before >= 2
}

const searchPages = 200

function changesSoFar(db: ReadableDatabase): number {
  return one<{ n: number }>(db, 'SELECT total_changes() AS n')!.n
}
