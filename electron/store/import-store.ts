import type { PersonHistory } from '../core/contacts/person-histories.ts'
import { matchStays, type KnownStay, type Stay } from '../core/contacts/stays.ts'
import { mergeContacts } from './contact-merge-store.ts'
import { replaceIdentity, upsertContact, type WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { addParticipant } from './member-store.ts'
import { sha256Hex } from './sha256.ts'
import { all, one, run } from './statement.ts'

/** The one phone group of this title, or null when there is none or more than one. */
export function findPhoneGroup(db: ReadableDatabase, subject: string): string | null {
  const rows = all<{ id: string }>(
    db,
    `SELECT id FROM wa_group WHERE kind='phone' AND state<>'deleted' AND subject=$subject LIMIT 2`,
    { subject },
  )
  return rows.length === 1 ? rows[0]!.id : null
}

export interface ImportedPerson {
  readonly contactId: string
  readonly isNew: boolean
  /** Stays that this import saw the end of. */
  readonly ended: number
}

/** Brings one person of an exported chat in: who it is, and when they were in the group. */
export function importPerson(
  db: WritableDatabase,
  clock: WriteClock,
  groupId: string,
  person: PersonHistory,
): ImportedPerson {
  const contactId = resolvePerson(db, clock, groupId, person)
  const known = knownStays(db, groupId, contactId)
  const changes = matchStays(known, person.stays)
  for (const stay of changes.updates) updateStay(db, stay)
  for (const stay of changes.inserts) insertStay(db, clock, groupId, contactId, stay)
  const exportName = person.number === null ? person.name : null
  run(
    db,
    `UPDATE participant SET export_name=coalesce($exportName, export_name),
       is_admin=CASE WHEN $isAdmin=1 AND left_at IS NULL THEN 1 ELSE is_admin END
     WHERE group_id=$groupId AND contact_id=$contactId`,
    { groupId, contactId, exportName, isAdmin: person.isAdmin ? 1 : 0 },
  )
  const ended =
    changes.updates.filter((stay) => stay.isEnded).length +
    changes.inserts.filter((stay) => stay.leftAt !== null).length
  return { contactId, isNew: known.length === 0, ended }
}

/**
 * A number is the same contact everywhere; a name from an address book means somebody only within
 * its group.
 */
function resolvePerson(
  db: WritableDatabase,
  clock: WriteClock,
  groupId: string,
  person: PersonHistory,
): string {
  if (person.number === null)
    return (
      contactByName(db, groupId, person.name) ??
      upsertContact(db, clock, { profileName: person.name })
    )
  for (const former of person.formerNumbers)
    replaceIdentity(db, clock, { waId: former }, { waId: person.number })
  return upsertContact(db, clock, { waId: person.number })
}

function contactByName(db: ReadableDatabase, groupId: string, name: string): string | null {
  const byExport = one<{ contact_id: string }>(
    db,
    `SELECT contact_id FROM participant WHERE group_id=$groupId AND export_name=$name
     ORDER BY left_at IS NULL DESC, id DESC LIMIT 1`,
    { groupId, name },
  )
  if (byExport) return byExport.contact_id
  const byName = all<{ id: string }>(
    db,
    `SELECT DISTINCT contact.id FROM participant JOIN contact ON contact.id=participant.contact_id
     WHERE participant.group_id=$groupId AND contact.display_name=$name LIMIT 2`,
    { groupId, name },
  )
  return byName.length === 1 ? byName[0]!.id : null
}

function knownStays(db: ReadableDatabase, groupId: string, contactId: string): KnownStay[] {
  return all<{
    id: string
    joined_at: number | null
    left_at: number | null
    source: string
    created_at: number
  }>(
    db,
    `SELECT id, joined_at, left_at, source, created_at FROM participant
     WHERE group_id=$groupId AND contact_id=$contactId ORDER BY id`,
    { groupId, contactId },
  ).map((row) => ({
    id: row.id,
    joinedAt: row.joined_at,
    leftAt: row.left_at,
    isFromList: row.source === 'csv',
    knownSince: row.created_at,
  }))
}

function updateStay(db: WritableDatabase, stay: Stay & { id: string; isEnded: boolean }): void {
  run(
    db,
    `UPDATE participant SET joined_at=$joinedAt,
       left_at=CASE WHEN $isEnded=1 THEN $leftAt ELSE left_at END,
       left_reason=CASE WHEN $isEnded=1 THEN $leftReason ELSE left_reason END,
       last_wrote_at=CASE WHEN $lastWroteAt IS NULL THEN last_wrote_at ELSE max(coalesce(last_wrote_at,0), $lastWroteAt) END
     WHERE id=$id`,
    {
      id: stay.id,
      joinedAt: stay.joinedAt,
      isEnded: stay.isEnded ? 1 : 0,
      leftAt: stay.leftAt,
      leftReason: stay.leftReason,
      lastWroteAt: stay.lastWroteAt,
    },
  )
}

function insertStay(
  db: WritableDatabase,
  clock: WriteClock,
  groupId: string,
  contactId: string,
  stay: Stay,
): void {
  run(
    db,
    `INSERT INTO participant (id, group_id, contact_id, source, joined_at, left_at, left_reason, last_wrote_at, created_at)
     VALUES ($id, $groupId, $contactId, 'chat_export', $joinedAt, $leftAt, $leftReason, $lastWroteAt, $now)`,
    {
      id: clock.newId(),
      groupId,
      contactId,
      joinedAt: stay.joinedAt,
      leftAt: stay.leftAt,
      leftReason: stay.leftReason,
      lastWroteAt: stay.lastWroteAt,
      now: clock.now,
    },
  )
}

export interface ImportedMessage {
  /** What makes the message the same message in another export of the same chat. */
  readonly key: string
  readonly contactId: string
  readonly at: number
  readonly isMedia: boolean
}

/** Returns how many were not there before. */
export function importMessages(
  db: WritableDatabase,
  clock: WriteClock,
  groupId: string,
  messages: readonly ImportedMessage[],
): number {
  let added = 0
  for (const message of messages)
    added += run(
      db,
      `INSERT OR IGNORE INTO message (id, export_key, group_id, contact_id, direction, type, at)
       VALUES ($id, $exportKey, $groupId, $contactId, 'inbound', $type, $at)`,
      {
        id: clock.newId(),
        exportKey: exportKey(groupId, message),
        groupId,
        contactId: message.contactId,
        type: message.isMedia ? 'media' : 'text',
        at: message.at,
      },
    )
  return added
}

/** Begins with group and time, so that the index over it grows at its end and not all over. */
function exportKey(groupId: string, message: ImportedMessage): string {
  const moment = message.at.toString(36).padStart(9, '0')
  return `${groupId}:${moment}:${sha256Hex(message.key).slice(0, 24)}`
}

export interface ListedMember {
  readonly number: string | null
  readonly name: string
  readonly isAdmin: boolean | null
  readonly joinedAt: number | null
}

/** Brings one row of a member list in. Returns true when the person was not in the group before. */
export function importListedMember(
  db: WritableDatabase,
  clock: WriteClock,
  groupId: string,
  member: ListedMember,
): boolean {
  const named = member.name === '' ? null : contactByName(db, groupId, member.name)
  const contactId = resolveListed(db, clock, member, named)
  const isNew = addParticipant(db, clock, {
    groupId,
    contactId,
    source: 'csv',
    joinedAt: member.joinedAt,
  })
  if (member.isAdmin !== null)
    run(
      db,
      'UPDATE participant SET is_admin=$isAdmin WHERE group_id=$groupId AND contact_id=$contactId AND left_at IS NULL',
      { groupId, contactId, isAdmin: member.isAdmin ? 1 : 0 },
    )
  return isNew
}

/**
 * The list may give a number to somebody whom the chat export knows by name only. A namesake with a
 * number of their own is somebody else.
 */
function resolveListed(
  db: WritableDatabase,
  clock: WriteClock,
  member: ListedMember,
  named: string | null,
): string {
  const profileName = member.name === '' ? undefined : member.name
  if (member.number === null)
    return named ?? upsertContact(db, clock, { ...(profileName && { profileName }) })
  const contactId = upsertContact(db, clock, {
    waId: member.number,
    ...(profileName && { profileName }),
  })
  if (named !== null && named !== contactId && !hasNumber(db, named))
    mergeContacts(db, clock, contactId, named)
  return contactId
}

function hasNumber(db: ReadableDatabase, contactId: string): boolean {
  return (
    one(
      db,
      `SELECT 1 FROM contact_identity WHERE contact_id=$contactId AND kind='wa_id' AND replaced_at IS NULL`,
      { contactId },
    ) !== undefined
  )
}
