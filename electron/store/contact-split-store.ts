import { AppError } from '../../shared/errors.ts'
import { recordConsent } from './consent-store.ts'
import { indexContact } from './contact-search.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { undoMerge, type MergeSnapshot } from './merge-snapshot.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

interface MergeRow {
  readonly into_id: string
  readonly from_id: string
  readonly snapshot: string
  readonly merged_at: number
  readonly split_at: number | null
}

/** A no that was said while both were one. */
interface LaterNo {
  readonly purpose: string
  readonly at: number
  readonly isByPerson: boolean
}

export interface SplitContacts {
  readonly keptId: string
  readonly splitId: string
}

/**
 * Takes a merge apart: what it moved goes back to the contact that went away, what came since stays with
 * the one that was kept. A no that was said since is both's: nobody can tell whose it was.
 *
 * @throws AppError `not_found`, `conflict` where it was taken apart before or the contact is in the bin.
 */
export function splitContacts(
  db: WritableDatabase,
  clock: WriteClock,
  mergeId: string,
): SplitContacts {
  const merge = requireMerge(db, mergeId)
  const snapshot = JSON.parse(merge.snapshot) as MergeSnapshot
  const { into_id: keptId, from_id: splitId } = merge
  const later = laterNos(db, keptId, snapshot)
  undoMerge(db, snapshot)
  keepIdentities(db, splitId, merge.merged_at)
  endStays(db, keptId, splitId, merge.merged_at)
  for (const no of later) keepNo(db, clock, splitId, no)
  indexContact(db, keptId)
  indexContact(db, splitId)
  run(db, `UPDATE contact_merge SET split_at=$now, snapshot='{}' WHERE id=$mergeId`, {
    mergeId,
    now: clock.now,
  })
  return { keptId, splitId }
}

function requireMerge(db: ReadableDatabase, mergeId: string): MergeRow {
  const merge = one<MergeRow & { is_listed: number }>(
    db,
    `SELECT contact_merge.*, contact.is_listed FROM contact_merge JOIN contact ON contact.id=contact_merge.into_id
     WHERE contact_merge.id=$mergeId`,
    { mergeId },
  )
  if (!merge)
    throw new AppError('not_found', { field: 'mergeId', message: 'There is no such merge.' })
  if (merge.split_at !== null || merge.is_listed === 0)
    throw new AppError('conflict', {
      field: 'mergeId',
      message: 'These contacts cannot be taken apart any more. Look the contact up again.',
    })
  return merge
}

/** Purposes for which the contact stands at no by a word that came after the merge. */
function laterNos(db: ReadableDatabase, contactId: string, snapshot: MergeSnapshot): LaterNo[] {
  const known = [
    ...snapshot.consentBefore,
    ...(snapshot.tables.consent_entry?.added ?? []).map((key) => String(key.id)),
  ]
  return all<{ purpose: string; at: number; is_own: number }>(
    db,
    `SELECT entry.purpose, max(entry.at) AS at, max(entry.is_by_person) AS is_own
     FROM consent_entry entry JOIN consent_state ON consent_state.contact_id=entry.contact_id
       AND consent_state.purpose=entry.purpose AND consent_state.state='withdrawn'
     WHERE entry.contact_id=$contactId AND entry.state='withdrawn'
       AND entry.id NOT IN (SELECT value FROM json_each($known))
     GROUP BY entry.purpose`,
    { contactId, known: JSON.stringify(known) },
  ).map((row) => ({ purpose: row.purpose, at: row.at, isByPerson: row.is_own === 1 }))
}

function keepNo(db: WritableDatabase, clock: WriteClock, contactId: string, no: LaterNo): void {
  recordConsent(db, clock, {
    contactId,
    purpose: no.purpose,
    state: 'withdrawn',
    source: 'merge',
    isByPerson: no.isByPerson,
    recordedBy: 'groupkeeper',
    at: no.at,
  })
}

/** A key that became history in the very moment of the merge, for the other one's sake, is current again. */
function keepIdentities(db: WritableDatabase, contactId: string, mergedAt: number): void {
  run(
    db,
    `UPDATE OR IGNORE contact_identity SET replaced_at=NULL WHERE contact_id=$contactId AND replaced_at=$mergedAt
       AND NOT EXISTS (SELECT 1 FROM contact_identity twin
         WHERE twin.lookup_key=contact_identity.lookup_key AND twin.replaced_at IS NULL)`,
    { contactId, mergedAt },
  )
}

/** Both were in one group and the one they were has left it since: so have both. */
function endStays(db: WritableDatabase, keptId: string, splitId: string, mergedAt: number): void {
  run(
    db,
    `UPDATE participant SET left_at=kept.left_at, left_reason=kept.left_reason
     FROM participant AS kept WHERE participant.contact_id=$splitId AND participant.left_at IS NULL
       AND kept.contact_id=$keptId AND kept.group_id=participant.group_id AND kept.left_at >= $mergedAt
       AND NOT EXISTS (SELECT 1 FROM participant again WHERE again.contact_id=$keptId
         AND again.group_id=participant.group_id AND again.left_at IS NULL)`,
    { keptId, splitId, mergedAt },
  )
}
