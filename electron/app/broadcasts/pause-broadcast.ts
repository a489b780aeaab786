import {
  broadcastCounts,
  broadcastRowsInState,
  setBroadcastState,
  type BroadcastRow,
} from '../../store/broadcasts/broadcast-store.ts'
import { stopSending } from '../account/stop-sending.ts'
import type { CommandContext } from '../context.ts'
import type { AfterAnswer, PauseCode } from './after-answer.ts'

/** Domains of screens that show broadcasts. */
export const broadcastDomains = ['broadcasts', 'overview'] as const

/** The app itself lets a broadcast wait for the owner. */
export function pauseByApp(context: CommandContext, row: BroadcastRow, code: PauseCode): void {
  setBroadcastState(context.db, row.seq, context.now, { state: 'paused', pauseCode: code })
  context.audit({
    action: 'broadcasts.paused',
    subjectKind: 'broadcast',
    subjectId: row.id,
    data: { code },
  })
  context.notify({ kind: 'broadcast_paused', count: 1, groupId: null })
  context.changed(broadcastDomains)
}

/** Lets all that are being sent wait. */
export function pauseAllByApp(context: CommandContext, code: PauseCode): void {
  for (const row of broadcastRowsInState(context.db, 'sending')) pauseByApp(context, row, code)
}

/** Stops what a refusal reaches: the account, every broadcast, or this one. */
export function stopFor(
  context: CommandContext,
  broadcastSeq: number,
  stop: Extract<AfterAnswer, { next: 'stop' }>,
): void {
  if (stop.reach === 'account') stopSending(context, stop.code)
  if (stop.reach !== 'broadcast') return pauseAllByApp(context, stop.code)
  const row = broadcastRowsInState(context.db, 'sending').find((each) => each.seq === broadcastSeq)
  if (row) pauseByApp(context, row, stop.code)
}

/** Nothing of it waits or is on its way any more. */
export function finishBroadcast(context: CommandContext, row: BroadcastRow): void {
  setBroadcastState(context.db, row.seq, context.now, {
    state: 'finished',
    finishedAt: context.now,
  })
  const counts = broadcastCounts(context.db, row.seq)
  const reached = counts.accepted + counts.sent + counts.delivered + counts.read
  context.audit({
    action: 'broadcasts.finished',
    subjectKind: 'broadcast',
    subjectId: row.id,
    data: { reached, failed: counts.failed, unknown: counts.unknown, skipped: counts.skipped },
  })
  context.notify({ kind: 'broadcast_finished', count: reached, groupId: null })
  context.changed(broadcastDomains)
}
