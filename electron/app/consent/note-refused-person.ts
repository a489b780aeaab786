import { standingOf } from '../../store/consent-store.ts'
import type { CommandContext } from '../context.ts'
import { noteNo } from './note-no.ts'

/**
 * WhatsApp refuses a message because the person stopped marketing messages from this business (Meta:
 * error 131050). That is their own no, whatever message it was about.
 *
 * @param at when it was told, Unix ms
 */
export function noteStoppedMarketing(
  context: CommandContext,
  contactId: string,
  evidence: string | null,
  at: number,
): void {
  if (standingOf(context.db, contactId, 'marketing')?.isOwnNo === true) return
  noteNo(context, {
    contactId,
    purposes: ['marketing'],
    source: 'whatsapp_refusal',
    evidence,
    language: null,
    at,
  })
}
