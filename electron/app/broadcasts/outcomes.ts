import { assertNever } from '../../../shared/errors.ts'
import {
  markAccepted,
  settleRow,
  skipRefused,
  type Accepted,
} from '../../store/broadcasts/recipient-store.ts'
import { setNumberState } from '../../store/contact-store.ts'
import { noteStoppedMarketing } from '../consent/note-refused-person.ts'
import type { CommandContext } from '../context.ts'
import type { AfterAnswer } from './after-answer.ts'
import type { Claimed } from './claim.ts'
import { stopFor } from './pause-broadcast.ts'

/** What became of one request. */
export type Outcome =
  | { readonly row: Claimed; readonly wamid: string; readonly at: number }
  | { readonly row: Claimed; readonly after: AfterAnswer }

/** WhatsApp could not deliver to this person at all, or the person stopped marketing messages (Meta: error codes). */
const [undeliverableCode, stoppedCode] = [131026, 131050]

/** Writes down what became of many requests, inside the caller's transaction. */
export function writeOutcomes(context: CommandContext, outcomes: readonly Outcome[]): void {
  const accepted: Accepted[] = []
  for (const outcome of outcomes)
    if ('wamid' in outcome) accepted.push([outcome.row.seq, outcome.wamid, outcome.at])
    else writeRefusal(context, outcome.row, outcome.after)
  if (accepted.length > 0) markAccepted(context.db, accepted, context.now)
}

function writeRefusal(context: CommandContext, row: Claimed, after: AfterAnswer): void {
  const { db, now } = context
  switch (after.next) {
    case 'unknown':
      settleRow(db, row.seq, now, { state: 'unknown', reason: 'outcome_unknown' })
      return
    case 'failed':
      if (settleRow(db, row.seq, now, { state: 'failed', reason: after.code }))
        noteRefusedPerson(context, row.contactId, after.graphCode)
      return
    case 'later':
      return backInLine(context, row, { reason: after.code, dueAt: now + after.waitMs })
    case 'hold':
      return backInLine(context, row, { reason: after.code, isUncounted: true })
    case 'stop':
      backInLine(context, row, { reason: after.code, isUncounted: true })
      return stopFor(context, row.broadcastSeq, after)
    default:
      return assertNever(after, 'answer')
  }
}

/** Nothing of it has left; who said no meanwhile does not come back into line. */
function backInLine(
  { db, now }: CommandContext,
  row: Claimed,
  to: { readonly reason: string; readonly dueAt?: number; readonly isUncounted?: boolean },
): void {
  skipRefused(db, [row.seq], now)
  settleRow(db, row.seq, now, { state: 'queued', ...to })
}

/** What a refusal says of the person. */
function noteRefusedPerson(
  context: CommandContext,
  contactId: string,
  graphCode: number | null,
): void {
  if (graphCode === undeliverableCode) setNumberState(context.db, contactId, 'unreachable')
  if (graphCode === stoppedCode) noteStoppedMarketing(context, contactId, null, context.now)
}
