import type { Contact, ContactFilter } from '../../shared/domain/contacts.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import { compileFilter, findFew, type CompiledFilter } from './contact-filter.ts'
import { contactsBySeq } from './contact-row.ts'
import type { ReadableDatabase } from './database.ts'
import { decodeCursor, encodeCursor } from './paging.ts'
import { all, one } from './statement.ts'

type Sort = ParsedInput<'contacts.list'>['sort']

/** One stretch of a sorted list, walked along one index. */
interface Stretch {
  readonly index: string
  /** What holds for all rows of the stretch. */
  readonly where: string
  /** Columns that the stretch is sorted by, before `seq`. */
  readonly key: readonly string[]
}

const bySeq = { index: 'NOT INDEXED', where: '1', key: [] }
const withoutOrders: Stretch = {
  index: 'INDEXED BY contact_by_order_count',
  where: 'order_count = 0',
  key: [],
}

/** Every sort as its stretches: what has a value, then, in either direction, what has none. */
const stretches: Readonly<Record<Sort, readonly Stretch[]>> = {
  name: [{ index: 'INDEXED BY contact_by_name', where: '1', key: ['sort_name'] }],
  // seq grows with every contact that is made
  created: [bySeq],
  lastSeen: [
    {
      index: 'INDEXED BY contact_by_last_seen',
      where: 'last_seen_at IS NOT NULL',
      key: ['last_seen_at'],
    },
    { index: 'INDEXED BY contact_by_last_seen', where: 'last_seen_at IS NULL', key: [] },
  ],
  country: [
    {
      index: 'INDEXED BY contact_by_country',
      where: 'country IS NOT NULL',
      key: ['country'],
    },
    { index: 'INDEXED BY contact_by_country', where: 'country IS NULL', key: [] },
  ],
  orders: [{ index: 'INDEXED BY contact_by_order_count', where: '1', key: ['order_count'] }],
  spent: [
    { index: 'INDEXED BY contact_by_order_total', where: 'order_count > 0', key: ['order_total'] },
    withoutOrders,
  ],
  lastOrder: [
    { index: 'INDEXED BY contact_by_last_order', where: 'order_count > 0', key: ['last_order_at'] },
    withoutOrders,
  ],
}

/**
 * So many contacts are read and sorted within a few milliseconds; where more match, a page is found
 * sooner by walking the list in its order.
 */
const fewEnough = 5000

interface KeyRow {
  readonly seq: number
  readonly key0: string | number | null
  readonly key1: string | number | null
}

interface Walk {
  readonly filter: CompiledFilter
  /** All that match, where they are few. */
  readonly found: string | null
  readonly isDescending: boolean
}

/**
 * A keyset page of contacts. Those in the bin and those that were anonymised are not in it.
 *
 * @param few Where more match, the list is walked in its order.
 * @throws AppError `invalid_input` for a cursor of another list, `not_found` as `compileFilter`.
 */
export function listContacts(
  db: ReadableDatabase,
  input: ParsedInput<'contacts.list'>,
  few = fewEnough,
  now?: number,
): { items: Contact[]; nextCursor: string | null } {
  const filter = compileFilter(db, input, now)
  const matching = findFew(db, filter, few)
  const walk: Walk = {
    filter,
    found: matching && JSON.stringify(matching),
    isDescending: input.descending,
  }
  const from = input.cursor ? decodeCursor(input.cursor, 4) : [0, null, null, null]
  const after =
    from[3] === null ? null : { key0: from[1] ?? null, key1: from[2] ?? null, seq: Number(from[3]) }
  const found: (KeyRow & { at: number })[] = []
  stretches[input.sort].forEach((stretch, at) => {
    const missing = input.limit + 1 - found.length
    if (at < Number(from[0]) || missing <= 0) return
    const rows = walkStretch(db, walk, stretch, at === from[0] ? after : null, missing)
    found.push(...rows.map((row) => ({ ...row, at })))
  })
  const page = found.slice(0, input.limit)
  const last = page.at(-1)
  const seqs = page.map((row) => row.seq)
  return {
    items: contactsBySeq(db, seqs),
    nextCursor:
      last && found.length > input.limit
        ? encodeCursor([last.at, last.key0, last.key1, last.seq])
        : null,
  }
}

function walkStretch(
  db: ReadableDatabase,
  { filter, found, isDescending }: Walk,
  { index, where, key }: Stretch,
  after: KeyRow | null,
  limit: number,
): KeyRow[] {
  const [comparison, order] = isDescending ? ['<', 'DESC'] : ['>', 'ASC']
  const columns = [...key, 'contact.seq']
  const conditions =
    found === null
      ? [where, 'is_listed=1', ...filter.parts.map((part) => part.condition)]
      : [where, 'contact.seq IN (SELECT value FROM json_each($found))']
  if (after) {
    const values = [...key.map((_, at) => `$after${at}`), '$afterSeq']
    conditions.push(`(${columns.join(', ')}) ${comparison} (${values.join(', ')})`)
  }
  return all<KeyRow>(
    db,
    `SELECT contact.seq, ${key[0] ?? 'NULL'} AS key0, ${key[1] ?? 'NULL'} AS key1
     FROM contact ${found === null ? index : 'NOT INDEXED'}
     WHERE ${conditions.join(' AND ')}
     ORDER BY ${columns.map((column) => `${column} ${order}`).join(', ')} LIMIT $limit`,
    {
      ...filter.parameters,
      ...(found !== null && { found }),
      ...(after && { after0: after.key0, after1: after.key1, afterSeq: after.seq }),
      limit,
    },
  )
}

/** How many contacts a filter matches. */
export function countContacts(db: ReadableDatabase, input: ContactFilter, now?: number): number {
  const filter = compileFilter(db, input, now)
  const { parts, parameters } = filter
  const only = parts.length === 1 ? parts[0] : undefined
  if (parts.length === 0 || only?.driver) {
    // counted in the index alone, less those few that lists do not show
    return one<{ n: number }>(
      db,
      `SELECT (SELECT count(*) FROM (${only?.driver?.counted ?? only?.driver?.list ?? 'SELECT seq FROM contact'}))
         - (SELECT count(*) FROM contact INDEXED BY contact_unlisted WHERE is_listed=0 AND ${only?.condition ?? '1'}) AS n`,
      { ...parameters },
    )!.n
  }
  const everything = 2 ** 31
  const few = findFew(db, filter, everything, everything)
  if (few) return few.length
  return one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM contact INDEXED BY contact_by_name
     WHERE ${['is_listed=1', ...parts.map((part) => part.condition)].join(' AND ')}`,
    { ...parameters },
  )!.n
}

/** The next contacts that a filter matches, in the order of `seq`: for work that goes through all of them. */
export function matchingContacts(
  db: ReadableDatabase,
  input: ContactFilter,
  afterSeq: number,
  limit: number,
  now?: number,
): { seq: number; id: string }[] {
  const { parts, parameters } = compileFilter(db, input, now)
  return all<{ seq: number; id: string }>(
    db,
    `SELECT contact.seq, contact.id FROM contact NOT INDEXED
     WHERE contact.seq > $afterSeq AND ${['is_listed=1', ...parts.map((part) => part.condition)].join(' AND ')}
     ORDER BY contact.seq LIMIT $limit`,
    { ...parameters, afterSeq, limit },
  )
}
