import {
  deliveryByWamid,
  setDelivery,
  setRecipient,
  settleAnnouncements,
  type DeliveryRow,
} from '../../store/announcement-store.ts'
import { upsertContact } from '../../store/contact-store.ts'
import { getJob, type JobRow } from '../../store/job-store.ts'
import { one } from '../../store/statement.ts'
import type { MessageStatus } from '../../updates/parsed-update.ts'
import type { CommandContext } from '../context.ts'
import { describeGraphCode } from '../jobs/graph-code.ts'
import { pinCallbackPrefix } from '../jobs/pin-message.ts'
import { confirmJob, failJob, isOpenJob } from './confirm-job.ts'

/**
 * A status settles the message it is about: found by the id that travelled with it, else by its
 * `wamid`. It can be the first news of a send whose answer was lost.
 */
export function applyMessageStatus(context: CommandContext, update: MessageStatus): void {
  const callback = update.callbackData
  if (callback?.startsWith(pinCallbackPrefix)) {
    const row = deliveryById(context, callback.slice(pinCallbackPrefix.length))
    if (row?.pin_job_id) settle(context, getJob(context.db, row.pin_job_id), update)
    return
  }
  const row =
    deliveryByWamid(context.db, update.wamid) ?? (callback ? deliveryById(context, callback) : null)
  if (!row) return
  if (row.wamid === null) setDelivery(context.db, row.id, { wamid: update.wamid })
  if (row.job_id) settle(context, getJob(context.db, row.job_id), update)
  if (update.status === 'delivered' || update.status === 'read' || update.status === 'played')
    noteReach(context, row, update)
}

function deliveryById(context: CommandContext, id: string): DeliveryRow | null {
  return one<DeliveryRow>(context.db, 'SELECT * FROM delivery WHERE id=$id', { id }) ?? null
}

function settle(context: CommandContext, job: JobRow, update: MessageStatus): void {
  if (!isOpenJob(job)) return
  if (update.status === 'failed' && update.person === null)
    failJob(context, job, describeGraphCode(update.errors[0]?.code ?? 0))
  else if (update.status !== 'failed' && update.status !== 'warning')
    confirmJob(context, job, { wamid: update.wamid })
}

function noteReach(context: CommandContext, row: DeliveryRow, update: MessageStatus): void {
  if (!update.person) return
  const contactId = upsertContact(context.db, context, update.person)
  setRecipient(
    context.db,
    row.id,
    contactId,
    update.status === 'delivered' ? 'delivered' : 'read',
    update.at,
  )
  const reach = one<{ waiting: number; unread: number }>(
    context.db,
    `SELECT sum(state='waiting') AS waiting, sum(state<>'read') AS unread FROM delivery_recipient WHERE delivery_id=$id`,
    { id: row.id },
  )!
  if (reach.waiting === 0)
    setDelivery(context.db, row.id, { state: reach.unread === 0 ? 'read' : 'delivered' })
  settleAnnouncements(context.db)
  context.changed(['announcements'], row.group_id)
}
