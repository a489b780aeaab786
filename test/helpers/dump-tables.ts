import type { ReadableDatabase } from '../../electron/store/database.ts'
import { all } from '../../electron/store/statement.ts'

/** Every row of every table but these, sorted, so that two states of a store can be compared. */
export function dumpTables(
  db: ReadableDatabase,
  without: readonly string[] = [],
): Record<string, string[]> {
  const tables = all<{ name: string }>(
    db,
    `SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%'
       AND name NOT LIKE 'contact_search%' ORDER BY name`,
  )
  return Object.fromEntries(
    tables
      .filter(({ name }) => !without.includes(name))
      .map(({ name }) => [
        name,
        all(db, `SELECT * FROM "${name}"`)
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
  )
}
