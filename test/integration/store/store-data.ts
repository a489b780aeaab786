import type { WritableDatabase } from '../../../electron/store/database.ts'
import type { Migration } from '../../../electron/store/migrate.ts'

export const key = new Uint8Array(32).fill(7)
export const otherKey = new Uint8Array(32).fill(8)

export const noteMigration: Migration = {
  version: 10,
  name: 'note',
  up(db) {
    db.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT')
  },
}
export const migrations = [noteMigration]

/** Fills rows, about a kilobyte each. */
export function addNotes(db: WritableDatabase, count: number, body = 'x'.repeat(1000)): void {
  const insert = db.prepare('INSERT INTO note (body) VALUES (?)')
  db.transaction(() => {
    for (let n = 0; n < count; n += 1) insert.run(body)
  })()
}

export function countNotes(db: Pick<WritableDatabase, 'prepare'>): number {
  return Number(db.prepare('SELECT count(*) FROM note WHERE length(body) > 0').pluck().get())
}
