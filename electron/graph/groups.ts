import type { SendRequest } from './client.ts'
import type { GroupOperations } from './graph-client.ts'
import { readPages } from './paging.ts'
import { toAcceptedOperation, toGroup, toGroupSummary } from './to-domain.ts'
import {
  groupCreateReply,
  groupDeleteReply,
  groupInfo,
  groupList,
  groupUpdateReply,
} from './wire/groups.ts'

const pageSize = 1000
const infoFields = [
  'subject',
  'description',
  'suspended',
  'creation_timestamp',
  'participants',
  'total_participant_count',
  'join_approval_mode',
].join(',')

/** Groups of the number (Meta: Groups API, Group management). */
export function createGroupOperations(send: SendRequest, phoneNumberId: string): GroupOperations {
  return { ...createReading(send, phoneNumberId), ...createChanging(send, phoneNumberId) }
}

function createReading(
  send: SendRequest,
  phoneNumberId: string,
): Pick<GroupOperations, 'listGroups' | 'getGroup'> {
  return {
    listGroups: () =>
      readPages(
        async (after) => {
          const reply = await send({
            method: 'GET',
            path: [phoneNumberId, 'groups'],
            query: { limit: pageSize, after },
            shape: groupList,
          })
          return { items: reply.data.groups.map(toGroupSummary), paging: reply.paging }
        },
        (group) => group.groupId,
      ),

    getGroup: async (groupId) => {
      const query = { fields: infoFields }
      return toGroup(await send({ method: 'GET', path: [groupId], query, shape: groupInfo }))
    },
  }
}

function createChanging(
  send: SendRequest,
  phoneNumberId: string,
): Pick<GroupOperations, 'createGroup' | 'updateGroup' | 'deleteGroup'> {
  return {
    createGroup: async (group) => {
      const reply = await send({
        method: 'POST',
        path: [phoneNumberId, 'groups'],
        body: {
          messaging_product: 'whatsapp',
          subject: group.subject,
          ...(group.description ? { description: group.description } : {}),
          join_approval_mode: group.joinApprovalMode,
        },
        shape: groupCreateReply,
      })
      return { requestId: reply.request_id ?? null, groupId: reply.group_id ?? reply.id ?? null }
    },

    updateGroup: async (groupId, { subject, description }) => {
      // What is undefined does not get into the JSON.
      const body = { messaging_product: 'whatsapp', subject, description }
      const shape = groupUpdateReply
      return toAcceptedOperation(await send({ method: 'POST', path: [groupId], body, shape }))
    },

    deleteGroup: async (groupId) =>
      toAcceptedOperation(
        await send({ method: 'DELETE', path: [groupId], shape: groupDeleteReply }),
      ),
  }
}
