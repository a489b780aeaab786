import type { Contact } from '../../../shared/domain/contacts.ts'
import type { CallOutput } from '../../../shared/ipc/contract.ts'
import { contactsBySeq } from '../contact-row.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { getGroup } from '../group-store.ts'
import { all, one, run } from '../statement.ts'
import { getSegment, segmentSeqs } from './segment-store.ts'

type GroupSegment = CallOutput<'groupSegments.get'>
type Reason = GroupSegment['leftOut'][number]['reason']

/** Most participants that a managed group holds (Meta: Groups API). */
const maxParticipants = 8
/** Of a group without a limit, so many are shown and written to at a time. */
const mostAtOnce = 200

/** The segment that a group is kept by; null: by none. */
export function segmentOfGroup(db: ReadableDatabase, groupId: string): string | null {
  const row = one<{ segment_id: string }>(
    db,
    'SELECT segment_id FROM group_segment WHERE group_id=$groupId',
    { groupId },
  )
  return row?.segment_id ?? null
}

/** @throws AppError `not_found` for a group or segment that is not there. */
export function setSegmentOfGroup(
  db: WritableDatabase,
  now: number,
  groupId: string,
  segmentId: string | null,
): void {
  getGroup(db, groupId)
  if (segmentId === null)
    return void run(db, 'DELETE FROM group_segment WHERE group_id=$groupId', { groupId })
  getSegment(db, segmentId)
  run(
    db,
    `INSERT INTO group_segment (group_id, segment_id, updated_at) VALUES ($groupId, $segmentId, $now)
     ON CONFLICT (group_id) DO UPDATE SET segment_id=excluded.segment_id, updated_at=excluded.updated_at`,
    { groupId, segmentId, now },
  )
}

/**
 * Why somebody who fits is not invited, or null; the first that holds. An invitation is written to a
 * person alone: whoever said no to groups or to service is left alone, and nobody is asked who never agreed.
 */
const reasonOf = `CASE
    WHEN EXISTS (SELECT 1 FROM consent_state WHERE contact_id=contact.id AND purpose IN ('group', $purpose)
      AND state='withdrawn') THEN 'opted_out'
    WHEN NOT EXISTS (SELECT 1 FROM consent_state WHERE contact_id=contact.id AND state='given'
      AND ($purpose<>'marketing' OR purpose='marketing')) THEN 'no_opt_in'
    WHEN NOT EXISTS (SELECT 1 FROM contact_identity WHERE contact_id=contact.id
      AND kind IN ('wa_id','bsuid') AND replaced_at IS NULL) THEN 'no_number'
    WHEN EXISTS (SELECT 1 FROM direct_message WHERE contact_id=contact.id AND kind='invite'
      AND state NOT IN ('failed','cancelled') AND created_at > $invitedSince) THEN 'invited' END`

/** Who was asked within this time is not asked again. */
const askedForMs = 30 * 24 * 60 * 60 * 1000

/**
 * What keeping a group by its segment would do: whom it would invite, whom it would take out, and whom it
 * leaves alone. Changes nothing.
 *
 * @param purpose what the invite template is for: a no to it, and to groups, keeps the invitation away
 * @throws AppError `not_found`.
 */
export function groupSegment(
  db: ReadableDatabase,
  groupId: string,
  now: number,
  purpose: 'service' | 'marketing' = 'service',
): GroupSegment {
  const group = getGroup(db, groupId)
  const segmentId = segmentOfGroup(db, groupId)
  if (segmentId === null)
    return { segmentId, total: 0, inGroup: 0, toInvite: [], leftOut: [], toRemove: [] }
  const seqs = segmentSeqs(db, segmentId, now)
  const fits = JSON.stringify(seqs)
  const isIn = `EXISTS (SELECT 1 FROM participant WHERE participant.contact_id=contact.id
    AND participant.group_id=$groupId AND left_at IS NULL)`
  const missing = all<{ seq: number; reason: Reason | null }>(
    db,
    `SELECT contact.seq, ${reasonOf} AS reason FROM contact
     WHERE contact.seq IN (SELECT value FROM json_each($fits)) AND NOT ${isIn} ORDER BY contact.seq`,
    { fits, groupId, purpose, invitedSince: now - askedForMs },
  )
  const seats =
    group.kind === 'managed' ? Math.max(0, maxParticipants - group.participant_count) : mostAtOnce
  const free = missing.filter(({ reason }) => reason === null).map(({ seq }) => seq)
  return {
    segmentId,
    total: seqs.length,
    inGroup: seqs.length - missing.length,
    toInvite: contactsBySeq(db, free.slice(0, seats)),
    leftOut: leftOut(missing, free.length - Math.min(free.length, seats)),
    toRemove: strangers(db, groupId, fits),
  }
}

/** The groups that a segment keeps, by name, and how far each is from it; deleted groups are kept by nothing. */
export function groupsKeptBy(
  db: ReadableDatabase,
  segmentId: string,
  now: number,
): CallOutput<'groupSegments.list'>['groups'] {
  const groups = all<{ id: string; subject: string }>(
    db,
    `SELECT wa_group.id, wa_group.subject FROM group_segment JOIN wa_group ON wa_group.id=group_segment.group_id
     WHERE group_segment.segment_id=$segmentId AND wa_group.state<>'deleted' ORDER BY wa_group.subject, wa_group.id`,
    { segmentId },
  )
  return groups.map(({ id, subject }) => {
    const { total, inGroup, toInvite, toRemove } = groupSegment(db, id, now)
    return {
      groupId: id,
      subject,
      inGroup,
      missing: total - inGroup,
      toInvite: toInvite.length,
      toRemove: toRemove.length,
    }
  })
}

function leftOut(
  missing: readonly { readonly reason: Reason | null }[],
  withoutSeat: number,
): GroupSegment['leftOut'] {
  const counts = new Map<Reason, number>()
  for (const { reason } of missing)
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  if (withoutSeat > 0) counts.set('no_seat', withoutSeat)
  return [...counts].map(([reason, contacts]) => ({ reason, contacts }))
}

/** Members who do not fit; an admin is the shop's own matter, and a removal under way is not proposed again. */
function strangers(db: ReadableDatabase, groupId: string, fits: string): Contact[] {
  const rows = all<{ seq: number }>(
    db,
    `SELECT contact.seq FROM participant JOIN contact ON contact.id=participant.contact_id
     WHERE participant.group_id=$groupId AND left_at IS NULL AND is_admin=0 AND contact.is_listed=1
       AND contact.seq NOT IN (SELECT value FROM json_each($fits))
       AND NOT EXISTS (SELECT 1 FROM plan_action WHERE plan_action.group_id=$groupId
         AND plan_action.contact_id=contact.id AND kind='remove_participant'
         AND state IN ('proposed','approved','running','awaiting_update','unknown'))
     ORDER BY contact.seq`,
    { groupId, fits },
  )
  return contactsBySeq(
    db,
    rows.map((row) => row.seq),
  )
}
