import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadableDatabase } from './database.ts'
import { flush } from './flush.ts'
import { translateStoreError } from './store-errors.ts'

export interface Backup {
  readonly fileName: string
  readonly bytes: number
  /** Unix ms. */
  readonly createdAt: number
}

const kept = 10
const named = /^store-\d{8}T\d{9}Z(-\d+)?\.db$/

/**
 * Writes a consistent copy of the store, encrypted with the same key, into `backups/` of the
 * workspace folder, and keeps the newest ten. The copy has its final name only once it is whole
 * and on the disk. Refused inside a transaction.
 *
 * @param now Unix ms; names the file.
 * @throws AppError `disk_full`, `workspace_not_writable`, `store_damaged`.
 */
export function createBackup(db: ReadableDatabase, directory: string, now: number): Backup {
  const folder = join(directory, 'backups')
  const partial = join(folder, 'store.partial')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    rmSync(partial, { force: true })
    // The copy takes over cipher and key of the connection.
    db.prepare('VACUUM INTO ?').run(partial)
    chmodSync(partial, 0o600)
    flush(partial)
    const fileName = freeName(folder, now)
    renameSync(partial, join(folder, fileName))
    flush(folder)
    removeOldest(folder)
    return { fileName, bytes: statSync(join(folder, fileName)).size, createdAt: now }
  } catch (error) {
    rmSync(partial, { force: true })
    throw translateStoreError(error)
  }
}

function freeName(folder: string, now: number): string {
  const moment = new Date(now).toISOString().replaceAll(/[-:.]/g, '')
  let fileName = `store-${moment}.db`
  for (let n = 2; existsSync(join(folder, fileName)); n += 1) fileName = `store-${moment}-${n}.db`
  return fileName
}

function removeOldest(folder: string): void {
  const names = readdirSync(folder).filter((name) => named.test(name))
  names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  for (const name of names.slice(0, -kept)) rmSync(join(folder, name))
}
