import { AppError } from '../../shared/errors.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import type { WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'

/** A row of `wa_group`, as stored. */
export interface GroupRow {
  readonly id: string
  readonly kind: 'managed' | 'phone'
  readonly state: 'creating' | 'active' | 'suspended' | 'deleted' | 'failed'
  readonly remote_id: string | null
  readonly subject: string
  readonly description: string
  readonly join_approval_mode: 'approval_required' | 'auto_approve' | null
  readonly invite_link: string | null
  readonly invite_link_rotated_at: number | null
  readonly rule_set_id: string | null
  readonly rules_assigned_at: number | null
  readonly failure_code: string | null
  readonly remote_created_at: number | null
  readonly window_open_until: number | null
  readonly last_message_at: number | null
  readonly last_synced_at: number | null
  readonly created_at: number
}

export interface GroupListRow extends GroupRow {
  readonly participant_count: number
  readonly open_findings: number
  readonly pending_join_requests: number
  readonly rule_set_name: string | null
}

const counts = `
  (SELECT count(*) FROM participant WHERE participant.group_id=wa_group.id AND left_at IS NULL) AS participant_count,
  (SELECT count(*) FROM finding WHERE finding.group_id=wa_group.id AND finding.state='open') AS open_findings,
  (SELECT count(*) FROM join_request WHERE join_request.group_id=wa_group.id AND join_request.state='pending') AS pending_join_requests,
  (SELECT name FROM rule_set WHERE rule_set.id=wa_group.rule_set_id) AS rule_set_name`

export function listGroups(db: ReadableDatabase, input: ParsedInput<'groups.list'>) {
  const [subject, id] = input.cursor ? decodeCursor(input.cursor, 2) : [null, null]
  const filter = {
    kind: input.kind ?? null,
    search: input.search ? `%${escapeLike(input.search)}%` : null,
  }
  const where = `state<>'deleted' AND ($kind IS NULL OR kind=$kind) AND ($search IS NULL OR subject LIKE $search ESCAPE '\\')`
  const total = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM wa_group WHERE ${where}`,
    filter,
  )!.n
  const rows = all<GroupListRow>(
    db,
    `SELECT wa_group.*, ${counts} FROM wa_group
     WHERE ${where} AND ($id IS NULL OR (subject COLLATE NOCASE, id) > ($subject, $id))
     ORDER BY subject COLLATE NOCASE, id LIMIT $limit`,
    { ...filter, subject: subject ?? null, id: id ?? null, limit: input.limit + 1 },
  )
  return { rows, total }
}

export function pageOfGroups<T>(
  listed: ReturnType<typeof listGroups>,
  limit: number,
  toItem: (row: GroupListRow) => T,
) {
  return toPage(listed.rows, limit, listed.total, (row) => [row.subject, row.id], toItem)
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`)
}

export function findGroup(db: ReadableDatabase, groupId: string): GroupListRow | null {
  return (
    one<GroupListRow>(db, `SELECT wa_group.*, ${counts} FROM wa_group WHERE id=$groupId`, {
      groupId,
    }) ?? null
  )
}

/** Refuses an unknown or deleted group with `not_found`. */
export function getGroup(db: ReadableDatabase, groupId: string): GroupListRow {
  const row = findGroup(db, groupId)
  if (!row || row.state === 'deleted')
    throw new AppError('not_found', { field: 'groupId', message: 'There is no such group.' })
  return row
}

export function findGroupByRemoteId(db: ReadableDatabase, remoteId: string): GroupRow | null {
  return one<GroupRow>(db, 'SELECT * FROM wa_group WHERE remote_id=$remoteId', { remoteId }) ?? null
}

export function listGroupRows(db: ReadableDatabase): GroupRow[] {
  return all<GroupRow>(
    db,
    `SELECT * FROM wa_group WHERE state NOT IN ('deleted','failed') ORDER BY id`,
  )
}

export interface NewGroup {
  readonly kind: 'managed' | 'phone'
  readonly state: GroupRow['state']
  readonly remoteId?: string | null
  readonly subject: string
  readonly description?: string
  readonly joinApprovalMode?: GroupRow['join_approval_mode']
  readonly remoteCreatedAt?: number | null
}

export function insertGroup(db: WritableDatabase, clock: WriteClock, group: NewGroup): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO wa_group (id, kind, state, remote_id, subject, description, join_approval_mode, remote_created_at, created_at, updated_at)
     VALUES ($id, $kind, $state, $remoteId, $subject, $description, $mode, $remoteCreatedAt, $now, $now)`,
    {
      id,
      kind: group.kind,
      state: group.state,
      remoteId: group.remoteId ?? null,
      subject: group.subject,
      description: group.description ?? '',
      mode: group.joinApprovalMode ?? null,
      remoteCreatedAt: group.remoteCreatedAt ?? null,
      now: clock.now,
    },
  )
  return id
}

/** Fields that can be written one by one; the key names the column. */
export interface GroupPatch {
  readonly state?: GroupRow['state']
  readonly remote_id?: string | null
  readonly subject?: string
  readonly description?: string
  readonly join_approval_mode?: GroupRow['join_approval_mode']
  readonly invite_link?: string | null
  readonly invite_link_rotated_at?: number | null
  readonly rule_set_id?: string | null
  readonly rules_assigned_at?: number | null
  readonly failure_code?: string | null
  readonly remote_created_at?: number | null
  readonly window_open_until?: number | null
  readonly last_message_at?: number | null
  readonly last_synced_at?: number | null
}

const columns: readonly (keyof GroupPatch)[] = [
  'state',
  'remote_id',
  'subject',
  'description',
  'join_approval_mode',
  'invite_link',
  'invite_link_rotated_at',
  'rule_set_id',
  'rules_assigned_at',
  'failure_code',
  'remote_created_at',
  'window_open_until',
  'last_message_at',
  'last_synced_at',
]

/** Writes the given fields; columns come from a fixed list, never from the caller's keys. */
export function updateGroup(
  db: WritableDatabase,
  now: number,
  groupId: string,
  patch: GroupPatch,
): void {
  const names = columns.filter((name) => patch[name] !== undefined)
  const values: Record<string, string | number | null> = { groupId, now }
  for (const name of names) values[name] = patch[name] ?? null
  const assignments = names.map((name) => `${name}=$${name}, `).join('')
  run(db, `UPDATE wa_group SET ${assignments}updated_at=$now WHERE id=$groupId`, values)
}

/** Keeps the latest of two times; updates come in any order. */
export function touchGroupMessage(
  db: WritableDatabase,
  groupId: string,
  at: number,
  opensWindowUntil: number | null,
): void {
  run(
    db,
    `UPDATE wa_group SET last_message_at=max(coalesce(last_message_at,0),$at),
       window_open_until=CASE WHEN $until IS NULL THEN window_open_until ELSE max(coalesce(window_open_until,0),$until) END
     WHERE id=$groupId`,
    { groupId, at, until: opensWindowUntil },
  )
}

export interface ActivityRow {
  readonly weekStart: number
  readonly messages: number
  readonly joined: number
  readonly left: number
}

const weekMs = 7 * 24 * 60 * 60 * 1000
/** Monday 5 January 1970, 00:00 UTC: weeks are counted from here. */
const firstMonday = 4 * 24 * 60 * 60 * 1000

/** Messages, joins and leaves per week, oldest first, every week present. Null: all groups. */
export function activityByWeek(
  db: ReadableDatabase,
  groupId: string | null,
  now: number,
  weeks: number,
): ActivityRow[] {
  const currentWeek = Math.floor((now - firstMonday) / weekMs)
  const from = firstMonday + (currentWeek - weeks + 1) * weekMs
  const parameters = { ...(groupId !== null && { groupId }), from, firstMonday, weekMs }
  const inGroup = groupId === null ? '' : 'AND group_id=$groupId'
  const count = (table: string, column: string) =>
    new Map(
      all<{ week: number; n: number }>(
        db,
        `SELECT CAST((${column}-$firstMonday)/$weekMs AS INTEGER) AS week, count(*) AS n FROM ${table}
         WHERE ${column}>=$from ${inGroup} GROUP BY 1`,
        parameters,
      ).map((row) => [row.week, row.n]),
    )
  const messages = count('message', 'at')
  const joined = count('participant', 'joined_at')
  const left = count('participant', 'left_at')
  return Array.from({ length: weeks }, (_, index) => {
    const week = currentWeek - weeks + 1 + index
    return {
      weekStart: firstMonday + week * weekMs,
      messages: messages.get(week) ?? 0,
      joined: joined.get(week) ?? 0,
      left: left.get(week) ?? 0,
    }
  })
}
