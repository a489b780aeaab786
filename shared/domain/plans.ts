import { z } from 'zod'
import { explanation, id, pageInput, timestampMs } from './common.ts'
import { ruleKey } from './rules.ts'

export const planActionKind = z.enum([
  'remove_participant',
  'approve_join_request',
  'reject_join_request',
  'reset_invite_link',
  'send_message',
  'pin_message',
  'ask_member',
  'confirm_rule',
  'recreate_group',
  'start_review',
])
export type PlanActionKind = z.infer<typeof planActionKind>

/** `api`: done by a job. `by_hand`: the owner does it on the phone and ticks it off. */
export const planActionMode = z.enum(['api', 'by_hand'])

/**
 * proposed → declined | approved. By API: approved → running → awaiting_update → done | failed |
 * unknown (the outcome could not be learned; the owner decides). By hand: approved → done.
 * `superseded`: the reason went away before it was carried out.
 */
export const planActionState = z.enum([
  'proposed',
  'declined',
  'approved',
  'running',
  'awaiting_update',
  'done',
  'failed',
  'unknown',
  'superseded',
])
export type PlanActionState = z.infer<typeof planActionState>

export const planAction = z.object({
  id,
  planId: id,
  groupId: id,
  groupSubject: z.string(),
  kind: planActionKind,
  mode: planActionMode,
  state: planActionState,
  rule: ruleKey.nullable(),
  contactId: id.nullable(),
  name: z.string().nullable(),
  maskedNumber: z.string().nullable(),
  /** Why; one per finding or review decision behind it. */
  reasons: z.array(explanation),
  irreversible: z.boolean(),
  /** Text to send or pin, as a preview. */
  text: z.string().nullable(),
  errorCode: z.string().nullable(),
  decidedAt: timestampMs.nullable(),
  finishedAt: timestampMs.nullable(),
  jobId: id.nullable(),
})
export type PlanAction = z.infer<typeof planAction>

/** `open`: awaits the owner. `applying`: approved work is under way. `finished`: all settled. */
export const planState = z.enum(['open', 'applying', 'finished', 'cancelled'])

export const planCounts = z.object({
  proposed: z.number().int(),
  declined: z.number().int(),
  waiting: z.number().int(),
  byHand: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
  removals: z.number().int(),
})

export const plan = z.object({
  id,
  state: planState,
  source: z.enum(['findings', 'review']),
  groupId: id.nullable(),
  groupSubject: z.string().nullable(),
  reviewId: id.nullable(),
  counts: planCounts,
  createdAt: timestampMs,
  approvedAt: timestampMs.nullable(),
  finishedAt: timestampMs.nullable(),
})
export type Plan = z.infer<typeof plan>

export const planDetail = plan.extend({ actions: z.array(planAction) })

export const createPlanInput = z.object({
  /** Left out: every group with open findings. */
  groupId: id.optional(),
  findingIds: z.array(id).max(10_000).optional(),
})

export const createPlanOutput = z.object({
  /** Null when nothing differs from what the rules ask for. */
  planId: id.nullable(),
  actions: z.number().int(),
  removals: z.number().int(),
  byHand: z.number().int(),
})

export const listPlansInput = z.object({
  ...pageInput,
  groupId: id.optional(),
  state: planState.optional(),
})

export const approvePlanInput = z.object({
  planId: id,
  /** `all`, or the actions to carry out; those left out are declined. An empty list declines all. */
  actions: z.union([z.literal('all'), z.array(id).max(10_000)]),
  /** Number of removals among them, typed by the owner; has to match. */
  confirmedRemovals: z.number().int().min(0).default(0),
})

export const job = z.object({
  id,
  kind: z.string(),
  state: z.enum(['queued', 'running', 'awaiting_update', 'done', 'failed', 'unknown', 'cancelled']),
  groupId: id.nullable(),
  attempt: z.number().int(),
  errorCode: z.string().nullable(),
  runAt: timestampMs,
  createdAt: timestampMs,
  finishedAt: timestampMs.nullable(),
})
export type Job = z.infer<typeof job>

/** The owner's word on a job whose outcome could not be learned. */
export const resolveJobInput = z.object({
  jobId: id,
  outcome: z.enum(['happened', 'did_not_happen']),
})
