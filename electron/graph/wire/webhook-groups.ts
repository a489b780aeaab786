import { z } from 'zod'
import { wireError } from './errors.ts'
import { person, personKeys } from './people.ts'
import { wireBoolean, wireId, wireTimeIfReadable } from './primitives.ts'

/** The four group fields by the name in Meta's guides. */
export const groupFields = [
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
] as const
export type GroupField = (typeof groupFields)[number]

/** Type names of Meta's OpenAPI file, mapped to those of the guides. */
const typeSpellings: Readonly<Record<string, string>> = {
  group_add_participants: 'group_participants_add',
  group_remove_participants: 'group_participants_remove',
}

const eventType = z.string().transform((type) => typeSpellings[type] ?? type)
const errors = z.array(wireError).optional()
const changedPart = z.looseObject({ update_successful: wireBoolean.optional(), errors })
const changedText = changedPart.extend({ text: z.string().optional() })
const failedPerson = z.looseObject({ ...personKeys, errors })

/**
 * One event of any of the four group fields. `type` tells which keys mean something; all are
 * optional, as Meta's own samples leave different ones out. `group_id` is missing when a creation
 * failed, `request_id` when a person and not the business acted.
 */
export const groupEvent = z.looseObject({
  ...personKeys,
  timestamp: wireTimeIfReadable,
  type: eventType,
  group_id: z.string().optional(),
  request_id: wireId.optional(),
  subject: z.string().optional(),
  description: z.string().optional(),
  invite_link: z.string().optional(),
  join_approval_mode: z.string().optional(),
  reason: z.string().optional(),
  initiated_by: z.string().optional(),
  join_request_id: wireId.optional(),
  added_participants: z.array(person).optional(),
  removed_participants: z.array(person).optional(),
  failed_participants: z.array(failedPerson).optional(),
  profile_picture: changedPart
    .extend({ mime_type: z.string().optional(), sha256: z.string().optional() })
    .optional(),
  group_subject: changedText.optional(),
  group_description: changedText.optional(),
  errors,
})
export type WireGroupEvent = z.infer<typeof groupEvent>
