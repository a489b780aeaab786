import { z } from 'zod'
import { explanation, id, pageInput, timestampMs } from './common.ts'
import { member, optInState } from './members.ts'

export const reviewDecision = z.enum(['keep', 'remove', 'ask', 'later'])
export type ReviewDecision = z.infer<typeof reviewDecision>

export const reviewCriterion = z.enum([
  'member_inactive',
  'member_never_wrote',
  'member_no_opt_in',
  'member_opted_out',
  'member_number_invalid',
  'member_not_in_list',
])
export type ReviewCriterion = z.infer<typeof reviewCriterion>

export const reviewSummary = z.object({
  total: z.number().int(),
  decided: z.number().int(),
  keep: z.number().int(),
  remove: z.number().int(),
  ask: z.number().int(),
  later: z.number().int(),
  flagged: z.number().int(),
})

export const review = z.object({
  id,
  groupId: id,
  groupSubject: z.string(),
  state: z.enum(['open', 'finished', 'cancelled']),
  summary: reviewSummary,
  startedAt: timestampMs,
  finishedAt: timestampMs.nullable(),
  startedBy: z.string(),
  planId: id.nullable(),
})
export type Review = z.infer<typeof review>

/** One member as a review card: who, the evidence at the start of the review, the decision. */
export const reviewItem = z.object({
  id,
  reviewId: id,
  position: z.number().int(),
  member: member.omit({ groupId: true }),
  criteria: z.array(explanation),
  decision: reviewDecision.nullable(),
  note: z.string(),
  decidedAt: timestampMs.nullable(),
  decidedBy: z.string().nullable(),
})
export type ReviewItem = z.infer<typeof reviewItem>

export const listReviewItemsInput = z.object({
  ...pageInput,
  reviewId: id,
  filter: z.enum(['all', 'undecided', 'decided', 'flagged']).default('all'),
  criterion: reviewCriterion.optional(),
  decision: reviewDecision.optional(),
})

export const decideInput = z.object({
  reviewId: id,
  itemId: id,
  /** Null takes a decision back. */
  decision: reviewDecision.nullable(),
  note: z.string().max(2000).optional(),
})

export const decideManyInput = z.object({
  reviewId: id,
  criterion: reviewCriterion.optional(),
  optIn: optInState.optional(),
  onlyUndecided: z.boolean().default(true),
  decision: reviewDecision,
  /** True: count only, change nothing. */
  dryRun: z.boolean().default(false),
})

export const decideOutput = z.object({ item: reviewItem, summary: reviewSummary })
