import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBackup } from '../../../electron/store/backup.ts'
import { openReadableStore, openWritableStore } from '../../../electron/store/open.ts'
import { translateStoreError } from '../../../electron/store/store-errors.ts'
import { lockWorkspace } from '../../../electron/store/workspace-lock.ts'
import { addNotes, countNotes, key, migrations } from './store-data.ts'
import { aFolder, aMount, canMount, codeOf, mountNote } from './store-folder.ts'

const mountable = canMount()

function translated(action: () => unknown): () => unknown {
  return () => {
    try {
      return action()
    } catch (error) {
      throw translateStoreError(error)
    }
  }
}

describe('a full disk', () => {
  it('refuses the write that does not fit and keeps everything before it', ({ skip }) => {
    skip(!mountable, mountNote)
    const directory = aFolder()
    aMount(directory, '2m')
    const db = openWritableStore({ directory, key, migrations })
    addNotes(db, 100)
    const tooMuch = translated(() => addNotes(db, 5000))
    expect(codeOf(tooMuch)).toBe('disk_full')
    expect(countNotes(db)).toBe(100)
    db.close()
    const again = openWritableStore({ directory, key, migrations })
    expect(countNotes(again)).toBe(100)
    addNotes(again, 1)
    again.close()
  })

  it('refuses a commit when the log, held back by a reader, fills the disk', ({ skip }) => {
    skip(!mountable, mountNote)
    const directory = aFolder()
    aMount(directory, '3m')
    const db = openWritableStore({ directory, key, migrations })
    addNotes(db, 10)
    const reader = openReadableStore({ directory, key })
    const rows = reader.prepare('SELECT * FROM note').iterate()
    rows.next()
    let committed = 10
    const fill = translated(() => {
      for (; committed < 10_000; committed += 10) addNotes(db, 10)
    })
    expect(codeOf(fill)).toBe('disk_full')
    rows.return?.()
    reader.close()
    expect(countNotes(db)).toBe(committed)
    db.close()
    const again = openWritableStore({ directory, key, migrations })
    expect(countNotes(again)).toBe(committed)
    again.close()
  })

  it('leaves no half backup', ({ skip }) => {
    skip(!mountable, mountNote)
    const directory = aFolder()
    aMount(directory, '3m')
    const db = openWritableStore({ directory, key, migrations })
    for (let round = 0; round < 2; round += 1) {
      addNotes(db, 700)
      db.pragma('wal_checkpoint(TRUNCATE)')
    }
    expect(codeOf(() => createBackup(db, directory, 0))).toBe('disk_full')
    expect(readdirSync(join(directory, 'backups'))).toEqual([])
    db.close()
  })

  it('refuses to make a store where there is no room, and leaves none', ({ skip }) => {
    skip(!mountable, mountNote)
    const directory = aFolder()
    aMount(directory, '8k')
    expect(codeOf(() => openWritableStore({ directory, key, migrations }))).toBe('disk_full')
    expect(existsSync(join(directory, 'store.db'))).toBe(false)
  })
})

describe('a folder that cannot be written', () => {
  it('is refused, with a store in it or without', ({ skip }) => {
    skip(!mountable, mountNote)
    const directory = aFolder()
    const { protect } = aMount(directory, '2m')
    openWritableStore({ directory, key, migrations }).close()
    protect()
    const open = () => openWritableStore({ directory, key, migrations })
    expect(codeOf(open)).toBe('workspace_not_writable')
    expect(codeOf(() => lockWorkspace(directory))).toBe('workspace_not_writable')
    const empty = aFolder()
    aMount(empty, '2m').protect()
    const create = () => openWritableStore({ directory: empty, key, migrations })
    expect(codeOf(create)).toBe('workspace_not_writable')
  })
})
