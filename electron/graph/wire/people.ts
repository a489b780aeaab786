import { z } from 'zod'

/**
 * The ways in which Graph names a person. Any of them may be missing: people who hide their number
 * behind a username have `user_id` only, older payloads `wa_id` only, and the echo of a business's
 * own removal `input` only (Meta: Business-scoped user IDs; Webhooks for Groups API).
 */
export const personKeys = {
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
  parent_user_id: z.string().optional(),
  username: z.string().optional(),
  input: z.string().optional(),
}

export const person = z.looseObject(personKeys)
export type Person = z.infer<typeof person>
