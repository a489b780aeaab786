import { z } from 'zod'

/** Own identifier: UUIDv7, so it sorts by time of creation. */
export const id = z.uuid()
/** A moment as Unix milliseconds. */
export const timestampMs = z.number().int().nonnegative()
export const locale = z.enum(['en', 'zh-CN'])
export type Locale = z.infer<typeof locale>

export const nothing = z.object({})
export const done = z.object({ done: z.literal(true) })

/** Input half of keyset paging: `cursor` is opaque and comes from the page before. */
export const pageInput = {
  cursor: z.string().max(2000).optional(),
  limit: z.number().int().min(1).max(500).default(100),
}

/** Output half of keyset paging. `total` counts what the filter matches, not what the page holds. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
  })
}

/** Codes with values, put into words by the renderer and by the reports, in either language. */
export const explanation = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type Explanation = z.infer<typeof explanation>

export const money = z.object({ amount: z.number(), currency: z.string().length(3) })
