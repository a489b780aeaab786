import { throughputOf } from '../../core/broadcasts/number-limits.ts'
import { readSendingLimits } from '../../store/broadcasts/limits-store.ts'
import type { ReadableDatabase } from '../../store/database.ts'
import { readAccount } from '../account/account-record.ts'

/** Messages that may leave in a second: what WhatsApp allows the number, or less where the owner says so. */
export function numberThroughput(db: ReadableDatabase): number {
  const allowed = throughputOf(readAccount(db)?.throughputLevel ?? null)
  return Math.min(allowed, readSendingLimits(db).perSecond ?? Infinity)
}
