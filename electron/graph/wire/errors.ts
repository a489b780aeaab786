import { z } from 'zod'

const errorData = z.looseObject({
  messaging_product: z.string().optional(),
  details: z.string().optional(),
})

/**
 * One error inside a 200 or 206 reply, a status, or a webhook value. Only `code` is dependable:
 * Meta advises to act on code and details, not on titles.
 */
export const wireError = z.looseObject({
  code: z.coerce.number(),
  title: z.string().optional(),
  message: z.string().optional(),
  error_data: errorData.optional(),
  href: z.string().optional(),
})
export type WireError = z.infer<typeof wireError>

/** The body of a refused Graph call. */
export const errorEnvelope = z.looseObject({
  error: z.looseObject({
    message: z.string().optional(),
    type: z.string().optional(),
    code: z.coerce.number(),
    error_subcode: z.coerce.number().optional(),
    error_data: errorData.optional(),
    error_user_title: z.string().optional(),
    error_user_msg: z.string().optional(),
    is_transient: z.boolean().optional(),
    fbtrace_id: z.string().optional(),
  }),
})
export type ErrorEnvelope = z.infer<typeof errorEnvelope>

const businessUseCase = z.looseObject({
  type: z.string().optional(),
  call_count: z.number().optional(),
  total_cputime: z.number().optional(),
  total_time: z.number().optional(),
  /** Minutes. */
  estimated_time_to_regain_access: z.number().optional(),
})

/** The JSON in the `X-Business-Use-Case-Usage` header: usage in percent, by WABA. */
export const businessUseCaseUsage = z.record(z.string(), z.array(businessUseCase))
export type BusinessUseCaseUsage = z.infer<typeof businessUseCaseUsage>
