import type { SendRequest } from './client.ts'
import type { JoinRequestOperations } from './graph-client.ts'
import type { JoinRequestOutcome } from './graph-records.ts'
import { readPages } from './paging.ts'
import { toFaults, toJoinRequest } from './to-domain.ts'
import { joinRequestDecisionReply, joinRequestList } from './wire/groups.ts'

/** People who wait to be let in (Meta: Groups API, Group management). */
export function createJoinRequestOperations(send: SendRequest): JoinRequestOperations {
  async function decide(
    method: 'POST' | 'DELETE',
    groupId: string,
    joinRequestIds: readonly string[],
  ): Promise<JoinRequestOutcome> {
    const reply = await send({
      method,
      path: [groupId, 'join_requests'],
      body: { messaging_product: 'whatsapp', join_requests: joinRequestIds },
      shape: joinRequestDecisionReply,
    })
    const done = method === 'POST' ? reply.approved_join_requests : reply.rejected_join_requests
    return {
      done: done ?? [],
      failed: (reply.failed_join_requests ?? []).map((item) => ({
        joinRequestId: item.join_request_id,
        errors: toFaults(item.errors),
      })),
    }
  }

  return {
    listJoinRequests: (groupId) =>
      readPages(
        async (after) => {
          const reply = await send({
            method: 'GET',
            path: [groupId, 'join_requests'],
            query: { after },
            shape: joinRequestList,
          })
          return { items: reply.data.map(toJoinRequest), paging: reply.paging }
        },
        (request) => request.joinRequestId,
      ),
    approveJoinRequests: (groupId, ids) => decide('POST', groupId, ids),
    rejectJoinRequests: (groupId, ids) => decide('DELETE', groupId, ids),
  }
}
