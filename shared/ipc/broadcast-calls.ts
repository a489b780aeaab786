import { z } from 'zod'
import * as broadcasts from '../domain/broadcasts.ts'
import { done, id, nothing, pageOf, timestampMs } from '../domain/common.ts'
import { command, query } from './call.ts'

const broadcastId = z.object({ broadcastId: id })

/** Planned, priced and frozen. */
export const broadcastPlanCalls = {
  'broadcasts.list': query(broadcasts.listBroadcastsInput, pageOf(broadcasts.broadcast)),
  'broadcasts.get': query(broadcastId, broadcasts.broadcast),
  'broadcasts.save': command(broadcasts.saveBroadcastInput, broadcasts.broadcast),
  'broadcasts.delete': command(broadcastId, done),
  /** A staged file for the top of a text; `mediaId` stands in the binding of `header:media` then. */
  'broadcasts.uploadMedia': command(
    z.object({ fileId: id, kind: z.enum(['image', 'video', 'document']) }),
    z.object({ mediaId: z.string(), fileName: z.string() }),
  ),
  'broadcasts.plan': query(
    z.object({ draft: broadcasts.broadcastDraft, sendAt: timestampMs.optional() }),
    broadcasts.broadcastPlan,
  ),
  /**
   * Freezes the recipients with their texts and lets them go, now or at a time. `confirmed` says that the
   * owner has seen how many they are.
   */
  'broadcasts.start': command(
    broadcastId.extend({
      sendAt: timestampMs.optional(),
      confirmed: z.object({ recipients: z.number().int() }),
    }),
    broadcasts.broadcast,
  ),
  'sendingLimits.get': query(nothing, broadcasts.sendingLimits),
  'sendingLimits.set': command(broadcasts.sendingLimits, broadcasts.sendingLimits),
  'rateCard.get': query(nothing, broadcasts.rateCard),
  'rateCard.set': command(broadcasts.rateCard, broadcasts.rateCard),
} as const

/** On their way, row by row. */
export const broadcastSendingCalls = {
  'broadcasts.pause': command(broadcastId, broadcasts.broadcast),
  'broadcasts.resume': command(broadcastId, broadcasts.broadcast),
  'broadcasts.cancel': command(broadcastId, broadcasts.broadcast),
  'broadcasts.recipients': query(
    broadcasts.listRecipientsInput,
    pageOf(broadcasts.broadcastRecipient),
  ),
  'broadcasts.recipient': query(
    z.object({ recipientId: z.number().int() }),
    broadcasts.recipientDetail,
  ),
  'broadcasts.reasons': query(broadcastId, broadcasts.broadcastReasons),
  'broadcasts.settleUnknown': command(
    broadcasts.settleUnknownInput,
    z.object({ settled: z.number().int() }),
  ),
  'broadcasts.exportRecipients': command(
    broadcastId.extend({ format: z.enum(['csv', 'xlsx']).default('csv') }),
    z.object({ fileId: id, fileName: z.string(), rows: z.number().int() }),
  ),
  /** A new draft for those whom this one did not reach. */
  'broadcasts.followUp': command(broadcastId, broadcasts.broadcast),
} as const

/** What they brought. */
export const broadcastResultCalls = {
  'broadcasts.results': query(broadcastId, broadcasts.broadcastResults),
  'broadcasts.exportResults': command(
    broadcastId.extend({ format: z.enum(['csv', 'xlsx']).default('csv') }),
    z.object({ fileId: id, fileName: z.string(), rows: z.number().int() }),
  ),
  'engagement.get': query(
    z.object({ months: z.number().int().min(1).max(36).default(12) }),
    broadcasts.engagement,
  ),
} as const

export const broadcastCalls = {
  ...broadcastPlanCalls,
  ...broadcastSendingCalls,
  ...broadcastResultCalls,
} as const
