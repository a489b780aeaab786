import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'

/** Leftovers that one call looks through at most; it takes some hundredths of a second. */
const portionRows = 2_000
/** Longer words of an update than this are no name. */
const maxNameWords = 3
const maxHanName = 4
const maxWordsRead = 2_000

/** Held in memory with the connection, and nowhere on disk. */
const tables = [
  `CREATE TEMP TABLE IF NOT EXISTS leftover_key (key TEXT NOT NULL, import_seq INTEGER NOT NULL, row INTEGER NOT NULL,
     PRIMARY KEY (key, import_seq, row)) WITHOUT ROWID`,
  'CREATE TEMP TABLE IF NOT EXISTS leftover_seen (import_seq INTEGER PRIMARY KEY, row INTEGER NOT NULL)',
]

/** Stands in the place of an import for what is an update; imports are counted from 1. */
export const ofUpdates = 0

/**
 * Looks through what came since the last call, so that a person is looked up among leftovers and
 * leftovers are not read through for each. To be called again while it returns false.
 */
export function readLeftovers(db: WritableDatabase): boolean {
  for (const text of tables) run(db, text)
  const rejections = all<{ import_seq: number; row: number; cell: string }>(
    db,
    `SELECT rejection.import_seq, rejection.row, rejection.cell
     FROM contact_import CROSS JOIN import_rejection rejection ON rejection.import_seq=contact_import.seq
       AND rejection.row > coalesce((SELECT row FROM leftover_seen WHERE import_seq=contact_import.seq), -1)
     ORDER BY contact_import.seq, rejection.row LIMIT ${portionRows}`,
  )
  for (const { import_seq, row, cell } of rejections) note(db, import_seq, row, keysOfCell(cell))
  const lastRows = new Map(rejections.map(({ import_seq, row }) => [import_seq, row]))
  for (const [importSeq, row] of lastRows) markSeen(db, importSeq, row)
  const updates = all<{ row: number; payload: string | null }>(
    db,
    `SELECT rowid AS row, payload FROM inbound_update WHERE rowid > $seen ORDER BY rowid LIMIT ${portionRows / 10}`,
    { seen: seenUpTo(db) },
  )
  for (const { row, payload } of updates)
    if (payload !== null) note(db, ofUpdates, row, keysOfPayload(payload))
  if (updates.length > 0) markSeen(db, ofUpdates, updates.at(-1)!.row)
  return rejections.length < portionRows && updates.length < portionRows / 10
}

/** Lets go of what was read. */
export function forgetLeftovers(db: WritableDatabase): void {
  for (const text of tables) run(db, text)
  run(db, 'DELETE FROM leftover_key')
  run(db, 'DELETE FROM leftover_seen')
}

export interface Leftover {
  readonly import_seq: number
  readonly row: number
}

/** Where one of these keys stands. */
export function findLeftovers(db: ReadableDatabase, keys: readonly string[]): Leftover[] {
  return all<Leftover>(
    db,
    `SELECT DISTINCT import_seq, row FROM json_each($keys) wanted
     CROSS JOIN leftover_key ON leftover_key.key=wanted.value`,
    { keys: JSON.stringify(keys) },
  )
}

function seenUpTo(db: ReadableDatabase): number {
  const seen = one<{ row: number }>(
    db,
    `SELECT row FROM leftover_seen WHERE import_seq=${String(ofUpdates)}`,
  )
  return seen?.row ?? -1
}

function markSeen(db: WritableDatabase, importSeq: number, row: number): void {
  run(db, 'INSERT OR REPLACE INTO leftover_seen (import_seq, row) VALUES ($importSeq, $row)', {
    importSeq,
    row,
  })
}

function note(
  db: WritableDatabase,
  importSeq: number,
  row: number,
  keys: ReadonlySet<string>,
): void {
  if (keys.size > 0)
    run(
      db,
      `INSERT OR IGNORE INTO leftover_key (key, import_seq, row)
       SELECT value, $importSeq, $row FROM json_each($keys)`,
      { keys: JSON.stringify([...keys]), importSeq, row },
    )
}

/** The cell as a whole, and the numbers in it. */
function keysOfCell(cell: string): ReadonlySet<string> {
  const keys = new Set(numbersIn(cell))
  const text = cell.trim().toLowerCase()
  if (text !== '') keys.add(text)
  return keys
}

/** Every text as a whole, what reads as a name in it, and the numbers. */
function keysOfPayload(payload: string): ReadonlySet<string> {
  const keys = new Set(numbersIn(payload))
  for (const [, inside] of payload.matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
    const text = plainText(inside!).trim().toLowerCase()
    if (text !== '' && text.length <= 500) keys.add(text)
    const words = (text.match(/[^\s"，。；：！？（）“”「」<>]+/g) ?? [])
      .map((word) => word.replace(/^[,.;:!?()]+|[,.;:!?()]+$/g, ''))
      .filter((word) => word !== '')
    for (let at = 0; at < Math.min(words.length, maxWordsRead); at += 1) {
      for (let count = 1; count <= maxNameWords; count += 1)
        keys.add(words.slice(at, at + count).join(' '))
      for (const part of hanNames(words[at]!)) keys.add(part)
    }
  }
  return keys
}

function plainText(inside: string): string {
  try {
    return String(JSON.parse(`"${inside}"`))
  } catch {
    return inside
  }
}

/** Chinese puts no space around a name: every two to four characters may be one. */
function hanNames(word: string): string[] {
  const names: string[] = []
  for (const part of word.match(/\p{Script=Han}{2,}/gu) ?? []) {
    const characters = [...part].slice(0, maxWordsRead)
    for (let at = 0; at < characters.length; at += 1)
      for (let count = 2; count <= maxHanName && at + count <= characters.length; count += 1)
        names.push(characters.slice(at, at + count).join(''))
  }
  return names
}

/** Digits of what may be phone numbers, without the zeros that some countries dial in front. */
function numbersIn(text: string): string[] {
  return (text.match(/\d[\d\s().-]{5,}\d/g) ?? []).map((found) =>
    found.replace(/\D/g, '').replace(/^0+/, ''),
  )
}
