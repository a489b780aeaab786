import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { ReadableDatabase, WritableDatabase } from '../../electron/store/database.ts'

/** The same file, page by page, decrypted by the driver itself; its path. */
export function copyPlain(folder: string, key: Uint8Array): string {
  const path = join(folder, 'plain.db')
  copyFileSync(join(folder, 'store.db'), path)
  const copy = new Database(path)
  copy.pragma("cipher = 'aegis'")
  copy.pragma("algorithm = 'aegis-256'")
  copy.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`)
  copy.pragma('journal_mode = DELETE')
  copy.pragma("rekey = ''")
  copy.close()
  return path
}

/** Opens it with the cache and the care for what is written that the model has. */
export function openPlain(path: string, model: ReadableDatabase): WritableDatabase {
  const db = new Database(path) as unknown as WritableDatabase
  for (const name of [
    'temp_store',
    'mmap_size',
    'cache_size',
    'journal_mode',
    'synchronous',
    'secure_delete',
  ])
    db.pragma(`${name} = ${String(model.pragma(name, { simple: true }))}`)
  return db
}
