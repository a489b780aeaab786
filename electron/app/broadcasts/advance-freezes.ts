import { AppError } from '../../../shared/errors.ts'
import {
  broadcastCounts,
  broadcastRowsInState,
  findBroadcastRow,
  setBroadcastState,
  type BroadcastRow,
} from '../../store/broadcasts/broadcast-store.ts'
import {
  audienceSize,
  clearAudience,
  lastFrozen,
  leftoverAudience,
} from '../../store/broadcasts/freeze-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import type { CommandContext, Progress } from '../context.ts'
import { beginFreeze } from './begin-freeze.ts'
import { freezePortion, prepareFreezing } from './freeze-portion.ts'

/** What a freeze needs of whoever runs it: transactions, and leave to let others in between. */
export interface FreezeHost {
  read<T>(reader: (db: ReadableDatabase, now: number) => T): T
  transact<T>(work: (context: CommandContext) => T): T
  /** Lets calls and updates in between two portions; throws when the work is to stop. */
  breathe(): Promise<void>
  progress(broadcastId: string, progress: Progress, state: 'running' | 'finished'): void
  /** People that one transaction writes down. */
  readonly portion: number
}

/** Some hundredths of a second. */
export const usualPortion = 4000
const clearedAtOnce = 20_000
/** How late a broadcast may start whose time came while the app was closed. */
const longestDelayMs = 24 * 60 * 60 * 1000

/**
 * Freezes every broadcast whose time has come, and goes on with one whose freeze was broken off: who the
 * audience is stands on disk from the first moment, and how far it is after each portion.
 */
export async function advanceFreezes(host: FreezeHost): Promise<void> {
  for (const row of host.read(dueBroadcasts))
    host.transact((context) => startScheduled(context, row.id))
  for (const row of host.read((db) => broadcastRowsInState(db, 'freezing'))) await freeze(host, row)
  for (let seq = host.read(leftoverAudience); seq !== null; seq = host.read(leftoverAudience)) {
    const gone = seq
    host.transact(({ db }) => clearAudience(db, gone, clearedAtOnce))
    await host.breathe()
  }
}

/** When the next scheduled broadcast is due, Unix ms; null: none is. */
export function nextScheduled(db: ReadableDatabase): number | null {
  const moments = broadcastRowsInState(db, 'scheduled').map((row) => row.send_at ?? 0)
  return moments.length === 0 ? null : Math.min(...moments)
}

function dueBroadcasts(db: ReadableDatabase, now: number): BroadcastRow[] {
  return broadcastRowsInState(db, 'scheduled').filter((row) => (row.send_at ?? 0) <= now)
}

/** One that cannot go as it was meant to is a draft again, with the reason. */
function startScheduled(context: CommandContext, broadcastId: string): void {
  const { db, now } = context
  const row = findBroadcastRow(db, broadcastId)
  if (row?.state !== 'scheduled') return
  try {
    if (now - (row.send_at ?? 0) > longestDelayMs)
      throw new AppError('schedule_missed', {
        message: 'Its time passed while the app was closed.',
      })
    // what a refusal leaves half done is taken back, and the rest of the transaction stays
    db.transaction(() => beginFreeze(context, row))()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    setBroadcastState(db, row.seq, now, { state: 'draft', pauseCode: error.code, sendAt: null })
    context.audit({
      action: 'broadcasts.notStarted',
      subjectKind: 'broadcast',
      subjectId: row.id,
      data: { code: error.code },
    })
    context.notify({ kind: 'broadcast_paused', count: 1, groupId: null })
  }
  context.changed(['broadcasts', 'overview'])
}

async function freeze(host: FreezeHost, row: BroadcastRow): Promise<void> {
  const read = <T>(reader: (db: ReadableDatabase) => T) => host.read((db) => reader(db))
  const total = read((db) => audienceSize(db, row.seq))
  const freezing = await prepareFreezing(read, row, () => host.breathe())
  let done = row.frozen_count
  let after = read((db) => lastFrozen(db, row.seq, done))
  for (;;) {
    host.progress(row.id, { kind: 'freeze', doneCount: done, total }, 'running')
    const portion = host.transact((context) => {
      if (findBroadcastRow(context.db, row.id)?.state !== 'freezing') return 'stopped'
      return freezePortion(context.db, context.now, freezing, { after, done, limit: host.portion })
    })
    if (portion === 'stopped') break
    if (portion === null) {
      host.transact((context) => letGo(context, row))
      break
    }
    after = portion.last
    done += portion.count
    await host.breathe()
  }
  host.progress(row.id, { kind: 'freeze', doneCount: done, total }, 'finished')
}

/** From this commit on, what is due may leave. */
function letGo(context: CommandContext, row: BroadcastRow): void {
  const { db, now } = context
  setBroadcastState(db, row.seq, now, { state: 'sending', startedAt: now })
  const counts = broadcastCounts(db, row.seq)
  context.audit({
    action: 'broadcasts.frozen',
    subjectKind: 'broadcast',
    subjectId: row.id,
    data: { recipients: counts.queued, skipped: counts.skipped, heldOut: counts.hold_out },
  })
  context.changed(['broadcasts', 'overview'])
  context.wakeJobs()
}
