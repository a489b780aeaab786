import { getGroup, updateGroup } from '../../store/group-store.ts'
import { evaluateGroup } from '../evaluate-group.ts'
import { payloadOf, type Executor } from './executor.ts'
import { moveActions } from './plan-actions.ts'

interface ResetPayload {
  readonly groupId: string
}

/** Replaces a managed group's invite link; every earlier link stops working. */
export const resetInviteLink: Executor = {
  kind: 'invite_link.reset',
  begin: (context, job) => moveActions(context, job, 'running'),
  prepare(db, job) {
    const remoteId = getGroup(db, payloadOf<ResetPayload>(job).groupId).remote_id
    if (remoteId === null) return null
    return async (graph) => ({
      state: 'done',
      result: { inviteLink: await graph.resetInviteLink(remoteId) },
    })
  },
  accepted() {
    // the reply is the confirmation: `confirmed` follows in the same transaction
  },
  confirmed(context, job, result) {
    const { groupId } = payloadOf<ResetPayload>(job)
    const inviteLink = typeof result.inviteLink === 'string' ? result.inviteLink : undefined
    updateGroup(context.db, context.now, groupId, {
      invite_link: inviteLink,
      invite_link_rotated_at: context.now,
    })
    context.audit({
      action: 'groups.inviteLinkReset',
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
    })
    moveActions(context, job, 'done')
    evaluateGroup(context, groupId)
    context.changed(['groups'], groupId)
  },
  failed: (context, job, code) => moveActions(context, job, 'failed', code),
  uncertain: (context, job) => moveActions(context, job, 'unknown'),
  async learn(graph, db, job) {
    const group = getGroup(db, payloadOf<ResetPayload>(job).groupId)
    if (group.remote_id === null) return { verdict: 'cannot_tell' }
    const inviteLink = await graph.getInviteLink(group.remote_id)
    if (group.invite_link === null) return { verdict: 'cannot_tell' }
    return inviteLink === group.invite_link
      ? { verdict: 'did_not_happen' }
      : { verdict: 'happened', result: { inviteLink } }
  },
}
