import type { z } from 'zod'
import type { undoneImport } from '../../shared/domain/contact-imports.ts'
import { writeColumns, type BeforeImage } from './contact-import-known.ts'
import type { StoredImport } from './contact-import-store.ts'
import { indexContact, unindexContact } from './contact-search.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'

type Undone = z.infer<typeof undoneImport>
type Kept = Undone['kept'][number]

const maxKeptShown = 100

export interface UndonePortion {
  readonly removed: number
  readonly restored: number
  readonly kept: number
  /** To go on behind; null: nothing is left. */
  readonly next: number | null
}

const portionRows = 150

interface MadeContact {
  readonly seq: number
  readonly id: string
}

/** Removes contacts that this import made and that nothing else holds on to by now. */
export function removeMade(
  db: WritableDatabase,
  { seq: importSeq }: StoredImport,
  after: number,
): UndonePortion {
  const contacts = all<MadeContact>(
    db,
    `SELECT seq, id FROM contact
     WHERE import_seq=$importSeq AND seq>$after AND binned_at IS NULL ORDER BY seq LIMIT ${portionRows}`,
    { importSeq, after },
  )
  let kept = 0
  for (const contact of contacts) {
    const because = heldBy(db, importSeq, contact.seq)
    if (because !== null) {
      noteKept(db, importSeq, contact.id, because)
      kept += 1
    } else {
      unindexContact(db, contact.id)
      run(db, 'DELETE FROM contact WHERE seq=$seq', { seq: contact.seq })
    }
  }
  return {
    removed: contacts.length - kept,
    restored: 0,
    kept,
    next: contacts.length < portionRows ? null : contacts.at(-1)!.seq,
  }
}

/** What has happened with a contact since the import made it, the strongest reason first. */
const holds = `SELECT CASE
  WHEN EXISTS (SELECT 1 FROM message WHERE contact_id=contact.id AND direction='inbound') THEN 'wrote'
  WHEN EXISTS (SELECT 1 FROM participant WHERE contact_id=contact.id)
    OR EXISTS (SELECT 1 FROM join_request WHERE contact_id=contact.id) THEN 'in_group'
  WHEN EXISTS (SELECT 1 FROM consent_entry WHERE contact_id=contact.id AND import_seq IS NOT $importSeq) THEN 'consent'
  WHEN EXISTS (SELECT 1 FROM shop_order WHERE contact_seq=contact.seq) THEN 'orders'
  WHEN EXISTS (SELECT 1 FROM contact_note WHERE contact_id=contact.id AND at<>contact.created_at) THEN 'note'
  WHEN EXISTS (SELECT 1 FROM direct_message WHERE contact_id=contact.id)
    OR EXISTS (SELECT 1 FROM message WHERE contact_id=contact.id) THEN 'message'
  WHEN EXISTS (SELECT 1 FROM import_change WHERE contact_seq=contact.seq AND import_seq<>$importSeq) THEN 'other_import'
  WHEN contact.updated_at<>contact.created_at
    OR EXISTS (SELECT 1 FROM contact_tag WHERE contact_seq=contact.seq AND added_at<>contact.created_at)
    OR EXISTS (SELECT 1 FROM contact_merge WHERE into_id=contact.id AND split_at IS NULL)
    OR EXISTS (SELECT 1 FROM screening_evidence WHERE contact_id=contact.id)
    OR EXISTS (SELECT 1 FROM screening_decision WHERE contact_id=contact.id)
    OR EXISTS (SELECT 1 FROM contact_list_member WHERE contact_id=contact.id) THEN 'edited'
  END AS because FROM contact WHERE seq=$seq`

function heldBy(db: ReadableDatabase, importSeq: number, seq: number): Kept['because'] | null {
  return one<{ because: Kept['because'] | null }>(db, holds, { importSeq, seq })?.because ?? null
}

interface ChangedRow extends MadeContact {
  readonly updated_at: number
  readonly before: string
}

/**
 * Gives contacts back what they had, unless somebody wrote to them after the import. Who is in the bin
 * is left as they are.
 */
export function restoreChanged(
  db: WritableDatabase,
  stored: StoredImport,
  now: number,
): UndonePortion {
  const rows = all<ChangedRow>(
    db,
    `SELECT contact.seq, contact.id, updated_at, before
     FROM import_change CROSS JOIN contact ON contact.seq=import_change.contact_seq
     WHERE import_change.import_seq=$importSeq AND contact.is_listed=1 ORDER BY contact.seq LIMIT ${portionRows}`,
    { importSeq: stored.seq },
  )
  let kept = 0
  for (const row of rows) {
    const before = JSON.parse(row.before) as BeforeImage
    if (row.updated_at === before.at) restore(db, stored.seq, row, before, now)
    else {
      noteKept(db, stored.seq, row.id, changedBy(db, row, stored))
      kept += 1
    }
    run(db, 'DELETE FROM import_change WHERE import_seq=$importSeq AND contact_seq=$seq', {
      importSeq: stored.seq,
      seq: row.seq,
    })
  }
  return {
    removed: 0,
    restored: rows.length - kept,
    kept,
    next: rows.length < portionRows ? null : 0,
  }
}

function changedBy(
  db: ReadableDatabase,
  { seq }: MadeContact,
  { seq: importSeq }: StoredImport,
): Kept['because'] {
  const other = one(
    db,
    'SELECT 1 AS found FROM import_change WHERE contact_seq=$seq AND import_seq>$importSeq LIMIT 1',
    { seq, importSeq },
  )
  return other ? 'other_import' : 'edited'
}

function restore(
  db: WritableDatabase,
  importSeq: number,
  { seq, id }: ChangedRow,
  before: BeforeImage,
  now: number,
): void {
  if (before.identity) {
    run(db, 'DELETE FROM contact_identity WHERE seq=$added', { added: before.identity.added })
    // another one may have the number by now, and keeps it
    if (before.identity.replaced !== null)
      run(db, 'UPDATE OR IGNORE contact_identity SET replaced_at=NULL WHERE seq=$replaced', {
        replaced: before.identity.replaced,
      })
  }
  for (const tag of before.tags)
    run(db, 'DELETE FROM contact_tag WHERE contact_seq=$seq AND tag_seq=$tag', { seq, tag })
  for (const note of before.notes) run(db, 'DELETE FROM contact_note WHERE id=$note', { note })
  // a no stays, wherever it came from: only the person or the owner takes it back
  run(
    db,
    `DELETE FROM consent_entry WHERE contact_id=$id AND import_seq=$importSeq AND state<>'withdrawn'`,
    { id, importSeq },
  )
  writeColumns(db, seq, before.columns, now)
  indexContact(db, id)
}

/** Removes orders that this import brought, but those of who is in the bin. */
export function removeOrders(
  db: WritableDatabase,
  { seq: importSeq }: StoredImport,
): UndonePortion {
  const removed = run(
    db,
    `DELETE FROM shop_order WHERE seq IN
       (SELECT shop_order.seq FROM shop_order JOIN contact ON contact.seq=shop_order.contact_seq
        WHERE shop_order.import_seq=$importSeq AND contact.binned_at IS NULL LIMIT ${portionRows})`,
    { importSeq },
  )
  return { removed, restored: 0, kept: 0, next: removed < portionRows ? null : 0 }
}

function noteKept(
  db: WritableDatabase,
  importSeq: number,
  contactId: string,
  because: Kept['because'],
): void {
  run(
    db,
    `INSERT INTO import_kept (import_seq, contact_id, because) VALUES ($importSeq, $contactId, $because)
     ON CONFLICT DO NOTHING`,
    { importSeq, contactId, because },
  )
}

/** Adds to what the undo of this import has taken back so far. */
export function noteUndone(
  db: WritableDatabase,
  { seq }: StoredImport,
  { removed, restored }: Pick<UndonePortion, 'removed' | 'restored'>,
): void {
  run(
    db,
    `UPDATE contact_import SET undo_removed=undo_removed+$removed, undo_restored=undo_restored+$restored
     WHERE seq=$seq`,
    { seq, removed, restored },
  )
}

/** What an undo has taken back, and who stayed: those of them who are there, a hundred by name. */
export function whatUndoDid(db: ReadableDatabase, { seq }: StoredImport): Omit<Undone, 'import'> {
  const sums = one<{ removed: number; restored: number }>(
    db,
    'SELECT undo_removed AS removed, undo_restored AS restored FROM contact_import WHERE seq=$seq',
    { seq },
  )!
  const stayed = `FROM import_kept JOIN contact ON contact.id=import_kept.contact_id
    WHERE import_kept.import_seq=$seq AND contact.is_listed=1`
  return {
    ...sums,
    kept: all<Kept>(
      db,
      `SELECT contact.id AS contactId, display_name AS name, because ${stayed}
       ORDER BY contact.seq LIMIT ${maxKeptShown}`,
      { seq },
    ),
    keptTotal: one<{ n: number }>(db, `SELECT count(*) AS n ${stayed}`, { seq })!.n,
  }
}
