import {
  renameSync,
  existsSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openReadableStore, openWritableStore } from '../../../electron/store/open.ts'
import { translateStoreError } from '../../../electron/store/store-errors.ts'
import { killHard, startUntil } from './process.ts'
import { addNotes, countNotes, key, migrations, noteMigration, otherKey } from './store-data.ts'
import { aFolder, codeOf, digests } from './store-folder.ts'

/** A closed store with some sixty pages in one file. */
function aClosedStore(): { directory: string; path: string } {
  const directory = aFolder()
  const db = openWritableStore({ directory, key, migrations })
  addNotes(db, 200)
  db.close()
  return { directory, path: join(directory, 'store.db') }
}

/** Opens and reads everything, as the app would come to it sooner or later. */
function readAll(directory: string): number {
  const db = openWritableStore({ directory, key, migrations })
  try {
    return countNotes(db)
  } catch (error) {
    throw translateStoreError(error)
  } finally {
    db.close()
  }
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

describe('openWritableStore', () => {
  it('makes a private store that a second open finds as it was left', () => {
    const { directory, path } = aClosedStore()
    expect(readAll(directory)).toBe(200)
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('sets the connection up for safety', () => {
    const db = openWritableStore({ directory: aFolder(), key, migrations })
    const setting = (name: string) => db.pragma(name, { simple: true })
    expect({
      journal: setting('journal_mode'),
      synchronous: setting('synchronous'),
      foreignKeys: setting('foreign_keys'),
      trustedSchema: setting('trusted_schema'),
      cellSizeCheck: setting('cell_size_check'),
      tempStore: setting('temp_store'),
    }).toEqual({
      journal: 'wal',
      synchronous: 2,
      foreignKeys: 1,
      trustedSchema: 0,
      cellSizeCheck: 1,
      tempStore: 2,
    })
    db.close()
  })

  it('refuses another key and leaves the file byte for byte as it was', () => {
    const { directory } = aClosedStore()
    const before = digests(directory)
    const options = { directory, key: otherKey, migrations }
    expect(codeOf(() => openWritableStore(options))).toBe('store_wrong_key')
    expect(codeOf(() => openReadableStore(options))).toBe('store_wrong_key')
    expect(digests(directory)).toEqual(before)
    expect(readAll(directory)).toBe(200)
  })

  it('refuses a plain database and leaves it as it was', () => {
    const directory = aFolder()
    const plain = new Database(join(directory, 'store.db'))
    plain.exec('CREATE TABLE note (id INTEGER)')
    plain.close()
    const before = digests(directory)
    expect(codeOf(() => readAll(directory))).toBe('store_wrong_key')
    expect(digests(directory)).toEqual(before)
  })

  it('keeps what a killed writer had committed, also from another key', async () => {
    const directory = aFolder()
    await killHard(await startUntil('write-notes.child.ts', [directory], 'written'))
    expect(existsSync(join(directory, 'store.db-wal'))).toBe(true)
    const before = digests(directory)
    const options = { directory, key: otherKey, migrations }
    expect(codeOf(() => openWritableStore(options))).toBe('store_wrong_key')
    expect(digests(directory)).toEqual(before)
    expect(readAll(directory)).toBe(20)
  })

  it.each([
    ['the header', 100],
    ['the schema', 3000],
    ['the seal of the first page', 4095],
    ['the second page', 5000],
    ['the middle', 120_000],
    ['the last page', -10],
  ])('says that the store is damaged after one flipped byte in %s', (_, at) => {
    const { directory, path } = aClosedStore()
    flip(path, at < 0 ? statSync(path).size + at : at)
    const before = digests(directory)
    expect(codeOf(() => readAll(directory))).toBe('store_damaged')
    expect(digests(directory)).toEqual(before)
  })

  it('opens in spite of a flipped byte in the salt, which holds nothing', () => {
    const { directory, path } = aClosedStore()
    flip(path, 3)
    expect(readAll(directory)).toBe(200)
    flip(path, 3000)
    expect(codeOf(() => readAll(directory))).toBe('store_damaged')
  })

  it.each([0, 10, 100, 4096, 6000, 40_960, 100_001])(
    'says that a store cut to %i bytes is damaged and does not replace it',
    (length) => {
      const { directory, path } = aClosedStore()
      truncateSync(path, length)
      const before = digests(directory)
      expect(codeOf(() => readAll(directory))).toBe('store_damaged')
      expect(digests(directory)).toEqual(before)
    },
  )

  it('does not start an empty store beside the remains of a lost one', () => {
    const { directory, path } = aClosedStore()
    renameSync(path, `${path}-wal`)
    expect(codeOf(() => readAll(directory))).toBe('store_damaged')
  })

  it('refuses a store of a newer version and leaves it as it was', () => {
    const directory = aFolder()
    const newer = { version: 20, name: 'newer', up: () => undefined }
    openWritableStore({ directory, key, migrations: [noteMigration, newer] }).close()
    const before = digests(directory)
    expect(codeOf(() => readAll(directory))).toBe('store_newer_version')
    expect(digests(directory)).toEqual(before)
  })

  it('says that there is no store where none may be made', () => {
    const directory = aFolder()
    const options = { directory, key, migrations, ifMissing: 'refuse' as const }
    expect(codeOf(() => openWritableStore(options))).toBe('workspace_missing')
    expect(codeOf(() => openReadableStore({ directory, key }))).toBe('workspace_missing')
    expect(digests(directory)).toEqual({})
  })

  it('starts over after a kill while the first store was being made', () => {
    const directory = aFolder()
    writeFileSync(join(directory, 'store.db.new'), 'half a store')
    expect(readAll(directory)).toBe(0)
    expect(Object.keys(digests(directory))).toEqual(['store.db'])
  })
})

describe('openReadableStore', () => {
  it('reads while the writer writes, and cannot write', () => {
    const directory = aFolder()
    const writer = openWritableStore({ directory, key, migrations })
    const reader = openReadableStore({ directory, key })
    addNotes(writer, 3)
    expect(countNotes(reader)).toBe(3)
    expect(() => reader.prepare("INSERT INTO note (body) VALUES ('no')").run()).toThrow(/readonly/)
    reader.close()
    writer.close()
  })
})
