import { z } from 'zod'

const parameter = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  parameter_name: z.string().optional(),
  group_id: z.string().optional(),
})

const component = z.object({
  type: z.enum(['header', 'body', 'button']),
  sub_type: z.string().optional(),
  index: z.union([z.string(), z.number()]).optional(),
  parameters: z.array(parameter).default([]),
})

export const templateShape = z.object({
  name: z.string().min(1).max(512),
  language: z.looseObject({ code: z.string().min(2) }),
  components: z.array(component).default([]),
})
export type TemplateCall = z.infer<typeof templateShape>

export const textShape = z.object({
  body: z.string().min(1).max(4096),
  preview_url: z.boolean().optional(),
})

export const pinShape = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('pin'),
    message_id: z.string().min(1),
    expiration_days: z.number().int().min(1).max(30),
  }),
  z.object({ type: z.literal('unpin'), message_id: z.string().min(1) }),
])
export type PinCall = z.infer<typeof pinShape>

/** What all kinds of message share; the part named by `type` is checked apart. */
export const messageShape = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.enum(['individual', 'group']).default('individual'),
  to: z.string().min(1).optional(),
  /** A business-scoped user id in place of `to`. */
  recipient: z.string().min(1).optional(),
  type: z.string().default('text'),
  biz_opaque_callback_data: z.string().max(512).optional(),
})
export type MessageCall = z.infer<typeof messageShape>

/** A read receipt, which shares the path with messages. */
export const readReceiptShape = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1),
})
