import type { Explanation } from '../../shared/domain/common.ts'
import type { Finding, FindingCode, RuleKey } from '../../shared/domain/rules.ts'
import { AppError } from '../../shared/errors.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import { maskNumber } from '../core/contacts/mask-number.ts'
import type { FindingDraft } from '../core/rules/evaluate-rules.ts'
import { usernameExpression, waIdExpression, type WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { displayName } from './member-store.ts'
import { decodeCursor, toPage } from './paging.ts'
import { proposingStates } from './plan-store.ts'
import { all, one, run } from './statement.ts'

interface FindingRow {
  id: string
  group_id: string
  subject: string
  rule: RuleKey
  code: FindingCode
  contact_id: string | null
  subject_key: string
  evidence: string
  since: number
  opened_at: number
  state: Finding['state']
  closed_at: number | null
  closed_reason: Finding['closedReason']
  note: string
  name: string | null
  username: string | null
  wa_id: string | null
  plan_id: string | null
}

const columns = `finding.*, wa_group.subject, contact.display_name AS name,
  CASE WHEN contact.id IS NULL THEN NULL ELSE ${usernameExpression} END AS username,
  CASE WHEN contact.id IS NULL THEN NULL ELSE ${waIdExpression} END AS wa_id, planned.plan_id`
/** Which plan proposes something for the findings of a page: read once, not once for each of them. */
const planned = `planned AS MATERIALIZED (
  SELECT json_each.value AS finding_id, max(plan.id) AS plan_id
  FROM plan_action JOIN plan ON plan.id=plan_action.plan_id, json_each(plan_action.finding_ids)
  WHERE plan.state IN ('open','applying') AND plan_action.group_id IN (SELECT group_id FROM page)
    AND plan_action.state IN (${proposingStates})
  GROUP BY json_each.value)`
const joins = `finding JOIN wa_group ON wa_group.id=finding.group_id LEFT JOIN contact ON contact.id=finding.contact_id`

function toFinding(row: FindingRow): Finding {
  return {
    id: row.id,
    groupId: row.group_id,
    groupSubject: row.subject,
    rule: row.rule,
    code: row.code,
    contactId: row.contact_id,
    name: row.contact_id ? displayName(row.name ?? '', row.username, row.wa_id) : null,
    maskedNumber: row.wa_id ? maskNumber(`+${row.wa_id}`) : null,
    evidence: JSON.parse(row.evidence) as Explanation,
    since: row.since,
    openedAt: row.opened_at,
    state: row.state,
    closedAt: row.closed_at,
    closedReason: row.closed_reason,
    note: row.note,
    planId: row.plan_id,
  }
}

export function listFindings(db: ReadableDatabase, input: ParsedInput<'findings.list'>) {
  const [openedAt, id] = input.cursor ? decodeCursor(input.cursor, 2) : [null, null]
  const parameters = {
    groupId: input.groupId ?? null,
    rule: input.rule ?? null,
    state: input.state,
  }
  const where = `($groupId IS NULL OR finding.group_id=$groupId) AND ($rule IS NULL OR finding.rule=$rule)
    AND ($state='all' OR finding.state=$state) AND wa_group.state<>'deleted'`
  const total = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM finding JOIN wa_group ON wa_group.id=finding.group_id WHERE ${where}`,
    parameters,
  )!.n
  const rows = all<FindingRow>(
    db,
    `WITH page AS MATERIALIZED (
       SELECT finding.id, finding.group_id FROM finding JOIN wa_group ON wa_group.id=finding.group_id WHERE ${where}
         AND ($id IS NULL OR (finding.opened_at, finding.id) < ($openedAt, $id))
       ORDER BY finding.opened_at DESC, finding.id DESC LIMIT $limit),
     ${planned}
     SELECT ${columns} FROM page JOIN ${joins} LEFT JOIN planned ON planned.finding_id=finding.id
     WHERE finding.id=page.id ORDER BY finding.opened_at DESC, finding.id DESC`,
    { ...parameters, openedAt: openedAt ?? null, id: id ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.opened_at, row.id], toFinding)
}

export interface LiveFinding {
  readonly id: string
  readonly rule: RuleKey
  readonly code: FindingCode
  readonly contact_id: string | null
  readonly subject_key: string
  readonly evidence: string
  readonly state: 'open' | 'dismissed'
}

export function liveFindings(db: ReadableDatabase, groupId: string): LiveFinding[] {
  return all<LiveFinding>(
    db,
    `SELECT id, rule, code, contact_id, subject_key, evidence, state FROM finding
     WHERE group_id=$groupId AND state IN ('open','dismissed') ORDER BY opened_at, id`,
    { groupId },
  )
}

export function getFinding(db: ReadableDatabase, findingId: string) {
  const row = one<{
    id: string
    group_id: string
    state: Finding['state']
    code: string
    rule: string
  }>(db, 'SELECT id, group_id, state, code, rule FROM finding WHERE id=$findingId', { findingId })
  if (!row)
    throw new AppError('not_found', { field: 'findingId', message: 'There is no such finding.' })
  return row
}

/** Codes of open findings by rule, one for each, for the statuses of a group's rules. */
export function openCodesByRule(db: ReadableDatabase, groupId: string): Map<RuleKey, string[]> {
  const codes = new Map<RuleKey, string[]>()
  const counted = all<{ rule: RuleKey; code: FindingCode; n: number }>(
    db,
    `SELECT rule, code, count(*) AS n FROM finding WHERE group_id=$groupId AND state='open' GROUP BY rule, code`,
    { groupId },
  )
  for (const { rule, code, n } of counted)
    codes.set(rule, [...(codes.get(rule) ?? []), ...Array.from({ length: n }, () => code)])
  return codes
}

export interface Reconciled {
  readonly opened: readonly FindingDraft[]
  readonly closed: readonly { id: string; code: FindingCode; contactId: string | null }[]
}

/**
 * Brings the stored findings in line with what the rules find now. A finding that is still there
 * keeps its identity and its age; a dismissed one stays dismissed until its cause goes away.
 */
export function reconcileFindings(
  db: WritableDatabase,
  clock: WriteClock,
  groupId: string,
  drafts: readonly FindingDraft[],
  isRuleSet: (rule: RuleKey) => boolean,
): Reconciled {
  const keyOf = (code: string, subjectKey: string) => `${code}\n${subjectKey}`
  const live = new Map(
    liveFindings(db, groupId).map((row) => [keyOf(row.code, row.subject_key), row]),
  )
  const opened: FindingDraft[] = []
  for (const found of drafts) {
    const key = keyOf(found.code, found.subjectKey)
    const known = live.get(key)
    live.delete(key)
    const evidence = JSON.stringify(found.evidence)
    if (known) {
      if (known.evidence !== evidence)
        run(db, 'UPDATE finding SET evidence=$evidence WHERE id=$id', { id: known.id, evidence })
      continue
    }
    opened.push(found)
    run(
      db,
      `INSERT INTO finding (id, group_id, rule, code, contact_id, subject_key, evidence, since, state, opened_at)
       VALUES ($id, $groupId, $rule, $code, $contactId, $subjectKey, $evidence, $since, 'open', $now)`,
      {
        id: clock.newId(),
        groupId,
        rule: found.rule,
        code: found.code,
        contactId: found.contactId,
        subjectKey: found.subjectKey,
        evidence,
        since: found.since,
        now: clock.now,
      },
    )
  }
  const closed = [...live.values()].map((row) => {
    closeFinding(db, clock.now, row.id, closedReason(db, groupId, row, isRuleSet))
    return { id: row.id, code: row.code, contactId: row.contact_id }
  })
  return { opened, closed }
}

function closedReason(
  db: ReadableDatabase,
  groupId: string,
  row: LiveFinding,
  isRuleSet: (rule: RuleKey) => boolean,
): Finding['closedReason'] {
  if (row.state === 'dismissed') return 'dismissed'
  if (!isRuleSet(row.rule)) return 'rule_removed'
  if (row.contact_id === null || row.code.startsWith('join_request_')) return 'resolved'
  const isMember = one(
    db,
    'SELECT 1 AS found FROM participant WHERE group_id=$groupId AND contact_id=$contactId AND left_at IS NULL',
    { groupId, contactId: row.contact_id },
  )
  return isMember ? 'resolved' : 'member_left'
}

export function closeFinding(
  db: WritableDatabase,
  now: number,
  findingId: string,
  reason: Finding['closedReason'],
): void {
  run(
    db,
    `UPDATE finding SET state='closed', closed_at=$now, closed_reason=$reason WHERE id=$findingId`,
    { findingId, now, reason },
  )
}

export function dismissFinding(
  db: WritableDatabase,
  now: number,
  findingId: string,
  note: string,
): void {
  run(
    db,
    `UPDATE finding SET state='dismissed', closed_at=$now, closed_reason='dismissed', note=$note WHERE id=$findingId`,
    { findingId, now, note },
  )
}
