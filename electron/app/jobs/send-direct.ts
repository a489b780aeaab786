import { isGroupInvitation } from '../../../shared/domain/templates.ts'
import { AppError, type ErrorCode } from '../../../shared/errors.ts'
import { valueIn } from '../../core/announcements/fill-template.ts'
import type { PersonAddress, SentMessage } from '../../graph/graph-records.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import { requireContact, setNumberState } from '../../store/contact-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import {
  directMessageRow,
  hasAgreed,
  isRefused,
  isWindowOpen,
  setDirectMessage,
  type DirectMessageRow,
} from '../../store/direct-message-store.ts'
import type { JobRow } from '../../store/job-store.ts'
import { optedOut } from '../../store/store-errors.ts'
import { getTemplate } from '../../store/template-store.ts'
import { noteStoppedMarketing } from '../consent/note-refused-person.ts'
import { isInBin, messageDomains } from '../consent/queue-message.ts'
import type { CommandContext } from '../context.ts'
import { payloadOf, resultOf, type Executor } from './executor.ts'
import { remoteIdOf } from './remote-group.ts'
import { learnOfMessage } from './send-message.ts'
import { toGroupInvitation, toTemplateMessage } from '../template-message.ts'

interface DirectPayload {
  readonly messageId: string
}

interface SendResult {
  wamid: string
}

/** A message that waited this long is about a moment that has passed; the owner decides. */
const longestDelayMs = 24 * 60 * 60 * 1000

/** States in which a message is past the question whether it left. */
const known: readonly DirectMessageRow['state'][] = ['accepted', 'sent', 'delivered', 'read']

/**
 * Sends one message to one person. What the person said is looked at when it is put in line and once more
 * here, in the transaction that notes `sending`; the id travels in `biz_opaque_callback_data`, so that a
 * lost answer is looked up and never sent again blindly.
 */
export const sendDirect: Executor = {
  kind: 'message.direct',
  begin(context, job) {
    const row = rowOf(context.db, job)
    setDirectMessage(context.db, row.id, { state: 'sending', errorCode: null })
    context.changed(messageDomains)
  },
  prepare(db, job, now) {
    const row = rowOf(db, job)
    if (row.state === 'cancelled')
      throw new AppError('cancelled', { message: 'This message was taken back.' })
    if (known.includes(row.state)) return null
    if (isInBin(db, row.contact_id))
      throw new AppError('cancelled', { message: 'This person is in the bin.' })
    if (isRefused(db, row)) throw optedOut()
    if (!isWindowOpen(db, row.contact_id, now) && !hasAgreed(db, row))
      throw new AppError('opt_in_missing', {
        message:
          'This person has not agreed to be written to. Ask for it, by a sign-up for example.',
      })
    if (now - job.run_at > longestDelayMs)
      throw new AppError('schedule_missed', {
        message: 'It waited for more than a day. Send it anew if it still holds.',
      })
    const send = createSend(db, row, now)
    return async (graph) => {
      const { wamid } = await send(graph)
      return { state: 'awaiting_update', result: { wamid } }
    }
  },
  accepted(context, job, outcome) {
    const row = rowOf(context.db, job)
    const { wamid } = outcome.result as unknown as SendResult
    // an update that was faster than this answer has the later word
    const isWaiting = row.state === 'sending' || row.state === 'unknown'
    setDirectMessage(context.db, row.id, {
      state: isWaiting ? 'accepted' : undefined,
      wamid,
      sentAt: row.sent_at ?? context.now,
      ...(isWaiting ? { errorCode: null } : {}),
    })
    context.changed(messageDomains)
  },
  confirmed(context, job, result) {
    const row = rowOf(context.db, job)
    const wamid = (result as Partial<SendResult>).wamid ?? resultOf<SendResult>(job).wamid
    setDirectMessage(context.db, row.id, {
      state: row.state === 'delivered' || row.state === 'read' ? undefined : 'sent',
      wamid,
      sentAt: row.sent_at ?? context.now,
      errorCode: null,
    })
    audit(context, row, 'directMessages.sent')
  },
  failed(context, job, code) {
    const row = rowOf(context.db, job)
    // nothing has left when it is this app's own guard that refuses
    if (row.state === 'sending') noteRefusal(context, row, code)
    const isTakenBack = code === 'cancelled' || row.state === 'cancelled'
    setDirectMessage(context.db, row.id, {
      state: isTakenBack ? 'cancelled' : 'failed',
      errorCode: code,
    })
    audit(context, row, 'directMessages.failed', { code })
  },
  uncertain(context, job) {
    const row = rowOf(context.db, job)
    if (!known.includes(row.state)) setDirectMessage(context.db, row.id, { state: 'unknown' })
    context.changed(messageDomains)
  },
  learn: (graph, db, job) =>
    learnOfMessage(graph, rowOf(db, job).wamid ?? resultOf<SendResult>(job).wamid),
}

function rowOf(db: ReadableDatabase, job: JobRow): DirectMessageRow {
  return directMessageRow(db, payloadOf<DirectPayload>(job).messageId)
}

function audit(
  context: CommandContext,
  row: DirectMessageRow,
  action: 'directMessages.sent' | 'directMessages.failed',
  data: Record<string, string> = {},
): void {
  context.audit({
    action,
    subjectKind: 'direct_message',
    subjectId: row.id,
    contactId: row.contact_id,
    data: { kind: row.kind, ...data },
  })
  context.changed(messageDomains)
}

/**
 * What WhatsApp's refusal says of the person: that they stopped marketing messages (131050), which is
 * their own no, or that they cannot be reached (131026).
 */
export function noteRefusal(context: CommandContext, row: DirectMessageRow, code: ErrorCode): void {
  if (code === 'recipient_unreachable') setNumberState(context.db, row.contact_id, 'unreachable')
  if (code !== 'opted_out') return
  if (isRefused(context.db, row)) return
  noteStoppedMarketing(context, row.contact_id, row.wamid, context.now)
}

/** The number where it is known, else the id by which the business knows the person. */
function addressOf(db: ReadableDatabase, contactId: string): PersonAddress {
  const { waId, userId } = requireContact(db, contactId)
  if (waId !== null) return { kind: 'phone', phone: waId }
  if (userId !== null) return { kind: 'user_id', userId }
  throw new AppError('recipient_unreachable', {
    message: 'Neither a number nor a WhatsApp id of this person is known.',
  })
}

/**
 * As text while the person's 24 hours are open, which costs nothing, else as the template that was chosen
 * (Meta: Sending messages, Pricing).
 */
function createSend(
  db: ReadableDatabase,
  row: DirectMessageRow,
  now: number,
): (graph: GraphClient) => Promise<SentMessage> {
  const to = addressOf(db, row.contact_id)
  if (row.text !== '' && isWindowOpen(db, row.contact_id, now))
    return (graph) => graph.sendText(to, { body: row.text, callbackData: row.id })
  if (row.template_id === null)
    throw new AppError('window_closed', {
      message:
        'The person last wrote more than 24 hours ago, so only a template can be sent to them.',
    })
  const template = getTemplate(db, row.template_id)
  if (template.status !== 'APPROVED')
    throw new AppError('template_not_approved', {
      message: 'The template is not approved by WhatsApp any more.',
    })
  if (row.group_id !== null && isGroupInvitation(template)) {
    const invitation = toGroupInvitation(template, remoteIdOf(db, row.group_id), row.id)
    return (graph) => graph.sendTemplate(to, invitation)
  }
  const values = JSON.parse(row.variables) as Record<string, string>
  const given = template.variables.map((name) => valueIn(values, name) ?? '')
  return (graph) => graph.sendTemplate(to, toTemplateMessage(template, given, row.id))
}
