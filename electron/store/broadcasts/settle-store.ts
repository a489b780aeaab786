import type { WritableDatabase } from '../database.ts'
import { run } from '../statement.ts'
import { hasSaidNo } from './refusal-sql.ts'

/** Rows that are meant: these, or all of the broadcast. */
const isMeant = `broadcast_seq=$broadcastSeq AND state IN ('sending','unknown') AND state='unknown'
  AND ($seqs IS NULL OR seq IN (SELECT value FROM json_each($seqs)))`

const maySend = `NOT EXISTS (SELECT 1 FROM contact CROSS JOIN broadcast WHERE contact.seq=contact_seq
  AND broadcast.seq=broadcast_seq AND (binned_at IS NOT NULL OR anonymised_at IS NOT NULL OR ${hasSaidNo}))`

interface Meant {
  readonly broadcastSeq: number
  readonly recipientIds: readonly number[] | undefined
  readonly now: number
}

function parameters({ broadcastSeq, recipientIds, now }: Meant) {
  return { broadcastSeq, now, seqs: recipientIds ? JSON.stringify(recipientIds) : null }
}

/** The owner says of rows whose outcome nobody knows that they left, or that they did not. Returns how many. */
export function settleUnknownAs(
  db: WritableDatabase,
  meant: Meant,
  as: 'sent' | 'not_sent',
): number {
  return as === 'sent'
    ? run(
        db,
        `UPDATE broadcast_recipient SET state='sent', reason=NULL, sent_at=coalesce(sent_at, updated_at), updated_at=$now
         WHERE ${isMeant}`,
        parameters(meant),
      )
    : run(
        db,
        `UPDATE broadcast_recipient SET state='failed', reason='not_sent', updated_at=$now WHERE ${isMeant}`,
        parameters(meant),
      )
}

/** The owner wants them sent again. Who said no meanwhile stays as it is. Returns how many. */
export function sendUnknownAgain(db: WritableDatabase, meant: Meant): number {
  return run(
    db,
    `UPDATE broadcast_recipient SET state='queued', reason=NULL, wamid=NULL, attempt=0, due_at=$now, updated_at=$now
     WHERE ${isMeant} AND ${maySend}`,
    parameters(meant),
  )
}
