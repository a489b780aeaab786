import {
  broadcastSettings,
  recipientState,
  type Broadcast,
  type BroadcastPlan,
  type BroadcastRecipient,
  type BroadcastResults,
  type Engagement,
  type RateCard,
  type SendingLimits,
} from '../../../../shared/domain/broadcasts.ts'
import { dayMs, fakeId, hourMs, shopNow } from './basics.ts'

const defaults = broadcastSettings.parse({})

/** Rows by state, those not named at zero. */
export function countsOf(some: Partial<Broadcast['counts']>): Broadcast['counts'] {
  return Object.fromEntries(
    recipientState.options.map((state) => [state, some[state] ?? 0]),
  ) as Broadcast['counts']
}

function broadcast(index: number, rest: Partial<Broadcast>): Broadcast {
  return {
    id: fakeId('broadcast', index),
    name: `Broadcast ${index}`,
    state: 'finished',
    pauseCode: null,
    purpose: 'marketing',
    audience: { kind: 'segment', segmentId: fakeId('segment', 1) },
    audienceName: 'Bought twice lately',
    variants: [
      {
        templateId: fakeId('template', 1),
        share: 1,
        templateName: 'weekly_news',
        bindings: {
          '1': { from: 'field', field: 'firstName', fallback: '您' },
          '2': { from: 'text', text: '绣球' },
        },
      },
    ],
    settings: defaults,
    followsId: null,
    sendAt: null,
    frozenAt: shopNow - index * dayMs,
    startedAt: shopNow - index * dayMs,
    finishedAt: null,
    createdAt: shopNow - index * dayMs - hourMs,
    updatedAt: shopNow - index * dayMs,
    counts: countsOf({}),
    liveAudience: 1250,
    perSecond: null,
    expectedEndAt: null,
    ...rest,
  }
}

const notYet = { frozenAt: null, startedAt: null, counts: countsOf({}) }

/** One broadcast in each state that a screen shows differently. */
export const broadcasts: readonly Broadcast[] = [
  broadcast(1, {
    name: 'Peony week',
    state: 'sending',
    perSecond: 78.4,
    expectedEndAt: shopNow + 2 * hourMs,
    counts: countsOf({
      queued: 400,
      sending: 4,
      unknown: 3,
      accepted: 20,
      sent: 100,
      delivered: 300,
      read: 200,
      failed: 25,
      skipped: 120,
      hold_out: 62,
    }),
  }),
  broadcast(2, {
    name: 'Wedding season',
    state: 'paused',
    pauseCode: 'spam_limited',
    audience: { kind: 'everybody' },
    audienceName: null,
    liveAudience: null,
    counts: countsOf({ queued: 80, sent: 10, failed: 30, skipped: 5 }),
  }),
  broadcast(3, {
    name: 'Thank you in May',
    finishedAt: shopNow - 2 * dayMs,
    counts: countsOf({
      sent: 20,
      delivered: 500,
      read: 400,
      failed: 14,
      skipped: 60,
      hold_out: 50,
    }),
  }),
  broadcast(4, { name: 'Autumn wreaths', state: 'draft', ...notYet }),
  broadcast(5, {
    name: 'Mid-autumn',
    state: 'scheduled',
    sendAt: shopNow + dayMs,
    ...notYet,
  }),
]

/** What any draft comes to in the fake shop. */
export const fakePlan: Omit<BroadcastPlan, 'variants'> = {
  audience: 1250,
  recipients: 1068,
  holdOut: 56,
  skipped: [
    { reason: 'no_opt_in', contacts: 80 },
    { reason: 'opted_out', contacts: 20 },
    { reason: 'frequency_capped', contacts: 14 },
    { reason: 'no_number', contacts: 12 },
  ],
  limits: [
    { limit: 'throughput', finishAt: shopNow + hourMs, value: 80, used: null },
    { limit: 'pair', finishAt: null, value: 1, used: 0 },
    { limit: 'portfolio', finishAt: shopNow + 26 * hourMs, value: 2000, used: 1400 },
    { limit: 'own', finishAt: null, value: null, used: null },
  ],
  startAt: shopNow + 60_000,
  finishAt: shopNow + 26 * hourMs,
  days: [
    { date: '2026-06-01', recipients: 600 },
    { date: '2026-06-02', recipients: 468 },
  ],
  waitingForMorning: 300,
  costs: [
    { country: 'CN', category: 'marketing', recipients: 1000, amount: 60 },
    { country: 'DE', category: 'marketing', recipients: 60, amount: 6.83 },
    { country: 'MC', category: 'marketing', recipients: 8, amount: null },
  ],
  cost: { amount: 66.83, currency: 'USD' },
  rateCardAsOf: '2026-05-01',
}

/** Reasons and how many of each, of every frozen broadcast. */
export const fakeReasons = [
  { state: 'failed', reason: 'recipient_unreachable', contacts: 12 },
  { state: 'failed', reason: 'frequency_capped', contacts: 8 },
  { state: 'failed', reason: 'opted_out', contacts: 5 },
  { state: 'unknown', reason: 'outcome_unknown', contacts: 3 },
  { state: 'skipped', reason: 'no_opt_in', contacts: 80 },
  { state: 'skipped', reason: 'landline', contacts: 40 },
] as const

const rowStates: ReadonlyArray<readonly [BroadcastRecipient['state'], string | null]> = [
  ['read', null],
  ['delivered', null],
  ['failed', 'recipient_unreachable'],
  ['unknown', 'outcome_unknown'],
  ['skipped', 'no_opt_in'],
  ['hold_out', null],
  ['queued', null],
]

/** Rows of any broadcast. */
export const fakeRecipients: readonly BroadcastRecipient[] = Array.from(
  { length: 42 },
  (_, index) => {
    const [state, reason] = rowStates[index % rowStates.length]!
    const wasSent = state === 'read' || state === 'delivered'
    return {
      recipientId: index + 1,
      contactId: fakeId('contact', index + 1),
      name: `Customer ${index + 1}`,
      maskedNumber: '+1 202 ··· 0101',
      variant: state === 'skipped' || state === 'hold_out' ? null : 0,
      state,
      reason,
      sentAt: wasSent ? shopNow - hourMs : null,
      deliveredAt: wasSent ? shopNow - hourMs + 2000 : null,
      readAt: state === 'read' ? shopNow - hourMs + 60_000 : null,
      answeredAt: null,
    }
  },
)

export const fakeLimits: SendingLimits = { perSecond: null, perDay: null, defaults }

export const fakeRateCard: RateCard = {
  currency: 'USD',
  asOf: '2026-05-01',
  rates: [
    { country: null, category: 'marketing', amount: 0.0604 },
    { country: null, category: 'utility', amount: 0.0077 },
    { country: 'DE', category: 'marketing', amount: 0.1131 },
    { country: 'CN', category: 'marketing', amount: 0.06 },
  ],
}

const share = (count: number, n: number) => ({
  count,
  n,
  share: n === 0 ? null : count / n,
  low: n === 0 ? null : Math.max(0, count / n - 0.02),
  high: n === 0 ? null : Math.min(1, count / n + 0.02),
})
const outcome = {
  sent: 920,
  delivered: share(900, 920),
  read: share(400, 920),
  answered: share(60, 920),
  clicked: share(90, 920),
  stopped: share(4, 920),
  ordered: share(80, 920),
  orders: 95,
  revenue: 1_234_500,
}

export const fakeResults: BroadcastResults = {
  windowDays: 7,
  isFinal: true,
  window: { from: shopNow - 20 * dayMs, to: shopNow - 13 * dayMs },
  ordersUntil: shopNow - dayMs,
  currency: 'USD',
  total: outcome,
  byVariant: [{ ...outcome, variant: 0, templateName: 'weekly_news' }],
  byTier: [
    { ...outcome, tier: 'loyal' },
    { ...outcome, tier: null },
  ],
  comparison: null,
  timeline: [
    { hour: 0, sent: 500, delivered: 480, read: 100, answered: 10 },
    { hour: 1, sent: 420, delivered: 420, read: 200, answered: 30 },
    { hour: 2, sent: 0, delivered: 0, read: 70, answered: 15 },
    { hour: 3, sent: 0, delivered: 0, read: 30, answered: 5 },
  ],
  uplift: {
    treated: share(80, 920),
    heldOut: share(2, 50),
    difference: { value: 0.047, low: 0.01, high: 0.084, pValue: 0.012 },
    verdict: 'better',
    neededPerArm: null,
    detectable: null,
    sampleRatioP: 0.64,
    revenuePerHead: {
      treated: 1342,
      heldOut: 600,
      difference: { value: 742, low: 120, high: 1364 },
    },
  },
}

export const fakeEngagement: Engagement = {
  months: ['2026-03', '2026-04', '2026-05'].flatMap((month, at) => [
    {
      month,
      tier: 'loyal' as const,
      writtenTo: 400,
      engaged: share(160 + 20 * at, 400),
      converted: share(40, 400),
      retained: share(26 + 2 * at, 60),
    },
    {
      month,
      tier: 'lost' as const,
      writtenTo: 250,
      engaged: share(40 - 5 * at, 250),
      converted: share(5 + at, 250),
      retained: share(4, 20),
    },
  ]),
}
