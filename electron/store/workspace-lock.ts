import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { storeError, translateStoreError } from './store-errors.ts'

export interface WorkspaceLock {
  /** Lets the next instance in. Calling it again does nothing. */
  release(): void
}

/** Keeps the connections reachable: one that is garbage collected gives up its lock. */
const held = new Set<Database.Database>()

/**
 * Claims the workspace folder for this instance until `release` or the end of the process, however
 * it ends. The claim is an exclusive transaction on an empty SQLite file, so it is a lock of the
 * operating system and never goes stale; two instances in one process exclude each other too.
 *
 * Nothing else may open `workspace.lock` in this process: closing any handle of a file drops all
 * POSIX locks that the process has on it (SQLite, "How To Corrupt An SQLite Database File", 2.2).
 *
 * @throws AppError `workspace_in_use`, `workspace_missing`, `workspace_not_writable`.
 */
export function lockWorkspace(directory: string): WorkspaceLock {
  if (!existsSync(directory)) throw storeError('workspace_missing')
  let db: Database.Database | undefined
  try {
    db = new Database(join(directory, 'workspace.lock'), { timeout: 0 })
    // nothing is written, so no journal is needed in the folder either
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db?.close()
    throw translateStoreError(error)
  }
  const lock = db
  held.add(lock)
  return {
    release() {
      held.delete(lock)
      lock.close()
    },
  }
}
