import { meaningOf } from '../../core/consent/opt-out-words.ts'
import { noteReaction, rowAnsweredBy } from '../../store/broadcasts/reaction-store.ts'
import type { MessageReceived } from '../../updates/parsed-update.ts'
import { readOptOutWords } from '../consent/opt-out-settings.ts'
import type { CommandContext } from '../context.ts'

/**
 * A message to the business within the window of the latest broadcast that the person got, or in answer to
 * one, is a reaction to it: a stop, a click of a button, or else an answer.
 */
export function noteAnswer(
  context: CommandContext,
  contactId: string,
  update: MessageReceived,
): void {
  if (update.messageType === 'reaction' || update.messageType === 'unsupported') return
  const seq = rowAnsweredBy(context.db, {
    contactId,
    at: update.at,
    wamid: update.contextWamid,
  })
  if (seq === null) return
  const isStop = meaningOf(update, readOptOutWords(context.db))?.meaning === 'stop'
  const isClick = update.messageType === 'button' || update.messageType === 'interactive'
  noteReaction(context.db, seq, isStop ? 'stopped' : isClick ? 'clicked' : 'answered', update.at)
  context.changed(['broadcasts'])
}

/** The person's own stop in WhatsApp itself, within the window. */
export function noteStop(context: CommandContext, contactId: string, at: number): void {
  const seq = rowAnsweredBy(context.db, { contactId, at, wamid: null })
  if (seq === null) return
  noteReaction(context.db, seq, 'stopped', at)
  context.changed(['broadcasts'])
}
