import type { Broadcast, RateCard, SendingLimits } from '../../../shared/domain/broadcasts.ts'
import { AppError } from '../../../shared/errors.ts'
import type { broadcastCalls } from '../../../shared/ipc/broadcast-calls.ts'
import type { FakeHandlers } from './fake-bridge.ts'
import { fakeId, pageOfItems, shopNow } from './fake-shop/basics.ts'
import * as shop from './fake-shop/broadcasts.ts'
import type { FakeState } from './fake-state.ts'

interface Kept {
  broadcasts: Broadcast[]
  limits: SendingLimits
  rateCard: RateCard
  /** People whose outcome nobody knows yet. */
  unknown: number
}

/** Kept per shop of a test, beside what the other handlers keep. */
const kept = new WeakMap<FakeState, Kept>()

function keptOf(state: FakeState): Kept {
  let own = kept.get(state)
  if (own === undefined) {
    own = {
      broadcasts: structuredClone([...shop.broadcasts]),
      limits: shop.fakeLimits,
      rateCard: shop.fakeRateCard,
      unknown: 3,
    }
    kept.set(state, own)
  }
  return own
}

function found(state: FakeState, broadcastId: string): Broadcast {
  const broadcast = keptOf(state).broadcasts.find(({ id }) => id === broadcastId)
  if (broadcast === undefined) throw new AppError('not_found')
  return broadcast
}

function change(state: FakeState, broadcastId: string, part: Partial<Broadcast>): Broadcast {
  return Object.assign(found(state, broadcastId), part, { updatedAt: shopNow })
}

function made(state: FakeState, part: Partial<Broadcast>): Broadcast {
  const draft = structuredClone(shop.broadcasts.find((one) => one.state === 'draft')!)
  const broadcast = { ...draft, id: state.newId(), ...part }
  keptOf(state).broadcasts.unshift(broadcast)
  return broadcast
}

type Save = Parameters<FakeHandlers['broadcasts.save']>[0]

function save({ broadcastId, ...draft }: Save, state: FakeState): Broadcast {
  const variants = draft.variants.map((variant) => ({
    ...variant,
    templateName: state.templates.find(({ id }) => id === variant.templateId)?.name ?? null,
  }))
  const audienceName = draft.audience.kind === 'everybody' ? null : 'Bought twice lately'
  const whole = { ...draft, variants, audienceName }
  return broadcastId === undefined ? made(state, whole) : change(state, broadcastId, whole)
}

export const fakeBroadcastHandlers: Pick<FakeHandlers, keyof typeof broadcastCalls> = {
  'broadcasts.list': (input, state) =>
    pageOfItems(
      keptOf(state).broadcasts.filter(
        (one) => input.state === undefined || one.state === input.state,
      ),
      input,
    ),
  'broadcasts.get': ({ broadcastId }, state) => found(state, broadcastId),
  'broadcasts.save': save,
  'broadcasts.uploadMedia': () => ({ mediaId: '4490709327384033', fileName: 'peony.jpg' }),
  'broadcasts.delete': ({ broadcastId }, state) => {
    const own = keptOf(state)
    own.broadcasts = own.broadcasts.filter(({ id }) => id !== broadcastId)
    return { done: true }
  },
  'broadcasts.plan': ({ draft }) => ({
    ...shop.fakePlan,
    variants: draft.variants.map(({ templateId }) => ({
      templateId,
      recipients: Math.round(shop.fakePlan.recipients / draft.variants.length),
      blockedCode: templateId === fakeId('template', 3) ? 'template_not_approved' : null,
    })),
  }),
  'broadcasts.start': ({ broadcastId, sendAt, confirmed }, state) => {
    if (confirmed.recipients !== shop.fakePlan.recipients)
      throw new AppError('conflict', { params: { recipients: shop.fakePlan.recipients } })
    return change(state, broadcastId, {
      state: sendAt === undefined ? 'sending' : 'scheduled',
      sendAt: sendAt ?? null,
      frozenAt: shopNow,
      startedAt: sendAt === undefined ? shopNow : null,
      counts: shop.countsOf({ queued: 1068, hold_out: 56, skipped: 126 }),
    })
  },
  'sendingLimits.get': (_input, state) => keptOf(state).limits,
  'sendingLimits.set': (limits, state) => (keptOf(state).limits = limits),
  'rateCard.get': (_input, state) => keptOf(state).rateCard,
  'rateCard.set': (rateCard, state) => (keptOf(state).rateCard = rateCard),
  'broadcasts.pause': ({ broadcastId }, state) =>
    change(state, broadcastId, { state: 'paused', pauseCode: null, perSecond: null }),
  'broadcasts.resume': ({ broadcastId }, state) =>
    change(state, broadcastId, { state: 'sending', pauseCode: null }),
  'broadcasts.cancel': ({ broadcastId }, state) =>
    change(state, broadcastId, { state: 'cancelled', finishedAt: shopNow, perSecond: null }),
  'broadcasts.recipients': (input) =>
    pageOfItems(
      shop.fakeRecipients.filter(
        (row) =>
          (input.state === undefined || row.state === input.state) &&
          (input.reason === undefined || row.reason === input.reason),
      ),
      input,
    ),
  'broadcasts.recipient': ({ recipientId }) => {
    const row = shop.fakeRecipients.find((one) => one.recipientId === recipientId)
    if (row === undefined) throw new AppError('not_found')
    return {
      ...row,
      text: '小林，本周新到：绣球。',
      events: [
        { state: 'queued', reason: null, at: shopNow - 7_200_000 },
        { state: row.state, reason: row.reason, at: shopNow - 3_600_000 },
      ],
    }
  },
  'broadcasts.reasons': (_input, state) => ({
    reasons: shop.fakeReasons
      .map((line) =>
        line.state === 'unknown' ? { ...line, contacts: keptOf(state).unknown } : { ...line },
      )
      .filter(({ contacts }) => contacts > 0),
  }),
  'broadcasts.settleUnknown': ({ broadcastId }, state) => {
    const own = keptOf(state)
    const settled = own.unknown
    own.unknown = 0
    const { counts } = found(state, broadcastId)
    change(state, broadcastId, { counts: { ...counts, unknown: 0 } })
    return { settled }
  },
  'broadcasts.exportRecipients': ({ format }) => ({
    fileId: fakeId('file', 41),
    fileName: `recipients.${format}`,
    rows: shop.fakeRecipients.length,
  }),
  'broadcasts.followUp': ({ broadcastId }, state) =>
    made(state, {
      name: `${found(state, broadcastId).name} (2)`,
      audience: { kind: 'notReached', broadcastId },
      audienceName: found(state, broadcastId).name,
      followsId: broadcastId,
    }),
  'broadcasts.exportResults': ({ format }) => ({
    fileId: fakeId('file', 42),
    fileName: `broadcast-results.${format}`,
    rows: 40,
  }),
  'broadcasts.results': () => shop.fakeResults,
  'engagement.get': () => shop.fakeEngagement,
}
