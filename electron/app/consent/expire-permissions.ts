import { expireConsents } from '../../store/consent-store.ts'
import { all } from '../../store/statement.ts'
import type { CommandContext } from '../context.ts'
import { consentDomains } from './note-no.ts'

type Transact = <T>(work: (context: CommandContext) => T) => T

const portion = 500
/** Most portions in one go: what is left waits for the next, so that nothing else waits for this. */
const mostPortions = 20

/**
 * Writes down which permissions ran out; done twice, the second time finds nothing.
 *
 * @param judgeAgain is told of the groups of those people, whose rules look at consent
 */
export function expirePermissions(transact: Transact, judgeAgain: (groupId: string) => void): void {
  for (let count = 0; count < mostPortions; count += 1) {
    const contactIds = transact((context) => {
      const expired = expireConsents(context.db, context, portion)
      if (expired.length === 0) return expired
      context.audit({
        action: 'consent.expired',
        subjectKind: 'consent',
        data: { count: expired.length },
      })
      for (const groupId of groupsOf(context, expired)) judgeAgain(groupId)
      context.changed(consentDomains)
      return expired
    })
    if (contactIds.length < portion) return
  }
}

function groupsOf(context: CommandContext, contactIds: readonly string[]): string[] {
  return all<{ group_id: string }>(
    context.db,
    `SELECT DISTINCT group_id FROM participant WHERE left_at IS NULL
       AND contact_id IN (SELECT value FROM json_each($ids))`,
    { ids: JSON.stringify(contactIds) },
  ).map((row) => row.group_id)
}
