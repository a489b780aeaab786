import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WritableDatabase } from '../../electron/store/database.ts'
import { migrations } from '../../electron/store/migrations/index.ts'
import { openWritableStore } from '../../electron/store/open.ts'

export interface TestStore {
  readonly db: WritableDatabase
  readonly directory: string
  readonly key: Uint8Array
  close(): void
}

/** A real, encrypted store in a folder of its own, removed by `close`. */
export function openTestStore(): TestStore {
  const directory = mkdtempSync(join(tmpdir(), 'groupkeeper-test-'))
  const key = randomBytes(32)
  const db = openWritableStore({ directory, key, migrations })
  return {
    db,
    directory,
    key,
    close() {
      db.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Ids that sort in the order in which they were made, as UUIDv7 does. */
export function countingIds(): () => string {
  const suffix = randomUUID().slice(24)
  let count = 0
  return () => {
    count += 1
    const hex = count.toString(16).padStart(12, '0')
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${suffix}`
  }
}
