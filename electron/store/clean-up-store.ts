import {
  cleanUpCriteria,
  type CleanUpAction,
  type CleanUpCriteria,
  type CleanUpRule,
  type CleanUpRun,
} from '../../shared/domain/clean-up.ts'
import { AppError } from '../../shared/errors.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

interface RuleRow {
  readonly id: string
  readonly name: string
  readonly criteria: string
  readonly action: CleanUpAction
  readonly every_days: number | null
  readonly next_run_at: number | null
  readonly last_run_at: number | null
}

const ruleColumns = `SELECT cleanup_rule.id, name, criteria, action, every_days, next_run_at,
  (SELECT max(bin_at) FROM cleanup_run WHERE rule_id=cleanup_rule.id
     AND state IN ('in_bin','finished','undone')) AS last_run_at FROM cleanup_rule`

function toRule(row: RuleRow): CleanUpRule {
  return {
    id: row.id,
    name: row.name,
    criteria: cleanUpCriteria.parse(JSON.parse(row.criteria)),
    action: row.action,
    everyDays: row.every_days,
    nextRunAt: row.next_run_at,
    lastRunAt: row.last_run_at,
  }
}

export function listCleanUpRules(db: ReadableDatabase): CleanUpRule[] {
  return all<RuleRow>(db, `${ruleColumns} ORDER BY name COLLATE NOCASE, cleanup_rule.id`).map(
    toRule,
  )
}

/** @throws AppError `not_found`. */
export function getCleanUpRule(db: ReadableDatabase, ruleId: string): CleanUpRule {
  const row = one<RuleRow>(db, `${ruleColumns} WHERE cleanup_rule.id=$ruleId`, { ruleId })
  if (!row)
    throw new AppError('not_found', { field: 'ruleId', message: 'There is no such clean-up rule.' })
  return toRule(row)
}

export interface CleanUpRuleDraft {
  readonly id: string
  readonly name: string
  readonly criteria: CleanUpCriteria
  readonly action: CleanUpAction
  readonly everyDays: number | null
  readonly nextRunAt: number | null
}

/** @throws AppError `conflict` when another rule has the name. */
export function writeCleanUpRule(
  db: WritableDatabase,
  clock: WriteClock,
  rule: CleanUpRuleDraft,
): void {
  const twin = one(db, 'SELECT 1 AS found FROM cleanup_rule WHERE name=$name AND id<>$id', {
    name: rule.name,
    id: rule.id,
  })
  if (twin)
    throw new AppError('conflict', {
      field: 'name',
      message: 'Another clean-up rule has this name. Choose another.',
    })
  run(
    db,
    `INSERT INTO cleanup_rule (id, name, criteria, action, every_days, next_run_at, created_at, updated_at)
     VALUES ($id, $name, $criteria, $action, $everyDays, $nextRunAt, $now, $now)
     ON CONFLICT (id) DO UPDATE SET name=excluded.name, criteria=excluded.criteria, action=excluded.action,
       every_days=excluded.every_days, next_run_at=excluded.next_run_at, updated_at=excluded.updated_at`,
    { ...rule, criteria: JSON.stringify(rule.criteria), now: clock.now },
  )
}

export function setNextRun(db: WritableDatabase, ruleId: string, nextRunAt: number | null): void {
  run(db, 'UPDATE cleanup_rule SET next_run_at=$nextRunAt WHERE id=$ruleId', { ruleId, nextRunAt })
}

export function deleteCleanUpRule(db: WritableDatabase, ruleId: string): void {
  run(db, 'DELETE FROM cleanup_rule WHERE id=$ruleId', { ruleId })
}

interface RunRow {
  readonly id: string
  readonly rule_id: string | null
  readonly rule_name: string
  readonly criteria: string
  readonly action: CleanUpAction
  readonly state: CleanUpRun['state']
  readonly contact_count: number
  readonly restored_count: number
  readonly run_by: string
  readonly created_at: number
  readonly bin_at: number
  readonly purge_at: number
  readonly ended_at: number | null
  readonly in_bin: number
}

/** A clean-up with what it goes by. */
export interface StoredRun extends CleanUpRun {
  readonly criteria: CleanUpCriteria
}

const runColumns = `SELECT cleanup_run.*, (SELECT count(*) FROM cleanup_item WHERE run_id=cleanup_run.id) AS in_bin
  FROM cleanup_run`

function toRun(row: RunRow): StoredRun {
  return {
    id: row.id,
    ruleId: row.rule_id,
    ruleName: row.rule_name,
    criteria: cleanUpCriteria.parse(JSON.parse(row.criteria)),
    action: row.action,
    state: row.state,
    contacts: row.contact_count,
    restored: row.restored_count,
    inBin: row.in_bin,
    isScheduled: row.bin_at > row.created_at,
    runBy: row.run_by,
    createdAt: row.created_at,
    binAt: row.bin_at,
    purgeAt: row.purge_at,
    endedAt: row.ended_at,
  }
}

/** @throws AppError `not_found`. */
export function getCleanUpRun(db: ReadableDatabase, runId: string): StoredRun {
  const row = one<RunRow>(db, `${runColumns} WHERE cleanup_run.id=$runId`, { runId })
  if (!row)
    throw new AppError('not_found', { field: 'runId', message: 'There is no such clean-up.' })
  return toRun(row)
}

/** The same at the cost of one line, however many are in its bin; `inBin` is 0 or 1 then. */
export function getRunStanding(db: ReadableDatabase, runId: string): StoredRun {
  const row = one<RunRow>(
    db,
    `SELECT cleanup_run.*, EXISTS (SELECT 1 FROM cleanup_item WHERE run_id=cleanup_run.id) AS in_bin
     FROM cleanup_run WHERE cleanup_run.id=$runId`,
    { runId },
  )
  if (!row)
    throw new AppError('not_found', { field: 'runId', message: 'There is no such clean-up.' })
  return toRun(row)
}

export function listCleanUpRuns(db: ReadableDatabase, input: ParsedInput<'cleanUp.listRuns'>) {
  const [id] = input.cursor ? decodeCursor(input.cursor, 1) : [null]
  const parameters = { state: input.state ?? null }
  const total = one<{ n: number }>(
    db,
    'SELECT count(*) AS n FROM cleanup_run WHERE ($state IS NULL OR state=$state)',
    parameters,
  )!.n
  const rows = all<RunRow>(
    db,
    `${runColumns} WHERE ($state IS NULL OR state=$state) AND ($id IS NULL OR id<$id) ORDER BY id DESC LIMIT $limit`,
    { ...parameters, id: id ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.id], toRun)
}

/** Clean-ups that are not over: announced, in the bin, or on their way out of it. Oldest first. */
export function liveCleanUpRuns(db: ReadableDatabase): string[] {
  return all<{ id: string }>(
    db,
    'SELECT id FROM cleanup_run WHERE ended_at IS NULL ORDER BY id',
  ).map((row) => row.id)
}

/** The clean-up of a rule that is announced and has not begun, else null. */
export function announcedRunOf(db: ReadableDatabase, ruleId: string): StoredRun | null {
  const row = one<RunRow>(db, `${runColumns} WHERE rule_id=$ruleId AND state='announced' LIMIT 1`, {
    ruleId,
  })
  return row ? toRun(row) : null
}

export interface NewCleanUpRun {
  readonly rule: Pick<CleanUpRule, 'id' | 'name' | 'criteria' | 'action'>
  readonly expected: number
  readonly runBy: string
  /** Unix ms. */
  readonly binAt: number
  readonly purgeAt: number
}

/** Every clean-up begins as announced; one that the owner starts is due at once. */
export function insertCleanUpRun(
  db: WritableDatabase,
  clock: WriteClock,
  { rule, expected, runBy, binAt, purgeAt }: NewCleanUpRun,
): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO cleanup_run (id, rule_id, rule_name, criteria, action, state, contact_count, run_by, created_at, bin_at, purge_at)
     VALUES ($id, $ruleId, $ruleName, $criteria, $action, 'announced', $expected, $runBy, $now, $binAt, $purgeAt)`,
    {
      id,
      ruleId: rule.id,
      ruleName: rule.name,
      criteria: JSON.stringify(rule.criteria),
      action: rule.action,
      expected,
      runBy,
      binAt,
      purgeAt,
      now: clock.now,
    },
  )
  return id
}

export interface RunPatch {
  readonly state?: CleanUpRun['state']
  readonly contacts?: number
  readonly purgeAt?: number
  readonly endedAt?: number
  /** Added to what is counted already. */
  readonly erasedRecords?: number
  readonly restored?: number
}

export function patchCleanUpRun(db: WritableDatabase, runId: string, patch: RunPatch): void {
  run(
    db,
    `UPDATE cleanup_run SET state=coalesce($state,state), contact_count=coalesce($contacts,contact_count),
       purge_at=coalesce($purgeAt,purge_at), ended_at=coalesce($endedAt,ended_at),
       erased_records=erased_records+$erasedRecords, restored_count=restored_count+$restored WHERE id=$runId`,
    {
      runId,
      state: patch.state ?? null,
      contacts: patch.contacts ?? null,
      purgeAt: patch.purgeAt ?? null,
      endedAt: patch.endedAt ?? null,
      erasedRecords: patch.erasedRecords ?? 0,
      restored: patch.restored ?? 0,
    },
  )
}
