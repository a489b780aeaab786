import { createHmac } from 'node:crypto'
import { chmodSync, closeSync, existsSync, openSync, readSync } from 'node:fs'
import { renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../shared/errors.ts'
import { createBackup } from './backup.ts'
import type { Backup } from './backup.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { flush } from './flush.ts'
import { checkVersion, migrate, schemaVersion } from './migrate.ts'
import type { Migration } from './migrate.ts'
import { isNotADatabase, storeError, translateStoreError } from './store-errors.ts'

export const storeFileName = 'store.db'

interface StoreOptions {
  /** The workspace folder; it exists. */
  readonly directory: string
  /** The data key: 32 bytes. */
  readonly key: Uint8Array
}

export interface WritableStoreOptions extends StoreOptions {
  readonly migrations: readonly Migration[]
  /** What to do where the folder has no store. Once a workspace has been set up, `refuse`. */
  readonly ifMissing?: 'create' | 'refuse'
  /** Told of the copy that is made before an older schema is brought up to date. */
  readonly onBackup?: (backup: Backup) => void
  /** Unix ms. */
  readonly now?: () => number
}

const saltBytes = 16

/**
 * Opens the workspace's store for the writer, makes it where there is none, and migrates it. A file
 * that the key does not open, that is damaged or that is newer is left byte for byte as it is.
 *
 * @throws AppError `store_wrong_key`, `store_damaged`, `store_newer_version`, `disk_full`,
 * `workspace_not_writable`, `workspace_in_use`, `workspace_missing`.
 */
export function openWritableStore(options: WritableStoreOptions): WritableDatabase {
  const { directory, key, migrations } = options
  const path = join(directory, storeFileName)
  return translated(() => {
    if (!existsSync(path)) create(path, options)
    inspect(path, key, migrations)
    return opened(connect(path, key, 'write'), path, key, (db) => {
      configureWriter(db)
      migrate(db, migrations, () => {
        const backup = createBackup(db, directory, (options.now ?? Date.now)())
        options.onBackup?.(backup)
      })
    })
  })
}

/**
 * Opens the store read-only; the writer has opened it before, and so has migrated it.
 *
 * @throws AppError `workspace_missing`, `store_wrong_key`, `store_damaged`.
 */
export function openReadableStore({ directory, key }: StoreOptions): ReadableDatabase {
  const path = join(directory, storeFileName)
  return translated(() => {
    if (!existsSync(path)) throw storeError('workspace_missing')
    return opened(connect(path, key, 'read'), path, key, configure)
  })
}

/** Writes what the log holds back into the store, from another thread than the writer's. */
export interface Checkpointer {
  /** Returns how many pages the log holds, those written back included. */
  checkpoint(): number
  close(): void
}

/**
 * Opens the store for nothing but that. It waits for nobody and holds nobody up: what cannot be written
 * back now is left for the next time.
 *
 * @throws AppError `workspace_missing`, `store_wrong_key`, `store_damaged`.
 */
export function openCheckpointer({ directory, key }: StoreOptions): Checkpointer {
  const path = join(directory, storeFileName)
  return translated(() => {
    if (!existsSync(path)) throw storeError('workspace_missing')
    const db = opened(connect(path, key, 'write'), path, key, configure)
    db.pragma('cache_size = -1024')
    return {
      checkpoint() {
        const [row] = db.pragma('wal_checkpoint(PASSIVE)') as { readonly log: number }[]
        return row?.log ?? 0
      },
      close: () => db.close(),
    }
  })
}

/**
 * How far the log may grow before the writer itself writes it back, in pages: while another thread does
 * so, no further than what would take seconds to read after a crash; else as at start. The file keeps
 * the size that it will need again.
 */
export function setCheckpointAfter(db: WritableDatabase, who: 'writer' | 'other'): void {
  const [pages, bytes] =
    who === 'writer' ? [usualLogPages, usualLogBytes] : [usualLogPages * 32, usualLogBytes * 6]
  db.pragma(`wal_autocheckpoint = ${String(pages)}`)
  db.pragma(`journal_size_limit = ${String(bytes)}`)
}

const usualLogPages = 4000
const usualLogBytes = 64 * 1024 * 1024

/** The file gets its name once it is whole, so a store of zero bytes is always a damaged one. */
function create(path: string, options: WritableStoreOptions): void {
  if (options.ifMissing === 'refuse') throw storeError('workspace_missing')
  if (existsSync(`${path}-wal`)) throw storeError('store_damaged')
  const fresh = `${path}.new`
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(fresh + suffix, { force: true })
  const db = connect(fresh, options.key, 'create')
  try {
    configureWriter(db)
    migrate(db, options.migrations)
  } finally {
    db.close()
  }
  chmodSync(fresh, 0o600)
  renameSync(fresh, path)
  flush(options.directory)
}

/** Looks at an existing file through a connection that cannot write, before one that can. */
function inspect(path: string, key: Uint8Array, migrations: readonly Migration[]): void {
  const probe = opened(connect(path, key, 'read'), path, key, (db) => {
    checkVersion(schemaVersion(db), migrations)
  })
  probe.close()
}

function connect(
  path: string,
  key: Uint8Array,
  purpose: 'create' | 'write' | 'read',
): WritableDatabase {
  if (key.length !== 32) throw new Error('The data key has 32 bytes')
  const db = new Database(path, {
    readonly: purpose === 'read',
    fileMustExist: purpose !== 'create',
    timeout: 5000,
  })
  const salt = purpose === 'create' ? fingerprint(key).toString('hex') : ''
  db.pragma("cipher = 'aegis'")
  // the file does not record which one, so a driver with another default could not read it
  db.pragma("algorithm = 'aegis-256'")
  db.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}${salt}'`)
  return db as unknown as WritableDatabase
}

/** Proves key and header with a first read, then prepares the connection; closes it on failure. */
function opened(
  db: WritableDatabase,
  path: string,
  key: Uint8Array,
  prepare: (db: WritableDatabase) => void,
): WritableDatabase {
  try {
    if (statSync(path).size === 0) throw storeError('store_damaged')
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    prepare(db)
    return db
  } catch (error) {
    db.close()
    if (isNotADatabase(error)) {
      throw storeError(isMadeWith(path, key) ? 'store_damaged' : 'store_wrong_key', error)
    }
    throw error
  }
}

function configure(db: WritableDatabase): void {
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  // Sorting must not spill to a file: a temporary file would hold plain text.
  db.pragma('temp_store = MEMORY')
  db.pragma('mmap_size = 0')
  db.pragma('cache_size = -65536')
}

function configureWriter(db: WritableDatabase): void {
  configure(db)
  if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
    throw storeError('workspace_not_writable')
  }
  db.pragma('synchronous = FULL')
  // holds what an import touches before it commits: a page that has to go out earlier is written twice
  db.pragma('cache_size = -81920')
  // What is deleted is overwritten, in pages that become free, too: no later reader of the key finds it.
  db.pragma('secure_delete = ON')
  // Updates touch pages all over the file: written back in fours of the usual portions, the same page
  // is encrypted and written far less often. 16 MiB at most are read again after a crash.
  setCheckpointAfter(db, 'writer')
  // The driver opens a write-protected file read-only without a word; this makes it say so.
  db.exec('BEGIN IMMEDIATE; ROLLBACK')
}

/**
 * The first 16 bytes of the file are a salt that a raw key leaves unused. They are derived from the
 * key, so they tell a wrong key from a damaged first page, which the driver reports alike.
 *
 * Source: SQLite3 Multiple Ciphers, "AEGIS", file layout.
 */
function fingerprint(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('groupkeeper store').digest().subarray(0, saltBytes)
}

/**
 * Half of the bytes are enough: a file of another key never matches as many by chance. Only for a
 * file that did not open: closing the handle would drop the locks of an open connection.
 */
function isMadeWith(path: string, key: Uint8Array): boolean {
  const head = readHead(path)
  if (head.length < saltBytes) return true
  const expected = fingerprint(key)
  return head.filter((byte, at) => byte === expected[at]).length >= saltBytes / 2
}

function readHead(path: string): Buffer {
  const head = Buffer.alloc(saltBytes)
  const file = openSync(path, 'r')
  try {
    return head.subarray(0, readSync(file, head, 0, saltBytes, 0))
  } finally {
    closeSync(file)
  }
}

function translated<T>(action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw error instanceof AppError ? error : translateStoreError(error)
  }
}
