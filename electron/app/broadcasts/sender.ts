import { setTimeout as pause } from 'node:timers/promises'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import { createRateControl } from '../../core/broadcasts/rate-control.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import type { GraphUsage } from '../../graph/graph-records.ts'
import type { WritableDatabase } from '../../store/database.ts'
import { currentMediaId, forgetUpload } from '../../store/broadcasts/media-store.ts'
import { mayStillBeSent, unclaim } from '../../store/broadcasts/recipient-store.ts'
import { readValue } from '../../store/settings-store.ts'
import type { CommandContext } from '../context.ts'
import { logDefect, type Logger } from '../log.ts'
import { newId } from '../new-id.ts'
import { stoppedKey } from '../setting-keys.ts'
import { afterAnswer, maxTries, type AfterAnswer } from './after-answer.ts'
import type { Claimed } from './claim.ts'
import { createLine } from './line.ts'
import { createLookUps } from './look-ups.ts'
import { refreshMedia, waitingForMedia } from './media-uploads.ts'
import { mediaOf, messageOf } from './message-of.ts'
import type { Outcome } from './outcomes.ts'
import { createProgress } from './progress.ts'
import { createUsageWatch } from './usage-watch.ts'
import { tidyCancelled, tidyInterrupted } from './tidy.ts'

export interface SenderOptions {
  readonly db: WritableDatabase
  /** Unix ms. */
  readonly clock: () => number
  readonly transact: <T>(work: (context: CommandContext) => T) => T
  /** Null while no account is connected: broadcasts wait. */
  readonly graph: () => GraphClient | null
  /** What the number may send in a second; Infinity: no limit. Asked before each portion. */
  readonly throughput: () => number
  /** How long an outcome may take to show; before that, its history says nothing. Milliseconds. */
  readonly graceMs: () => number
  readonly log: Logger
  readonly emit: (event: AppEvent) => void
  /** Requests at a time. */
  readonly concurrency?: number
}

export interface Sender {
  /** Something is different on disk: looks for work after the caller is through. */
  wake(): void
  /** What an answer said of how much the account has used. */
  noteUsage(usage: readonly GraphUsage[]): void
  /** Whether something can leave or be settled right now. */
  isBusy(): boolean
  /** Resolves when nothing is on its way and nothing can leave right now. */
  settle(): Promise<void>
  /** Lets what is on its way end for a while, and puts back what has not left. */
  stop(): Promise<void>
}

const usualConcurrency = 64
/** Rows that one commit marks at most; what a crash leaves open is no more than these. */
const largestPortion = 128
/** At a limited rate, so much of a second's worth is marked at once. */
const portionShare = 0.1
/** Answers are written down together, and wait for each other no longer than this. */
const outcomesMs = 25
const largestOutcomes = 128
/** Rows that are marked and cannot leave for longer than this go back into line. */
const longestReadyMs = 500
const firstNetworkMs = 1000
const tightShare = 0.5
const longestWaitMs = 60_000
/** A file that could not be uploaded is tried again after this. */
const renewMs = 5000
const stopMs = 5000
const storeTroubleMs = 5000

/**
 * Sends broadcasts. Each row goes: `sending` on disk → request → answer on disk, many rows at a time in each
 * step, so that one commit carries the answers of the last ones and the marks of the next. What dies in
 * between is found as `sending` at the next start, is `unknown` then, and never sent again by itself.
 */
export function createSender(options: SenderOptions): Sender {
  const { db, clock, transact } = options
  const concurrency = options.concurrency ?? usualConcurrency
  const rate = createRateControl(options.throughput())
  const line = createLine({ db, clock })
  const usageWatch = createUsageWatch()
  const tidy = oneAtATime(options.log)
  const ask = oneAtATime(options.log)
  const renew = oneAtATime(options.log)
  const lookUps = createLookUps({
    db,
    clock,
    transact,
    mayAsk: () => !isStopped && usageWatch.mayAsk(steady()),
  })
  const progress = createProgress({ clock, emit: options.emit })
  const steady = () => performance.now()
  const onTheirWay = new Map<number, Claimed>()
  let ready: Claimed[] = []
  let outcomes: Outcome[] = []
  let outcomesSince = 0
  let networkFailures = 0
  let isDirty = true
  let isRecovered = false
  let isQueued = false
  let isStopped = false
  let isClosed = false
  let lookAt = 0
  let renewAt = 0
  let troubleUntil = 0
  let timer: NodeJS.Timeout | undefined

  /** A store that cannot be written to (a full disk) stops the work for a while, never the thread. */
  function pump(): void {
    isQueued = false
    clearTimeout(timer)
    if (isClosed) return
    try {
      pumpOnce()
    } catch (error) {
      logDefect(options.log, newId().slice(-8), 'broadcasts', error)
      troubleUntil = steady() + storeTroubleMs
      timer = setTimeout(pump, storeTroubleMs).unref()
    }
  }

  function pumpOnce(): void {
    if (steady() < troubleUntil) return void (timer = setTimeout(pump, storeTroubleMs).unref())
    const graph = options.graph()
    if (isDirty) takeIn()
    const mayLeave = graph !== null && !isStopped && readValue(db, stoppedKey) === null
    if (mayLeave) lookUp(graph)
    if (mayLeave && line.isHeldBack()) renewMedia(graph)
    putBack((row) => !mayLeave || !line.mayLeave(row.broadcastSeq))
    if (isStepDue(mayLeave)) step(mayLeave)
    const waitMs = mayLeave ? launch(graph) : Infinity
    if (waitMs > longestReadyMs && waitMs !== Infinity) putBack(() => true)
    schedule(waitMs, mayLeave)
  }

  /** Looks at what is different on disk: a broadcast was paused, goes on, or is cancelled. */
  function takeIn(): void {
    if (!isRecovered) {
      tidyInterrupted(transact)
      isRecovered = true
    }
    isDirty = false
    setLimit()
    line.refresh()
    holdBack()
    putBack((row) => !line.mayLeave(row.broadcastSeq))
    tidy(() => tidyCancelled({ db, transact, isStopped: () => isStopped }))
  }

  /** What shows a file that WhatsApp does not have waits until it has it; the others go on. */
  function holdBack(): void {
    line.holdBack(waitingForMedia(db, clock()))
  }

  /** A matter of seconds, once a month. */
  function renewMedia(graph: GraphClient): void {
    if (steady() < renewAt) return
    renewAt = steady() + renewMs
    renew(async () => {
      await refreshMedia({ graph, db, now: clock(), transact, isStopped: () => isStopped })
      isDirty = true
      soon()
    })
  }

  function lookUp(graph: GraphClient): void {
    if (steady() < lookAt) return
    lookAt = steady() + options.graceMs()
    holdBack()
    ask(() => lookUps.round(graph))
  }

  /** Half of what is allowed is left to others while the account has used up nearly all that it may ask. */
  function setLimit(): void {
    rate.setLimit(options.throughput() * (usageWatch.isTight(steady()) ? tightShare : 1))
  }

  /** Rows for which no request was made go back into line. */
  function putBack(isMeant: (row: Claimed) => boolean): void {
    const back = ready.filter(isMeant)
    if (back.length === 0) return
    const seqs = back.map((row) => row.seq)
    transact((context) => unclaim(context.db, seqs, context.now))
    ready = ready.filter((row) => !isMeant(row))
    for (const row of back) line.noteUnsent(row)
  }

  function portion(): number {
    return Math.min(largestPortion, Math.max(1, Math.ceil(rate.perSecond() * portionShare)))
  }

  function isStepDue(mayLeave: boolean): boolean {
    if (outcomes.length >= largestOutcomes || (isStopped && outcomes.length > 0)) return true
    if (outcomes.length > 0 && steady() - outcomesSince >= outcomesMs) return true
    return mayLeave && mayClaim()
  }

  function mayClaim(): boolean {
    const low = Math.min(portion() >> 2, concurrency)
    if (ready.length > low || !line.mayHaveDue()) return false
    const waitMs = rate.waitMs(steady())
    return waitMs <= longestReadyMs || waitMs === Infinity
  }

  /** One commit: the answers that have come, and the next rows that may leave. */
  function step(mayLeave: boolean): void {
    const taken = outcomes
    const limit = mayLeave && mayClaim() ? portion() : 0
    const claimed = transact((context) => line.step(context, taken, limit))
    outcomes = outcomes.slice(taken.length)
    ready = ready.length === 0 ? claimed : [...ready, ...claimed]
    // a row that stopped its broadcast takes those behind it out again
    putBack((row) => !line.mayLeave(row.broadcastSeq))
    progress.tell(line.active(), (active) => line.isSending(active.seq))
  }

  /** Lets rows leave; returns how long the next has to wait, Infinity where an answer decides. */
  function launch(graph: GraphClient): number {
    let at = 0
    let waitMs = Infinity
    const refused: Claimed[] = []
    for (; at < ready.length && onTheirWay.size < concurrency; at += 1) {
      const now = steady()
      waitMs = rate.waitMs(now)
      if (waitMs > 0) break
      const row = ready[at]!
      // a no that came between the mark and this moment counts
      if (!mayStillBeSent(db, row.contactSeq, row.broadcastSeq)) {
        refused.push(row)
        continue
      }
      rate.leave(now)
      onTheirWay.set(row.seq, row)
      void post(graph, row, now)
    }
    ready = at === ready.length ? [] : ready.slice(at)
    if (refused.length > 0) {
      ready = [...refused, ...ready]
      putBack((row) => refused.includes(row))
    }
    return ready.length === 0 || onTheirWay.size >= concurrency ? Infinity : waitMs
  }

  async function post(graph: GraphClient, row: Claimed, leftAt: number): Promise<void> {
    let outcome: Outcome
    let shown: string | null | undefined
    try {
      const message = messageOf(line.textOf(row), row.seq, row.parameters, (mediaId) => {
        shown = currentMediaId(db, mediaId)
        return shown
      })
      const { wamid } = await graph.sendTemplate(row.to, message)
      networkFailures = 0
      outcome = { row, wamid, at: clock() }
    } catch (error) {
      outcome = { row, after: read(error, row, shown) }
    }
    const now = steady()
    rate.answered(leftAt, now)
    onTheirWay.delete(row.seq)
    if ('after' in outcome) slowDown(outcome.after, now)
    if (outcomes.length === 0) outcomesSince = now
    outcomes.push(outcome)
    soon()
  }

  /** A defect of this app says nothing of whether the message left. */
  function read(error: unknown, row: Claimed, shown: string | null | undefined): AfterAnswer {
    try {
      return reuploaded(afterAnswer(error, row.attempt, Math.random()), row, shown)
    } catch (defect) {
      logDefect(options.log, newId().slice(-8), 'broadcasts', defect)
      return { next: 'unknown' }
    }
  }

  /** A file that WhatsApp does not have any more is uploaded again before the row's next try. */
  function reuploaded(
    after: AfterAnswer,
    row: Claimed,
    shown: string | null | undefined,
  ): AfterAnswer {
    const isLost = after.next === 'failed' && lostMediaCodes.has(after.graphCode ?? 0)
    const mediaId = isLost ? mediaOf(line.textOf(row), row.parameters) : null
    if (after.next !== 'failed' || mediaId === null || row.attempt >= maxTries) return after
    if (shown === undefined) return after
    // what went out before a fresh upload says nothing of that
    transact((context) => forgetUpload(context.db, mediaId, shown))
    holdBack()
    return { next: 'later', code: after.code, waitMs: firstNetworkMs }
  }

  function slowDown(after: AfterAnswer, now: number): void {
    if (after.next !== 'hold') return void (networkFailures = 0)
    if (after.isTooFast) return rate.tooFast(now, after.waitMs)
    networkFailures = after.code === networkFailed ? networkFailures + 1 : 0
    const backoff = Math.min(longestWaitMs, firstNetworkMs * 2 ** Math.min(networkFailures, 6))
    rate.hold(now, after.waitMs ?? backoff)
  }

  function schedule(waitMs: number, mayLeave: boolean): void {
    if (isStopped && outcomes.length === 0) return
    const now = steady()
    const moments = [
      outcomes.length > 0 ? outcomesSince + outcomesMs - now : Infinity,
      ready.length > 0 ? waitMs : Infinity,
      line.isHeldBack() ? Math.max(renewMs, renewAt - now) : Infinity,
      mayLeave && ready.length === 0 ? Math.max(line.dueInMs(), rate.waitMs(now)) : Infinity,
      longestWaitMs,
    ]
    timer = setTimeout(pump, Math.max(1, Math.min(...moments)))
    timer.unref()
  }

  /** Answers that come together are looked at together. */
  function soon(): void {
    if (isQueued || isClosed) return
    isQueued = true
    setImmediate(pump)
  }

  function isBusy(): boolean {
    if (onTheirWay.size > 0 || outcomes.length > 0 || ready.length > 0) return true
    if (options.graph() === null || readValue(db, stoppedKey) !== null) return false
    if (isDirty || line.isHeldBack()) return line.hasSending()
    return line.mayHaveDue() && line.hasSending()
  }

  return {
    wake() {
      isDirty = true
      if (!isStopped) soon()
    },
    noteUsage(usage) {
      const wasTight = usageWatch.isTight(steady())
      usageWatch.note(usage, steady())
      if (usageWatch.isTight(steady()) !== wasTight) setLimit()
    },
    isBusy,
    async settle() {
      isDirty = true
      line.lookAgain()
      pump()
      while (!isStopped && (onTheirWay.size > 0 || outcomes.length > 0 || ready.length > 0))
        await pause(2)
    },
    async stop() {
      isStopped = true
      pump()
      const until = steady() + stopMs
      while ((onTheirWay.size > 0 || outcomes.length > 0) && steady() < until) await pause(2)
      isClosed = true
      clearTimeout(timer)
    },
  }
}

const networkFailed: ErrorCode = 'network_failed'
/** WhatsApp cannot get at the file of a message (Meta: Cloud API error codes). */
const lostMediaCodes = new Set([131052, 131053])

/** Runs what nobody waits for, unless the last of its kind still runs. */
function oneAtATime(log: Logger): (work: () => Promise<void>) => void {
  let isRunning = false
  return (work) => {
    if (isRunning) return
    isRunning = true
    work()
      .catch((error: unknown) => logDefect(log, newId().slice(-8), 'broadcasts', error))
      .finally(() => {
        isRunning = false
      })
  }
}
