import { z } from 'zod'
import { wireError } from './errors.ts'
import { person, personKeys } from './people.ts'
import { acknowledgement, paging, wireBoolean, wireId, wireTimeIfReadable } from './primitives.ts'

export const joinApprovalMode = z.enum(['approval_required', 'auto_approve'])
export type WireJoinApprovalMode = z.infer<typeof joinApprovalMode>

const groupListItem = z.looseObject({
  id: z.string(),
  subject: z.string().optional(),
  created_at: wireTimeIfReadable,
})

/** `GET /{phone}/groups`: here `data` is an object that holds `groups`. */
export const groupList = z.looseObject({
  data: z.looseObject({ groups: z.array(groupListItem) }),
  paging: paging.optional(),
})
export type WireGroupList = z.infer<typeof groupList>

/** `GET /{group}`: only what was named in `fields`, plus `id`. */
export const groupInfo = z.looseObject({
  messaging_product: z.string().optional(),
  id: z.string(),
  subject: z.string().optional(),
  description: z.string().optional(),
  suspended: wireBoolean.optional(),
  creation_timestamp: wireTimeIfReadable,
  total_participant_count: z.coerce.number().optional(),
  /** A plain string, so that a mode that Meta adds does not make the group unreadable. */
  join_approval_mode: z.string().optional(),
  participants: z.array(person).optional(),
})
export type WireGroupInfo = z.infer<typeof groupInfo>

/** `POST /{phone}/groups`. `id` is read if it is there; the documented reply has `request_id` only. */
export const groupCreateReply = z.looseObject({
  messaging_product: z.string().optional(),
  request_id: wireId.optional(),
  id: z.string().optional(),
  group_id: z.string().optional(),
})
export type WireGroupCreateReply = z.infer<typeof groupCreateReply>

export const groupUpdateReply = acknowledgement
export const groupDeleteReply = acknowledgement
export const participantsRemoveReply = acknowledgement
export type WireGroupOperationReply = z.infer<typeof acknowledgement>

/** `GET` and `POST /{group}/invite_link`. */
export const inviteLink = z.looseObject({
  messaging_product: z.string().optional(),
  invite_link: z.string(),
})
export type WireInviteLink = z.infer<typeof inviteLink>

/** `DELETE /{group}/invite_link`: in the OpenAPI file only, with `success` as a string. */
export const inviteLinkDeleteReply = acknowledgement

const joinRequest = z.looseObject({
  ...personKeys,
  join_request_id: wireId,
  creation_timestamp: wireTimeIfReadable,
})
export type WireJoinRequest = z.infer<typeof joinRequest>

/** `GET /{group}/join_requests`. */
export const joinRequestList = z.looseObject({
  data: z.array(joinRequest),
  paging: paging.optional(),
})
export type WireJoinRequestList = z.infer<typeof joinRequestList>

/** `POST` (approve) and `DELETE` (reject) `/{group}/join_requests`; partial success comes with 206. */
export const joinRequestDecisionReply = z.looseObject({
  messaging_product: z.string().optional(),
  approved_join_requests: z.array(wireId).optional(),
  rejected_join_requests: z.array(wireId).optional(),
  failed_join_requests: z
    .array(z.looseObject({ join_request_id: wireId, errors: z.array(wireError).optional() }))
    .optional(),
  errors: z.array(wireError).optional(),
})
export type WireJoinRequestDecisionReply = z.infer<typeof joinRequestDecisionReply>
