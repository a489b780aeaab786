import { getGroup, updateGroup } from '../../store/group-store.ts'
import { setJob } from '../../store/job-store.ts'
import { evaluateGroup } from '../evaluate-group.ts'
import { payloadOf, resultOf, type Executor } from './executor.ts'
import { moveActions } from './plan-actions.ts'
import { remoteIdOf } from './remote-group.ts'

interface ResetPayload {
  readonly groupId: string
}

interface ResetResult {
  linkBefore: string | null
}

/** Replaces a managed group's invite link; every earlier link stops working. */
export const resetInviteLink: Executor = {
  kind: 'invite_link.reset',
  begin(context, job) {
    // a sync may store the fresh link before the outcome is looked up, so the old one is kept here
    const linkBefore = getGroup(context.db, payloadOf<ResetPayload>(job).groupId).invite_link
    setJob(context.db, context.now, job.id, { state: 'running', result: { linkBefore } })
    moveActions(context, job, 'running')
  },
  prepare(db, job) {
    const remoteId = remoteIdOf(db, payloadOf<ResetPayload>(job).groupId)
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
    const remoteId = remoteIdOf(db, payloadOf<ResetPayload>(job).groupId)
    const { linkBefore } = resultOf<ResetResult>(job)
    const inviteLink = await graph.getInviteLink(remoteId)
    if (!linkBefore) return { verdict: 'cannot_tell' }
    return inviteLink === linkBefore
      ? { verdict: 'did_not_happen' }
      : { verdict: 'happened', result: { inviteLink } }
  },
}
