import { z } from 'zod'
import { wireError } from './errors.ts'
import { person, personKeys } from './people.ts'
import { paging } from './primitives.ts'

/** `POST` (block) and `DELETE` (unblock) `/{phone}/block_users`. */
export const blockUsersReply = z.looseObject({
  messaging_product: z.string().optional(),
  block_users: z
    .looseObject({
      added_users: z.array(person).optional(),
      removed_users: z.array(person).optional(),
      failed_users: z
        .array(z.looseObject({ ...personKeys, errors: z.array(wireError).optional() }))
        .optional(),
    })
    .optional(),
  /** Beside the lists when some failed (code 139100). */
  error: wireError.optional(),
})
export type WireBlockUsersReply = z.infer<typeof blockUsersReply>

/** `GET /{phone}/block_users`. */
export const blockedUserList = z.looseObject({ data: z.array(person), paging: paging.optional() })
export type WireBlockedUserList = z.infer<typeof blockedUserList>
