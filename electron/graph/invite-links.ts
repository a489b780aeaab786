import type { SendRequest } from './client.ts'
import type { InviteLinkOperations } from './graph-client.ts'
import { inviteLink } from './wire/groups.ts'

/** The one way into a managed group (Meta: Groups API, Group management). */
export function createInviteLinkOperations(send: SendRequest): InviteLinkOperations {
  return {
    getInviteLink: async (groupId) => {
      const reply = await send({
        method: 'GET',
        path: [groupId, 'invite_link'],
        shape: inviteLink,
      })
      return reply.invite_link
    },

    resetInviteLink: async (groupId) => {
      const reply = await send({
        method: 'POST',
        path: [groupId, 'invite_link'],
        body: { messaging_product: 'whatsapp' },
        shape: inviteLink,
      })
      return reply.invite_link
    },
  }
}
