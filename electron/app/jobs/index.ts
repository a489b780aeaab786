import type { Executor } from './executor.ts'
import { createGroup, deleteGroup, updateRemoteGroup } from './groups.ts'
import { resetInviteLink } from './invite-link.ts'
import { approveJoinRequests, rejectJoinRequests } from './join-requests.ts'
import { pinMessage } from './pin-message.ts'
import { removeParticipants } from './remove-participants.ts'
import { sendDirect } from './send-direct.ts'
import { sendMessage } from './send-message.ts'

/** Every kind of work against the Business API, by the name its jobs are stored under. */
export const executors: ReadonlyMap<string, Executor> = new Map(
  [
    approveJoinRequests,
    createGroup,
    deleteGroup,
    pinMessage,
    rejectJoinRequests,
    removeParticipants,
    resetInviteLink,
    sendDirect,
    sendMessage,
    updateRemoteGroup,
  ].map((executor) => [executor.kind, executor]),
)

export function executorOf(kind: string): Executor {
  const executor = executors.get(kind)
  if (!executor) throw new Error(`No executor for jobs of kind ${kind}`)
  return executor
}
