import type { ParsedInput } from '../../shared/ipc/contract.ts'
import type { Member } from '../../shared/domain/members.ts'
import { maskNumber } from '../core/contacts/mask-number.ts'
import { optInExpression } from './consent-store.ts'
import { usernameExpression, waIdExpression, type WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { escapeLike } from './group-store.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'

const dayMs = 24 * 60 * 60 * 1000

export interface MemberRow {
  readonly participant_id: string
  readonly contact_id: string
  readonly group_id: string
  readonly name: string
  readonly username: string | null
  readonly wa_id: string | null
  readonly number_state: Member['numberState']
  readonly source: Member['source']
  readonly is_admin: number
  readonly joined_at: number | null
  readonly left_at: number | null
  readonly left_reason: Member['leftReason']
  readonly last_wrote_at: number | null
  readonly messages30: number
  readonly messages90: number
  readonly opt_in: Member['optIn']
  readonly screening: Member['screening']
  readonly list_names: string | null
  readonly is_in_bin: number
}

/** Columns of a member; needs `participant`, `contact`, $since30 and $since90. */
export const memberColumns = `
  participant.id AS participant_id, participant.contact_id, participant.group_id,
  contact.display_name AS name, ${usernameExpression} AS username, ${waIdExpression} AS wa_id,
  contact.number_state, participant.source, participant.is_admin, participant.joined_at,
  participant.left_at, participant.left_reason, participant.last_wrote_at,
  (SELECT count(*) FROM message WHERE message.group_id=participant.group_id AND message.contact_id=participant.contact_id AND message.direction='inbound' AND message.at>=$since30) AS messages30,
  (SELECT count(*) FROM message WHERE message.group_id=participant.group_id AND message.contact_id=participant.contact_id AND message.direction='inbound' AND message.at>=$since90) AS messages90,
  ${optInExpression} AS opt_in, contact.screening,
  (SELECT group_concat(contact_list.name, char(10)) FROM contact_list_member JOIN contact_list ON contact_list.id=contact_list_member.list_id WHERE contact_list_member.contact_id=contact.id) AS list_names,
  contact.binned_at IS NOT NULL AS is_in_bin`

export function since(now: number): { since30: number; since90: number } {
  return { since30: now - 30 * dayMs, since90: now - 90 * dayMs }
}

/** A name to show where there is none: the username, else the masked number. */
export function displayName(name: string, username: string | null, waId: string | null): string {
  if (name !== '') return name
  if (username) return `@${username}`
  return waId ? maskNumber(`+${waId}`) : '—'
}

export function toMember(row: MemberRow): Member {
  return {
    participantId: row.participant_id,
    contactId: row.contact_id,
    groupId: row.group_id,
    name: displayName(row.name, row.username, row.wa_id),
    username: row.username,
    maskedNumber: row.wa_id ? maskNumber(`+${row.wa_id}`) : null,
    numberState: row.number_state,
    source: row.source,
    isAdmin: row.is_admin === 1,
    joinedAt: row.joined_at,
    leftAt: row.left_at,
    leftReason: row.left_reason,
    lastWroteAt: row.last_wrote_at,
    messages30: row.messages30,
    messages90: row.messages90,
    optIn: row.opt_in,
    screening: row.screening,
    listNames: row.list_names?.split('\n') ?? [],
    isInBin: row.is_in_bin === 1,
  }
}

const sortColumns = {
  name: 'contact.display_name COLLATE NOCASE',
  joined: 'coalesce(participant.joined_at, 0)',
  lastWrote: 'coalesce(participant.last_wrote_at, 0)',
  messages30: `(SELECT count(*) FROM message WHERE message.group_id=participant.group_id AND message.contact_id=participant.contact_id AND message.direction='inbound' AND message.at>=$since30)`,
} as const

const searchedText = `(contact.display_name LIKE $search ESCAPE '\\' OR EXISTS (SELECT 1 FROM contact_identity identity
  WHERE identity.contact_id=contact.id AND identity.replaced_at IS NULL AND identity.value LIKE $search ESCAPE '\\'))`

/** A keyset page of a group's members, by any of the sorts. */
export function listMembers(db: ReadableDatabase, now: number, input: ParsedInput<'members.list'>) {
  const [key, id] = input.cursor ? decodeCursor(input.cursor, 2) : [null, null]
  const parameters = {
    groupId: input.groupId,
    state: input.state,
    optIn: input.optIn ?? null,
    search: input.search ? `%${escapeLike(input.search)}%` : null,
    ...since(now),
  }
  const from = `FROM participant JOIN contact ON contact.id=participant.contact_id
    WHERE participant.group_id=$groupId
      AND ($state='all' OR ($state='current' AND participant.left_at IS NULL) OR ($state='left' AND participant.left_at IS NOT NULL))
      AND ($optIn IS NULL OR ${optInExpression}=$optIn)
      AND ($search IS NULL OR ${searchedText})`
  const total = one<{ n: number }>(db, `SELECT count(*) AS n ${from}`, parameters)!.n
  const sort = sortColumns[input.sort]
  const [comparison, order] = input.descending ? ['<', 'DESC'] : ['>', 'ASC']
  const rows = all<MemberRow & { sort_key: string | number }>(
    db,
    `SELECT ${memberColumns}, ${sort} AS sort_key ${from}
       AND ($id IS NULL OR (${sort}, participant.id) ${comparison} ($key, $id))
     ORDER BY ${sort} ${order}, participant.id ${order} LIMIT $limit`,
    { ...parameters, key: key ?? null, id: id ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.sort_key, row.participant_id], toMember)
}

export function currentMembers(db: ReadableDatabase, now: number, groupId: string): Member[] {
  return all<MemberRow>(
    db,
    `SELECT ${memberColumns} FROM participant JOIN contact ON contact.id=participant.contact_id
     WHERE participant.group_id=$groupId AND participant.left_at IS NULL
     ORDER BY contact.display_name COLLATE NOCASE, participant.id`,
    { groupId, ...since(now) },
  ).map(toMember)
}

export interface Joining {
  readonly groupId: string
  readonly contactId: string
  readonly source: Member['source']
  /** Unix ms; null when nobody knows. */
  readonly joinedAt: number | null
  readonly isAdmin?: boolean
}

/** Returns true when the person was not in the group before. */
export function addParticipant(db: WritableDatabase, clock: WriteClock, joining: Joining): boolean {
  const current = one<{ id: string }>(
    db,
    'SELECT id FROM participant WHERE group_id=$groupId AND contact_id=$contactId AND left_at IS NULL',
    { groupId: joining.groupId, contactId: joining.contactId },
  )
  if (current) {
    run(db, 'UPDATE participant SET joined_at=coalesce(joined_at,$joinedAt) WHERE id=$id', {
      id: current.id,
      joinedAt: joining.joinedAt,
    })
    return false
  }
  run(
    db,
    `INSERT INTO participant (id, group_id, contact_id, source, is_admin, joined_at, last_wrote_at, created_at)
     VALUES ($id, $groupId, $contactId, $source, $isAdmin, $joinedAt,
       (SELECT max(at) FROM message WHERE group_id=$groupId AND contact_id=$contactId AND direction='inbound'), $now)`,
    {
      id: clock.newId(),
      groupId: joining.groupId,
      contactId: joining.contactId,
      source: joining.source,
      isAdmin: joining.isAdmin ? 1 : 0,
      joinedAt: joining.joinedAt,
      now: clock.now,
    },
  )
  return true
}

/** Returns true when the person was in the group until now. */
export function endParticipation(
  db: WritableDatabase,
  groupId: string,
  contactId: string,
  at: number,
  reason: 'left' | 'removed' | 'unknown',
): boolean {
  return (
    run(
      db,
      `UPDATE participant SET left_at=$at, left_reason=$reason
       WHERE group_id=$groupId AND contact_id=$contactId AND left_at IS NULL`,
      { groupId, contactId, at, reason },
    ) > 0
  )
}

export function currentContactIds(db: ReadableDatabase, groupId: string): string[] {
  return all<{ contact_id: string }>(
    db,
    'SELECT contact_id FROM participant WHERE group_id=$groupId AND left_at IS NULL',
    { groupId },
  ).map((row) => row.contact_id)
}

/** When the person's latest stay in the group began and ended, and since when it is known here. */
export function latestStay(
  db: ReadableDatabase,
  groupId: string,
  contactId: string,
): { joinedAt: number | null; leftAt: number | null; knownSince: number } | null {
  const row = one<{ joined_at: number | null; left_at: number | null; created_at: number }>(
    db,
    `SELECT joined_at, left_at, created_at FROM participant WHERE group_id=$groupId AND contact_id=$contactId
     ORDER BY left_at IS NULL DESC, left_at DESC, id DESC LIMIT 1`,
    { groupId, contactId },
  )
  return row ? { joinedAt: row.joined_at, leftAt: row.left_at, knownSince: row.created_at } : null
}
