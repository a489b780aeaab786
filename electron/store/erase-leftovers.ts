import type { WritableDatabase } from './database.ts'
import { findLeftovers, ofUpdates } from './leftover-index.ts'
import { run } from './statement.ts'

/** What tells who somebody is, in places that know no contact. */
export interface ErasedValues {
  /** Digits. */
  readonly numbers: ReadonlySet<string>
  /** Ids, usernames, addresses and names, as they are written. */
  readonly keys: ReadonlySet<string>
}

/**
 * Empties what lies about as text: updates that nobody understood, and rows that an import refused,
 * which stay counted. What `readLeftovers` has not read is not found.
 */
export function eraseLeftovers(db: WritableDatabase, values: ErasedValues): void {
  const keys = [...values.keys].map((key) => key.trim().toLowerCase())
  for (const found of findLeftovers(db, [...keys, ...tailsOf(values.numbers)]))
    if (found.import_seq === ofUpdates)
      run(db, 'UPDATE inbound_update SET payload=NULL WHERE rowid=$row', { row: found.row })
    else
      run(db, `UPDATE import_rejection SET cell='' WHERE import_seq=$import_seq AND row=$row`, {
        import_seq: found.import_seq,
        row: found.row,
      })
}

/** Fewer digits are a count or a price, also where a number ends in them. */
const shortestTail = 7

/** The numbers as their countries write them: without the calling code, in whatever length that is. */
function tailsOf(numbers: ReadonlySet<string>): ReadonlySet<string> {
  const tails = new Set<string>()
  for (const number of numbers)
    for (let from = 0; from <= Math.min(4, number.length - shortestTail); from += 1)
      tails.add(number.slice(from))
  return tails
}
