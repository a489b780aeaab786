import { z } from 'zod'
import { explanation, id, timestampMs } from './common.ts'

export const ruleKey = z.enum([
  'posting',
  'inviting',
  'join_approval',
  'invite_link_rotation',
  'announcement_cadence',
  'pinned_message',
  'member_review',
])
export type RuleKey = z.infer<typeof ruleKey>

const days = (max: number) => z.number().int().min(1).max(max)

export const joiningScreening = z.enum(['off', 'hold_unchecked', 'trusted_only'])
export type JoiningScreening = z.infer<typeof joiningScreening>

export const reviewCriteria = z.object({
  /** Wrote nothing for this many days (and joined longer ago than that). */
  inactiveDays: days(3650).nullable().default(null),
  neverWrote: z.boolean().default(false),
  noOptIn: z.boolean().default(false),
  optedOut: z.boolean().default(false),
  numberInvalid: z.boolean().default(false),
  /** Contact list a member has to be in. */
  notInListId: id.nullable().default(null),
})
export type ReviewCriteria = z.infer<typeof reviewCriteria>

/** What the owner sets once. A rule that is null is not set. */
export const rules = z.object({
  posting: z
    .object({ who: z.enum(['everyone', 'admins']) })
    .nullable()
    .default(null),
  inviting: z
    .object({ who: z.enum(['everyone', 'admins']) })
    .nullable()
    .default(null),
  joinApproval: z
    .object({
      required: z.boolean(),
      /**
       * What screening has to say in it. `hold_unchecked`: whoever is not trusted waits, and no plan lets them in.
       * `trusted_only`: whoever is still to be checked is proposed to be turned away. Either way a plan proposes to
       * turn away whom screening rejects.
       */
      screening: joiningScreening.default('off'),
    })
    .nullable()
    .default(null),
  inviteLinkRotation: z
    .object({ everyDays: days(365) })
    .nullable()
    .default(null),
  announcementCadence: z
    .object({ everyDays: days(365), text: z.string().trim().min(1).max(4096) })
    .nullable()
    .default(null),
  pinnedMessage: z
    .object({ text: z.string().trim().min(1).max(4096), days: days(30) })
    .nullable()
    .default(null),
  memberReview: z
    .object({ everyDays: days(365), criteria: reviewCriteria })
    .nullable()
    .default(null),
})
export type Rules = z.infer<typeof rules>

export const ruleSet = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  rules,
  version: z.number().int(),
  groupCount: z.number().int(),
  updatedAt: timestampMs,
})
export type RuleSet = z.infer<typeof ruleSet>

export const saveRuleSetInput = z.object({
  ruleSetId: id.optional(),
  name: z.string().trim().min(1).max(80),
  rules,
})

/** How far a rule's promise reaches for one group. */
export const ruleState = z.enum(['enforced', 'watched', 'by_hand'])
export type RuleState = z.infer<typeof ruleState>
/** `pending`: nobody has confirmed it yet. `stale`: the confirmation is too old. */
export const ruleCondition = z.enum(['ok', 'broken', 'stale', 'pending'])
export type RuleCondition = z.infer<typeof ruleCondition>

export const ruleStatus = z.object({
  rule: ruleKey,
  state: ruleState,
  condition: ruleCondition,
  /** Why it is in this state and what holds it. */
  explanation,
  /** What the rule asks for, as values a sentence is made of. */
  wanted: explanation,
  openFindings: z.number().int(),
  confirmedAt: timestampMs.nullable(),
  confirmedBy: z.string().nullable(),
  staleAt: timestampMs.nullable(),
  /** Keys of the steps of the guided checklist; empty when nothing is done by hand. */
  checklist: z.array(z.string()),
})
export type RuleStatus = z.infer<typeof ruleStatus>

export const findingCode = z.enum([
  'non_admin_posted',
  'join_approval_differs',
  'join_request_waiting',
  'join_request_held',
  'invite_link_due',
  'announcement_due',
  'pinned_message_missing',
  'confirmation_missing',
  'confirmation_stale',
  'review_due',
  'member_inactive',
  'member_never_wrote',
  'member_no_opt_in',
  'member_opted_out',
  'member_number_invalid',
  'member_not_in_list',
])
export type FindingCode = z.infer<typeof findingCode>

export const finding = z.object({
  id,
  groupId: id,
  groupSubject: z.string(),
  rule: ruleKey,
  code: findingCode,
  /** The person it is about, if any. */
  contactId: id.nullable(),
  name: z.string().nullable(),
  maskedNumber: z.string().nullable(),
  /** What was seen, as values a sentence is made of. */
  evidence: explanation,
  since: timestampMs,
  openedAt: timestampMs,
  state: z.enum(['open', 'closed', 'dismissed']),
  closedAt: timestampMs.nullable(),
  closedReason: z.enum(['resolved', 'rule_removed', 'member_left', 'dismissed']).nullable(),
  /** The owner's words on why it was dismissed. */
  note: z.string(),
  /** Open plan that already proposes something for it. */
  planId: id.nullable(),
})
export type Finding = z.infer<typeof finding>

/** `everyDays` of the member review rule, as its own answer. */
export const evaluateResult = z.object({
  groups: z.number().int(),
  opened: z.number().int(),
  closed: z.number().int(),
  open: z.number().int(),
})
