import { z } from 'zod'
import { wireError } from './errors.ts'
import { wireTime } from './primitives.ts'

const mediaPart = z
  .looseObject({
    id: z.string().optional(),
    mime_type: z.string().optional(),
    caption: z.string().optional(),
    filename: z.string().optional(),
  })
  .optional()

const answered = z.looseObject({
  id: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
})

/** Who wrote, beside `messages[]`. For a group message it is the participant. */
export const messageContact = z.looseObject({
  profile: z
    .looseObject({ name: z.string().optional(), username: z.string().optional() })
    .optional(),
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
  parent_user_id: z.string().optional(),
})
export type WireMessageContact = z.infer<typeof messageContact>

/** One inbound message. `group_id` is there for a group message only; any `type` is let through. */
export const inboundMessage = z.looseObject({
  id: z.string(),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  from_parent_user_id: z.string().optional(),
  timestamp: wireTime,
  type: z.string(),
  group_id: z.string().optional(),
  context: z
    .looseObject({
      from: z.string().optional(),
      id: z.string().optional(),
      forwarded: z.boolean().optional(),
      frequently_forwarded: z.boolean().optional(),
    })
    .optional(),
  text: z.looseObject({ body: z.string() }).optional(),
  image: mediaPart,
  video: mediaPart,
  audio: mediaPart,
  document: mediaPart,
  sticker: mediaPart,
  reaction: z.looseObject({ message_id: z.string(), emoji: z.string().optional() }).optional(),
  button: z.looseObject({ payload: z.string().optional(), text: z.string().optional() }).optional(),
  /** What was tapped or filled in; a Flow puts its answer into `nfm_reply`. */
  interactive: z
    .looseObject({
      type: z.string().optional(),
      button_reply: answered.optional(),
      list_reply: answered.optional(),
      nfm_reply: z
        .looseObject({ body: z.string().optional(), response_json: z.string().optional() })
        .optional(),
    })
    .optional(),
  edit: z
    .looseObject({
      original_message_id: z.string().optional(),
      message: z
        .looseObject({
          text: z.looseObject({ body: z.string().optional() }).optional(),
          image: mediaPart,
          video: mediaPart,
          document: mediaPart,
        })
        .optional(),
    })
    .optional(),
  revoke: z.looseObject({ original_message_id: z.string().optional() }).optional(),
  /** A person's number or user id became another one; `wa_id` and `user_id` are the later ones. */
  system: z
    .looseObject({
      type: z.string().optional(),
      body: z.string().optional(),
      wa_id: z.string().optional(),
      /** The name of `wa_id` in older payloads. */
      new_wa_id: z.string().optional(),
      user_id: z.string().optional(),
      previous_user_id: z.string().optional(),
      parent_user_id: z.string().optional(),
    })
    .optional(),
  errors: z.array(wireError).optional(),
})
export type WireInboundMessage = z.infer<typeof inboundMessage>

const pricing = z.looseObject({
  billable: z.boolean().optional(),
  pricing_model: z.string().optional(),
  type: z.string().optional(),
  category: z.string().optional(),
})
export type WirePricing = z.infer<typeof pricing>

const statusShape = z.looseObject({
  id: z.string(),
  /** sent, delivered, read, failed, played; open. */
  status: z.string(),
  timestamp: wireTime,
  recipient_id: z.string().optional(),
  recipient_user_id: z.string().optional(),
  recipient_type: z.string().optional(),
  /** In the OpenAPI file only, which keeps `recipient_id` for the participant. */
  group_id: z.string().optional(),
  recipient_participant_id: z.string().optional(),
  participant_recipient_id: z.string().optional(),
  recipient_participant_user_id: z.string().optional(),
  recipient_participant_parent_user_id: z.string().optional(),
  biz_opaque_callback_data: z.string().optional(),
  conversation: z.looseObject({ pricing: pricing.optional() }).optional(),
  pricing: pricing.optional(),
  errors: z.array(wireError).optional(),
})

/**
 * One status of a message that the business sent. Meta's samples disagree on the name of the
 * participant and on the place of `pricing`; after parsing they are `recipient_participant_id` and
 * the top level.
 */
export const messageStatus = statusShape.transform((status) => ({
  ...status,
  recipient_participant_id: status.recipient_participant_id ?? status.participant_recipient_id,
  pricing: status.pricing ?? status.conversation?.pricing,
}))
export type WireMessageStatus = z.infer<typeof messageStatus>
