import { GraphApiError } from '../../graph/errors.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import { findGroupByRemoteId, getGroup, updateGroup } from '../../store/group-store.ts'
import type { JobRow } from '../../store/job-store.ts'
import type { CommandContext } from '../context.ts'
import { evaluateGroup } from '../evaluate-group.ts'
import { payloadOf, type Executor } from './executor.ts'
import { remoteIdOf } from './remote-group.ts'

interface GroupPayload {
  readonly groupId: string
}

interface UpdatePayload extends GroupPayload {
  readonly subject?: string
  readonly description?: string
}

const minuteMs = 60_000

function changed(context: CommandContext, groupId: string): void {
  context.changed(['groups', 'overview'], groupId)
}

function noteFailure(context: CommandContext, job: JobRow, code: ErrorCode): void {
  const { groupId } = payloadOf<GroupPayload>(job)
  updateGroup(context.db, context.now, groupId, { failure_code: code })
  context.audit({
    action: `${job.kind.replace('group.', 'groups.')}Failed`,
    subjectKind: 'group',
    subjectId: groupId,
    groupId,
    data: { code },
  })
  changed(context, groupId)
}

/** Makes a managed group. Its id and link come later, in an update that names the request. */
export const createGroup: Executor = {
  kind: 'group.create',
  begin: (context, job) => changed(context, payloadOf<GroupPayload>(job).groupId),
  prepare(db, job) {
    const group = getGroup(db, payloadOf<GroupPayload>(job).groupId)
    if (group.remote_id !== null) return null
    return async (graph) => {
      const { requestId, groupId } = await graph.createGroup({
        subject: group.subject,
        description: group.description,
        joinApprovalMode: group.join_approval_mode ?? 'approval_required',
      })
      return { state: 'awaiting_update', requestId, result: groupId ? { remoteId: groupId } : {} }
    }
  },
  accepted: (context, job) => changed(context, payloadOf<GroupPayload>(job).groupId),
  confirmed(context, job, result) {
    const { groupId } = payloadOf<GroupPayload>(job)
    updateGroup(context.db, context.now, groupId, {
      state: 'active',
      remote_id: typeof result.remoteId === 'string' ? result.remoteId : undefined,
      invite_link: typeof result.inviteLink === 'string' ? result.inviteLink : undefined,
      invite_link_rotated_at: context.now,
      remote_created_at: context.now,
      failure_code: null,
    })
    context.audit({ action: 'groups.created', subjectKind: 'group', subjectId: groupId, groupId })
    evaluateGroup(context, groupId)
    changed(context, groupId)
  },
  failed(context, job, code) {
    updateGroup(context.db, context.now, payloadOf<GroupPayload>(job).groupId, { state: 'failed' })
    noteFailure(context, job, code)
  },
  uncertain: (context, job) => changed(context, payloadOf<GroupPayload>(job).groupId),
  async learn(graph, db, job) {
    const group = getGroup(db, payloadOf<GroupPayload>(job).groupId)
    if (group.remote_id !== null) return { verdict: 'happened' }
    for await (const found of graph.listGroups()) {
      const isNew = findGroupByRemoteId(db, found.groupId) === null
      const isRecent = found.createdAt === null || found.createdAt >= job.created_at - minuteMs
      if (isNew && isRecent && found.subject === group.subject)
        return { verdict: 'happened', result: { remoteId: found.groupId } }
    }
    return { verdict: 'did_not_happen' }
  },
}

/** Changes subject or description of a managed group. */
export const updateRemoteGroup: Executor = {
  kind: 'group.update',
  begin: (context, job) => changed(context, payloadOf<GroupPayload>(job).groupId),
  prepare(db, job) {
    const { groupId, subject, description } = payloadOf<UpdatePayload>(job)
    const remoteId = remoteIdOf(db, groupId)
    return async (graph) => {
      const { requestId } = await graph.updateGroup(remoteId, { subject, description })
      return { state: 'awaiting_update', requestId }
    }
  },
  accepted: (context, job) => changed(context, payloadOf<GroupPayload>(job).groupId),
  confirmed(context, job) {
    const { groupId, subject, description } = payloadOf<UpdatePayload>(job)
    updateGroup(context.db, context.now, groupId, { subject, description, failure_code: null })
    context.audit({
      action: 'groups.updated',
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
      data: { hasSubject: subject !== undefined, hasDescription: description !== undefined },
    })
    changed(context, groupId)
  },
  failed: noteFailure,
  uncertain: (context, job) => changed(context, payloadOf<GroupPayload>(job).groupId),
  async learn(graph, db, job) {
    const { groupId, subject, description } = payloadOf<UpdatePayload>(job)
    const remoteId = getGroup(db, groupId).remote_id
    if (remoteId === null) return { verdict: 'cannot_tell' }
    const remote = await graph.getGroup(remoteId)
    const isSame =
      (subject === undefined || remote.subject === subject) &&
      (description === undefined || remote.description === description)
    return { verdict: isSame ? 'happened' : 'did_not_happen' }
  },
}

/** Deletes a managed group for everyone; there is no way back. */
export const deleteGroup: Executor = {
  kind: 'group.delete',
  begin: (context, job) => changed(context, payloadOf<GroupPayload>(job).groupId),
  prepare(db, job) {
    const remoteId = getGroup(db, payloadOf<GroupPayload>(job).groupId).remote_id
    if (remoteId === null) return null
    return async (graph) => {
      const { requestId } = await graph.deleteGroup(remoteId)
      return { state: 'awaiting_update', requestId }
    }
  },
  accepted: (context, job) => changed(context, payloadOf<GroupPayload>(job).groupId),
  confirmed(context, job) {
    const { groupId } = payloadOf<GroupPayload>(job)
    updateGroup(context.db, context.now, groupId, { state: 'deleted' })
    context.audit({ action: 'groups.deleted', subjectKind: 'group', subjectId: groupId, groupId })
    changed(context, groupId)
  },
  failed: noteFailure,
  uncertain: (context, job) => changed(context, payloadOf<GroupPayload>(job).groupId),
  async learn(graph, db, job) {
    const remoteId = getGroup(db, payloadOf<GroupPayload>(job).groupId).remote_id
    if (remoteId === null) return { verdict: 'happened' }
    try {
      await graph.getGroup(remoteId)
      return { verdict: 'did_not_happen' }
    } catch (error) {
      // Graph says 131041 or 100/33 of a group that is gone; anything else says nothing about it
      if (error instanceof GraphApiError && (error.code === 131041 || error.code === 100))
        return { verdict: 'happened' }
      throw error
    }
  },
}
