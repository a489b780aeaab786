import type { WritableDatabase } from '../../store/database.ts'

/**
 * Portions of an import in one transaction. Customers lie all over the indexes: a page that several
 * portions touch is encrypted, logged and written back once. Whoever else is to write commits first.
 */
export interface PortionGroup {
  /** Writes a portion; one that fails leaves nothing behind, and those before it stay. */
  write(rows: number, work: () => void): void
  /**
   * Writes a portion without a net: one that fails takes all that is not committed with it, and no foreign
   * key is looked up, so what the rows refer to has to stand.
   */
  writeBare(rows: number, work: () => void): void
  /** Whether it is time to commit. */
  isDue(): boolean
  /** Returns whether there was something to commit. Where it cannot be done, all of it is undone. */
  commit(): boolean
}

/** What a commit may take, so that calls are answered in between. */
const commitMs = 110
/** Longest time that rows wait for others, so that they are soon seen and little is read again. */
const longestMs = 1500
const [fewestRows, mostRows] = [2000, 40_000]

/** @param overdue Called when rows have waited long and no portion comes that would end it. */
export function createPortionGroup(db: WritableDatabase, overdue: () => void): PortionGroup {
  let openSince: number | null = null
  let isBare = false
  let rows = 0
  let rowsToCommit = fewestRows * 2
  let timer: NodeJS.Timeout | undefined

  function begin(bare: boolean): void {
    if (openSince !== null && bare !== isBare) commit()
    if (openSince !== null) return
    // What a power cut takes back, the position takes back with it.
    db.pragma('synchronous = NORMAL')
    if (bare) db.pragma('foreign_keys = OFF')
    isBare = bare
    try {
      db.exec('BEGIN IMMEDIATE')
    } catch (error) {
      restore()
      throw error
    }
    openSince = performance.now()
    rows = 0
    timer = setTimeout(overdue, longestMs)
  }

  /** Leaves the connection as it was before the group. */
  function restore(): void {
    if (isBare) db.pragma('foreign_keys = ON')
    db.pragma('synchronous = FULL')
  }

  /** Undoes what is not committed. */
  function end(): void {
    openSince = null
    clearTimeout(timer)
    if (db.inTransaction) db.exec('ROLLBACK')
    restore()
  }

  function commit(): boolean {
    if (openSince === null) return false
    const startedAt = performance.now()
    try {
      // a full disk may have undone all of it already, and was told to who wrote
      if (db.inTransaction) db.exec('COMMIT')
    } finally {
      end()
    }
    const took = Math.max(1, performance.now() - startedAt)
    const fitting = (rowsToCommit * 2 + (rows * commitMs) / took) / 3
    rowsToCommit = Math.round(Math.min(mostRows, Math.max(fewestRows, fitting)))
    return true
  }

  return {
    write(count, work) {
      begin(false)
      db.transaction(work)()
      rows += count
    },
    writeBare(count, work) {
      begin(true)
      try {
        work()
      } catch (error) {
        end()
        throw error
      }
      rows += count
    },
    isDue: () =>
      openSince !== null && (rows >= rowsToCommit || performance.now() - openSince >= longestMs),
    commit,
  }
}
