import type { RecipientState } from '../../../shared/domain/broadcasts.ts'
import { waIdExpression } from '../contact-store.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { all, one, run } from '../statement.ts'
import { hasSaidNo } from './refusal-sql.ts'

/** A row of `broadcast_recipient`. */
export interface RecipientRow {
  readonly seq: number
  readonly broadcast_seq: number
  readonly contact_seq: number
  readonly variant: number | null
  readonly state: RecipientState
  readonly reason: string | null
  /** JSON: values of the template's variables, header first. */
  readonly parameters: string
  readonly due_at: number
  readonly attempt: number
  readonly wamid: string | null
  readonly sent_at: number | null
  readonly delivered_at: number | null
  readonly read_at: number | null
  readonly answered_at: number | null
  readonly clicked_at: number | null
  readonly stopped_at: number | null
  readonly updated_at: number
}

export function findRecipient(db: ReadableDatabase, seq: number): RecipientRow | null {
  return one<RecipientRow>(db, 'SELECT * FROM broadcast_recipient WHERE seq=$seq', { seq }) ?? null
}

export function recipientByWamid(db: ReadableDatabase, wamid: string): RecipientRow | null {
  return (
    one<RecipientRow>(db, 'SELECT * FROM broadcast_recipient WHERE wamid=$wamid', { wamid }) ?? null
  )
}

type ConsentWord = 'given' | 'withdrawn' | 'expired'

/** A row whose time has come, with what decides whether it may leave. */
export interface DueRow {
  readonly seq: number
  readonly contact_seq: number
  readonly contact_id: string
  readonly variant: number
  readonly parameters: string
  readonly attempt: number
  readonly is_gone: 0 | 1
  readonly country: string | null
  readonly wa_id: string | null
  readonly user_id: string | null
  readonly consent: ConsentWord | null
  /** What they say to marketing. */
  readonly marketing: ConsentWord | null
  /** They agreed to be written to for something. */
  readonly has_agreed: 0 | 1
}

const userIdExpression = `(SELECT identity.value FROM contact_identity identity
  WHERE identity.contact_id=contact.id AND identity.kind='bsuid' AND identity.replaced_at IS NULL LIMIT 1)`

/** Rows whose time has come, the longest due first. */
export function dueRows(
  db: ReadableDatabase,
  asked: {
    readonly broadcastSeq: number
    readonly purpose: string
    readonly now: number
    readonly limit: number
  },
): DueRow[] {
  return all<DueRow>(
    db,
    `SELECT recipient.seq, recipient.contact_seq, contact.id AS contact_id, recipient.variant, recipient.parameters,
       recipient.attempt, contact.binned_at IS NOT NULL OR contact.anonymised_at IS NOT NULL AS is_gone, contact.country,
       ${waIdExpression} AS wa_id, ${userIdExpression} AS user_id,
       (SELECT state FROM consent_state WHERE contact_id=contact.id AND purpose=$purpose) AS consent,
       (SELECT state FROM consent_state WHERE contact_id=contact.id AND purpose='marketing') AS marketing,
       EXISTS (SELECT 1 FROM consent_state WHERE contact_id=contact.id AND state='given') AS has_agreed
     FROM broadcast_recipient recipient INDEXED BY broadcast_recipient_waiting
       CROSS JOIN contact ON contact.seq=recipient.contact_seq
     WHERE recipient.broadcast_seq=$broadcastSeq AND recipient.state='queued' AND recipient.due_at<=$now
     ORDER BY recipient.due_at, recipient.seq LIMIT $limit`,
    { ...asked },
  )
}

/** When the next row of a broadcast is due; null: none waits. */
export function nextDueAt(db: ReadableDatabase, broadcastSeq: number): number | null {
  return (
    one<{ at: number }>(
      db,
      `SELECT due_at AS at FROM broadcast_recipient INDEXED BY broadcast_recipient_waiting
       WHERE broadcast_seq=$broadcastSeq AND state='queued' ORDER BY due_at LIMIT 1`,
      { broadcastSeq },
    )?.at ?? null
  )
}

const listed = (name: string) => `(SELECT value FROM json_each($${name}))`

/** Notes that these are leaving; each has been looked at in the same transaction. */
export function markSending(db: WritableDatabase, seqs: readonly number[], now: number): void {
  run(
    db,
    `UPDATE broadcast_recipient SET state='sending', attempt=attempt+1, reason=NULL, updated_at=$now
     WHERE seq IN ${listed('seqs')} AND state='queued'`,
    { seqs: JSON.stringify(seqs), now },
  )
}

export function markSkipped(
  db: WritableDatabase,
  seqs: readonly number[],
  reason: string,
  now: number,
): void {
  run(
    db,
    `UPDATE broadcast_recipient SET state='skipped', reason=$reason, updated_at=$now
     WHERE seq IN ${listed('seqs')} AND state IN ('queued','sending')`,
    { seqs: JSON.stringify(seqs), reason, now },
  )
}

/** Lets rows wait for another moment; nothing of them has left. */
export function postpone(db: WritableDatabase, seqs: readonly number[], dueAt: number): void {
  run(db, `UPDATE broadcast_recipient SET due_at=$dueAt WHERE seq IN ${listed('seqs')}`, {
    seqs: JSON.stringify(seqs),
    dueAt,
  })
}

/** Takes those of the rows out of line who said no meanwhile, or are in the bin: the store lets none of them back. */
export function skipRefused(db: WritableDatabase, seqs: readonly number[], now: number): void {
  run(
    db,
    `UPDATE broadcast_recipient SET state='skipped', updated_at=$now,
       reason=CASE WHEN EXISTS (SELECT 1 FROM contact WHERE contact.seq=contact_seq AND binned_at IS NOT NULL)
         THEN 'in_bin' ELSE 'opted_out' END
     WHERE seq IN ${listed('seqs')} AND state='sending' AND EXISTS (
       SELECT 1 FROM contact CROSS JOIN broadcast WHERE contact.seq=contact_seq AND broadcast.seq=broadcast_seq
         AND (binned_at IS NOT NULL OR ${hasSaidNo}))`,
    { seqs: JSON.stringify(seqs), now },
  )
}

/** Puts rows back in line for which no request was made. */
export function unclaim(db: WritableDatabase, seqs: readonly number[], now: number): void {
  skipRefused(db, seqs, now)
  run(
    db,
    `UPDATE broadcast_recipient SET state='queued', attempt=attempt-1, updated_at=$now
     WHERE seq IN ${listed('seqs')} AND state='sending'`,
    { seqs: JSON.stringify(seqs), now },
  )
}

/** Row, id at WhatsApp, moment of the answer (Unix ms). */
export type Accepted = readonly [seq: number, wamid: string, at: number]

/** Writes many answers down at once. An update may have been faster than the answer: its word stays. */
export function markAccepted(db: WritableDatabase, rows: readonly Accepted[], now: number): void {
  run(
    db,
    `UPDATE broadcast_recipient SET wamid=coalesce(broadcast_recipient.wamid, answer.wamid), sent_at=coalesce(sent_at, answer.at),
       state=CASE WHEN state IN ('sending','unknown') THEN 'accepted' ELSE state END, updated_at=$now
     FROM (SELECT value->>0 AS seq, value->>1 AS wamid, value->>2 AS at FROM json_each($rows)) AS answer
     WHERE broadcast_recipient.seq=answer.seq`,
    { rows: JSON.stringify(rows), now },
  )
}

/** Moves a row that is on its way on; one that an update has settled meanwhile keeps its state. */
export function settleRow(
  db: WritableDatabase,
  seq: number,
  now: number,
  to: {
    readonly state: 'queued' | 'unknown' | 'failed'
    readonly reason: string | null
    readonly dueAt?: number
    /** The try does not count: nothing was refused. */
    readonly isUncounted?: boolean
  },
): boolean {
  return (
    run(
      db,
      `UPDATE broadcast_recipient SET state=$state, reason=$reason, due_at=coalesce($dueAt, due_at),
         attempt=attempt-$uncounted, updated_at=$now
       WHERE seq=$seq AND state IN ('sending','unknown')`,
      {
        seq,
        now,
        state: to.state,
        reason: to.reason,
        dueAt: to.dueAt ?? null,
        uncounted: to.isUncounted ? 1 : 0,
      },
    ) > 0
  )
}

/** Rows that are marked as leaving. */
export function sendingSeqs(db: ReadableDatabase): number[] {
  return all<{ seq: number }>(
    db,
    `SELECT recipient.seq FROM broadcast CROSS JOIN broadcast_recipient recipient INDEXED BY broadcast_recipient_open
     ON recipient.broadcast_seq=broadcast.seq AND recipient.state='sending'
     WHERE recipient.state IN ('sending','unknown')`,
  ).map((row) => row.seq)
}

/** Whether anything of a broadcast waits or is on its way. */
export function hasOpenRows(db: ReadableDatabase, broadcastSeq: number): boolean {
  return (
    nextDueAt(db, broadcastSeq) !== null ||
    one(
      db,
      `SELECT 1 AS found FROM broadcast_recipient INDEXED BY broadcast_recipient_open
       WHERE broadcast_seq=$broadcastSeq AND state='sending' AND state IN ('sending','unknown') LIMIT 1`,
      { broadcastSeq },
    ) !== undefined
  )
}

/** Takes up to so many waiting rows of a broadcast out of line; returns how many. */
export function cancelWaiting(
  db: WritableDatabase,
  broadcastSeq: number,
  now: number,
  limit: number,
): number {
  return run(
    db,
    `UPDATE broadcast_recipient SET state='cancelled', updated_at=$now WHERE seq IN
       (SELECT seq FROM broadcast_recipient INDEXED BY broadcast_recipient_waiting
        WHERE broadcast_seq=$broadcastSeq AND state='queued' LIMIT $limit)`,
    { broadcastSeq, now, limit },
  )
}

/** Cancelled broadcasts with rows that still stand in line. */
export function cancelledWithWaiting(db: ReadableDatabase): number[] {
  return all<{ seq: number }>(
    db,
    `SELECT seq FROM broadcast WHERE state='cancelled' AND EXISTS (SELECT 1 FROM broadcast_recipient
       INDEXED BY broadcast_recipient_waiting WHERE broadcast_seq=broadcast.seq AND state='queued')`,
  ).map((row) => row.seq)
}

/** How many of these rows failed. */
export function failedAmong(db: ReadableDatabase, seqs: readonly number[]): number {
  return one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM broadcast_recipient WHERE seq IN ${listed('seqs')} AND state='failed'`,
    { seqs: JSON.stringify(seqs) },
  )!.n
}

/** Whether the store would still let a message of the broadcast go to the person. */
export function mayStillBeSent(
  db: ReadableDatabase,
  contactSeq: number,
  broadcastSeq: number,
): boolean {
  return (
    one(
      db,
      `SELECT 1 AS found FROM contact CROSS JOIN broadcast WHERE contact.seq=$contactSeq AND broadcast.seq=$broadcastSeq
         AND (binned_at IS NOT NULL OR anonymised_at IS NOT NULL OR ${hasSaidNo})`,
      { contactSeq, broadcastSeq },
    ) === undefined
  )
}

/** Whom messages went to since a moment (Unix ms), the oldest first. What may have left counts. */
export function writtenSince(
  db: ReadableDatabase,
  since: number,
): { readonly contact: number; readonly at: number }[] {
  return all<{ contact: number; at: number }>(
    db,
    `SELECT contact_seq AS contact, sent_at AS at FROM broadcast_recipient WHERE sent_at>$since
     UNION ALL SELECT contact_seq, updated_at FROM broadcast_recipient INDEXED BY broadcast_recipient_open
       WHERE state IN ('sending','unknown') AND sent_at IS NULL AND updated_at>$since
     ORDER BY 2`,
    { since },
  )
}

/** Whom single messages went to since a moment (Unix ms), the oldest first. */
export function directlyWrittenSince(
  db: ReadableDatabase,
  since: number,
): { readonly contact: number; readonly at: number }[] {
  return all<{ contact: number; at: number }>(
    db,
    `SELECT contact.seq AS contact, direct_message.sent_at AS at FROM direct_message
       JOIN contact ON contact.id=direct_message.contact_id
     WHERE direct_message.sent_at>$since ORDER BY 2`,
    { since },
  )
}

/** How far a state is; the same order as the store's own guard. */
const rank = (
  state: string,
) => `CASE ${state} WHEN 'queued' THEN 0 WHEN 'sending' THEN 1 WHEN 'unknown' THEN 2
  WHEN 'accepted' THEN 3 WHEN 'sent' THEN 4 WHEN 'delivered' THEN 5 WHEN 'read' THEN 6 ELSE 7 END`

/** Moves a row on to what an update tells; one that comes late fills in its moment and takes nothing back. */
export function moveRow(
  db: WritableDatabase,
  seq: number,
  now: number,
  to: {
    readonly state: 'sent' | 'delivered' | 'read'
    readonly wamid: string
    /** Unix ms. */
    readonly at: number
  },
): void {
  const moments = `wamid=coalesce(wamid,$wamid), sent_at=coalesce(sent_at,$at),
    delivered_at=CASE WHEN $state='sent' THEN delivered_at ELSE min(coalesce(delivered_at,$at),$at) END,
    read_at=CASE WHEN $state='read' THEN min(coalesce(read_at,$at),$at) ELSE read_at END`
  const parameters = { seq, state: to.state, wamid: to.wamid, at: to.at }
  const isMoved = run(
    db,
    `UPDATE broadcast_recipient SET state=$state, reason=NULL, updated_at=$now, ${moments}
     WHERE seq=$seq AND (${rank('state')}) < (${rank('$state')})`,
    { ...parameters, now },
  )
  if (isMoved > 0) return
  run(
    db,
    `UPDATE broadcast_recipient SET ${moments} WHERE seq=$seq AND state IN ('sent','delivered','read')`,
    parameters,
  )
}

/** The owner had it sent again: of which try a failure without a known id tells, nobody knows. */
const isSentAgain = `EXISTS (SELECT 1 FROM broadcast_event lost JOIN broadcast_event again
  ON again.recipient_seq=lost.recipient_seq AND again.n>lost.n AND again.state='queued'
  WHERE lost.recipient_seq=$seq AND lost.state='unknown')`

/** A failure that an update tells; what was delivered has not failed. */
export function failRow(
  db: WritableDatabase,
  seq: number,
  now: number,
  failure: { readonly reason: string; readonly wamid: string },
): boolean {
  return (
    run(
      db,
      `UPDATE broadcast_recipient SET state='failed', reason=$reason, wamid=coalesce(wamid,$wamid), updated_at=$now
       WHERE seq=$seq AND state IN ('sending','unknown','accepted','sent') AND (wamid IS NOT NULL OR NOT ${isSentAgain})`,
      { seq, now, ...failure },
    ) > 0
  )
}
