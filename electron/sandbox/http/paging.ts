import { GraphFailure } from '../graph-failure.ts'
import type { Call } from './call.ts'

export interface PagingRules<T> {
  readonly keyOf: (item: T) => string
  readonly defaultLimit: number
  readonly maxLimit: number
  /** The code for a cursor that is not (or no longer) good: 131059 for groups. */
  readonly cursorCode: number
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly paging: Readonly<Record<string, unknown>>
}

/** Cuts out the asked-for page. `next` and `previous` are there only if there is more that way. */
export function paginate<T>(items: readonly T[], call: Call, rules: PagingRules<T>): Page<T> {
  const limit = readLimit(call, rules)
  const { start, end } = bounds(items, call, rules, limit)
  const page = items.slice(start, end)
  const [first, last] = [page[0], page.at(-1)]
  if (first === undefined || last === undefined) return { items: [], paging: {} }
  const before = encode(rules.keyOf(first))
  const after = encode(rules.keyOf(last))
  return {
    items: page,
    paging: {
      cursors: { before, after },
      ...(start > 0 ? { previous: pageUrl(call, limit, 'before', before) } : {}),
      ...(end < items.length ? { next: pageUrl(call, limit, 'after', after) } : {}),
    },
  }
}

function bounds<T>(
  items: readonly T[],
  call: Call,
  rules: PagingRules<T>,
  limit: number,
): { start: number; end: number } {
  const after = call.query.get('after')
  const before = call.query.get('before')
  if (before !== null && after === null) {
    const end = find(items, before, rules)
    return { start: Math.max(0, end - limit), end }
  }
  const start = after === null ? 0 : find(items, after, rules) + 1
  return { start, end: Math.min(items.length, start + limit) }
}

function find<T>(items: readonly T[], cursor: string, rules: PagingRules<T>): number {
  const key = Buffer.from(cursor, 'base64url').toString('utf8')
  const position = items.findIndex((item) => rules.keyOf(item) === key)
  if (position < 0) throw new GraphFailure(rules.cursorCode, 'The cursor is invalid or expired.')
  return position
}

function readLimit<T>(call: Call, rules: PagingRules<T>): number {
  const text = call.query.get('limit')
  if (text === null) return rules.defaultLimit
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > rules.maxLimit) {
    throw new GraphFailure(100, `Parameter limit must be from 1 to ${rules.maxLimit}.`)
  }
  return limit
}

function encode(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url')
}

function pageUrl(call: Call, limit: number, side: 'before' | 'after', cursor: string): string {
  const query = new URLSearchParams(call.query)
  query.delete('access_token')
  query.delete(side === 'after' ? 'before' : 'after')
  query.set('limit', String(limit))
  query.set(side, cursor)
  return `${call.baseUrl}${call.path}?${query}`
}
