import type { ParsedInput } from '../../shared/ipc/contract.ts'
import type { z } from 'zod'
import type { joinRequest } from '../../shared/domain/groups.ts'
import { maskNumber } from '../core/contacts/mask-number.ts'
import { optInExpression } from './consent-store.ts'
import { usernameExpression, waIdExpression, type WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { displayName } from './member-store.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'

export type JoinRequest = z.infer<typeof joinRequest>

interface JoinRequestListRow {
  id: string
  group_id: string
  subject: string
  contact_id: string
  name: string
  username: string | null
  wa_id: string | null
  opt_in: string
  screening: JoinRequest['screening']
  reason: string | null
  requested_at: number
  state: JoinRequest['state']
  error_code: string | null
}

/** Requests that wait for the owner or for WhatsApp, oldest first. */
export function listJoinRequests(db: ReadableDatabase, input: ParsedInput<'joinRequests.list'>) {
  const [requestedAt, id] = input.cursor ? decodeCursor(input.cursor, 2) : [null, null]
  const where = `join_request.state IN ('pending','approving','rejecting','failed') AND ($groupId IS NULL OR join_request.group_id=$groupId)`
  const parameters = { groupId: input.groupId ?? null }
  const total = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM join_request WHERE ${where}`,
    parameters,
  )!.n
  const rows = all<JoinRequestListRow>(
    db,
    `SELECT join_request.id, join_request.group_id, wa_group.subject, join_request.contact_id,
       contact.display_name AS name, ${usernameExpression} AS username, ${waIdExpression} AS wa_id,
       ${optInExpression} AS opt_in, contact.screening, join_request.reason, join_request.requested_at, join_request.state, join_request.error_code
     FROM join_request JOIN contact ON contact.id=join_request.contact_id JOIN wa_group ON wa_group.id=join_request.group_id
     WHERE ${where} AND ($id IS NULL OR (join_request.requested_at, join_request.id) > ($requestedAt, $id))
     ORDER BY join_request.requested_at, join_request.id LIMIT $limit`,
    { ...parameters, requestedAt: requestedAt ?? null, id: id ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.requested_at, row.id], toJoinRequest)
}

function toJoinRequest(row: JoinRequestListRow): JoinRequest {
  return {
    id: row.id,
    groupId: row.group_id,
    groupSubject: row.subject,
    contactId: row.contact_id,
    name: displayName(row.name, row.username, row.wa_id),
    maskedNumber: row.wa_id ? maskNumber(`+${row.wa_id}`) : null,
    optedIn: row.opt_in === 'opted_in',
    optedOut: row.opt_in === 'opted_out',
    screening: row.screening,
    reason: row.reason,
    requestedAt: row.requested_at,
    state: row.state,
    errorCode: row.error_code,
  }
}

export interface JoinRequestRow {
  readonly id: string
  readonly group_id: string
  readonly remote_id: string
  readonly contact_id: string
  readonly state: JoinRequest['state']
  readonly updated_at: number
}

export function findJoinRequest(db: ReadableDatabase, id: string): JoinRequestRow | null {
  return (
    one<JoinRequestRow>(
      db,
      'SELECT id, group_id, remote_id, contact_id, state, updated_at FROM join_request WHERE id=$id',
      { id },
    ) ?? null
  )
}

export function findJoinRequestByRemoteId(
  db: ReadableDatabase,
  groupId: string,
  remoteId: string,
): JoinRequestRow | null {
  return (
    one<JoinRequestRow>(
      db,
      'SELECT id, group_id, remote_id, contact_id, state, updated_at FROM join_request WHERE group_id=$groupId AND remote_id=$remoteId',
      { groupId, remoteId },
    ) ?? null
  )
}

export interface NewJoinRequest {
  readonly groupId: string
  readonly remoteId: string
  readonly contactId: string
  readonly reason: string | null
  readonly requestedAt: number
}

/** A request seen before stays as it is: a late or second update must not reopen it. */
export function insertJoinRequest(
  db: WritableDatabase,
  clock: WriteClock,
  request: NewJoinRequest,
): boolean {
  return (
    run(
      db,
      `INSERT INTO join_request (id, group_id, remote_id, contact_id, reason, state, requested_at, updated_at)
       VALUES ($id, $groupId, $remoteId, $contactId, $reason, 'pending', $requestedAt, $now)
       ON CONFLICT (group_id, remote_id) DO NOTHING`,
      { id: clock.newId(), ...request, now: clock.now },
    ) > 0
  )
}

export function setJoinRequestState(
  db: WritableDatabase,
  now: number,
  id: string,
  state: JoinRequest['state'],
  errorCode: string | null = null,
): void {
  run(
    db,
    'UPDATE join_request SET state=$state, error_code=$errorCode, updated_at=$now WHERE id=$id',
    {
      id,
      state,
      errorCode,
      now,
    },
  )
}

export function liveJoinRequests(db: ReadableDatabase, groupId: string): JoinRequestRow[] {
  return all<JoinRequestRow>(
    db,
    `SELECT id, group_id, remote_id, contact_id, state, updated_at FROM join_request
     WHERE group_id=$groupId AND state IN ('pending','approving','rejecting','failed')`,
    { groupId },
  )
}
