import { z } from 'zod'
import { errorCode } from '../errors.ts'
import { id, money, pageInput, timestampMs } from './common.ts'
import { purposeKey } from './consent.ts'
import { country } from './contacts.ts'
import { customerTier } from './segments.ts'
import { variableBindings } from './templates.ts'

/** Who a broadcast is for. A segment is live until the send is started, and frozen then. */
export const broadcastAudience = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everybody') }),
  z.object({ kind: z.literal('segment'), segmentId: id }),
  /** Those whom another broadcast did not reach. */
  z.object({ kind: z.literal('notReached'), broadcastId: id }),
])
export type BroadcastAudience = z.infer<typeof broadcastAudience>

/** One text of a broadcast; shares of all variants are parts of their sum. */
export const broadcastVariant = z.object({
  templateId: id,
  share: z.number().int().min(1).max(100).default(1),
  bindings: variableBindings.default({}),
})
export type BroadcastVariant = z.infer<typeof broadcastVariant>

/** Minutes after midnight in the recipient's time zone; from 1260 to 540 is nine in the evening to nine. */
export const quietHours = z.object({
  from: z.number().int().min(0).max(1439),
  to: z.number().int().min(0).max(1439),
})
export type QuietHours = z.infer<typeof quietHours>

export const broadcastSettings = z.object({
  /** Null: at any hour. */
  quietHours: quietHours.nullable().default({ from: 1260, to: 540 }),
  /** A person gets at most so many broadcasts in so many days, over all of them; null: no cap. */
  cap: z
    .object({
      messages: z.number().int().min(1).max(100),
      days: z.number().int().min(1).max(90),
    })
    .nullable()
    .default({ messages: 1, days: 7 }),
  /** As fast as allowed, or evenly over so many hours. */
  pace: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('fast') }),
      z.object({ kind: z.literal('spread'), hours: z.number().int().min(1).max(168) }),
    ])
    .default({ kind: 'fast' }),
  /** Percent who get nothing, so that the others can be compared with them. */
  holdOutPercent: z.number().min(0).max(50).default(5),
  /** Draws hold-out and variants; the same seed draws the same people. */
  seed: z.number().int().min(0).max(0xffffffff).default(1),
  /** Paused by the app when, of the last hundred, so many percent failed; null: never. */
  pauseAtErrorPercent: z.number().int().min(1).max(100).nullable().default(20),
  /** Days in which an answer, a click or an order counts for this broadcast. */
  windowDays: z.number().int().min(1).max(90).default(7),
})
export type BroadcastSettings = z.infer<typeof broadcastSettings>

export const broadcastDraft = z.object({
  name: z.string().trim().min(1).max(120),
  purpose: purposeKey.default('marketing'),
  audience: broadcastAudience,
  variants: z.array(broadcastVariant).min(1).max(4),
  settings: broadcastSettings.prefault({}),
})
export type BroadcastDraft = z.infer<typeof broadcastDraft>

export const broadcastState = z.enum([
  'draft',
  'freezing',
  'scheduled',
  'sending',
  'paused',
  'finished',
  'cancelled',
])
export type BroadcastState = z.infer<typeof broadcastState>

/** Of one person. `unknown`: it may have left; never sent again without the owner's word. */
export const recipientState = z.enum([
  'queued',
  'sending',
  'unknown',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'skipped',
  'hold_out',
  'cancelled',
])
export type RecipientState = z.infer<typeof recipientState>

/** Why somebody of the audience gets nothing. */
export const skipReason = z.enum([
  'no_opt_in',
  'opted_out',
  'in_bin',
  'no_number',
  'landline',
  'unreachable',
  'rejected',
  'frequency_capped',
  'written_to_lately',
  'field_empty',
])
export type SkipReason = z.infer<typeof skipReason>

const counts = z.record(recipientState, z.number().int())

export const broadcast = z.object({
  id,
  name: z.string(),
  state: broadcastState,
  /** Why the app itself paused it: an error code, or `error_share`. */
  pauseCode: z.union([errorCode, z.literal('error_share')]).nullable(),
  purpose: purposeKey,
  audience: broadcastAudience,
  /** Name of the segment or of the broadcast that is followed; null where it is gone, or for everybody. */
  audienceName: z.string().nullable(),
  variants: z.array(broadcastVariant.extend({ templateName: z.string().nullable() })),
  settings: broadcastSettings,
  followsId: id.nullable(),
  sendAt: timestampMs.nullable(),
  frozenAt: timestampMs.nullable(),
  startedAt: timestampMs.nullable(),
  finishedAt: timestampMs.nullable(),
  createdAt: timestampMs,
  updatedAt: timestampMs,
  /** Rows by state; all zero until it is frozen. */
  counts,
  /** Live size of the segment, where there is one and it is asked for one broadcast alone. */
  liveAudience: z.number().int().nullable(),
  /** Messages a second over the last ten seconds, while it is sent. */
  perSecond: z.number().nullable(),
  /** When it will be through at the present rate; null where nobody can say. */
  expectedEndAt: timestampMs.nullable(),
})
export type Broadcast = z.infer<typeof broadcast>

export const saveBroadcastInput = broadcastDraft.extend({ broadcastId: id.optional() })

/** One of the limits, and when the send is through under it alone. Null: it does not bind. */
export const planLimit = z.object({
  limit: z.enum(['throughput', 'pair', 'portfolio', 'own']),
  finishAt: timestampMs.nullable(),
  /** What the limit is now, such as 80 a second or 2 000 people a day; null: none. */
  value: z.number().nullable(),
  /** What of it is used already. */
  used: z.number().nullable(),
})

/** What a send would come to, before anything is sent. */
export const broadcastPlan = z.object({
  audience: z.number().int(),
  recipients: z.number().int(),
  holdOut: z.number().int(),
  skipped: z.array(z.object({ reason: skipReason, contacts: z.number().int() })),
  variants: z.array(
    z.object({
      templateId: id,
      recipients: z.number().int(),
      /** Why it cannot be sent; null: it can. */
      blockedCode: errorCode.nullable(),
    }),
  ),
  limits: z.array(planLimit),
  /** First and last message, all limits and quiet hours together; null for nobody. */
  startAt: timestampMs.nullable(),
  finishAt: timestampMs.nullable(),
  /** How many leave on each day, in the shop's time zone. */
  days: z.array(z.object({ date: z.string(), recipients: z.number().int() })),
  /** How many have to wait for the end of their night. */
  waitingForMorning: z.number().int(),
  costs: z.array(
    z.object({
      country,
      category: z.enum(['marketing', 'utility', 'authentication']),
      recipients: z.number().int(),
      /** Null: the rate card has no price for it. */
      amount: z.number().nullable(),
    }),
  ),
  /** Sum of what has a price. */
  cost: money,
  rateCardAsOf: z.string(),
})
export type BroadcastPlan = z.infer<typeof broadcastPlan>

export const listBroadcastsInput = z.object({ ...pageInput, state: broadcastState.optional() })

export const listRecipientsInput = z.object({
  ...pageInput,
  broadcastId: id,
  state: recipientState.optional(),
  reason: z.string().max(60).optional(),
})
export const broadcastRecipient = z.object({
  /** Number of the row, not of the person. */
  recipientId: z.number().int(),
  contactId: id,
  name: z.string(),
  maskedNumber: z.string().nullable(),
  variant: z.number().int().nullable(),
  state: recipientState,
  reason: z.string().nullable(),
  sentAt: timestampMs.nullable(),
  deliveredAt: timestampMs.nullable(),
  readAt: timestampMs.nullable(),
  answeredAt: timestampMs.nullable(),
})
export type BroadcastRecipient = z.infer<typeof broadcastRecipient>

export const recipientDetail = broadcastRecipient.extend({
  /** The text as it was frozen, as the phone shows it. */
  text: z.string(),
  events: z.array(
    z.object({ state: recipientState, reason: z.string().nullable(), at: timestampMs }),
  ),
})

/** Failures and left-outs by reason; the screen puts each into words with the next step. */
export const broadcastReasons = z.object({
  reasons: z.array(
    z.object({
      state: z.enum(['failed', 'skipped', 'unknown', 'cancelled']),
      reason: z.string().nullable(),
      contacts: z.number().int(),
    }),
  ),
})

/** The owner's word on rows of which nobody knows whether they left. */
export const settleUnknownInput = z.object({
  broadcastId: id,
  /** Left out: all of them. */
  recipientIds: z.array(z.number().int()).max(500).optional(),
  as: z.enum(['sent', 'not_sent', 'send_again']),
})

/** The app's own limits, for all broadcasts. */
export const sendingLimits = z.object({
  /** Messages a second at most; null: what WhatsApp allows. */
  perSecond: z.number().int().min(1).max(1000).nullable(),
  /** Messages in a moving 24 hours at most; null: what WhatsApp allows. */
  perDay: z.number().int().min(1).max(10_000_000).nullable(),
  /** Defaults of a new broadcast. */
  defaults: broadcastSettings,
})
export type SendingLimits = z.infer<typeof sendingLimits>

export const rateCategory = z.enum(['marketing', 'utility', 'authentication'])
/** Prices per delivered message. `country` null is every other country. */
export const rateCard = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** The day the owner took them from WhatsApp's list; empty: never. */
  asOf: z.string().max(20),
  rates: z
    .array(
      z.object({
        country: country.nullable(),
        category: rateCategory,
        amount: z.number().min(0).max(1000),
      }),
    )
    .max(1000),
})
export type RateCard = z.infer<typeof rateCard>

/** A share with its interval at 95 %; null where it cannot be said. No share without its n. */
export const shareOf = z.object({
  count: z.number().int(),
  n: z.number().int(),
  share: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})

export type ShareOf = z.infer<typeof shareOf>

/** What was reached, of those it was sent to. */
export const broadcastOutcome = z.object({
  sent: z.number().int(),
  delivered: shareOf,
  read: shareOf,
  answered: shareOf,
  clicked: shareOf,
  stopped: shareOf,
  ordered: shareOf,
  orders: z.number().int(),
  /** Minor units of the shop's currency. */
  revenue: z.number().int(),
})

export type BroadcastOutcome = z.infer<typeof broadcastOutcome>

/** Difference to those who got nothing. */
export const uplift = z.object({
  treated: shareOf,
  heldOut: shareOf,
  /** Difference of the shares, with its interval at 95 %; null while it cannot be said. */
  difference: z
    .object({ value: z.number(), low: z.number(), high: z.number(), pValue: z.number() })
    .nullable(),
  /** `too_small`: how many per arm it takes to see a difference of `detectable` stands in `neededPerArm`. */
  verdict: z.enum(['no_hold_out', 'running', 'too_small', 'no_difference', 'better', 'worse']),
  neededPerArm: z.number().int().nullable(),
  /** The difference of shares that was looked for; null while nothing is said of a difference. */
  detectable: z.number().nullable(),
  /** Whether the arms are as large as they were drawn; below 0.001 something is wrong with the draw. */
  sampleRatioP: z.number().nullable(),
  /**
   * Minor units of the results' currency. The difference has its interval at 95 %, and is null while it
   * cannot be said.
   */
  revenuePerHead: z
    .object({
      treated: z.number(),
      heldOut: z.number(),
      difference: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
    })
    .nullable(),
})
export type Uplift = z.infer<typeof uplift>

export const broadcastResults = z.object({
  windowDays: z.number().int(),
  /** The window of the last message is over. */
  isFinal: z.boolean(),
  /** From the start to the end of the last message's window, in which orders are compared; null before it starts. */
  window: z.object({ from: timestampMs, to: timestampMs }).nullable(),
  /** The latest order that is known of; later ones cannot be counted. Null: none. */
  ordersUntil: timestampMs.nullable(),
  currency: z.string(),
  total: broadcastOutcome,
  byVariant: z.array(
    broadcastOutcome.extend({ variant: z.number().int(), templateName: z.string().nullable() }),
  ),
  byTier: z.array(broadcastOutcome.extend({ tier: customerTier.nullable() })),
  /** A and B against each other, where there are two; by `ordered` and by `answered`. */
  comparison: z
    .object({
      measure: z.enum(['ordered', 'answered']),
      /** Of all who were drawn for the first text, and for the second. */
      first: shareOf,
      second: shareOf,
      difference: z.object({
        value: z.number(),
        low: z.number(),
        high: z.number(),
        pValue: z.number(),
      }),
    })
    .nullable(),
  /** By hour since the first message. */
  timeline: z.array(
    z.object({
      hour: z.number().int(),
      sent: z.number().int(),
      delivered: z.number().int(),
      read: z.number().int(),
      answered: z.number().int(),
    }),
  ),
  uplift,
})
export type BroadcastResults = z.infer<typeof broadcastResults>

/** Month by month, per tier (null: no orders yet): who was written to, who reacted, bought, came back. */
export const engagement = z.object({
  months: z.array(
    z.object({
      month: z.string(),
      tier: customerTier.nullable(),
      writtenTo: z.number().int(),
      engaged: shareOf,
      converted: shareOf,
      /** Of those who bought in the month before. */
      retained: shareOf,
    }),
  ),
})
export type Engagement = z.infer<typeof engagement>
