import { AppError } from '../../../shared/errors.ts'
import type { Group } from '../../../shared/domain/groups.ts'
import { nextReviewAt } from '../../core/rules/evaluate-rules.ts'
import { ruleStatuses } from '../../core/rules/rule-status.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { openCodesByRule } from '../../store/finding-store.ts'
import {
  activityByWeek,
  getGroup,
  insertGroup,
  listGroups,
  pageOfGroups,
  updateGroup,
  type GroupListRow,
} from '../../store/group-store.ts'
import { jobsOfGroup, setJob } from '../../store/job-store.ts'
import { openReviewOf } from '../../store/review-store.ts'
import { readRuleFacts } from '../../store/snapshot-store.ts'
import { one } from '../../store/statement.ts'
import { readAccount } from '../account/account-record.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'

type Names =
  | 'groups.list'
  | 'groups.get'
  | 'groups.create'
  | 'groups.update'
  | 'groups.delete'
  | 'groups.revealInviteLink'
  | 'groups.resetInviteLink'
  | 'groups.activity'

export const groupHandlers: Handlers<Names> = {
  'groups.list': query(({ db, now }, input) =>
    pageOfGroups(listGroups(db, input), input.limit, (row) => toGroup(db, now, row)),
  ),
  'groups.get': query(({ db, now }, { groupId }) => {
    const row = getGroup(db, groupId)
    return {
      ...toGroup(db, now, row),
      hasInviteLink: row.invite_link !== null,
      inviteLinkRotatedAt: row.invite_link_rotated_at,
      failureCode: row.failure_code,
      activeReviewId: openReviewOf(db, groupId),
      nextReviewAt: nextReviewAt(readRuleFacts(db, groupId, now)),
      openPlanId: openPlanOf(db, groupId),
    }
  }),
  'groups.create': command((context, input) => {
    const isManaged = input.kind === 'managed'
    if (isManaged && !readAccount(context.db))
      throw new AppError('account_missing', {
        message: 'Connect a Business account before making a managed group.',
      })
    const groupId = insertGroup(context.db, context, {
      kind: input.kind,
      state: isManaged ? 'creating' : 'active',
      subject: input.subject,
      description: input.description,
      joinApprovalMode: isManaged ? input.joinApprovalMode : null,
    })
    if (isManaged) context.enqueue({ kind: 'group.create', groupId, payload: { groupId } })
    context.audit({
      action: isManaged ? 'groups.createRequested' : 'groups.created',
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
      data: { kind: input.kind, joinApprovalMode: isManaged ? input.joinApprovalMode : null },
    })
    context.changed(['groups', 'overview'], groupId)
    return { groupId }
  }),
  'groups.update': command((context, { groupId, subject, description }) => {
    const group = getGroup(context.db, groupId)
    if (subject === undefined && description === undefined)
      throw new AppError('invalid_input', {
        field: 'subject',
        message: 'Give a subject or a description to change.',
      })
    if (group.kind === 'phone') {
      updateGroup(context.db, context.now, groupId, { subject, description })
    } else {
      requireActive(group)
      context.enqueue({ kind: 'group.update', groupId, payload: { groupId, subject, description } })
    }
    context.audit({
      action: group.kind === 'phone' ? 'groups.updated' : 'groups.updateRequested',
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
      data: { hasSubject: subject !== undefined, hasDescription: description !== undefined },
    })
    context.changed(['groups'], groupId)
    return { done: true }
  }),
  'groups.delete': command((context, { groupId, confirmSubject }) => {
    const group = getGroup(context.db, groupId)
    if (confirmSubject.trim() !== group.subject.trim())
      throw new AppError('confirmation_required', {
        field: 'confirmSubject',
        message: "Type the group's name exactly, to confirm that it is to be deleted.",
      })
    if (group.kind === 'phone') updateGroup(context.db, context.now, groupId, { state: 'deleted' })
    else if (group.remote_id === null) dropUnmade(context, groupId)
    else context.enqueue({ kind: 'group.delete', groupId, payload: { groupId } })
    context.audit({
      action: 'groups.deleteRequested',
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
      data: { kind: group.kind },
    })
    context.changed(['groups', 'overview'], groupId)
    return { done: true }
  }),
  'groups.revealInviteLink': command((context, { groupId }) => {
    const group = getGroup(context.db, groupId)
    if (group.invite_link === null)
      throw new AppError('not_found', {
        message: 'No invite link is known for this group. Sync, then try again.',
      })
    context.audit({
      action: 'groups.inviteLinkRevealed',
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
    })
    return { inviteLink: group.invite_link }
  }),
  'groups.resetInviteLink': command((context, { groupId }) => {
    requireActive(getGroup(context.db, groupId))
    const jobId = context.enqueue({ kind: 'invite_link.reset', groupId, payload: { groupId } })
    context.audit({
      action: 'groups.inviteLinkResetRequested',
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
    })
    return { jobId }
  }),
  'groups.activity': query(({ db, now }, { groupId, weeks }) => {
    getGroup(db, groupId)
    return { weeks: activityByWeek(db, groupId, now, weeks) }
  }),
}

function requireActive(group: GroupListRow): void {
  if (group.kind === 'phone')
    throw new AppError('conflict', {
      message: 'This group lives on the phone: do it there, the API cannot reach it.',
    })
  if (group.state === 'suspended')
    throw new AppError('group_suspended', {
      message: 'WhatsApp has suspended this group. Nothing can be changed until it is cleared.',
    })
  if (group.remote_id === null)
    throw new AppError('conflict', {
      message: 'WhatsApp has not confirmed this group yet. Try again in a moment.',
      retryable: true,
    })
}

/**
 * A group that WhatsApp has not made: its creation is taken back while it waits in line. Once the
 * request has left, the group may come to be, and there is nothing yet that could be deleted.
 */
function dropUnmade(context: CommandContext, groupId: string): void {
  const creation = jobsOfGroup(context.db, groupId).filter((job) => job.kind === 'group.create')
  if (creation.some((job) => ['running', 'awaiting_update', 'unknown'].includes(job.state)))
    throw new AppError('conflict', {
      field: 'groupId',
      message: 'WhatsApp is making this group right now. Delete it when it is there.',
      retryable: true,
    })
  for (const job of creation)
    if (job.state === 'queued')
      setJob(context.db, context.now, job.id, { state: 'cancelled', errorCode: 'cancelled' })
  updateGroup(context.db, context.now, groupId, { state: 'deleted' })
}

function openPlanOf(db: ReadableDatabase, groupId: string): string | null {
  return (
    one<{ id: string }>(
      db,
      `SELECT plan.id FROM plan WHERE plan.state IN ('open','applying') AND EXISTS (SELECT 1 FROM plan_action
         WHERE plan_action.plan_id=plan.id AND plan_action.group_id=$groupId) ORDER BY plan.id DESC LIMIT 1`,
      { groupId },
    )?.id ?? null
  )
}

function toGroup(db: ReadableDatabase, now: number, row: GroupListRow): Group {
  const statuses =
    row.rule_set_id === null
      ? []
      : ruleStatuses(readRuleFacts(db, row.id, now), openCodesByRule(db, row.id))
  const count = (test: (status: (typeof statuses)[number]) => boolean) =>
    statuses.filter(test).length
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    subject: row.subject,
    description: row.description,
    joinApprovalMode: row.join_approval_mode,
    participantCount: row.participant_count,
    openFindings: row.open_findings,
    pendingJoinRequests: row.pending_join_requests,
    ruleSetId: row.rule_set_id,
    ruleSetName: row.rule_set_name,
    ruleTally: {
      enforced: count((status) => status.state === 'enforced'),
      watched: count((status) => status.state === 'watched'),
      byHand: count((status) => status.state === 'by_hand'),
      broken: count((status) => status.condition === 'broken' || status.condition === 'pending'),
      stale: count((status) => status.condition === 'stale'),
    },
    createdAt: row.remote_created_at,
    lastSyncedAt: row.last_synced_at,
    lastMessageAt: row.last_message_at,
  }
}
