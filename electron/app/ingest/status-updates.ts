import {
  deliveryByWamid,
  deliveryRow,
  setDelivery,
  setRecipient,
  settleAnnouncements,
  type DeliveryRow,
} from '../../store/announcement-store.ts'
import { setNumberState, upsertContact } from '../../store/contact-store.ts'
import {
  directMessageByWamid,
  directMessageRow,
  findDirectMessage,
  setDirectMessage,
  type DirectMessageRow,
} from '../../store/direct-message-store.ts'
import { getJob, type JobRow } from '../../store/job-store.ts'
import { one } from '../../store/statement.ts'
import { keepUpdate, keptUpdates, releaseUpdate } from '../../store/update-store.ts'
import type { MessageStatus } from '../../updates/parsed-update.ts'
import { noteStatus, recipientOfStatus } from '../broadcasts/note-status.ts'
import { noteStoppedMarketing } from '../consent/note-refused-person.ts'
import { messageDomains } from '../consent/queue-message.ts'
import type { CommandContext } from '../context.ts'
import { describeGraphCode } from '../jobs/graph-code.ts'
import { pinCallbackPrefix } from '../jobs/pin-message.ts'
import { confirmJob, failJob, isOpenJob } from './confirm-job.ts'

/**
 * A status settles the message it is about: found by the id that travelled with it, else by its
 * `wamid`. It can be the first news of a send whose answer was lost. One that comes before anybody
 * knows which message it is about is kept until the answer to the send names it.
 */
export function applyMessageStatus(context: CommandContext, update: MessageStatus): void {
  const recipient = update.groupId === null ? recipientOfStatus(context, update) : null
  if (recipient) return noteStatus(context, recipient, update)
  noteStopped(context, update)
  if (!settleStatus(context, update) && isSendOnItsWay(context)) keepStatus(context, update)
}

/** Returns false when no message of this app is known by it. */
function settleStatus(context: CommandContext, update: MessageStatus): boolean {
  const callback = update.callbackData
  if (callback?.startsWith(pinCallbackPrefix)) {
    const row = deliveryById(context, callback.slice(pinCallbackPrefix.length))
    if (row?.pin_job_id) settle(context, getJob(context.db, row.pin_job_id), update)
    return true
  }
  const message = directMessageOf(context, update)
  if (message) return settleDirectMessage(context, message, update)
  const row =
    deliveryByWamid(context.db, update.wamid) ?? (callback ? deliveryById(context, callback) : null)
  if (!row) return false
  if (row.wamid === null) setDelivery(context.db, row.id, { wamid: update.wamid })
  const job = row.job_id === null ? null : getJob(context.db, row.job_id)
  if (job) settle(context, job, update)
  if (update.status === 'delivered' || update.status === 'read' || update.status === 'played')
    noteReach(context, row, update)
  if (update.status === 'failed') noteUnreachable(context, update)
  if (row.wamid === null && job)
    applyKeptStatuses(context, update.wamid, job.started_at ?? job.created_at)
  return true
}

/** Only then can a status come that nobody knows and that is still of this app. */
function isSendOnItsWay(context: CommandContext): boolean {
  return (
    one(
      context.db,
      `SELECT 1 AS found FROM job WHERE state IN ('running','unknown') AND kind IN ('message.send','message.pin','message.direct') LIMIT 1`,
    ) !== undefined
  )
}

function keepStatus(context: CommandContext, update: MessageStatus): void {
  keepUpdate(context.db, update.dedupKey, JSON.stringify({ ...update, raw: '' }))
}

/**
 * Applies the statuses that came before it was known whose they are.
 *
 * @param since Unix ms of the send; none of its statuses can have come before
 */
export function applyKeptStatuses(context: CommandContext, wamid: string, since: number): void {
  for (const { dedupKey, payload } of keptUpdates(context.db, 'message_status', since)) {
    const update = JSON.parse(payload) as MessageStatus
    if (update.wamid === wamid && settleStatus(context, update)) releaseUpdate(context.db, dedupKey)
  }
}

function directMessageOf(context: CommandContext, update: MessageStatus): DirectMessageRow | null {
  return (
    directMessageByWamid(context.db, update.wamid) ??
    (update.callbackData === null ? null : findDirectMessage(context.db, update.callbackData))
  )
}

/** How far a message to one person has come; a status that comes late takes nothing back. */
const progress = ['queued', 'sending', 'unknown', 'accepted', 'sent', 'delivered', 'read'] as const

function settleDirectMessage(
  context: CommandContext,
  row: DirectMessageRow,
  update: MessageStatus,
): boolean {
  if (row.wamid === null) setDirectMessage(context.db, row.id, { wamid: update.wamid })
  const job = row.job_id === null ? null : getJob(context.db, row.job_id)
  if (update.status === 'failed') failDirectMessage(context, row, job, update)
  else if (job && update.status !== 'warning' && update.status !== 'deleted')
    settle(context, job, update)
  const reached = update.status === 'played' ? 'read' : update.status
  if (reached === 'sent' || reached === 'delivered' || reached === 'read') {
    const now = directMessageRow(context.db, row.id)
    if (progress.findIndex((state) => state === now.state) < progress.indexOf(reached))
      setDirectMessage(context.db, row.id, {
        state: reached,
        sentAt: now.sent_at ?? update.at,
        errorCode: null,
      })
    if (reached !== 'sent') setNumberState(context.db, row.contact_id, 'valid')
  }
  context.changed(messageDomains)
  if (row.wamid === null && job)
    applyKeptStatuses(context, update.wamid, job.started_at ?? job.created_at)
  return true
}

/** A failure can be told after the message was taken as sent: then its work is done and it failed. */
function failDirectMessage(
  context: CommandContext,
  row: DirectMessageRow,
  job: JobRow | null,
  update: MessageStatus,
): void {
  const code = describeGraphCode(update.errors[0]?.code)
  if (job && isOpenJob(job)) failJob(context, job, code)
  else if (row.state === 'accepted' || row.state === 'sent' || row.state === 'unknown') {
    setDirectMessage(context.db, row.id, { state: 'failed', errorCode: code })
    context.audit({
      action: 'directMessages.failed',
      subjectKind: 'direct_message',
      subjectId: row.id,
      contactId: row.contact_id,
      data: { kind: row.kind, code },
    })
  }
  if (update.errors.some((error) => error.code === undeliverableCode))
    setNumberState(context.db, row.contact_id, 'unreachable')
}

/** The person has stopped marketing messages from this business (Meta: Cloud API error codes). */
const stoppedCode = 131050

/** A refusal that says so is the person's own no, whatever message it was about. */
function noteStopped(context: CommandContext, update: MessageStatus): void {
  if (!update.errors.some((error) => error.code === stoppedCode)) return
  const message = directMessageOf(context, update)
  const contactId =
    message?.contact_id ??
    (update.person ? upsertContact(context.db, context, update.person) : null)
  if (contactId !== null) noteStoppedMarketing(context, contactId, update.wamid, update.at)
}

function deliveryById(context: CommandContext, id: string): DeliveryRow | null {
  return one<DeliveryRow>(context.db, 'SELECT * FROM delivery WHERE id=$id', { id }) ?? null
}

function settle(context: CommandContext, job: JobRow, update: MessageStatus): void {
  if (!isOpenJob(job)) return
  if (update.status === 'failed' && update.person === null)
    failJob(context, job, describeGraphCode(update.errors[0]?.code))
  else if (update.status !== 'failed' && update.status !== 'warning')
    confirmJob(context, job, { wamid: update.wamid })
}

/** WhatsApp could not deliver to this person at all (Meta: Cloud API error codes). */
const undeliverableCode = 131026

function noteUnreachable(context: CommandContext, update: MessageStatus): void {
  if (!update.person || !update.errors.some((error) => error.code === undeliverableCode)) return
  setNumberState(context.db, upsertContact(context.db, context, update.person), 'unreachable')
  context.changed(['members'])
}

function noteReach(context: CommandContext, row: DeliveryRow, update: MessageStatus): void {
  if (!update.person) return
  const contactId = upsertContact(context.db, context, update.person)
  setNumberState(context.db, contactId, 'valid')
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
  const state = reach.unread === 0 ? 'read' : 'delivered'
  if (reach.waiting === 0 && deliveryRow(context.db, row.id).state !== state) {
    setDelivery(context.db, row.id, { state })
    settleAnnouncements(context.db)
  }
  context.changed(['announcements'], row.group_id)
}
