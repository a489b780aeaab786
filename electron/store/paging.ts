import { AppError } from '../../shared/errors.ts'

type Key = string | number | null

/** Opaque cursor of a keyset page: the sort key of its last row. */
export function encodeCursor(key: readonly Key[]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url')
}

/** Reads a cursor back; one that was not made here is bad input, not a crash. */
export function decodeCursor(cursor: string, length: number): Key[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key) && key.length === length && key.every(isKey)) return key
  } catch {
    // falls through to the refusal below: the cause is the same for the caller
  }
  throw new AppError('invalid_input', {
    field: 'cursor',
    message: 'The cursor is not one of this list. Start again from the first page.',
  })
}

function isKey(value: unknown): value is Key {
  return value === null || typeof value === 'string' || typeof value === 'number'
}

/**
 * Cuts one row more than the page holds into a page. `keyOf` gives the sort key that the next page
 * starts after.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  total: number,
  keyOf: (row: Row) => readonly Key[],
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null; total: number } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
    total,
  }
}
