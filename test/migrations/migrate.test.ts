import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Backup } from '../../electron/store/backup.ts'
import type { ReadableDatabase } from '../../electron/store/database.ts'
import { schemaVersion } from '../../electron/store/migrate.ts'
import type { Migration } from '../../electron/store/migrate.ts'
import { migrations as released } from '../../electron/store/migrations/index.ts'
import { openReadableStore, openWritableStore } from '../../electron/store/open.ts'
import { killHard, startUntil } from '../integration/store/process.ts'
import { addNotes, countNotes, key, noteMigration } from '../integration/store/store-data.ts'
import { aFolder, codeOf } from '../integration/store/store-folder.ts'

const titleMigration: Migration = {
  version: 20,
  name: 'title',
  up(db) {
    db.exec("ALTER TABLE note ADD COLUMN title TEXT NOT NULL DEFAULT ''")
  },
}

function schemaOf(db: ReadableDatabase): unknown[] {
  return db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
}

describe('migrations', () => {
  it('give an upgraded store the schema of a fresh one, and keep its rows', () => {
    const directory = aFolder()
    const old = openWritableStore({ directory, key, migrations: [noteMigration] })
    addNotes(old, 5)
    old.close()
    const both = [noteMigration, titleMigration]
    const upgraded = openWritableStore({ directory, key, migrations: both })
    const fresh = openWritableStore({ directory: aFolder(), key, migrations: both })
    expect(schemaOf(upgraded)).toEqual(schemaOf(fresh))
    expect([schemaVersion(upgraded), countNotes(upgraded)]).toEqual([20, 5])
    upgraded.close()
    fresh.close()
  })

  it('make one backup before an older store is altered, and none otherwise', () => {
    const directory = aFolder()
    const backups: Backup[] = []
    const open = (migrations: Migration[]) =>
      openWritableStore({ directory, key, migrations, onBackup: (made) => backups.push(made) })
    const first = open([noteMigration])
    addNotes(first, 5)
    first.close()
    open([noteMigration]).close()
    expect(backups).toEqual([])
    open([noteMigration, titleMigration, { ...titleMigration, version: 30, up: () => {} }]).close()
    expect(readdirSync(join(directory, 'backups'))).toEqual(backups.map((made) => made.fileName))
    const copy = aFolder()
    copyFileSync(join(directory, 'backups', backups[0]?.fileName ?? ''), join(copy, 'store.db'))
    const restored = openWritableStore({ directory: copy, key, migrations: [noteMigration] })
    expect(countNotes(restored)).toBe(5)
    restored.close()
  })

  it('leave the old version whole when the process is killed in the middle', async () => {
    const directory = aFolder()
    const old = openWritableStore({ directory, key, migrations: [noteMigration] })
    addNotes(old, 3000)
    old.close()
    const script = '../../migrations/slow-migration.child.ts'
    await killHard(await startUntil(script, [directory], 'inside'))
    const after = openWritableStore({ directory, key, migrations: [noteMigration] })
    expect(schemaVersion(after)).toBe(10)
    expect(after.prepare("SELECT count(*) FROM note WHERE body = 'half done'").pluck().get()).toBe(
      0,
    )
    expect(countNotes(after)).toBe(3000)
    expect(after.pragma('integrity_check', { simple: true })).toBe('ok')
    after.close()
    openWritableStore({ directory, key, migrations: [noteMigration, titleMigration] }).close()
  })

  it('leave the old version whole when a step fails, also by a broken reference', () => {
    const directory = aFolder()
    openWritableStore({ directory, key, migrations: [noteMigration] }).close()
    const failing: Migration = {
      version: 20,
      name: 'failing',
      up(db) {
        db.exec(`CREATE TABLE tag (note_id INTEGER NOT NULL REFERENCES note(id)) STRICT;
          INSERT INTO tag VALUES (99)`)
      },
    }
    expect(() =>
      openWritableStore({ directory, key, migrations: [noteMigration, failing] }),
    ).toThrow('Migration 20 leaves 1 broken references')
    const db = openWritableStore({ directory, key, migrations: [noteMigration] })
    expect(schemaOf(db)).toHaveLength(1)
    db.close()
  })

  it('refuse a store of a version that this app does not know', () => {
    const directory = aFolder()
    openWritableStore({ directory, key, migrations: [noteMigration, titleMigration] }).close()
    const skipping = [noteMigration, { ...titleMigration, version: 30 }]
    expect(codeOf(() => openWritableStore({ directory, key, migrations: skipping }))).toBe(
      'store_newer_version',
    )
  })

  it.each([
    ['twice the same', [10, 10]],
    ['falling', [20, 10]],
    ['not by tens', [10, 15]],
    ['zero', [0]],
  ])('are refused when numbered wrongly: %s', (_, versions) => {
    const wrong = versions.map((version) => ({ ...noteMigration, version }))
    expect(() => openWritableStore({ directory: aFolder(), key, migrations: wrong })).toThrow(
      /is not the next ten/,
    )
  })

  it('released so far make a sound schema', () => {
    const directory = aFolder()
    const db = openWritableStore({ directory, key, migrations: released })
    expect(schemaVersion(db)).toBe(released.at(-1)?.version)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const tables = db
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
      .pluck()
      .all()
    const lax = db
      .prepare(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict
         AND name NOT LIKE 'sqlite_%'`,
      )
      .pluck()
      .all()
    expect(tables.length).toBeGreaterThan(1)
    expect(lax).toEqual([])
    db.close()
    openReadableStore({ directory, key }).close()
  })
})
