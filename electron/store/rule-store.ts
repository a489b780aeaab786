import {
  ruleKey,
  rules,
  type RuleKey,
  type Rules,
  type RuleSet,
} from '../../shared/domain/rules.ts'
import { AppError } from '../../shared/errors.ts'
import type { Confirmation } from '../core/rules/group-snapshot.ts'
import type { WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'

interface RuleSetRow {
  id: string
  name: string
  rules: string
  version: number
  updated_at: number
  group_count: number
}

const columns = `rule_set.id, rule_set.name, rule_set.rules, rule_set.version, rule_set.updated_at,
  (SELECT count(*) FROM wa_group WHERE wa_group.rule_set_id=rule_set.id AND wa_group.state<>'deleted') AS group_count`

function toRuleSet(row: RuleSetRow): RuleSet {
  return {
    id: row.id,
    name: row.name,
    rules: rules.parse(JSON.parse(row.rules)),
    version: row.version,
    groupCount: row.group_count,
    updatedAt: row.updated_at,
  }
}

export function listRuleSets(db: ReadableDatabase): RuleSet[] {
  return all<RuleSetRow>(db, `SELECT ${columns} FROM rule_set ORDER BY name COLLATE NOCASE`).map(
    toRuleSet,
  )
}

export function getRuleSet(db: ReadableDatabase, ruleSetId: string): RuleSet {
  const row = one<RuleSetRow>(db, `SELECT ${columns} FROM rule_set WHERE id=$ruleSetId`, {
    ruleSetId,
  })
  if (!row)
    throw new AppError('not_found', { field: 'ruleSetId', message: 'There is no such rule set.' })
  return toRuleSet(row)
}

/** Rules of a group, or null where none are assigned. */
export function rulesOfGroup(db: ReadableDatabase, groupId: string): Rules | null {
  const row = one<{ rules: string }>(
    db,
    'SELECT rule_set.rules FROM wa_group JOIN rule_set ON rule_set.id=wa_group.rule_set_id WHERE wa_group.id=$groupId',
    { groupId },
  )
  return row ? rules.parse(JSON.parse(row.rules)) : null
}

export function saveRuleSet(
  db: WritableDatabase,
  clock: WriteClock,
  input: { ruleSetId?: string; name: string; rules: Rules },
): RuleSet {
  const twin = one<{ id: string }>(db, 'SELECT id FROM rule_set WHERE name=$name', {
    name: input.name,
  })
  if (twin && twin.id !== input.ruleSetId)
    throw new AppError('conflict', {
      field: 'name',
      message: 'Another rule set has this name. Choose another.',
    })
  if (input.ruleSetId !== undefined) getRuleSet(db, input.ruleSetId)
  const id = input.ruleSetId ?? clock.newId()
  run(
    db,
    `INSERT INTO rule_set (id, name, rules, version, created_at, updated_at) VALUES ($id, $name, $rules, 1, $now, $now)
     ON CONFLICT (id) DO UPDATE SET name=excluded.name, rules=excluded.rules, version=version+1, updated_at=excluded.updated_at`,
    { id, name: input.name, rules: JSON.stringify(input.rules), now: clock.now },
  )
  return getRuleSet(db, id)
}

export function deleteRuleSet(db: WritableDatabase, ruleSetId: string): void {
  run(db, 'DELETE FROM rule_set WHERE id=$ruleSetId', { ruleSetId })
}

export function groupIdsOfRuleSet(db: ReadableDatabase, ruleSetId: string): string[] {
  return all<{ id: string }>(
    db,
    `SELECT id FROM wa_group WHERE rule_set_id=$ruleSetId AND state<>'deleted'`,
    { ruleSetId },
  ).map((row) => row.id)
}

export function confirmationsOf(db: ReadableDatabase, groupId: string): Map<RuleKey, Confirmation> {
  const rows = all<{ rule: string; confirmed_at: number; confirmed_by: string }>(
    db,
    'SELECT rule, confirmed_at, confirmed_by FROM rule_confirmation WHERE group_id=$groupId',
    { groupId },
  )
  return new Map(
    rows.map((row) => [
      ruleKey.parse(row.rule),
      { confirmedAt: row.confirmed_at, confirmedBy: row.confirmed_by },
    ]),
  )
}

export function confirmRule(
  db: WritableDatabase,
  groupId: string,
  rule: RuleKey,
  confirmation: Confirmation & { note: string },
): void {
  run(
    db,
    `INSERT INTO rule_confirmation (group_id, rule, confirmed_at, confirmed_by, note)
     VALUES ($groupId, $rule, $confirmedAt, $confirmedBy, $note)
     ON CONFLICT (group_id, rule) DO UPDATE SET confirmed_at=excluded.confirmed_at, confirmed_by=excluded.confirmed_by, note=excluded.note`,
    { groupId, rule, ...confirmation },
  )
}

/** Takes the owner's word back: the rule waits to be confirmed again. */
export function deleteConfirmation(db: WritableDatabase, groupId: string, rule: RuleKey): void {
  run(db, 'DELETE FROM rule_confirmation WHERE group_id=$groupId AND rule=$rule', { groupId, rule })
}
