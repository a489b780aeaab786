import { AppError } from '../../../shared/errors.ts'
import {
  announcementContent,
  deliveryRow,
  setDelivery,
  type DeliveryRow,
} from '../../store/announcement-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import type { JobRow } from '../../store/job-store.ts'
import type { CommandContext } from '../context.ts'
import { evaluateGroup } from '../evaluate-group.ts'
import { payloadOf, resultOf, type Executor } from './executor.ts'
import { moveActions } from './plan-actions.ts'
import { remoteIdOf } from './remote-group.ts'
import { learnOfMessage } from './send-message.ts'

interface PinPayload {
  readonly deliveryId: string
}

const dayMs = 24 * 60 * 60 * 1000

/** Marks the statuses of a pin apart from those of the message it pins. */
export const pinCallbackPrefix = 'pin:'

/** Pins a sent announcement in its group for the days asked for. */
export const pinMessage: Executor = {
  kind: 'message.pin',
  begin(context, job) {
    setDelivery(context.db, deliveryOf(context.db, job).id, { pinState: 'queued' })
    moveActions(context, job, 'running')
  },
  prepare(db, job) {
    const row = deliveryOf(db, job)
    if (row.pin_state === 'pinned') return null
    const days = announcementContent(db, row.announcement_id).pinDays
    const remoteId = remoteIdOf(db, row.group_id)
    const { wamid } = row
    if (wamid === null || days === null)
      throw new AppError('request_refused', { message: 'There is no message to pin.' })
    return async (graph) => {
      const sent = await graph.sendPin(remoteId, {
        wamid,
        days,
        callbackData: `${pinCallbackPrefix}${row.id}`,
      })
      return { state: 'awaiting_update', result: { wamid: sent.wamid } }
    }
  },
  accepted: (context, job) => moveActions(context, job, 'awaiting_update'),
  confirmed(context, job) {
    const row = deliveryOf(context.db, job)
    const days = announcementContent(context.db, row.announcement_id).pinDays ?? 1
    setDelivery(context.db, row.id, {
      pinState: 'pinned',
      pinnedAt: context.now,
      pinExpiresAt: context.now + days * dayMs,
    })
    context.audit({
      action: 'announcements.pinned',
      subjectKind: 'delivery',
      subjectId: row.id,
      groupId: row.group_id,
      data: { days },
    })
    moveActions(context, job, 'done')
    evaluateGroup(context, row.group_id)
    changed(context, row)
  },
  failed(context, job, code) {
    const row = deliveryOf(context.db, job)
    setDelivery(context.db, row.id, { pinState: 'failed', errorCode: code })
    moveActions(context, job, 'failed', code)
    changed(context, row)
  },
  uncertain(context, job) {
    const row = deliveryOf(context.db, job)
    setDelivery(context.db, row.id, { pinState: 'unknown' })
    moveActions(context, job, 'unknown')
    changed(context, row)
  },
  learn: (graph, _db, job) => learnOfMessage(graph, resultOf<{ wamid: string }>(job).wamid),
}

function deliveryOf(db: ReadableDatabase, job: JobRow): DeliveryRow {
  return deliveryRow(db, payloadOf<PinPayload>(job).deliveryId)
}

function changed(context: CommandContext, row: DeliveryRow): void {
  context.changed(['announcements', 'plans', 'overview'], row.group_id)
}
