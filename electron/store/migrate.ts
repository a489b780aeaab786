import type { WritableDatabase } from './database.ts'
import { storeError } from './store-errors.ts'

/** One released step of the schema. Numbered in tens; a released one never changes. */
export interface Migration {
  readonly version: number
  readonly name: string
  up(db: WritableDatabase): void
}

/** What `user_version` is once every migration has run. */
export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0
}

/** The schema's version; 0 is a file in which no migration has run. */
export function schemaVersion(db: Pick<WritableDatabase, 'pragma'>): number {
  return Number(db.pragma('user_version', { simple: true }))
}

/** Refuses a file whose version this list does not contain: another, newer app wrote it. */
export function checkVersion(version: number, migrations: readonly Migration[]): void {
  if (version === 0 || migrations.some((migration) => migration.version === version)) return
  throw storeError('store_newer_version')
}

/**
 * Brings the schema to the newest version, each step in a transaction of its own that also moves
 * `user_version`, so a kill at any moment leaves one whole version.
 *
 * @param beforeFirst runs before the first step when the file holds data of an older version.
 */
export function migrate(
  db: WritableDatabase,
  migrations: readonly Migration[],
  beforeFirst: () => void = () => undefined,
): void {
  checkOrder(migrations)
  const version = schemaVersion(db)
  checkVersion(version, migrations)
  const pending = migrations.filter((migration) => migration.version > version)
  if (pending.length === 0) return
  if (version > 0) beforeFirst()
  // A table can only be rebuilt with the checks off, and the switch has no effect inside a
  // transaction; each step ends with a check of its own instead.
  db.pragma('foreign_keys = OFF')
  try {
    for (const migration of pending) run(db, migration)
  } finally {
    db.pragma('foreign_keys = ON')
  }
}

function run(db: WritableDatabase, migration: Migration): void {
  const step = db.transaction(() => {
    migration.up(db)
    const broken = db.pragma('foreign_key_check')
    if (Array.isArray(broken) && broken.length > 0) {
      throw new Error(`Migration ${migration.version} leaves ${broken.length} broken references`)
    }
    db.pragma(`user_version = ${migration.version}`)
  })
  step.immediate()
}

function checkOrder(migrations: readonly Migration[]): void {
  let last = 0
  for (const { version, name } of migrations) {
    if (!Number.isInteger(version) || version <= last || version % 10 !== 0) {
      throw new Error(`Migration ${version} (${name}) is not the next ten after ${last}`)
    }
    last = version
  }
}
