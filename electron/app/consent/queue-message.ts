import type { ReadableDatabase } from '../../store/database.ts'
import {
  insertDirectMessage,
  setDirectMessage,
  windowMs,
  type NewDirectMessage,
} from '../../store/direct-message-store.ts'
import { one } from '../../store/statement.ts'
import { readAccount } from '../account/account-record.ts'
import type { CommandContext } from '../context.ts'

/** Domains of screens that show messages to single people. */
export const messageDomains = ['directMessages', 'notices', 'legalTexts', 'contacts'] as const

/**
 * Puts a message to one person in line; the one way in which such a message comes about.
 *
 * @throws AppError `opted_out` where the person said no to its purpose.
 */
export function queueMessage(context: CommandContext, message: NewDirectMessage): string {
  const messageId = insertDirectMessage(context.db, context, message)
  const jobId = context.enqueue({ kind: 'message.direct', payload: { messageId } })
  setDirectMessage(context.db, messageId, { jobId })
  return messageId
}

/** Whoever is in the bin, or was made nameless, is written to by nobody. */
export function isInBin(db: ReadableDatabase, contactId: string): boolean {
  return (
    one(
      db,
      `SELECT 1 AS found FROM contact WHERE id=$contactId
         AND (binned_at IS NOT NULL OR anonymised_at IS NOT NULL)`,
      { contactId },
    ) !== undefined
  )
}

/** Whether a person's message can be answered: one written more than a day ago opened a window that is closed by now. */
export function canAnswer(context: CommandContext, contactId: string, at: number): boolean {
  return (
    readAccount(context.db) !== null &&
    at > context.now - windowMs &&
    !isInBin(context.db, contactId)
  )
}
