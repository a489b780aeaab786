import type { z } from 'zod'
import type { undoneImport } from '../../shared/domain/contact-imports.ts'
import { writeColumns, type BeforeImage } from './contact-import-known.ts'
import type { StoredImport } from './contact-import-store.ts'
import { indexContact, unindexContact } from './contact-search.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'

type Kept = z.infer<typeof undoneImport>['kept'][number]

export interface UndonePortion {
  readonly removed: number
  readonly restored: number
  readonly kept: readonly Kept[]
  /** To go on behind; null: nothing is left. */
  readonly next: number | null
}

const portionRows = 150

interface MadeContact {
  readonly seq: number
  readonly id: string
  readonly display_name: string
}

/** Removes contacts that this import made and that nothing else holds on to by now. */
export function removeMade(
  db: WritableDatabase,
  { seq: importSeq }: StoredImport,
  after: number,
): UndonePortion {
  const contacts = all<MadeContact>(
    db,
    `SELECT seq, id, display_name FROM contact
     WHERE import_seq=$importSeq AND seq>$after AND binned_at IS NULL ORDER BY seq LIMIT ${portionRows}`,
    { importSeq, after },
  )
  const kept: Kept[] = []
  for (const contact of contacts) {
    const because = heldBy(db, importSeq, contact.seq)
    if (because !== null) kept.push({ contactId: contact.id, name: contact.display_name, because })
    else {
      unindexContact(db, contact.id)
      run(db, 'DELETE FROM contact WHERE seq=$seq', { seq: contact.seq })
    }
  }
  return {
    removed: contacts.length - kept.length,
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

/** Gives contacts back what they had, unless somebody wrote to them after the import. */
export function restoreChanged(
  db: WritableDatabase,
  stored: StoredImport,
  now: number,
): UndonePortion {
  const rows = all<ChangedRow>(
    db,
    `SELECT contact.seq, contact.id, display_name, updated_at, before
     FROM import_change CROSS JOIN contact ON contact.seq=import_change.contact_seq
     WHERE import_change.import_seq=$importSeq ORDER BY contact.seq LIMIT ${portionRows}`,
    { importSeq: stored.seq },
  )
  const kept: Kept[] = []
  for (const row of rows) {
    const before = JSON.parse(row.before) as BeforeImage
    if (row.updated_at === before.at) restore(db, stored.seq, row, before, now)
    else
      kept.push({ contactId: row.id, name: row.display_name, because: changedBy(db, row, stored) })
    run(db, 'DELETE FROM import_change WHERE import_seq=$importSeq AND contact_seq=$seq', {
      importSeq: stored.seq,
      seq: row.seq,
    })
  }
  return {
    removed: 0,
    restored: rows.length - kept.length,
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
    run(db, 'DELETE FROM contact_identity WHERE id=$id', { id: before.identity.added })
    // another one may have the number by now, and keeps it
    if (before.identity.replaced !== null)
      run(db, 'UPDATE OR IGNORE contact_identity SET replaced_at=NULL WHERE id=$id', {
        id: before.identity.replaced,
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

/** Removes orders that this import brought. */
export function removeOrders(
  db: WritableDatabase,
  { seq: importSeq }: StoredImport,
): UndonePortion {
  const removed = run(
    db,
    `DELETE FROM shop_order WHERE seq IN
       (SELECT seq FROM shop_order WHERE import_seq=$importSeq LIMIT ${portionRows})`,
    { importSeq },
  )
  return { removed, restored: 0, kept: [], next: removed < portionRows ? null : 0 }
}
