import type { ReadableDatabase, WritableDatabase } from '../store/database.ts'
import { recomputeSteps } from '../store/segments/rfm-recompute.ts'
import { readComputedAt, refreshDue } from '../store/segments/rfm-store.ts'
import { one } from '../store/statement.ts'

/** What the work needs of whoever runs it. */
export interface RfmHost {
  readonly db: ReadableDatabase
  readonly now: number
  transact(work: (context: { readonly db: WritableDatabase }) => void): void
  /** Lets calls and updates in between two portions; throws when the work is to stop. */
  breathe(): Promise<void>
}

const dayMs = 24 * 60 * 60 * 1000
/** Customers whose orders differ, scored in one transaction. */
const duePortion = 500

/**
 * Scores follow the orders, and once a day all of them are worked out from scratch: recency falls with
 * time alone. A million customers take some seconds, so others get their turn after each portion.
 *
 * @param width contacts that one portion looks at
 */
export async function keepRfmFresh(host: RfmHost, width?: number): Promise<void> {
  const { db, now } = host
  const computedAt = readComputedAt(db)
  if (computedAt === null || now - computedAt >= dayMs) {
    const hasOrders = one(db, 'SELECT 1 AS found FROM shop_order LIMIT 1') !== undefined
    if (hasOrders || computedAt !== null) await recomputeInPortions(host, width)
    return
  }
  for (let count = duePortion; count === duePortion;) {
    host.transact((context) => {
      count = refreshDue(context.db, now, duePortion)
    })
    await host.breathe()
  }
}

/** All scores from scratch, a portion at a time. */
export async function recomputeInPortions(host: RfmHost, width?: number): Promise<void> {
  for (const step of recomputeSteps(host.db, host.now, width)) {
    host.transact((context) => step(context.db))
    await host.breathe()
  }
}
