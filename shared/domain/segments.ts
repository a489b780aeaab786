import { z } from 'zod'
import { id, pageInput, timestampMs } from './common.ts'
import { purposeKey } from './consent.ts'
import { contact, contactSource, country, customFieldKey } from './contacts.ts'
import { screeningState } from './members.ts'

/** A moment that stays where it is, or one that moves with today. */
export const segmentMoment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('daysAgo'), days: z.number().int().min(0).max(36_500) }),
  z.object({ kind: z.literal('at'), at: timestampMs }),
])
export type SegmentMoment = z.infer<typeof segmentMoment>

/** In the last so many days; null: ever. */
const within = z.number().int().min(1).max(36_500).nullable()
const comparison = z.enum(['eq', 'ne', 'lt', 'le', 'gt', 'ge'])
const membership = z.enum(['in', 'notIn'])

/** The ten classes of recency, frequency and money spent, and those who bought but fit none of them. */
export const rfmClass = z.enum([
  'champions',
  'potential_loyalist',
  'loyal_customers',
  'promising',
  'new_customers',
  'cannot_lose',
  'at_risk',
  'need_attention',
  'about_to_sleep',
  'lost',
  'others',
])
export type RfmClass = z.infer<typeof rfmClass>
/** What the owner thinks in: who comes again and again, who might, who is gone. */
export const customerTier = z.enum(['loyal', 'potential', 'lost'])
export type CustomerTier = z.infer<typeof customerTier>

/** One thing that is asked about a contact. */
export const segmentCondition = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    field: z.enum(['name', 'city', 'email', 'language', 'externalId']),
    operator: z.enum([
      'is',
      'isNot',
      'contains',
      'notContains',
      'startsWith',
      'isEmpty',
      'isNotEmpty',
    ]),
    value: z.string().trim().max(200).default(''),
  }),
  z.object({
    type: z.literal('country'),
    operator: membership,
    values: z.array(country).min(1).max(60),
  }),
  z.object({
    type: z.literal('source'),
    operator: membership,
    values: z.array(contactSource).min(1),
  }),
  z.object({ type: z.literal('number'), isThere: z.boolean() }),
  z.object({
    type: z.literal('date'),
    field: z.enum(['createdAt', 'lastSeenAt', 'lastOrderAt']),
    operator: z.enum(['before', 'after', 'isEmpty', 'isNotEmpty']),
    moment: segmentMoment.default({ kind: 'daysAgo', days: 30 }),
  }),
  /** The next birthday is at most so many days away; today counts. */
  z.object({ type: z.literal('birthday'), withinDays: z.number().int().min(0).max(366) }),
  z.object({
    type: z.literal('tag'),
    operator: z.enum(['any', 'all', 'none']),
    tagIds: z.array(id).min(1).max(20),
  }),
  z.object({ type: z.literal('list'), operator: membership, listId: id }),
  z.object({
    type: z.literal('custom'),
    key: customFieldKey,
    as: z.enum(['text', 'number']),
    operator: z.union([comparison, z.enum(['contains', 'isEmpty', 'isNotEmpty'])]),
    value: z.string().trim().max(200).default(''),
  }),
  z.object({
    type: z.literal('consent'),
    purpose: purposeKey,
    operator: z.enum(['is', 'isNot']),
    state: z.enum(['given', 'withdrawn', 'expired', 'unknown']),
  }),
  z.object({
    type: z.literal('screening'),
    operator: membership,
    values: z.array(screeningState).min(1),
  }),
  /** Null: any group. */
  z.object({
    type: z.literal('group'),
    operator: z.enum(['in', 'notIn', 'wasIn']),
    groupId: id.nullable(),
  }),
  /** Sum, average and largest in minor units of the currency. */
  z.object({
    type: z.literal('orders'),
    measure: z.enum(['count', 'sum', 'average', 'largest']),
    withinDays: within,
    comparison,
    value: z.number().min(0).max(1e12),
  }),
  z.object({
    type: z.literal('item'),
    operator: z.enum(['bought', 'notBought']),
    text: z.string().trim().min(1).max(100),
    withinDays: within,
  }),
  z.object({
    type: z.literal('messages'),
    what: z.enum(['any', 'buttons']),
    withinDays: within,
    comparison,
    value: z.number().int().min(0).max(1_000_000),
  }),
  z.object({
    type: z.literal('announcement'),
    what: z.enum(['got', 'notGot', 'read', 'notRead']),
    withinDays: within,
  }),
  /** Null: any broadcast. Days count from when it was sent; of the hold-out, from when it was drawn. */
  z.object({
    type: z.literal('broadcast'),
    what: z.enum(['got', 'notGot', 'read', 'notRead', 'answered', 'notAnswered', 'heldOut']),
    broadcastId: id.nullable(),
    withinDays: within,
  }),
  z.object({ type: z.literal('rfm'), operator: membership, classes: z.array(rfmClass).min(1) }),
  z.object({ type: z.literal('tier'), operator: membership, tiers: z.array(customerTier).min(1) }),
  /**
   * Stands lower now than at the beginning of the running month or of one of so many months before it: who is
   * slipping away. Whoever came up again is not meant.
   */
  z.object({
    type: z.literal('movedDown'),
    what: z.enum(['tier', 'class']),
    withinMonths: z.number().int().min(1).max(24),
  }),
  z.object({ type: z.literal('segment'), operator: membership, segmentId: id }),
])
export type SegmentCondition = z.infer<typeof segmentCondition>

/** Conditions joined by and (`all`) or or (`any`), each of which may itself be such a group, or turned round. */
export interface SegmentGroup {
  readonly type: 'all' | 'any'
  readonly isNot: boolean
  readonly of: readonly SegmentNode[]
}
export type SegmentNode = SegmentGroup | SegmentCondition

/** Deepest nesting and most conditions of one segment. */
export const maxSegmentDepth = 5
export const maxSegmentConditions = 50

export const segmentGroup: z.ZodType<SegmentGroup, unknown> = z.object({
  type: z.enum(['all', 'any']),
  isNot: z.boolean().default(false),
  of: z.array(z.lazy(() => z.union([segmentCondition, segmentGroup]))).max(maxSegmentConditions),
})

/** True for a node that joins others. */
export function isSegmentGroup(node: SegmentNode): node is SegmentGroup {
  return node.type === 'all' || node.type === 'any'
}

function depthOf(node: SegmentNode): number {
  return isSegmentGroup(node) ? 1 + Math.max(0, ...node.of.map(depthOf)) : 0
}

function countOf(node: SegmentNode): number {
  return isSegmentGroup(node) ? node.of.reduce((sum, child) => sum + countOf(child), 0) : 1
}

/** The whole of a segment, held to its bounds. */
export const segmentConditions = segmentGroup
  .refine((group) => depthOf(group) <= maxSegmentDepth, {
    message: 'The conditions are nested too deeply. Take one level out.',
  })
  .refine((group) => countOf(group) <= maxSegmentConditions, {
    message: 'There are too many conditions. Split the segment in two.',
  })

export const segment = z.object({
  id,
  name: z.string(),
  conditions: segmentGroup,
  createdAt: timestampMs,
  updatedAt: timestampMs,
})
export type Segment = z.infer<typeof segment>

export const saveSegmentInput = z.object({
  segmentId: id.optional(),
  name: z.string().trim().min(1).max(80),
  conditions: segmentConditions,
})
/** In order of making, newest first. How many fit is `segments.count`, so that no page waits for it. */
export const listSegmentContactsInput = z.object({ ...pageInput, segmentId: id })
export const segmentContacts = z.object({
  items: z.array(contact),
  nextCursor: z.string().nullable(),
})
/** What an edited segment comes to: how many, of how many, and a few of them. */
export const segmentPreview = z.object({
  total: z.number().int(),
  of: z.number().int(),
  sample: z.array(contact),
})

/** A group whose members are to be those of a segment, and what that comes to now. Nothing is done by itself. */
export const groupSegment = z.object({
  segmentId: id.nullable(),
  /** Who fits, in the group or not. */
  total: z.number().int(),
  inGroup: z.number().int(),
  /** Fit and can be invited: they agreed, have a number, are not asked already. */
  toInvite: z.array(contact),
  /** Fit and are not in the group, and why they are not invited. */
  leftOut: z.array(
    z.object({
      reason: z.enum(['opted_out', 'no_opt_in', 'no_number', 'invited', 'no_seat']),
      contacts: z.number().int(),
    }),
  ),
  /** In the group and no longer in the segment; admins and the shop itself are not among them. */
  toRemove: z.array(contact),
})
/** A group that a segment keeps, and how far it is from it. */
export const keptGroup = z.object({
  groupId: id,
  subject: z.string(),
  inGroup: z.number().int(),
  /** Fit and are not in the group, whether they can be invited or not. */
  missing: z.number().int(),
  toInvite: z.number().int(),
  toRemove: z.number().int(),
})
export const inviteBySegmentInput = z.object({
  groupId: id,
  templateId: id,
  /** Has to be the number that the preview tells: it is who is written to. */
  confirmCount: z.number().int().min(1),
})

const bounds = z.array(z.number().min(0).max(1e12)).length(4)
/** Bounds set by the owner, ascending; null: by fifths of all customers. */
export const rfmThresholds = z
  .object({ recencyDays: bounds, frequency: bounds, monetary: bounds })
  .refine(
    (value) =>
      Object.values(value).every((list) =>
        list.every((bound, index) => index === 0 || bound >= list[index - 1]!),
      ),
    { message: 'Each bound has to be at least as large as the one before.', path: ['recencyDays'] },
  )
/** How many stood in each tier at the end of a month. */
export const tierMonth = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  loyal: z.number().int(),
  potential: z.number().int(),
  lost: z.number().int(),
})

export const rfmOverview = z.object({
  computedAt: timestampMs.nullable(),
  /** Contacts with at least one order. */
  customers: z.number().int(),
  classes: z.array(
    z.object({
      class: rfmClass,
      tier: customerTier,
      contacts: z.number().int(),
      orders: z.number().int(),
      /** Minor units. */
      spent: z.number().int(),
    }),
  ),
  /** Bounds in force: the score is 1 and one more for each that is reached; recency in days counts down. */
  thresholds: rfmThresholds.nullable(),
  isOwnThresholds: z.boolean(),
  months: z.array(tierMonth),
  /** How many changed to a higher and to a lower tier within each month. */
  moves: z.array(
    z.object({ month: tierMonth.shape.month, up: z.number().int(), down: z.number().int() }),
  ),
})
