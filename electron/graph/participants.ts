import { toPersonItem } from './addresses.ts'
import type { SendRequest } from './client.ts'
import type { ParticipantOperations } from './graph-client.ts'
import { toAcceptedOperation } from './to-domain.ts'
import { participantsRemoveReply } from './wire/groups.ts'

/** Removal of participants (Meta: Groups API, Group management). Adding is not possible. */
export function createParticipantOperations(send: SendRequest): ParticipantOperations {
  return {
    removeParticipants: async (groupId, people) =>
      toAcceptedOperation(
        await send({
          method: 'DELETE',
          path: [groupId, 'participants'],
          body: { messaging_product: 'whatsapp', participants: people.map(toPersonItem) },
          shape: participantsRemoveReply,
        }),
      ),
  }
}
