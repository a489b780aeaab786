import { toPersonItem } from './addresses.ts'
import type { SendRequest } from './client.ts'
import type { BlockOperations } from './graph-client.ts'
import type { BlockOutcome, PersonAddress } from './graph-records.ts'
import { readPages } from './paging.ts'
import { toFaults, toPerson } from './to-domain.ts'
import { blockedUserList, blockUsersReply } from './wire/block-users.ts'

const someFailedCode = 139100
const pageSize = 100

/** Who cannot write to the business any more (Meta: Block users). Says nothing about groups. */
export function createBlockOperations(send: SendRequest, phoneNumberId: string): BlockOperations {
  async function change(
    method: 'POST' | 'DELETE',
    people: readonly PersonAddress[],
  ): Promise<BlockOutcome> {
    const reply = await send({
      method,
      path: [phoneNumberId, 'block_users'],
      body: { messaging_product: 'whatsapp', block_users: people.map(toPersonItem) },
      shape: blockUsersReply,
      partialCodes: [someFailedCode],
    })
    const lists = reply.block_users ?? {}
    const done = method === 'POST' ? lists.added_users : lists.removed_users
    return {
      done: (done ?? []).map((item) => ({ ...toPerson(item), input: item.input ?? null })),
      failed: (lists.failed_users ?? []).map((item) => ({
        input: item.input ?? item.wa_id ?? item.user_id ?? null,
        errors: toFaults(item.errors),
      })),
    }
  }

  return {
    blockUsers: (people) => change('POST', people),
    unblockUsers: (people) => change('DELETE', people),
    listBlockedUsers: () =>
      readPages(
        async (after) => {
          const reply = await send({
            method: 'GET',
            path: [phoneNumberId, 'block_users'],
            query: { limit: pageSize, after },
            shape: blockedUserList,
          })
          return { items: reply.data.map(toPerson), paging: reply.paging }
        },
        (person) => person.userId ?? person.waId ?? '',
      ),
  }
}
