import { AppError } from '../../../shared/errors.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import { draftActions, type ActionDraft } from '../../core/plans/draft-actions.ts'
import { noteRemoval } from '../jobs/remove-participants.ts'
import type { Explanation } from '../../../shared/domain/common.ts'
import { liveFindings } from '../../store/finding-store.ts'
import { getGroup, listGroupRows } from '../../store/group-store.ts'
import {
  actionRows,
  getAction,
  getPlan,
  insertPlan,
  listActions,
  listPlans,
  plannedFindingIds,
  removalsUnderWay,
  setAction,
  setPlanState,
} from '../../store/plan-store.ts'
import { deleteConfirmation } from '../../store/rule-store.ts'
import { readSnapshot } from '../../store/snapshot-store.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'
import { evaluateGroup } from '../evaluate-group.ts'
import { finishPlans } from '../jobs/plan-actions.ts'
import { enqueueActions } from './plan-jobs.ts'
import { confirmByHand } from './rules.ts'

type Names =
  'plans.create' | 'plans.list' | 'plans.get' | 'plans.approve' | 'plans.cancel' | 'plans.tick'

/** Most participants that a managed group holds (Meta: Groups API). */
const maxParticipants = 8

export const planHandlers: Handlers<Names> = {
  'plans.create': command(createPlan),
  'plans.list': query(({ db }, input) => listPlans(db, input)),
  'plans.get': query(({ db }, { planId }) => ({
    ...getPlan(db, planId),
    actions: listActions(db, planId),
  })),
  'plans.approve': command(approvePlan),
  'plans.cancel': command((context, { planId }) => {
    requireOpen(context, planId)
    for (const action of actionRows(context.db, planId))
      if (action.state === 'proposed')
        setAction(context.db, context.now, action.id, { state: 'declined' })
    setPlanState(context.db, context.now, planId, 'cancelled')
    context.audit({ action: 'plans.cancelled', subjectKind: 'plan', subjectId: planId })
    context.changed(['plans', 'findings', 'overview'])
    return getPlan(context.db, planId)
  }),
  'plans.tick': command(tick),
}

function createPlan(
  context: CommandContext,
  input: ParsedInput<'plans.create'>,
): CallOutput<'plans.create'> {
  const groupIds =
    input.groupId === undefined ? listGroupRows(context.db).map((row) => row.id) : [input.groupId]
  const only = input.findingIds === undefined ? null : new Set(input.findingIds)
  const actions = groupIds.flatMap((groupId) => draftsFor(context, groupId, only))
  if (actions.length === 0) return { planId: null, actions: 0, removals: 0, byHand: 0 }
  const planId = insertPlan(context.db, context, {
    source: 'findings',
    groupId: input.groupId ?? null,
    reviewId: null,
    createdBy: context.caller.actor,
    actions,
  })
  const counted = {
    actions: actions.length,
    removals: actions.filter((action) => action.kind === 'remove_participant').length,
    byHand: actions.filter((action) => action.mode === 'by_hand').length,
  }
  context.audit({
    action: 'plans.created',
    subjectKind: 'plan',
    subjectId: planId,
    groupId: input.groupId ?? null,
    data: counted,
  })
  context.changed(['plans', 'findings', 'overview'], input.groupId ?? null)
  return { planId, ...counted }
}

/** What would close this group's open findings; what a plan under way proposes already is left out. */
export function draftsFor(
  context: CommandContext,
  groupId: string,
  only: ReadonlySet<string> | null,
): ActionDraft[] {
  const group = getGroup(context.db, groupId)
  evaluateGroup(context, groupId)
  const snapshot = readSnapshot(context.db, groupId, context.now)
  const planned = plannedFindingIds(context.db, groupId)
  const removing = removalsUnderWay(context.db, groupId)
  const findings = liveFindings(context.db, groupId)
    .filter(
      (finding) =>
        finding.state === 'open' && !planned.has(finding.id) && (only?.has(finding.id) ?? true),
    )
    .filter((finding) => finding.contact_id === null || !removing.has(finding.contact_id))
    .map((finding) => ({
      findingId: finding.id,
      rule: finding.rule,
      code: finding.code,
      contactId: finding.contact_id,
      subjectKey: finding.subject_key,
      evidence: JSON.parse(finding.evidence) as Explanation,
    }))
  return draftActions(
    {
      groupId,
      kind: group.kind,
      rules: snapshot.rules,
      now: context.now,
      windowOpenUntil: group.window_open_until,
      freeSeats:
        group.kind === 'managed' ? Math.max(0, maxParticipants - group.participant_count) : null,
      rejectedJoinRequestIds: new Set(
        snapshot.joinRequests
          .filter((request) => request.screening === 'rejected')
          .map((request) => request.joinRequestId),
      ),
    },
    findings,
  )
}

function requireOpen(context: CommandContext, planId: string): void {
  if (getPlan(context.db, planId).state !== 'open')
    throw new AppError('plan_not_open', {
      field: 'planId',
      message: 'This plan has been decided already.',
    })
}

function approvePlan(
  context: CommandContext,
  input: ParsedInput<'plans.approve'>,
): CallOutput<'plans.approve'> {
  requireOpen(context, input.planId)
  const rows = actionRows(context.db, input.planId)
  const chosen = input.actions === 'all' ? null : new Set(input.actions)
  const unknown = [...(chosen ?? [])].find((id) => !rows.some((row) => row.id === id))
  if (unknown !== undefined)
    throw new AppError('invalid_input', {
      field: 'actions',
      message: 'One of the actions is not part of this plan.',
    })
  // those whose reason went away meanwhile are settled already
  const proposed = rows.filter((row) => row.state === 'proposed')
  const approved = proposed.filter((row) => chosen?.has(row.id) ?? true)
  const removals = approved.filter((row) => row.kind === 'remove_participant').length
  if (removals !== input.confirmedRemovals)
    throw new AppError('confirmation_required', {
      field: 'confirmedRemovals',
      params: { removals },
      message: `This removes ${removals} members. Confirm the number of removals to go on.`,
    })
  for (const row of proposed)
    setAction(context.db, context.now, row.id, {
      state: approved.includes(row) ? 'approved' : 'declined',
    })
  setPlanState(context.db, context.now, input.planId, 'applying', context.caller.actor)
  context.audit({
    action: 'plans.approved',
    subjectKind: 'plan',
    subjectId: input.planId,
    data: {
      approved: approved.map((row) => ({
        kind: row.kind,
        mode: row.mode,
        groupId: row.group_id,
        contactId: row.contact_id,
      })),
      declined: proposed.length - approved.length,
      removals,
    },
  })
  enqueueActions(
    context,
    approved.filter((row) => row.mode === 'api'),
  )
  finishPlans(context)
  context.changed(['plans', 'findings', 'overview'])
  return getPlan(context.db, input.planId)
}

/** The owner did it on the phone, or takes that back. */
function tick(
  context: CommandContext,
  { actionId, isDone, note }: ParsedInput<'plans.tick'>,
): CallOutput<'plans.tick'> {
  const action = getAction(context.db, actionId)
  if (action.mode !== 'by_hand' || !['approved', 'done'].includes(action.state))
    throw new AppError('conflict', {
      field: 'actionId',
      message: 'Only approved actions done by hand can be ticked off.',
    })
  const isUndoOfRemoval = !isDone && action.state === 'done' && action.kind === 'remove_participant'
  if (isUndoOfRemoval)
    throw new AppError('conflict', {
      field: 'isDone',
      message:
        'The member is already noted as removed. Import the group again if they are still in it.',
    })
  setAction(context.db, context.now, actionId, { state: isDone ? 'done' : 'approved', note })
  context.audit({
    action: isDone ? 'plans.ticked' : 'plans.unticked',
    subjectKind: 'plan_action',
    subjectId: actionId,
    groupId: action.groupId,
    contactId: action.contactId,
    data: { kind: action.kind },
  })
  if (isDone && action.kind === 'remove_participant' && action.contactId !== null)
    noteRemoval(context, action.groupId, action.contactId, context.now)
  if (isDone && action.kind === 'confirm_rule' && action.rule !== null)
    confirmByHand(context, action.groupId, action.rule, note)
  if (!isDone && action.kind === 'confirm_rule' && action.rule !== null)
    deleteConfirmation(context.db, action.groupId, action.rule)
  if (!isDone) setPlanState(context.db, context.now, action.planId, 'applying')
  finishPlans(context)
  evaluateGroup(context, action.groupId)
  context.changed(['plans', 'findings', 'members', 'overview'], action.groupId)
  return getAction(context.db, actionId)
}
