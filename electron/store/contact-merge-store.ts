import { indexContact, unindexContact } from './contact-search.ts'
import { recordConsent, type ConsentPurpose } from './consent-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { recordMerge } from './merge-snapshot.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

/** Both are in the same group: what is known of one stay is known of the other. */
const joinStays = `UPDATE participant SET
    last_wrote_at=nullif(max(coalesce(participant.last_wrote_at,0), coalesce(twin.last_wrote_at,0)),0),
    joined_at=coalesce(participant.joined_at, twin.joined_at), is_admin=max(participant.is_admin, twin.is_admin),
    export_name=coalesce(participant.export_name, twin.export_name)
  FROM participant AS twin WHERE participant.contact_id=$into AND participant.left_at IS NULL
    AND twin.contact_id=$from AND twin.left_at IS NULL AND twin.group_id=participant.group_id`

/** In a review under way each person is one card, with what was decided about either of the two. */
const joinDecisions = `UPDATE review_item SET decision=twin.decision, note=twin.note, decided_by=twin.decided_by,
    decided_at=twin.decided_at
  FROM review_item AS twin JOIN review ON review.id=twin.review_id
  WHERE review.state='open' AND twin.review_id=review_item.review_id AND twin.contact_id=$from
    AND twin.decision IS NOT NULL AND review_item.contact_id=$into AND review_item.decision IS NULL`
const dropSecondCards = `DELETE FROM review_item WHERE contact_id=$from
  AND review_id IN (SELECT id FROM review WHERE state='open')
  AND EXISTS (SELECT 1 FROM review_item first WHERE first.review_id=review_item.review_id AND first.contact_id=$into)`

/** Cards of a stay that goes away because the other contact has the same one. */
const moveCards = `UPDATE review_item SET participant_id=stays.kept
  FROM (SELECT twin.id AS dropped, participant.id AS kept
    FROM participant JOIN participant AS twin ON twin.group_id=participant.group_id
    WHERE participant.contact_id=$into AND participant.left_at IS NULL
      AND twin.contact_id=$from AND twin.left_at IS NULL) AS stays
  WHERE review_item.participant_id=stays.dropped`

const keepName = `UPDATE contact SET display_name=twin.display_name, sort_name=twin.sort_name
  FROM contact AS twin WHERE contact.id=$into AND twin.id=$from AND twin.display_name<>''
    AND (contact.display_name='' OR contact.display_name GLOB '+[0-9]*' OR contact.display_name LIKE '@%')`

/** Work that waits, or can be tried again, names people by their contact. */
const renameInJobs = `UPDATE job SET payload=replace(payload,$from,$into)
  WHERE state NOT IN ('done','cancelled') AND instr(payload,$from)>0`

/** What only one of the two was known by. */
const keepProfile = `UPDATE contact SET email=coalesce(contact.email, twin.email), city=coalesce(contact.city, twin.city),
    language=coalesce(contact.language, twin.language), birthday=coalesce(contact.birthday, twin.birthday),
    number_type=coalesce(contact.number_type, twin.number_type), country=coalesce(contact.country, twin.country),
    custom=json_patch(twin.custom, contact.custom), is_screening_due=1,
    last_seen_at=nullif(max(coalesce(contact.last_seen_at,0), coalesce(twin.last_seen_at,0)),0)
  FROM contact AS twin WHERE contact.id=$into AND twin.id=$from`
const freeExternalId = 'UPDATE contact SET external_id=NULL WHERE id=$from'
const seqOf = (name: 'into' | 'from') => `(SELECT seq FROM contact WHERE id=$${name})`

/** Who is wanted by one name is not to be forgotten by the other; a line of the bin is never left over. */
const leaveBin = (who: 'into' | 'from') => [
  `UPDATE cleanup_run SET restored_count=restored_count+1 WHERE id IN
     (SELECT run_id FROM cleanup_item WHERE contact_seq=${seqOf(who)})`,
  `DELETE FROM cleanup_item WHERE contact_seq=${seqOf(who)}`,
  `UPDATE contact SET binned_at=NULL WHERE id=$${who}`,
]

/** Who got it by one name is not written to once more by the other. */
const dropSecondRecipient = `DELETE FROM broadcast_recipient WHERE contact_seq=${seqOf('into')} AND state='queued'
  AND EXISTS (SELECT 1 FROM broadcast_recipient twin WHERE twin.contact_seq=${seqOf('from')}
    AND twin.broadcast_seq=broadcast_recipient.broadcast_seq
    AND twin.state NOT IN ('queued','skipped','hold_out','cancelled'))`

const moves = [
  keepName,
  keepProfile,
  `UPDATE OR IGNORE contact_tag SET contact_seq=${seqOf('into')} WHERE contact_seq=${seqOf('from')}`,
  `UPDATE shop_order SET contact_seq=${seqOf('into')} WHERE contact_seq=${seqOf('from')}`,
  dropSecondRecipient,
  `UPDATE OR IGNORE broadcast_recipient SET contact_seq=${seqOf('into')} WHERE contact_seq=${seqOf('from')}`,
  'UPDATE contact_note SET contact_id=$into WHERE contact_id=$from',
  'UPDATE direct_message SET contact_id=$into WHERE contact_id=$from',
  'UPDATE OR IGNORE signup SET contact_id=$into WHERE contact_id=$from',
  'UPDATE screening_evidence SET contact_id=$into WHERE contact_id=$from',
  'UPDATE screening_decision SET contact_id=$into WHERE contact_id=$from',
  joinDecisions,
  dropSecondCards,
  moveCards,
  'UPDATE message SET contact_id=$into WHERE contact_id=$from',
  'UPDATE join_request SET contact_id=$into WHERE contact_id=$from',
  'UPDATE OR IGNORE finding SET subject_key=$into WHERE subject_key=$from',
  'UPDATE finding SET contact_id=$into WHERE contact_id=$from',
  'UPDATE plan_action SET contact_id=$into WHERE contact_id=$from',
  'UPDATE review_item SET contact_id=$into WHERE contact_id=$from',
  'UPDATE contact_identity SET contact_id=$into WHERE contact_id=$from',
  'UPDATE OR IGNORE contact_list_member SET contact_id=$into WHERE contact_id=$from',
  'UPDATE OR IGNORE delivery_recipient SET contact_id=$into WHERE contact_id=$from',
  'UPDATE participant SET contact_id=$into WHERE contact_id=$from AND left_at IS NOT NULL',
  joinStays,
  'UPDATE OR IGNORE participant SET contact_id=$into WHERE contact_id=$from',
  renameInJobs,
  'DELETE FROM contact WHERE id=$from',
]

/**
 * Everything known of `from` becomes known of `into`; a withdrawal of consent is never lost. What was
 * done is kept, so that it can be taken apart again.
 *
 * @param mergedBy The owner, or the app, where WhatsApp or a list shows that both are one person.
 * @returns the merge's id.
 */
export function mergeContacts(
  db: WritableDatabase,
  clock: WriteClock,
  into: string,
  from: string,
  mergedBy = 'groupkeeper',
): string {
  const name = one<{ display_name: string }>(
    db,
    'SELECT display_name FROM contact WHERE id=$from',
    { from },
  )!.display_name
  const snapshot = recordMerge(db, { into, from, name }, () => {
    const withdrawn = withdrawals(db, [into, from])
    copyConsent(db, clock, into, from)
    for (const withdrawal of withdrawn) keepWithdrawn(db, clock, into, withdrawal)
    if (!(isInBin(db, into) && isInBin(db, from)))
      for (const text of leaveBin('into')) run(db, text, { into })
    for (const text of leaveBin('from')) run(db, text, { from })
    moveExternalId(db, into, from)
    unindexContact(db, from)
    for (const text of moves) run(db, text, { into, from })
  })
  indexContact(db, into)
  const id = clock.newId()
  run(
    db,
    `INSERT INTO contact_merge (id, into_id, from_id, snapshot, merged_by, merged_at)
     VALUES ($id, $into, $from, $snapshot, $mergedBy, $now)`,
    { id, into, from, snapshot: JSON.stringify(snapshot), mergedBy, now: clock.now },
  )
  return id
}

/** A key of the shop's own system is one person's: it moves where the kept contact has none. */
function moveExternalId(db: WritableDatabase, into: string, from: string): void {
  const { key } = one<{ key: string | null }>(
    db,
    'SELECT external_id AS key FROM contact WHERE id=$from',
    { from },
  )!
  run(db, freeExternalId, { from })
  run(db, 'UPDATE contact SET external_id=coalesce(external_id,$key) WHERE id=$into', { into, key })
}

function isInBin(db: ReadableDatabase, contactId: string): boolean {
  return (
    one(db, 'SELECT 1 AS found FROM contact WHERE id=$contactId AND binned_at IS NOT NULL', {
      contactId,
    }) !== undefined
  )
}

interface Withdrawal {
  readonly purpose: ConsentPurpose
  /** The person's own no, seen by the app. */
  readonly isByPerson: boolean
}

/** Purposes for which at least one of these contacts stands at no. */
function withdrawals(db: ReadableDatabase, contactIds: readonly string[]): Withdrawal[] {
  return all<{ purpose: string; is_own: number }>(
    db,
    `SELECT purpose, max(own_no_at >= 0 AND own_no_at >= own_yes_at) AS is_own FROM consent_state
     WHERE contact_id IN (SELECT value FROM json_each($ids)) AND state='withdrawn' GROUP BY purpose`,
    { ids: JSON.stringify(contactIds) },
  ).map((row) => ({ purpose: row.purpose, isByPerson: row.is_own === 1 }))
}

/**
 * A yes given as another contact did not answer the no of this one, so the no stands until the
 * person says yes again.
 */
function keepWithdrawn(
  db: WritableDatabase,
  clock: WriteClock,
  contactId: string,
  { purpose, isByPerson }: Withdrawal,
): void {
  const { at } = one<{ at: number }>(
    db,
    'SELECT max(at) AS at FROM consent_entry WHERE contact_id=$contactId AND purpose=$purpose',
    { contactId, purpose },
  )!
  recordConsent(db, clock, {
    contactId,
    purpose,
    state: 'withdrawn',
    source: 'merge',
    isByPerson,
    recordedBy: 'groupkeeper',
    at,
  })
}

const copiedColumns = `purpose, state, source, is_by_person, legal_text_id, language, jurisdiction, evidence,
  campaign_id, import_seq, expires_at, note, recorded_by, at`

/** Consent entries are append-only, so they are written anew under the contact that stays. */
function copyConsent(db: WritableDatabase, clock: WriteClock, into: string, from: string): void {
  const entries = all<{ id: string }>(
    db,
    'SELECT id FROM consent_entry WHERE contact_id=$from ORDER BY at, id',
    { from },
  )
  for (const entry of entries)
    run(
      db,
      `INSERT INTO consent_entry (id, contact_id, recorded_at, ${copiedColumns})
       SELECT $id, $into, $now, ${copiedColumns} FROM consent_entry WHERE contact_id=$from AND id=$original`,
      { id: clock.newId(), into, from, now: clock.now, original: entry.id },
    )
}
