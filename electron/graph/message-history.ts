import type { SendRequest } from './client.ts'
import { GraphApiError } from './errors.ts'
import type { MessageOperations } from './graph-client.ts'
import { toMessageHistory } from './to-domain.ts'
import { messageHistory } from './wire/messages.ts'

const fields = 'id,message_id,events{delivery_status,webhook_update_state,timestamp}'

/** What became of a sent message, for when updates were missed (Meta: OpenAPI file, v23.0). */
export function createMessageHistoryOperations(
  send: SendRequest,
  phoneNumberId: string,
): Pick<MessageOperations, 'getMessageHistory'> {
  return {
    getMessageHistory: async (wamid) => {
      const reply = await send({
        method: 'GET',
        path: [phoneNumberId, 'message_history'],
        query: { message_id: wamid, fields },
        shape: messageHistory,
      }).catch((error: unknown) => {
        if (isUnknownMessage(error)) return { data: [] }
        throw error
      })
      const found = reply.data.find((item) => item.message_id === wamid)
      return found === undefined ? null : toMessageHistory(found)
    },
  }
}

/** An unknown message is an empty list or this refusal. Code 100 alone is any wrong parameter. */
function isUnknownMessage(error: unknown): boolean {
  return error instanceof GraphApiError && error.code === 100 && error.httpStatus === 422
}
