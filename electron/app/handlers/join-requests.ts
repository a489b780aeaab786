import { AppError } from '../../../shared/errors.ts'
import {
  findJoinRequest,
  listJoinRequests,
  setJoinRequestState,
} from '../../store/join-request-store.ts'
import { command, query, type CommandContext, type Handlers } from '../context.ts'

type Names = 'joinRequests.list' | 'joinRequests.approve' | 'joinRequests.reject'

export const joinRequestHandlers: Handlers<Names> = {
  'joinRequests.list': query(({ db }, input) => listJoinRequests(db, input)),
  'joinRequests.approve': command((context, { joinRequestIds }) => ({
    jobs: decide(context, 'approve', joinRequestIds),
  })),
  'joinRequests.reject': command((context, { joinRequestIds }) => ({
    jobs: decide(context, 'reject', joinRequestIds),
  })),
}

/** One job a group; requests already decided or gone are left out. Returns the number of jobs. */
export function decide(
  context: CommandContext,
  verb: 'approve' | 'reject',
  joinRequestIds: readonly string[],
): number {
  const byGroup = new Map<string, string[]>()
  for (const id of new Set(joinRequestIds)) {
    const request = findJoinRequest(context.db, id)
    if (!request)
      throw new AppError('not_found', {
        field: 'joinRequestIds',
        message: 'One of these join requests is not known.',
      })
    if (request.state !== 'pending' && request.state !== 'failed') continue
    setJoinRequestState(context.db, context.now, id, verb === 'approve' ? 'approving' : 'rejecting')
    byGroup.set(request.group_id, [...(byGroup.get(request.group_id) ?? []), id])
  }
  for (const [groupId, ids] of byGroup) {
    context.enqueue({
      kind: `join_requests.${verb}`,
      groupId,
      payload: { groupId, joinRequestIds: ids },
    })
    context.audit({
      action: `joinRequests.${verb}Requested`,
      subjectKind: 'group',
      subjectId: groupId,
      groupId,
      data: { joinRequestIds: ids },
    })
    context.changed(['joinRequests', 'overview'], groupId)
  }
  return byGroup.size
}
