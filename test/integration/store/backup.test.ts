import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBackup } from '../../../electron/store/backup.ts'
import { openReadableStore, openWritableStore } from '../../../electron/store/open.ts'
import { addNotes, countNotes, key, migrations, otherKey } from './store-data.ts'
import { aFolder, codeOf } from './store-folder.ts'

const now = Date.UTC(2026, 2, 1, 9, 30)

/** The backup's file as the store of a folder of its own. */
function restored(directory: string, fileName: string): string {
  const folder = aFolder()
  copyFileSync(join(directory, 'backups', fileName), join(folder, 'store.db'))
  return folder
}

describe('createBackup', () => {
  it('writes a copy that opens with the same key and no other', () => {
    const directory = aFolder()
    const db = openWritableStore({ directory, key, migrations })
    addNotes(db, 50)
    const backup = createBackup(db, directory, now)
    addNotes(db, 1)
    const copy = restored(directory, backup.fileName)
    expect(backup).toEqual({
      fileName: 'store-20260301T093000000Z.db',
      bytes: expect.any(Number),
      createdAt: now,
    })
    expect(codeOf(() => openReadableStore({ directory: copy, key: otherKey }))).toBe(
      'store_wrong_key',
    )
    const reopened = openWritableStore({ directory: copy, key, migrations })
    expect(countNotes(reopened)).toBe(50)
    reopened.close()
    db.close()
  })

  it('keeps the newest ten, two of one moment apart, and the files of others', () => {
    const directory = aFolder()
    const db = openWritableStore({ directory, key, migrations })
    mkdirSync(join(directory, 'backups'))
    writeFileSync(join(directory, 'backups', 'my own copy.db'), '')
    for (let n = 0; n < 11; n += 1) createBackup(db, directory, now + n)
    createBackup(db, directory, now + 10)
    db.close()
    const names = readdirSync(join(directory, 'backups')).sort()
    expect(names).toHaveLength(11)
    expect(names).toContain('my own copy.db')
    expect(names).toContain('store-20260301T093000010Z-2.db')
    expect(names).not.toContain('store-20260301T093000001Z.db')
    expect(names).toContain('store-20260301T093000002Z.db')
  })
})

describe('the files of a workspace', () => {
  it('hold nothing that can be read without the key, log and backup included', () => {
    const directory = aFolder()
    const needles = ['+15550100', 'Lucy Marigold', 'see you at nine', 'EAAtoken']
    const db = openWritableStore({ directory, key, migrations })
    for (const needle of needles) addNotes(db, 60, `${needle} `.repeat(40))
    db.pragma('wal_checkpoint(PASSIVE)')
    for (const needle of needles) addNotes(db, 60, `${needle} `.repeat(40))
    db.prepare('SELECT body FROM note ORDER BY body DESC, id').all()
    createBackup(db, directory, now)
    const files = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
    expect(files.length).toBeGreaterThanOrEqual(4)
    for (const file of files) {
      const bytes = readFileSync(file)
      for (const needle of [...needles, 'CREATE TABLE', 'SQLite format']) {
        expect(bytes.includes(needle), `${needle} in ${file}`).toBe(false)
      }
    }
    db.close()
  })
})
