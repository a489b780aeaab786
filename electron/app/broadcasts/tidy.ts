import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  cancelledWithWaiting,
  cancelWaiting,
  sendingSeqs,
  settleRow,
} from '../../store/broadcasts/recipient-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import type { CommandContext } from '../context.ts'
import { broadcastDomains } from './pause-broadcast.ts'

type Transact = <T>(work: (context: CommandContext) => T) => T

const portion = 2000

/** Requests of a process that died: whether they left is not known. */
export function tidyInterrupted(transact: Transact): void {
  transact((context) => {
    const seqs = sendingSeqs(context.db)
    if (seqs.length === 0) return
    for (const seq of seqs)
      settleRow(context.db, seq, context.now, { state: 'unknown', reason: 'outcome_unknown' })
    context.audit({
      action: 'broadcasts.interrupted',
      subjectKind: 'broadcasts',
      data: { unknown: seqs.length },
    })
    context.changed(broadcastDomains)
  })
}

/** Takes what still stands in line of cancelled broadcasts out of it, a portion at a time. */
export async function tidyCancelled(host: {
  readonly db: ReadableDatabase
  readonly transact: Transact
  readonly isStopped: () => boolean
}): Promise<void> {
  for (const seq of cancelledWithWaiting(host.db)) {
    for (let count = portion; count === portion && !host.isStopped();) {
      count = host.transact((context) => {
        context.changed(broadcastDomains)
        return cancelWaiting(context.db, seq, context.now, portion)
      })
      await nextTurn()
    }
  }
}
