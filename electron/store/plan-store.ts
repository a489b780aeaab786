import type { Explanation } from '../../shared/domain/common.ts'
import type { Plan, PlanAction, PlanActionState } from '../../shared/domain/plans.ts'
import { AppError } from '../../shared/errors.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import { maskNumber } from '../core/contacts/mask-number.ts'
import type { ActionDraft } from '../core/plans/draft-actions.ts'
import { usernameExpression, waIdExpression, type WriteClock } from './contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { displayName } from './member-store.ts'
import { decodeCursor, toPage } from './paging.ts'
import { all, one, run } from './statement.ts'

interface PlanRow {
  id: string
  state: Plan['state']
  source: Plan['source']
  group_id: string | null
  review_id: string | null
  created_at: number
  approved_at: number | null
  finished_at: number | null
  subject: string | null
  proposed: number
  declined: number
  waiting: number
  by_hand: number
  done: number
  failed: number
  unknown: number
  removals: number
}

const countOf = (condition: string) =>
  `(SELECT count(*) FROM plan_action WHERE plan_action.plan_id=plan.id AND ${condition})`

const columns = `plan.*, (SELECT subject FROM wa_group WHERE wa_group.id=plan.group_id) AS subject,
  ${countOf(`state='proposed'`)} AS proposed, ${countOf(`state='declined'`)} AS declined,
  ${countOf(`mode='api' AND state IN ('approved','running','awaiting_update')`)} AS waiting,
  ${countOf(`mode='by_hand' AND state='approved'`)} AS by_hand, ${countOf(`state='done'`)} AS done,
  ${countOf(`state='failed'`)} AS failed, ${countOf(`state='unknown'`)} AS unknown,
  ${countOf(`kind='remove_participant' AND state NOT IN ('declined','superseded')`)} AS removals`

function toPlan(row: PlanRow): Plan {
  return {
    id: row.id,
    state: row.state,
    source: row.source,
    groupId: row.group_id,
    groupSubject: row.subject,
    reviewId: row.review_id,
    counts: {
      proposed: row.proposed,
      declined: row.declined,
      waiting: row.waiting,
      byHand: row.by_hand,
      done: row.done,
      failed: row.failed,
      unknown: row.unknown,
      removals: row.removals,
    },
    createdAt: row.created_at,
    approvedAt: row.approved_at,
    finishedAt: row.finished_at,
  }
}

export function getPlan(db: ReadableDatabase, planId: string): Plan {
  const row = one<PlanRow>(db, `SELECT ${columns} FROM plan WHERE plan.id=$planId`, { planId })
  if (!row) throw new AppError('not_found', { field: 'planId', message: 'There is no such plan.' })
  return toPlan(row)
}

export function listPlans(db: ReadableDatabase, input: ParsedInput<'plans.list'>) {
  const [id] = input.cursor ? decodeCursor(input.cursor, 1) : [null]
  const parameters = { groupId: input.groupId ?? null, state: input.state ?? null }
  const where = `($state IS NULL OR plan.state=$state) AND ($groupId IS NULL OR plan.group_id=$groupId
    OR EXISTS (SELECT 1 FROM plan_action WHERE plan_action.plan_id=plan.id AND plan_action.group_id=$groupId))`
  const total = one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM plan WHERE ${where}`,
    parameters,
  )!.n
  const rows = all<PlanRow>(
    db,
    `SELECT ${columns} FROM plan WHERE ${where} AND ($id IS NULL OR plan.id<$id) ORDER BY plan.id DESC LIMIT $limit`,
    { ...parameters, id: id ?? null, limit: input.limit + 1 },
  )
  return toPage(rows, input.limit, total, (row) => [row.id], toPlan)
}

export interface ActionRow {
  readonly id: string
  readonly plan_id: string
  readonly group_id: string
  readonly kind: PlanAction['kind']
  readonly mode: PlanAction['mode']
  readonly state: PlanActionState
  readonly rule: PlanAction['rule']
  readonly contact_id: string | null
  readonly target_id: string | null
  readonly reasons: string
  readonly finding_ids: string
  readonly irreversible: number
  readonly text: string | null
  readonly pin_days: number | null
  readonly job_id: string | null
  readonly error_code: string | null
  readonly decided_at: number | null
  readonly finished_at: number | null
}

interface ActionListRow extends ActionRow {
  subject: string
  name: string | null
  username: string | null
  wa_id: string | null
}

const actionSelect = `SELECT plan_action.*, wa_group.subject, contact.display_name AS name,
  CASE WHEN contact.id IS NULL THEN NULL ELSE ${usernameExpression} END AS username,
  CASE WHEN contact.id IS NULL THEN NULL ELSE ${waIdExpression} END AS wa_id
  FROM plan_action JOIN wa_group ON wa_group.id=plan_action.group_id LEFT JOIN contact ON contact.id=plan_action.contact_id`

function toAction(row: ActionListRow): PlanAction {
  return {
    id: row.id,
    planId: row.plan_id,
    groupId: row.group_id,
    groupSubject: row.subject,
    kind: row.kind,
    mode: row.mode,
    state: row.state,
    rule: row.rule,
    contactId: row.contact_id,
    name: row.contact_id ? displayName(row.name ?? '', row.username, row.wa_id) : null,
    maskedNumber: row.wa_id ? maskNumber(`+${row.wa_id}`) : null,
    reasons: JSON.parse(row.reasons) as Explanation[],
    irreversible: row.irreversible === 1,
    text: row.text,
    errorCode: row.error_code,
    decidedAt: row.decided_at,
    finishedAt: row.finished_at,
    jobId: row.job_id,
  }
}

export function listActions(db: ReadableDatabase, planId: string): PlanAction[] {
  return all<ActionListRow>(
    db,
    `${actionSelect} WHERE plan_action.plan_id=$planId ORDER BY plan_action.position`,
    {
      planId,
    },
  ).map(toAction)
}

export function getAction(db: ReadableDatabase, actionId: string): PlanAction {
  const row = one<ActionListRow>(db, `${actionSelect} WHERE plan_action.id=$actionId`, { actionId })
  if (!row)
    throw new AppError('not_found', { field: 'actionId', message: 'There is no such action.' })
  return toAction(row)
}

export function actionRows(db: ReadableDatabase, planId: string): ActionRow[] {
  return all<ActionRow>(db, 'SELECT * FROM plan_action WHERE plan_id=$planId ORDER BY position', {
    planId,
  })
}

export function actionRow(db: ReadableDatabase, actionId: string): ActionRow | null {
  return one<ActionRow>(db, 'SELECT * FROM plan_action WHERE id=$actionId', { actionId }) ?? null
}

export function actionsOfJob(db: ReadableDatabase, jobId: string): ActionRow[] {
  return all<ActionRow>(db, 'SELECT * FROM plan_action WHERE job_id=$jobId ORDER BY position', {
    jobId,
  })
}

/** States of an action that may still come to pass; SQL. */
export const proposingStates = `'proposed','approved','running','awaiting_update','unknown'`

/** Findings that an open or running plan already proposes something for. */
export function plannedFindingIds(db: ReadableDatabase, groupId: string): Set<string> {
  const rows = all<{ finding_ids: string }>(
    db,
    `SELECT plan_action.finding_ids FROM plan_action JOIN plan ON plan.id=plan_action.plan_id
     WHERE plan_action.group_id=$groupId AND plan.state IN ('open','applying')
       AND plan_action.state IN (${proposingStates})`,
    { groupId },
  )
  return new Set(rows.flatMap((row) => JSON.parse(row.finding_ids) as string[]))
}

/** People whose removal from the group is already under way. */
export function removalsUnderWay(db: ReadableDatabase, groupId: string): Set<string> {
  return new Set(
    all<{ contact_id: string }>(
      db,
      `SELECT contact_id FROM plan_action WHERE group_id=$groupId AND kind='remove_participant' AND contact_id IS NOT NULL
         AND state IN ('approved','running','awaiting_update','unknown')`,
      { groupId },
    ).map((row) => row.contact_id),
  )
}

/** Removals by the API that are approved and not settled yet. */
export function hasOpenRemovals(db: ReadableDatabase, groupId: string): boolean {
  return (
    one(
      db,
      `SELECT 1 AS found FROM plan_action WHERE group_id=$groupId AND kind='remove_participant' AND mode='api'
         AND state IN ('approved','running','awaiting_update','unknown') LIMIT 1`,
      { groupId },
    ) !== undefined
  )
}

/** Join approvals that are approved and have no job yet. */
export function waitingApprovals(db: ReadableDatabase, groupId: string): ActionRow[] {
  return all<ActionRow>(
    db,
    `SELECT * FROM plan_action WHERE group_id=$groupId AND kind='approve_join_request' AND mode='api'
       AND state='approved' AND job_id IS NULL ORDER BY position`,
    { groupId },
  )
}

export interface NewPlan {
  readonly source: Plan['source']
  readonly groupId: string | null
  readonly reviewId: string | null
  readonly createdBy: string
  readonly actions: readonly ActionDraft[]
}

export function insertPlan(db: WritableDatabase, clock: WriteClock, plan: NewPlan): string {
  const planId = clock.newId()
  run(
    db,
    `INSERT INTO plan (id, state, source, group_id, review_id, created_by, created_at)
     VALUES ($planId, 'open', $source, $groupId, $reviewId, $createdBy, $now)`,
    {
      planId,
      source: plan.source,
      groupId: plan.groupId,
      reviewId: plan.reviewId,
      createdBy: plan.createdBy,
      now: clock.now,
    },
  )
  plan.actions.forEach((action, position) => insertAction(db, clock, planId, position, action))
  return planId
}

function insertAction(
  db: WritableDatabase,
  clock: WriteClock,
  planId: string,
  position: number,
  action: ActionDraft,
): void {
  run(
    db,
    `INSERT INTO plan_action (id, plan_id, position, group_id, kind, mode, state, rule, contact_id, target_id, reasons, finding_ids, irreversible, text, pin_days)
     VALUES ($id, $planId, $position, $groupId, $kind, $mode, 'proposed', $rule, $contactId, $targetId, $reasons, $findingIds, $irreversible, $text, $pinDays)`,
    {
      id: clock.newId(),
      planId,
      position,
      groupId: action.groupId,
      kind: action.kind,
      mode: action.mode,
      rule: action.rule,
      contactId: action.contactId,
      targetId: action.targetId,
      reasons: JSON.stringify(action.reasons),
      findingIds: JSON.stringify(action.findingIds),
      irreversible: action.irreversible ? 1 : 0,
      text: action.text,
      pinDays: action.pinDays,
    },
  )
}

export function setPlanState(
  db: WritableDatabase,
  now: number,
  planId: string,
  state: Plan['state'],
  approvedBy: string | null = null,
): void {
  run(
    db,
    `UPDATE plan SET state=$state,
       approved_by=coalesce($approvedBy, approved_by), approved_at=CASE WHEN $approvedBy IS NULL THEN approved_at ELSE $now END,
       finished_at=CASE WHEN $state IN ('finished','cancelled') THEN $now ELSE finished_at END WHERE id=$planId`,
    { planId, state, approvedBy, now },
  )
}

export interface ActionPatch {
  readonly state: PlanActionState
  readonly jobId?: string | null
  readonly errorCode?: string | null
  readonly note?: string
}

/** Moves an action on. A settled one keeps the time it settled. */
export function setAction(
  db: WritableDatabase,
  now: number,
  actionId: string,
  patch: ActionPatch,
): void {
  const isSettled = ['done', 'failed', 'declined', 'superseded'].includes(patch.state)
  run(
    db,
    `UPDATE plan_action SET state=$state, job_id=coalesce($jobId, job_id), error_code=$errorCode, note=coalesce($note, note),
       decided_at=coalesce(decided_at, $now), finished_at=CASE WHEN $isSettled THEN $now ELSE NULL END
     WHERE id=$actionId`,
    {
      actionId,
      now,
      state: patch.state,
      jobId: patch.jobId ?? null,
      errorCode: patch.errorCode ?? null,
      note: patch.note ?? null,
      isSettled: isSettled ? 1 : 0,
    },
  )
}

/**
 * Drops actions that wait for the owner and whose reasons have all gone away. What was handed to a job
 * is on its way and stays.
 */
export function supersedeActions(db: WritableDatabase, now: number, groupId: string): number {
  return run(
    db,
    `UPDATE plan_action SET state='superseded', decided_at=coalesce(decided_at, $now), finished_at=$now
     WHERE group_id=$groupId AND (state='proposed' OR (state='approved' AND mode='by_hand'))
       AND finding_ids<>'[]' AND NOT EXISTS (SELECT 1 FROM json_each(plan_action.finding_ids)
         JOIN finding ON finding.id=json_each.value WHERE finding.state='open')`,
    { groupId, now },
  )
}

/** Finishes plans that have nothing left to wait for; returns their ids. */
export function finishSettledPlans(db: WritableDatabase, now: number): string[] {
  const settled = all<{ id: string }>(
    db,
    `SELECT id FROM plan WHERE state IN ('open','applying') AND NOT EXISTS (SELECT 1 FROM plan_action
       WHERE plan_action.plan_id=plan.id AND plan_action.state IN ('proposed','approved','running','awaiting_update','unknown'))`,
  )
  for (const plan of settled) setPlanState(db, now, plan.id, 'finished')
  return settled.map((plan) => plan.id)
}
