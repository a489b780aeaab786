import type { ErrorCode } from '../../../shared/errors.ts'
import { findErrorEntry } from '../../graph/error-table.ts'
import {
  failRow,
  findRecipient,
  moveRow,
  recipientByWamid,
  type RecipientRow,
} from '../../store/broadcasts/recipient-store.ts'
import { one } from '../../store/statement.ts'
import { setNumberState } from '../../store/contact-store.ts'
import type { MessageStatus } from '../../updates/parsed-update.ts'
import { noteStoppedMarketing } from '../consent/note-refused-person.ts'
import type { CommandContext } from '../context.ts'
import { describeGraphCode } from '../jobs/graph-code.ts'
import { recipientOfCallback } from './message-of.ts'
import { stopFor } from './pause-broadcast.ts'

/** The row of a broadcast that a status is about; null: it is about none. */
export function recipientOfStatus(
  context: CommandContext,
  update: MessageStatus,
): RecipientRow | null {
  const seq = recipientOfCallback(update.callbackData)
  return seq === null ? recipientByWamid(context.db, update.wamid) : findRecipient(context.db, seq)
}

/** What a status says of a message, whether an update brings it or the message's history. */
export type StatusNews = Pick<MessageStatus, 'wamid' | 'status' | 'at' | 'errors'>

/**
 * A status moves a row on, and never back. It can be the first news of a request whose answer was lost, also
 * when the row stands in line again: then it has left, and does not leave a second time.
 */
export function noteStatus(context: CommandContext, row: RecipientRow, update: StatusNews): void {
  const { db, now } = context
  // of an earlier try that has failed, while a later one is on its way
  const isOfOther = row.wamid !== null && row.wamid !== update.wamid
  const reached = update.status === 'played' ? 'read' : update.status
  if (reached === 'failed') {
    if (!isOfOther) noteFailure(context, row, update)
  } else if (reached === 'sent' || reached === 'delivered' || reached === 'read') {
    moveRow(db, row.seq, now, { state: reached, wamid: update.wamid, at: update.at })
    if (reached !== 'sent') noteValid(context, row.contact_seq)
  }
  context.changed(['broadcasts'])
}

/** WhatsApp could not deliver to this person at all, or the person stopped marketing messages (Meta: error codes). */
const [undeliverableCode, stoppedCode] = [131026, 131050]

function noteFailure(context: CommandContext, row: RecipientRow, update: StatusNews): void {
  const { db, now } = context
  const graphCode = update.errors[0]?.code
  const code = describeGraphCode(graphCode)
  if (!failRow(db, row.seq, now, { reason: code, wamid: update.wamid })) return
  const contactId = contactIdOf(context, row.contact_seq)
  for (const error of update.errors) {
    if (error.code === undeliverableCode) setNumberState(db, contactId, 'unreachable')
    if (error.code === stoppedCode)
      noteStoppedMarketing(context, contactId, update.wamid, update.at)
  }
  if (graphCode !== undefined) stopForAll(context, row.broadcast_seq, graphCode, code)
}

/** What reaches further than the person stops the others, also when it is told late. */
function stopForAll(
  context: CommandContext,
  broadcastSeq: number,
  graphCode: number,
  code: ErrorCode,
): void {
  const entry = findErrorEntry(graphCode)
  if (entry?.retry !== 'never') return
  if (entry.stops === 'account' || entry.stops === 'marketing')
    stopFor(context, broadcastSeq, { next: 'stop', code, reach: entry.stops })
}

function noteValid(context: CommandContext, contactSeq: number): void {
  const contact = one<{ id: string; number_state: string }>(
    context.db,
    'SELECT id, number_state FROM contact WHERE seq=$contactSeq',
    { contactSeq },
  )
  if (contact && contact.number_state !== 'valid') setNumberState(context.db, contact.id, 'valid')
}

function contactIdOf(context: CommandContext, contactSeq: number): string {
  return one<{ id: string }>(context.db, 'SELECT id FROM contact WHERE seq=$contactSeq', {
    contactSeq,
  })!.id
}
