import type { BroadcastDraft } from '../../../shared/domain/broadcasts.ts'
import { AppError } from '../../../shared/errors.ts'
import type { broadcastPlanCalls } from '../../../shared/ipc/broadcast-calls.ts'
import type { CallOutput, ParsedInput } from '../../../shared/ipc/contract.ts'
import {
  broadcastRow,
  deleteBroadcast,
  describeBroadcast,
  draftOf,
  expectState,
  getBroadcast,
  insertBroadcastDraft,
  listBroadcasts,
  setBroadcastState,
  updateBroadcastDraft,
} from '../../store/broadcasts/broadcast-store.ts'
import { readSendingLimits, writeSendingLimits } from '../../store/broadcasts/limits-store.ts'
import { readRateCard, writeRateCard } from '../../store/broadcasts/rate-store.ts'
import { requirePurpose } from '../../store/consent-purpose-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { getSegment } from '../../store/segments/segment-store.ts'
import { getTemplate } from '../../store/template-store.ts'
import { readAccount } from '../account/account-record.ts'
import { refuseBlocked } from '../broadcasts/audience-question.ts'
import { beginFreeze } from '../broadcasts/begin-freeze.ts'
import { uploadMedia } from '../broadcasts/media-uploads.ts'
import { planBroadcast } from '../broadcasts/plan-broadcast.ts'
import { command, process, query, type CommandContext, type Handlers } from '../context.ts'

/** Broadcasts up to the moment from which they are sent. */
export const broadcastPlanHandlers: Handlers<keyof typeof broadcastPlanCalls> = {
  'broadcasts.list': query(({ db, now }, input) => listBroadcasts(db, input, now)),
  'broadcasts.get': query(({ db, now }, { broadcastId }) => getBroadcast(db, broadcastId, now)),
  'broadcasts.save': command((context, { broadcastId, ...draft }) =>
    save(context, draft, broadcastId),
  ),
  'broadcasts.delete': command((context, { broadcastId }) => {
    const row = broadcastRow(context.db, broadcastId)
    expectState(row, ['draft'])
    deleteBroadcast(context.db, row.seq)
    log(context, 'broadcasts.deleted', broadcastId, { name: row.name })
    return { done: true }
  }),
  'broadcasts.uploadMedia': process((context, input) => uploadMedia(context, input)),
  'broadcasts.plan': query(({ db, now }, { draft, sendAt }) =>
    planBroadcast(db, draft, now, sendAt),
  ),
  'broadcasts.start': command((context, input) => start(context, input)),
  'sendingLimits.get': query(({ db }) => readSendingLimits(db)),
  'sendingLimits.set': command((context, limits) => {
    writeSendingLimits(context.db, limits)
    context.audit({
      action: 'sendingLimits.set',
      subjectKind: 'settings',
      data: { perSecond: limits.perSecond, perDay: limits.perDay },
    })
    context.changed(['broadcasts', 'settings'])
    return limits
  }),
  'rateCard.get': query(({ db }) => readRateCard(db)),
  'rateCard.set': command((context, card) => {
    writeRateCard(context.db, card)
    context.audit({
      action: 'rateCard.set',
      subjectKind: 'settings',
      data: { currency: card.currency, asOf: card.asOf, rates: card.rates.length },
    })
    context.changed(['broadcasts', 'settings'])
    return readRateCard(context.db)
  }),
}

function log(
  context: CommandContext,
  action: string,
  broadcastId: string,
  data: Record<string, string | number | null> = {},
): void {
  context.audit({ action, subjectKind: 'broadcast', subjectId: broadcastId, data })
  context.changed(['broadcasts'])
}

function save(
  context: CommandContext,
  draft: BroadcastDraft,
  broadcastId: string | undefined,
): CallOutput<'broadcasts.save'> {
  requireParts(context.db, draft)
  const id =
    broadcastId ??
    insertBroadcastDraft(context.db, context, draft, { createdBy: context.caller.actor })
  if (broadcastId !== undefined) updateBroadcastDraft(context.db, broadcastId, draft, context.now)
  log(context, 'broadcasts.saved', id, { name: draft.name })
  return describeBroadcast(context.db, id, context.now)
}

/** @throws AppError `not_found` for a purpose, segment, broadcast or template that there is not. */
function requireParts(db: ReadableDatabase, draft: BroadcastDraft): void {
  requirePurpose(db, draft.purpose)
  for (const { templateId } of draft.variants) getTemplate(db, templateId)
  const { audience } = draft
  if (audience.kind === 'segment') getSegment(db, audience.segmentId)
  if (audience.kind === 'notReached') broadcastRow(db, audience.broadcastId)
}

/** The number that the owner has seen is the number that is frozen, in the same transaction. */
function start(
  context: CommandContext,
  { broadcastId, sendAt, confirmed }: ParsedInput<'broadcasts.start'>,
): CallOutput<'broadcasts.start'> {
  const { db, now } = context
  const row = broadcastRow(db, broadcastId)
  expectState(row, ['draft'])
  requireAccount(db)
  if (sendAt !== undefined && sendAt > now) {
    refuseBlocked(db, draftOf(row))
    const { recipients } = planBroadcast(db, draftOf(row), now, sendAt)
    requireConfirmed(recipients, confirmed.recipients)
    setBroadcastState(db, row.seq, now, { state: 'scheduled', pauseCode: null, sendAt })
    log(context, 'broadcasts.scheduled', broadcastId, { recipients, sendAt })
  } else {
    const { recipients, audience } = beginFreeze(context, row)
    requireConfirmed(recipients, confirmed.recipients)
    log(context, 'broadcasts.started', broadcastId, { recipients, audience })
  }
  context.wakeJobs()
  return describeBroadcast(db, broadcastId, now)
}

function requireAccount(db: ReadableDatabase): void {
  if (readAccount(db)) return
  throw new AppError('account_missing', { message: 'Connect a Business account first.' })
}

function requireConfirmed(recipients: number, confirmed: number): void {
  if (recipients === confirmed && recipients > 0) return
  throw new AppError('conflict', {
    field: 'confirmed',
    message: `By now ${recipients} people would get it. Look at the plan again.`,
    params: { recipients },
  })
}
