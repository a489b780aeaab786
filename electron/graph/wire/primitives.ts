import { z } from 'zod'

/**
 * A moment on the wire, read as **Unix milliseconds**. Meta's guides show strings of Unix seconds,
 * the OpenAPI file shows integers, a few endpoints an ISO date: all are accepted.
 */
export const wireTime = z.union([z.string(), z.number()]).transform((value, context) => {
  const seconds = typeof value === 'number' ? value : Number(value)
  const timeMs = Number.isFinite(seconds) && value !== '' ? seconds * 1000 : Date.parse(`${value}`)
  if (Number.isFinite(timeMs) && timeMs >= 0) return Math.trunc(timeMs)
  context.addIssue({ code: 'custom', message: 'not a time' })
  return z.NEVER
})

/** A time that nothing hangs on: one that cannot be read counts as missing. */
export const wireTimeIfReadable = wireTime.optional().catch(undefined)

/** An id that some endpoints write as a number and others as a string; read as a string. */
export const wireId = z.union([z.string(), z.number()]).transform((value) => String(value))

/** A flag that one endpoint of the Groups API writes as the string "true". */
export const wireBoolean = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform((value) => value === true || value === 'true')

/** A reply of which nothing but success is documented; `{}`, `{success}` and `{request_id}` occur. */
export const acknowledgement = z.looseObject({
  messaging_product: z.string().optional(),
  success: wireBoolean.optional(),
  request_id: wireId.optional(),
})
export type Acknowledgement = z.infer<typeof acknowledgement>

/** Cursor paging as Graph writes it: `next` only when there is more. */
export const paging = z.looseObject({
  cursors: z
    .looseObject({ before: z.string().optional(), after: z.string().optional() })
    .optional(),
  previous: z.string().optional(),
  next: z.string().optional(),
})
export type Paging = z.infer<typeof paging>
