import { restoreContact } from '../../store/bin-store.ts'
import type { CommandContext } from '../context.ts'

/** What brought somebody back. */
export type ReturnReason = 'wrote' | 'joined' | 'asked_to_join' | 'agreed' | 'imported'

/** Whoever is heard of again is no longer somebody to be forgotten. */
export function takeOutOfBin(
  context: CommandContext,
  contactId: string,
  reason: ReturnReason,
): void {
  if (!restoreContact(context.db, contactId)) return
  context.audit({
    action: 'cleanUp.returned',
    subjectKind: 'contact',
    subjectId: contactId,
    contactId,
    data: { reason },
  })
  context.changed(['cleanUp', 'contacts', 'members', 'overview'])
}
