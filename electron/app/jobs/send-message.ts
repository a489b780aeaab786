import { AppError } from '../../../shared/errors.ts'
import { valueIn } from '../../core/announcements/fill-template.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import type { SentMessage } from '../../graph/graph-records.ts'
import {
  announcementContent,
  deliveryRow,
  freezeRecipients,
  setDelivery,
  settleAnnouncements,
  type DeliveryRow,
} from '../../store/announcement-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import type { JobRow } from '../../store/job-store.ts'
import { actionsOfJob, setAction } from '../../store/plan-store.ts'
import { getTemplate } from '../../store/template-store.ts'
import type { CommandContext } from '../context.ts'
import { evaluateGroup } from '../evaluate-group.ts'
import { payloadOf, resultOf, type Executor, type Learned } from './executor.ts'
import { moveActions } from './plan-actions.ts'
import { remoteIdOf } from './remote-group.ts'
import { toTemplateMessage } from '../template-message.ts'

interface SendPayload {
  readonly deliveryId: string
}

interface SendResult {
  wamid: string
}

/**
 * A message this much later than its time is the owner's to decide: the computer slept, or sending
 * was stopped, and an invitation for yesterday is worse than none.
 */
const longestDelayMs = 60 * 60 * 1000

/** States after which a delivery is past the question whether it left. */
const known: readonly DeliveryRow['state'][] = ['accepted', 'sent', 'delivered', 'read']

/**
 * Sends one announcement to one managed group. Graph gives no idempotency key, so the row says
 * `sending` before the request leaves and its id travels in `biz_opaque_callback_data`: a status
 * update can settle it later, and it is never sent a second time without the owner's word.
 */
export const sendMessage: Executor = {
  kind: 'message.send',
  begin(context, job) {
    const row = deliveryOf(context.db, job)
    setDelivery(context.db, row.id, { state: 'sending', errorCode: null })
    freezeRecipients(context.db, row.id, row.group_id)
    moveActions(context, job, 'running')
    changed(context, row)
  },
  prepare(db, job, now) {
    const row = deliveryOf(db, job)
    if (row.state === 'cancelled')
      throw new AppError('cancelled', { message: 'This announcement was taken back.' })
    if (known.includes(row.state)) return null
    if (now - job.run_at > longestDelayMs)
      throw new AppError('schedule_missed', {
        message: 'The time to send it has passed. Send it now, or take it back.',
      })
    const remoteId = remoteIdOf(db, row.group_id)
    const send = createSend(db, row, remoteId)
    return async (graph) => {
      const { wamid } = await send(graph)
      return { state: 'awaiting_update', result: { wamid } }
    }
  },
  accepted(context, job, outcome) {
    const row = deliveryOf(context.db, job)
    const { wamid } = outcome.result as unknown as SendResult
    // an update that was faster than this answer has the later word
    const isWaiting = row.state === 'sending' || row.state === 'unknown'
    setDelivery(context.db, row.id, {
      state: isWaiting ? 'accepted' : undefined,
      wamid,
      sentAt: row.sent_at ?? context.now,
      ...(isWaiting ? { errorCode: null } : {}),
    })
    moveActions(context, job, 'awaiting_update')
    changed(context, row)
  },
  confirmed(context, job, result) {
    const row = deliveryOf(context.db, job)
    const wamid = (result as Partial<SendResult>).wamid ?? resultOf<SendResult>(job).wamid
    setDelivery(context.db, row.id, {
      state: row.state === 'delivered' || row.state === 'read' ? undefined : 'sent',
      wamid,
      sentAt: row.sent_at ?? context.now,
      errorCode: null,
    })
    context.audit({
      action: 'announcements.sent',
      subjectKind: 'delivery',
      subjectId: row.id,
      groupId: row.group_id,
      data: { announcementId: row.announcement_id },
    })
    continueWithPin(context, job, row, wamid ?? row.wamid)
    settleAnnouncements(context.db)
    evaluateGroup(context, row.group_id)
    changed(context, row)
  },
  failed(context, job, code) {
    const row = deliveryOf(context.db, job)
    const pinState = row.pin_state === 'queued' ? 'failed' : undefined
    setDelivery(context.db, row.id, { state: 'failed', pinState, errorCode: code })
    moveActions(context, job, 'failed', code)
    context.audit({
      action: 'announcements.failed',
      subjectKind: 'delivery',
      subjectId: row.id,
      groupId: row.group_id,
      data: { code },
    })
    settleAnnouncements(context.db)
    changed(context, row)
  },
  uncertain(context, job) {
    const row = deliveryOf(context.db, job)
    if (!known.includes(row.state)) setDelivery(context.db, row.id, { state: 'unknown' })
    moveActions(context, job, 'unknown')
    changed(context, row)
  },
  learn: (graph, db, job) =>
    learnOfMessage(graph, deliveryOf(db, job).wamid ?? resultOf<SendResult>(job).wamid),
}

/** A message without a `wamid` cannot be asked for: only a status update names it. */
export async function learnOfMessage(
  graph: GraphClient,
  wamid: string | null | undefined,
): Promise<Learned> {
  if (!wamid) return { verdict: 'cannot_tell' }
  const history = await graph.getMessageHistory(wamid)
  const statuses = new Set(history?.events.map((event) => event.status))
  if (statuses.has('failed') && !statuses.has('delivered'))
    return { verdict: 'failed', code: 'request_refused' }
  const happened = statuses.has('sent') || statuses.has('delivered') || statuses.has('read')
  return happened ? { verdict: 'happened', result: { wamid } } : { verdict: 'pending' }
}

function deliveryOf(db: ReadableDatabase, job: JobRow): DeliveryRow {
  return deliveryRow(db, payloadOf<SendPayload>(job).deliveryId)
}

function changed(context: CommandContext, row: DeliveryRow): void {
  context.changed(['announcements', 'plans', 'overview'], row.group_id)
}

/** The pin follows the message it pins; the plan action goes on with it. */
function continueWithPin(
  context: CommandContext,
  job: JobRow,
  row: DeliveryRow,
  wamid: string | null | undefined,
): void {
  if (row.pin_state !== 'queued') return moveActions(context, job, 'done')
  if (!wamid) {
    // the owner's word says that it left, but not under which id, and a pin needs that
    setDelivery(context.db, row.id, { pinState: 'failed', errorCode: 'outcome_unknown' })
    return moveActions(context, job, 'failed', 'outcome_unknown')
  }
  if (row.pin_job_id !== null) return
  const pinJobId = context.enqueue({
    kind: 'message.pin',
    groupId: row.group_id,
    payload: { deliveryId: row.id },
  })
  setDelivery(context.db, row.id, { pinJobId })
  for (const action of actionsOfJob(context.db, job.id))
    setAction(context.db, context.now, action.id, { state: 'approved', jobId: pinJobId })
}

function createSend(
  db: ReadableDatabase,
  row: DeliveryRow,
  remoteId: string,
): (graph: GraphClient) => Promise<SentMessage> {
  const content = announcementContent(db, row.announcement_id)
  const to = { kind: 'group', groupId: remoteId } as const
  if (content.templateId === null)
    return (graph) => graph.sendText(to, { body: content.text, callbackData: row.id })
  const template = getTemplate(db, content.templateId)
  const given = template.variables.map((name) => valueIn(content.variables, name) ?? '')
  return (graph) => graph.sendTemplate(to, toTemplateMessage(template, given, row.id))
}
