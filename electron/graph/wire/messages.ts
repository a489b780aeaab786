import { z } from 'zod'
import { person } from './people.ts'
import { paging, wireId, wireTimeIfReadable } from './primitives.ts'

/** `POST /{phone}/messages`. A 200 means accepted, not delivered. */
export const messageSendReply = z.looseObject({
  messaging_product: z.string().optional(),
  contacts: z.array(person).optional(),
  messages: z.array(z.looseObject({ id: z.string(), message_status: z.string().optional() })),
})
export type WireMessageSendReply = z.infer<typeof messageSendReply>

const deliveryEvent = z.looseObject({
  id: wireId.optional(),
  /** SENT, DELIVERED, READ, FAILED, DELETED; open, as the file may lag behind the service. */
  delivery_status: z.string(),
  webhook_update_state: z.string().optional(),
  timestamp: wireTimeIfReadable,
  application: z.looseObject({ id: wireId.optional() }).optional(),
  webhook_uri: z.string().optional(),
  error_description: z.string().optional(),
})
export type WireDeliveryEvent = z.infer<typeof deliveryEvent>

/** `GET /{phone}/message_history`: what became of the messages sent, for when webhooks were missed. */
export const messageHistory = z.looseObject({
  data: z.array(
    z.looseObject({
      id: wireId,
      message_id: z.string(),
      events: z.looseObject({ data: z.array(deliveryEvent), paging: paging.optional() }).optional(),
    }),
  ),
  paging: paging.optional(),
})
export type WireMessageHistory = z.infer<typeof messageHistory>
