import { z } from 'zod'
import { wireError } from './errors.ts'
import { wireId, wireTimeIfReadable } from './primitives.ts'
import { userPreference } from './webhook-account.ts'
import { groupEvent } from './webhook-groups.ts'
import { inboundMessage, messageContact, messageStatus } from './webhook-messages.ts'

export * from './webhook-account.ts'
export * from './webhook-groups.ts'
export * from './webhook-messages.ts'
export * from './webhook-templates.ts'

/** Field names of Meta's OpenAPI file, mapped to those that its guides use. */
const fieldSpellings: Readonly<Record<string, string>> = {
  group_participant_update: 'group_participants_update',
}

const change = z.looseObject({
  field: z.string().transform((field) => fieldSpellings[field] ?? field),
  /** Parsed by the shape that belongs to `field`; kept as it came when the field is unknown. */
  value: z.unknown(),
})

const entry = z.looseObject({
  id: wireId,
  time: wireTimeIfReadable,
  changes: z.array(change),
})

/** The body of every webhook POST. An envelope holds up to 1000 updates of mixed fields. */
export const webhookEnvelope = z.looseObject({ object: z.string(), entry: z.array(entry) })
export type WireWebhookEnvelope = z.infer<typeof webhookEnvelope>
export type WireChange = z.infer<typeof change>

const addressed = {
  messaging_product: z.string().optional(),
  metadata: z
    .looseObject({
      display_phone_number: z.string().optional(),
      phone_number_id: wireId.optional(),
    })
    .optional(),
}

/** Value of the four group fields. */
export const groupFieldValue = z.looseObject({ ...addressed, groups: z.array(groupEvent) })
export type WireGroupFieldValue = z.infer<typeof groupFieldValue>

/** Value of field `messages`: inbound messages, statuses, or an error of the whole account. */
export const messagesValue = z.looseObject({
  ...addressed,
  contacts: z.array(messageContact).optional(),
  messages: z.array(inboundMessage).optional(),
  statuses: z.array(messageStatus).optional(),
  errors: z.array(wireError).optional(),
})
export type WireMessagesValue = z.infer<typeof messagesValue>

/** Value of field `user_preferences`. */
export const userPreferencesValue = z.looseObject({
  ...addressed,
  contacts: z.array(messageContact).optional(),
  user_preferences: z.array(userPreference),
})
export type WireUserPreferencesValue = z.infer<typeof userPreferencesValue>
