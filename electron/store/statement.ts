import type { ReadableDatabase, Statement } from './database.ts'

const cache = new WeakMap<object, Map<string, Statement>>()

/**
 * A prepared statement, compiled once per connection. The text is always a constant: values go in as
 * parameters, so the cache stays as small as the code.
 */
export function statement(db: ReadableDatabase, text: string): Statement {
  let statements = cache.get(db)
  if (!statements) cache.set(db, (statements = new Map()))
  let prepared = statements.get(text)
  if (!prepared) statements.set(text, (prepared = db.prepare(text)))
  return prepared
}

type Parameters = Record<string, string | number | Uint8Array | null>

/** First row, or undefined. Row types are the caller's claim about its own SQL. */
export function one<Row>(
  db: ReadableDatabase,
  text: string,
  parameters: Parameters = {},
): Row | undefined {
  return statement(db, text).get(parameters) as Row | undefined
}

export function all<Row>(db: ReadableDatabase, text: string, parameters: Parameters = {}): Row[] {
  return statement(db, text).all(parameters) as Row[]
}

/** Runs a writing statement; returns the number of rows it touched. */
export function run(db: ReadableDatabase, text: string, parameters: Parameters = {}): number {
  return statement(db, text).run(parameters).changes
}
