import { z } from 'zod'
import { id, pageInput, timestampMs } from './common.ts'
import { screeningState } from './members.ts'

/** `managed`: made through the Groups API. `phone`: an ordinary group in the WhatsApp app. */
export const groupKind = z.enum(['managed', 'phone'])
export type GroupKind = z.infer<typeof groupKind>
export const groupState = z.enum(['creating', 'active', 'suspended', 'deleted', 'failed'])
export const joinApprovalMode = z.enum(['approval_required', 'auto_approve'])

export const ruleTally = z.object({
  enforced: z.number().int(),
  watched: z.number().int(),
  byHand: z.number().int(),
  broken: z.number().int(),
  stale: z.number().int(),
})

export const group = z.object({
  id,
  kind: groupKind,
  state: groupState,
  subject: z.string(),
  description: z.string(),
  joinApprovalMode: joinApprovalMode.nullable(),
  participantCount: z.number().int(),
  openFindings: z.number().int(),
  pendingJoinRequests: z.number().int(),
  ruleSetId: id.nullable(),
  ruleSetName: z.string().nullable(),
  ruleTally,
  createdAt: timestampMs.nullable(),
  lastSyncedAt: timestampMs.nullable(),
  lastMessageAt: timestampMs.nullable(),
})
export type Group = z.infer<typeof group>

export const groupDetail = group.extend({
  hasInviteLink: z.boolean(),
  inviteLinkRotatedAt: timestampMs.nullable(),
  failureCode: z.string().nullable(),
  activeReviewId: id.nullable(),
  nextReviewAt: timestampMs.nullable(),
  openPlanId: id.nullable(),
})

export const listGroupsInput = z.object({
  ...pageInput,
  search: z.string().max(200).optional(),
  kind: groupKind.optional(),
})

const subject = z.string().trim().min(1).max(128)
const description = z.string().max(2048)

export const createGroupInput = z.object({
  kind: groupKind,
  subject,
  description: description.default(''),
  joinApprovalMode: joinApprovalMode.default('approval_required'),
})
export const updateGroupInput = z.object({
  groupId: id,
  subject: subject.optional(),
  description: description.optional(),
})

export const joinRequest = z.object({
  id,
  groupId: id,
  groupSubject: z.string(),
  contactId: id,
  name: z.string(),
  maskedNumber: z.string().nullable(),
  optedIn: z.boolean(),
  optedOut: z.boolean(),
  /** What screening says of the person. */
  screening: screeningState,
  reason: z.string().nullable(),
  requestedAt: timestampMs,
  state: z.enum([
    'pending',
    'approving',
    'rejecting',
    'approved',
    'rejected',
    'revoked',
    'gone',
    'failed',
  ]),
  errorCode: z.string().nullable(),
})

/** One bar of the activity chart: a week (Monday, local to UTC) and what happened in it. */
export const activityWeek = z.object({
  weekStart: timestampMs,
  messages: z.number().int(),
  joined: z.number().int(),
  left: z.number().int(),
})
