import type { BinnedContact, CleanUpAction, CleanUpReason } from '../../shared/domain/clean-up.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import {
  cleanUpContactColumns,
  toCleanUpContact,
  type CleanUpContactRow,
} from './clean-up-contact.ts'
import { matchedContacts, matchParameters, reasonsIn, type MatchedRow } from './clean-up-match.ts'
import type { StoredRun } from './clean-up-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'

export interface BinPortion {
  /** Contacts that went into the bin. */
  readonly binned: number
  /** Where the next portion begins. */
  readonly upTo: number
  readonly isLast: boolean
}

/**
 * Puts the contacts of a range of `seq` into the bin that a clean-up is about. Only the mark is set,
 * so that taking it off again leaves everything as it was.
 */
export function binPortion(
  db: WritableDatabase,
  cleanUp: StoredRun,
  after: number,
  width: number,
  now: number,
): BinPortion {
  const upTo = after + width
  const rows = all<MatchedRow>(db, `SELECT * FROM (${matchedContacts}) WHERE kept IS NULL`, {
    ...matchParameters(cleanUp.criteria, cleanUp.binAt, cleanUp.id),
    after,
    upTo,
  })
  for (const { seq, mask } of rows) {
    run(
      db,
      'INSERT OR IGNORE INTO cleanup_item (run_id, contact_seq, reason) VALUES ($runId, $seq, $reason)',
      { runId: cleanUp.id, seq, reason: reasonsIn(mask)[0] ?? 'inactive' },
    )
    run(db, 'UPDATE contact SET binned_at=$now WHERE seq=$seq', { seq, now })
  }
  const last = one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM contact')!.seq ?? 0
  return { binned: rows.length, upTo, isLast: upTo >= last }
}

/** How far a clean-up has come with putting contacts into the bin: the last `seq` that it took. */
export function lastBinned(db: ReadableDatabase, runId: string): number {
  return (
    one<{ seq: number | null }>(
      db,
      'SELECT max(contact_seq) AS seq FROM cleanup_item WHERE run_id=$runId',
      { runId },
    )!.seq ?? 0
  )
}

/** Takes up to `limit` contacts of a clean-up out of the bin. Returns how many. */
export function restorePortion(db: WritableDatabase, runId: string, limit: number): number {
  const rows = all<{ seq: number }>(
    db,
    'SELECT contact_seq AS seq FROM cleanup_item WHERE run_id=$runId ORDER BY contact_seq LIMIT $limit',
    { runId, limit },
  )
  for (const { seq } of rows) takeOut(db, seq)
  return rows.length
}

function takeOut(db: WritableDatabase, seq: number): void {
  run(
    db,
    'UPDATE cleanup_run SET restored_count=restored_count+1 WHERE id IN (SELECT run_id FROM cleanup_item WHERE contact_seq=$seq)',
    { seq },
  )
  run(db, 'DELETE FROM cleanup_item WHERE contact_seq=$seq', { seq })
  run(db, 'UPDATE contact SET binned_at=NULL WHERE seq=$seq AND anonymised_at IS NULL', { seq })
}

/** Takes one contact out of the bin. Returns false when it is not in there. */
export function restoreContact(db: WritableDatabase, contactId: string): boolean {
  const row = one<{ seq: number }>(
    db,
    'SELECT seq FROM contact WHERE id=$contactId AND binned_at IS NOT NULL AND anonymised_at IS NULL',
    { contactId },
  )
  if (!row) return false
  takeOut(db, row.seq)
  return true
}

type BinRow = CleanUpContactRow & {
  run_id: string
  rule_name: string
  action: CleanUpAction
  reason: CleanUpReason
  binned_at: number
  purge_at: number
  groups: number
}

/** A keyset page of the bin, in the order of clean-ups and contacts. */
export function listBin(db: ReadableDatabase, input: ParsedInput<'cleanUp.bin'>) {
  const [afterRun, seq] = input.cursor ? decodeCursor(input.cursor, 2) : [null, null]
  const parameters = { runId: input.runId ?? null }
  const total = one<{ n: number }>(
    db,
    'SELECT count(*) AS n FROM cleanup_item WHERE ($runId IS NULL OR run_id=$runId)',
    parameters,
  )!.n
  const rows = all<BinRow>(
    db,
    `SELECT ${cleanUpContactColumns}, cleanup_item.run_id, cleanup_run.rule_name, cleanup_run.action,
       cleanup_item.reason, contact.binned_at, cleanup_run.purge_at,
       (SELECT count(*) FROM participant JOIN wa_group ON wa_group.id=participant.group_id
          WHERE participant.contact_id=contact.id AND left_at IS NULL AND wa_group.state<>'deleted') AS groups
     FROM cleanup_item JOIN contact ON contact.seq=cleanup_item.contact_seq
       JOIN cleanup_run ON cleanup_run.id=cleanup_item.run_id
     WHERE ($runId IS NULL OR cleanup_item.run_id=$runId)
       AND ($afterRun IS NULL OR (cleanup_item.run_id, cleanup_item.contact_seq) > ($afterRun, $seq))
     ORDER BY cleanup_item.run_id, cleanup_item.contact_seq LIMIT $limit`,
    { ...parameters, afterRun: afterRun ?? null, seq: seq ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.run_id, row.seq], toBinned)
}

function toBinned(row: BinRow): BinnedContact {
  return {
    ...toCleanUpContact(row),
    runId: row.run_id,
    ruleName: row.rule_name,
    action: row.action,
    reason: row.reason,
    binnedAt: row.binned_at,
    purgeAt: row.purge_at,
    groups: row.groups,
  }
}
