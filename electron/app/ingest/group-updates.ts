import {
  findGroup,
  findGroupByRemoteId,
  listGroupRows,
  updateGroup,
} from '../../store/group-store.ts'
import { jobByRequestId } from '../../store/job-store.ts'
import type {
  GroupCreated,
  GroupCreateFailed,
  GroupDeleted,
  GroupDeleteFailed,
  GroupSettings,
  GroupSuspended,
  GroupSuspensionCleared,
} from '../../updates/parsed-update.ts'
import type { CommandContext } from '../context.ts'
import { describeGraphCode } from '../jobs/graph-code.ts'
import { confirmJob, failJob, openJobFor } from './confirm-job.ts'
import type { IngestNotes } from './ingest-notes.ts'
import { knownGroup } from './known-group.ts'

/** The group of ours that a creation answers: by its request, else by its subject. */
function creatingGroup(context: CommandContext, requestId: string | null, subject: string | null) {
  const job = requestId === null ? null : jobByRequestId(context.db, requestId)
  if (job?.group_id) return findGroup(context.db, job.group_id)
  const waiting = listGroupRows(context.db).filter(
    (group) => group.state === 'creating' && group.remote_id === null && group.subject === subject,
  )
  return waiting[0] ?? null
}

export function applyGroupCreated(
  context: CommandContext,
  update: GroupCreated,
  notes: IngestNotes,
): void {
  const known = findGroupByRemoteId(context.db, update.groupId)
  const ours = known ? null : creatingGroup(context, update.requestId, update.subject)
  if (ours && ours.remote_id === null) {
    const job = openJobFor(context, 'group.create', ours.id, update.requestId)
    const result = { remoteId: update.groupId, inviteLink: update.inviteLink ?? undefined }
    if (job) return confirmJob(context, job, result)
    updateGroup(context.db, context.now, ours.id, {
      state: 'active',
      remote_id: update.groupId,
      invite_link: update.inviteLink ?? undefined,
      remote_created_at: update.at,
      invite_link_rotated_at: update.at,
    })
    return
  }
  const group = known ?? knownGroup(context, update.groupId, notes)
  updateGroup(context.db, context.now, group.id, {
    subject: group.subject === '' ? (update.subject ?? undefined) : undefined,
    description: group.description === '' ? (update.description ?? undefined) : undefined,
    join_approval_mode:
      group.join_approval_mode === null ? (update.joinApprovalMode ?? undefined) : undefined,
    invite_link: group.invite_link === null ? (update.inviteLink ?? undefined) : undefined,
    invite_link_rotated_at: group.invite_link_rotated_at === null ? update.at : undefined,
    remote_created_at: update.at,
  })
  context.changed(['groups'], group.id)
}

export function applyGroupCreateFailed(context: CommandContext, update: GroupCreateFailed): void {
  const group = creatingGroup(context, update.requestId, update.subject)
  if (!group) return
  const job = openJobFor(context, 'group.create', group.id, update.requestId)
  if (job) failJob(context, job, describeGraphCode(update.errors[0]?.code))
}

export function applyGroupDeleted(context: CommandContext, update: GroupDeleted): void {
  const group = findGroupByRemoteId(context.db, update.groupId)
  if (!group || group.state === 'deleted') return
  const job = openJobFor(context, 'group.delete', group.id, update.requestId)
  if (job) return confirmJob(context, job)
  updateGroup(context.db, context.now, group.id, { state: 'deleted' })
  context.audit({
    action: 'groups.deleted',
    subjectKind: 'group',
    subjectId: group.id,
    groupId: group.id,
  })
  context.changed(['groups', 'overview'], group.id)
}

export function applyGroupDeleteFailed(context: CommandContext, update: GroupDeleteFailed): void {
  const group = findGroupByRemoteId(context.db, update.groupId)
  const job = group && openJobFor(context, 'group.delete', group.id, update.requestId)
  if (job) failJob(context, job, describeGraphCode(update.errors[0]?.code))
}

/** Each part of a change went well or failed on its own. */
export function applyGroupSettings(context: CommandContext, update: GroupSettings): void {
  const group = findGroupByRemoteId(context.db, update.groupId)
  if (!group) return
  const parts = [update.subject, update.description, update.picture].filter((part) => part !== null)
  const failure =
    parts.find((part) => !part.isDone) ??
    (update.errors.length > 0 ? { errors: update.errors } : null)
  const job = openJobFor(context, 'group.update', group.id, update.requestId)
  updateGroup(context.db, context.now, group.id, {
    subject: update.subject?.isDone ? (update.subject.text ?? undefined) : undefined,
    description: update.description?.isDone ? (update.description.text ?? undefined) : undefined,
  })
  context.changed(['groups'], group.id)
  if (!job) return
  if (failure) failJob(context, job, describeGraphCode(failure.errors[0]?.code))
  else confirmJob(context, job)
}

export function applyGroupSuspension(
  context: CommandContext,
  update: GroupSuspended | GroupSuspensionCleared,
  notes: IngestNotes,
): void {
  const group = knownGroup(context, update.groupId, notes)
  const state = update.kind === 'group_suspended' ? 'suspended' : 'active'
  if (group.state === 'deleted' || group.state === state) return
  updateGroup(context.db, context.now, group.id, { state })
  context.audit({
    action: state === 'suspended' ? 'groups.suspended' : 'groups.suspensionCleared',
    subjectKind: 'group',
    subjectId: group.id,
    groupId: group.id,
    data: { at: update.at },
  })
  if (state === 'suspended') context.notify({ kind: 'account_alarm', count: 1, groupId: group.id })
  notes.groups.add(group.id)
  context.changed(['groups', 'overview'], group.id)
}
