import type { ParsedInput } from '../../shared/ipc/contract.ts'
import type { WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'

export interface ReceivedUpdate {
  readonly dedupKey: string
  readonly field: string
  readonly kind: string
  readonly state: 'applied' | 'unknown' | 'ignored'
  /** Kept for updates that nobody understands; what was applied stands in the tables already. */
  readonly payload: string | null
}

/** Returns false when the same update was taken before. */
export function insertUpdate(
  db: WritableDatabase,
  clock: WriteClock,
  update: ReceivedUpdate,
): boolean {
  return (
    run(
      db,
      `INSERT INTO inbound_update (id, dedup_key, field, kind, state, payload, received_at)
       VALUES ($id, $dedupKey, $field, $kind, $state, $payload, $now) ON CONFLICT (dedup_key) DO NOTHING`,
      { id: clock.newId(), ...update, now: clock.now },
    ) > 0
  )
}

/** Sets an update aside that belongs to something not known yet; `payload` is all that is needed later. */
export function keepUpdate(db: WritableDatabase, dedupKey: string, payload: string): void {
  run(db, `UPDATE inbound_update SET state='ignored', payload=$payload WHERE dedup_key=$dedupKey`, {
    dedupKey,
    payload,
  })
}

/** Updates set aside since then (Unix ms), in the order in which they came. */
export function keptUpdates(
  db: ReadableDatabase,
  kind: string,
  since: number,
): { dedupKey: string; payload: string }[] {
  return all<{ dedupKey: string; payload: string }>(
    db,
    `SELECT dedup_key AS dedupKey, payload FROM inbound_update
     WHERE received_at>=$since AND state='ignored' AND kind=$kind AND payload IS NOT NULL ORDER BY id`,
    { kind, since },
  )
}

export function releaseUpdate(db: WritableDatabase, dedupKey: string): void {
  run(db, `UPDATE inbound_update SET state='applied', payload=NULL WHERE dedup_key=$dedupKey`, {
    dedupKey,
  })
}

/** Graph repeats an update for up to seven days (Meta: Webhooks), so keys are kept one day longer. */
export const keptForMs = 8 * 24 * 60 * 60 * 1000

/** Nobody understood these, and they hold people's data: after this long they are of no more use. */
const unknownKeptForMs = 90 * 24 * 60 * 60 * 1000

export function pruneUpdates(db: WritableDatabase, now: number): number {
  return run(
    db,
    `DELETE FROM inbound_update WHERE received_at < CASE state WHEN 'unknown' THEN $unknownBefore ELSE $before END`,
    { before: now - keptForMs, unknownBefore: now - unknownKeptForMs },
  )
}

export interface UnknownUpdateRow {
  readonly id: string
  readonly field: string
  readonly payload: string | null
  readonly received_at: number
}

export function listUnknownUpdates<T>(
  db: ReadableDatabase,
  input: ParsedInput<'updates.listUnknown'>,
  toItem: (row: UnknownUpdateRow) => T,
) {
  const [id] = input.cursor ? decodeCursor(input.cursor, 1) : [null]
  const total = countUnknownUpdates(db)
  const rows = all<UnknownUpdateRow>(
    db,
    `SELECT id, field, payload, received_at FROM inbound_update
     WHERE state='unknown' AND ($id IS NULL OR id<$id) ORDER BY id DESC LIMIT $limit`,
    { id: id ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.id], toItem)
}

export function countUnknownUpdates(db: ReadableDatabase): number {
  return one<{ n: number }>(db, `SELECT count(*) AS n FROM inbound_update WHERE state='unknown'`)!.n
}

export interface Alarm {
  readonly code: string
  readonly severity: 'info' | 'warning' | 'critical'
  readonly detail: Record<string, string | number>
  readonly at: number
}

export function insertAlarm(db: WritableDatabase, clock: WriteClock, alarm: Alarm): void {
  run(
    db,
    'INSERT INTO alarm (id, code, severity, detail, at) VALUES ($id, $code, $severity, $detail, $at)',
    {
      id: clock.newId(),
      code: alarm.code,
      severity: alarm.severity,
      detail: JSON.stringify(alarm.detail),
      at: alarm.at,
    },
  )
}

export interface OpenAlarm {
  readonly id: string
  readonly code: string
  readonly severity: string
  /** JSON. */
  readonly detail: string
  readonly at: number
}

/** Warnings and worse of the last 14 days, newest first. */
export function openAlarms(db: ReadableDatabase, now: number): OpenAlarm[] {
  return all<OpenAlarm>(
    db,
    `SELECT id, code, severity, detail, at FROM alarm WHERE acknowledged_at IS NULL AND severity<>'info' AND at>=$from ORDER BY at DESC LIMIT 20`,
    { from: now - 14 * 24 * 60 * 60 * 1000 },
  )
}
