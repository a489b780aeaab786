import type Database from 'better-sqlite3'

/** A prepared statement. Its rows are `unknown`; who wrote the SQL says what they are. */
export type Statement = Database.Statement<unknown[], unknown>

declare const readable: unique symbol
declare const writable: unique symbol

/** A connection that queries are given. The brand keeps an unopened or foreign handle out. */
export interface ReadableDatabase extends Pick<
  Database.Database,
  'prepare' | 'pragma' | 'transaction' | 'inTransaction' | 'open' | 'name' | 'close'
> {
  readonly [readable]: true
}

/** The one connection that commands are given; everything that reads accepts it as well. */
export interface WritableDatabase extends ReadableDatabase, Pick<Database.Database, 'exec'> {
  readonly [writable]: true
}
