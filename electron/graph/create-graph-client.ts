import { createBlockOperations } from './block-users.ts'
import { createRequester, type RequesterOptions } from './client.ts'
import type { GraphClient } from './graph-client.ts'
import { createGroupOperations } from './groups.ts'
import { createInviteLinkOperations } from './invite-links.ts'
import { createJoinRequestOperations } from './join-requests.ts'
import { createMediaOperations } from './media.ts'
import { createMessageHistoryOperations } from './message-history.ts'
import { createMessageOperations } from './messages.ts'
import { createParticipantOperations } from './participants.ts'
import { createPhoneNumberOperations } from './phone-number.ts'
import { createTemplateOperations } from './templates.ts'
import { createWabaOperations } from './waba.ts'
import { createWebhookOperations } from './webhook-config.ts'

export interface GraphClientOptions extends RequesterOptions {
  readonly phoneNumberId: string
  readonly wabaId: string
}

/**
 * The Business API for one number. Connections are pooled and kept alive; `close` ends them.
 *
 * @throws AppError `invalid_input` for an address that would carry the token in clear
 */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { phoneNumberId, wabaId, version } = options
  const { send, close } = createRequester(options)
  return {
    ...createGroupOperations(send, phoneNumberId),
    ...createInviteLinkOperations(send),
    ...createJoinRequestOperations(send),
    ...createParticipantOperations(send),
    ...createMessageOperations(send, phoneNumberId),
    ...createMediaOperations(send, phoneNumberId),
    ...createMessageHistoryOperations(send, phoneNumberId),
    ...createTemplateOperations(send, wabaId),
    ...createPhoneNumberOperations(send, phoneNumberId, version),
    ...createWabaOperations(send, wabaId),
    ...createWebhookOperations(send, phoneNumberId, wabaId),
    ...createBlockOperations(send, phoneNumberId),
    close,
  }
}
