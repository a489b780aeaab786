import { createSentDay, type DayLimits } from '../../core/broadcasts/sent-day.ts'
import { portfolioLimitOf } from '../../core/broadcasts/number-limits.ts'
import {
  broadcastRowsInState,
  type BroadcastRow,
  type FrozenText,
} from '../../store/broadcasts/broadcast-store.ts'
import { readSendingLimits } from '../../store/broadcasts/limits-store.ts'
import {
  directlyWrittenSince,
  failedAmong,
  hasOpenRows,
  nextDueAt,
  writtenSince,
} from '../../store/broadcasts/recipient-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { readAccount } from '../account/account-record.ts'
import type { CommandContext } from '../context.ts'
import {
  allowed,
  allowedAt,
  loadActive,
  noteTried,
  type ActiveBroadcast,
} from './active-broadcast.ts'
import { claimDue, type Claimed } from './claim.ts'
import { writeOutcomes, type Outcome } from './outcomes.ts'
import { finishBroadcast, pauseByApp } from './pause-broadcast.ts'

/** The rows that are next, over all broadcasts that are being sent. */
export interface Line {
  /** Reads anew which broadcasts are being sent and what the limits are. */
  refresh(): void
  /** Forgets when the next row is due. */
  lookAgain(): void
  isSending(broadcastSeq: number): boolean
  /** Keeps these back, and none besides. */
  holdBack(broadcastSeqs: readonly number[]): void
  isHeldBack(): boolean
  /** Whether a row of the broadcast that was marked may leave. */
  mayLeave(broadcastSeq: number): boolean
  hasSending(): boolean
  /** Whether something may be due by now. */
  mayHaveDue(): boolean
  dueInMs(): number
  textOf(row: Claimed): FrozenText
  /** Writes answers down and marks up to so many next rows, inside the caller's transaction. */
  step(context: CommandContext, outcomes: readonly Outcome[], limit: number): Claimed[]
  /** A row that was marked did not leave. */
  noteUnsent(row: Claimed): void
  active(): readonly ActiveBroadcast[]
}

const dayMs = 24 * 60 * 60 * 1000
/** The share of failures is looked at after so many answers. */
const checkedEvery = 10

export function createLine({
  db,
  clock,
}: {
  readonly db: ReadableDatabase
  readonly clock: () => number
}): Line {
  const known = new Map<number, ActiveBroadcast>()
  const sending = new Set<number>()
  let heldBack: ReadonlySet<number> = new Set()
  let day = createSentDay()
  let isDayRead = false
  let directsReadTo = 0
  let limits: DayLimits = { people: null, messages: null }
  let dueAt = 0
  let turn = 0
  let unchecked = 0

  function activeOf(row: BroadcastRow, now: number): ActiveBroadcast {
    let active = known.get(row.seq)
    if (!active) known.set(row.seq, (active = loadActive(db, row, now)))
    return active
  }

  function refresh(): void {
    const now = clock()
    const rows = broadcastRowsInState(db, 'sending')
    const resumed = rows.filter((row) => !sending.has(row.seq))
    sending.clear()
    for (const row of rows) sending.add(row.seq)
    // one that goes on is read anew, and its failures before the pause are forgiven
    for (const row of resumed) known.delete(row.seq)
    for (const row of rows) activeOf(row, now)
    limits = {
      people: portfolioLimitOf(readAccount(db)?.messagingLimit ?? null),
      messages: readSendingLimits(db).perDay,
    }
    readDay(now)
    dueAt = 0
  }

  /** What left before this process lived counts, and what leaves for single people. */
  function readDay(now: number): void {
    if (sending.size === 0) return
    if (!isDayRead) {
      day = createSentDay()
      for (const { contact, at } of writtenSince(db, now - dayMs)) day.note(contact, at)
      isDayRead = true
      directsReadTo = now - dayMs
    }
    for (const { contact, at } of directlyWrittenSince(db, directsReadTo)) {
      day.notePerson(contact, at)
      directsReadTo = Math.max(directsReadTo, at)
    }
  }

  function step(context: CommandContext, outcomes: readonly Outcome[], limit: number): Claimed[] {
    if (outcomes.length > 0) {
      writeOutcomes(context, outcomes)
      for (const outcome of outcomes) count(outcome)
    }
    if (checkFailures(context)) dueAt = 0
    const rows = broadcastRowsInState(context.db, 'sending')
    const claimed = limit > 0 ? claim(context, rows, limit) : []
    sending.clear()
    for (const row of rows)
      if (hasOpenRows(context.db, row.seq)) sending.add(row.seq)
      else finishBroadcast(context, row)
    return claimed
  }

  function count({ row, ...outcome }: Outcome): void {
    const active = known.get(row.broadcastSeq)
    const after = 'after' in outcome ? outcome.after : null
    const isBack = after !== null && ['later', 'hold', 'stop'].includes(after.next)
    if (isBack) noteUnsent(row)
    if (after?.next === 'later') dueAt = Math.min(dueAt, clock() + after.waitMs)
    if (!active || isBack) return
    active.done += 1
    noteTried(active, row.seq)
    unchecked += 1
  }

  /** Also failures that an update tells later count, as long as they are among the last. */
  function checkFailures(context: CommandContext): boolean {
    if (unchecked < checkedEvery) return false
    unchecked = 0
    const failing = broadcastRowsInState(context.db, 'sending').filter((row) => {
      const active = known.get(row.seq)
      const most = active?.settings.pauseAtErrorPercent ?? null
      return active && most !== null && isShareReached(context.db, active, most)
    })
    for (const row of failing) pauseByApp(context, row, 'error_share')
    return failing.length > 0
  }

  /** Broadcasts take turns, so that a large one does not keep a small one waiting. */
  function claim(context: CommandContext, rows: readonly BroadcastRow[], limit: number): Claimed[] {
    const { now } = context
    const claimed: Claimed[] = []
    let next = Infinity
    turn += 1
    for (let at = 0; at < rows.length && claimed.length < limit; at += 1) {
      const row = rows[(at + turn) % rows.length]!
      if (heldBack.has(row.seq)) continue
      const active = activeOf(row, now)
      const most = Math.min(limit - claimed.length, allowed(active, now))
      if (most === 0) {
        next = Math.min(next, allowedAt(active, now))
        continue
      }
      const found = claimDue(context, {
        broadcastSeq: row.seq,
        purpose: row.purpose,
        isMarketing: row.is_marketing === 1,
        hoursOf: active.hoursOf,
        limit: most,
        day,
        limits,
      })
      active.allowance.count -= active.spreadPerSecond === null ? 0 : found.claimed.length
      active.done += found.skipped
      for (const one of found.claimed) claimed.push(one)
      if (found.isDayFull) next = Math.min(next, day.nextRoomAt(now, limits) ?? now)
      else if (found.hasMore) next = now
      else next = Math.min(next, nextDueAt(context.db, row.seq) ?? Infinity)
    }
    dueAt = claimed.length >= limit ? 0 : next
    return claimed
  }

  function noteUnsent(row: Claimed): void {
    day.forget(row.contactSeq, row.at)
    dueAt = Math.min(dueAt, clock())
  }

  return {
    refresh,
    lookAgain: () => {
      dueAt = 0
    },
    isSending: (seq) => sending.has(seq),
    holdBack(seqs) {
      if (heldBack.size > 0) dueAt = 0
      heldBack = new Set(seqs)
    },
    isHeldBack: () => heldBack.size > 0,
    mayLeave: (seq) => sending.has(seq) && !heldBack.has(seq),
    hasSending: () => broadcastRowsInState(db, 'sending').length > 0,
    mayHaveDue: () => sending.size > 0 && dueAt <= clock(),
    dueInMs: () => (sending.size === 0 ? Infinity : Math.max(0, dueAt - clock())),
    textOf: (row) => known.get(row.broadcastSeq)!.texts[row.variant]!,
    step,
    noteUnsent,
    active: () => [...known.values()],
  }
}

/** Of fewer than these the share is taken as if they were so many: one failure of two is no share yet. */
const leastTried = 50

function isShareReached(
  db: ReadableDatabase,
  { tried }: ActiveBroadcast,
  percent: number,
): boolean {
  const failed = failedAmong(db, tried)
  return failed > 0 && failed * 100 >= percent * Math.max(tried.length, leastTried)
}
