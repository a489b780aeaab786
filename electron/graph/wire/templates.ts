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

/** `POST /{waba}/message_templates`. */
export const templateCreateReply = z.looseObject({
  id: wireId,
  status: z.string().optional(),
  category: z.string().optional(),
})

/** `GET /message_template_library`. */
export const templateLibrary = z.looseObject({
  data: z.array(
    z.looseObject({
      name: z.string(),
      language: z.string().optional(),
      category: z.string().optional(),
      topic: z.string().optional(),
      body: z.string().optional(),
    }),
  ),
})

/** `POST /{app}/uploads`: the session that the bytes go to. */
export const uploadSession = z.looseObject({ id: z.string().min(1) })
/** `POST /{session}`: the handle of what was uploaded. */
export const uploadedFile = z.looseObject({ h: z.string().min(1) })
