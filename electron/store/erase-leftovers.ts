import type { WritableDatabase } from './database.ts'
import { all, run } from './statement.ts'

/** What tells who somebody is, in places that know no contact. */
export interface ErasedValues {
  /** Digits. */
  readonly numbers: ReadonlySet<string>
  /** Ids, usernames, addresses and names, as they are written. */
  readonly keys: ReadonlySet<string>
}

/** Empties what lies about as text: updates that nobody understood, and rows that an import refused. */
export function eraseLeftovers(db: WritableDatabase, values: ErasedValues): void {
  const tails = tailsOf(values.numbers)
  eraseUpdates(db, values, tails)
  eraseRejections(db, values, tails)
}

function eraseUpdates(
  db: WritableDatabase,
  { keys }: ErasedValues,
  tails: ReadonlySet<string>,
): void {
  const rows = all<{ id: string; payload: string }>(
    db,
    'SELECT id, payload FROM inbound_update WHERE payload IS NOT NULL',
  )
  for (const { id, payload } of rows)
    if (hasNumber(payload, tails) || [...keys].some((key) => payload.includes(key)))
      run(db, 'UPDATE inbound_update SET payload=NULL WHERE id=$id', { id })
}

/** The row stays counted; its cell is what tells of the person. */
function eraseRejections(
  db: WritableDatabase,
  { keys }: ErasedValues,
  tails: ReadonlySet<string>,
): void {
  const rows = all<{ import_seq: number; row: number; cell: string }>(
    db,
    "SELECT import_seq, row, cell FROM import_rejection WHERE cell<>''",
  )
  for (const { import_seq, row, cell } of rows) {
    const text = cell.trim()
    if (keys.has(text) || keys.has(text.toLowerCase()) || hasNumber(text, tails))
      run(db, "UPDATE import_rejection SET cell='' WHERE import_seq=$import_seq AND row=$row", {
        import_seq,
        row,
      })
  }
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

function hasNumber(text: string, tails: ReadonlySet<string>): boolean {
  for (const found of text.match(/\d[\d\s().-]{5,}\d/g) ?? [])
    if (tails.has(found.replace(/\D/g, '').replace(/^0+/, ''))) return true
  return false
}
