import { z } from 'zod'
import { paging, wireId, wireTimeIfReadable } from './primitives.ts'

const templateButton = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
  phone_number: z.string().optional(),
})

/** One part of a template: HEADER, BODY, FOOTER, BUTTONS, and kinds yet unknown. */
export const templateComponent = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(templateButton).optional(),
  example: z.looseObject({}).optional(),
})
export type WireTemplateComponent = z.infer<typeof templateComponent>

export const template = z.looseObject({
  id: wireId,
  name: z.string(),
  language: z.string(),
  /** APPROVED, PENDING, REJECTED, PAUSED, DISABLED, IN_APPEAL, …; open. */
  status: z.string().optional(),
  category: z.string().optional(),
  parameter_format: z.string().optional(),
  components: z.array(templateComponent).optional(),
  quality_score: z
    .looseObject({ score: z.string().optional(), date: wireTimeIfReadable })
    .optional(),
  rejected_reason: z.string().nullish(),
})
export type WireTemplate = z.infer<typeof template>

/** `GET /{waba}/message_templates`. */
export const templateList = z.looseObject({ data: z.array(template), paging: paging.optional() })
export type WireTemplateList = z.infer<typeof templateList>
