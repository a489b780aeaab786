import type { Contact, ContactFilter } from '../../shared/domain/contacts.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import { compileFilter, fewestCandidates, type CompiledFilter } from './contact-filter.ts'
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
  /** Column that the stretch is sorted by, before `seq`; null where it is `seq` alone. */
  readonly key: string | null
}

const bySeq = { index: 'NOT INDEXED', where: '1', key: null }
const withoutOrders: Stretch = {
  index: 'INDEXED BY contact_by_order_count',
  where: 'order_count = 0',
  key: null,
}

/** Every sort as its stretches: what has a value, then, in either direction, what has none. */
const stretches: Readonly<Record<Sort, readonly Stretch[]>> = {
  name: [{ index: 'INDEXED BY contact_by_name', where: '1', key: 'sort_name' }],
  // seq grows with every contact that is made
  created: [bySeq],
  lastSeen: [
    {
      index: 'INDEXED BY contact_by_last_seen',
      where: 'last_seen_at IS NOT NULL',
      key: 'last_seen_at',
    },
    { index: 'INDEXED BY contact_by_last_seen', where: 'last_seen_at IS NULL', key: null },
  ],
  country: [
    { index: 'INDEXED BY contact_by_country', where: 'country IS NOT NULL', key: 'country' },
    { index: 'INDEXED BY contact_by_country', where: 'country IS NULL', key: null },
  ],
  orders: [{ index: 'INDEXED BY contact_by_order_count', where: '1', key: 'order_count' }],
  spent: [
    { index: 'INDEXED BY contact_by_order_total', where: 'order_count > 0', key: 'order_total' },
    withoutOrders,
  ],
  lastOrder: [
    { index: 'INDEXED BY contact_by_last_order', where: 'order_count > 0', key: 'last_order_at' },
    withoutOrders,
  ],
}

/**
 * So many contacts are fetched and sorted within a few milliseconds; of more, a page is found sooner by
 * walking the list in its order.
 */
const fewEnough = 4000

interface KeyRow {
  seq: number
  key: string | number | null
}

interface Walk {
  readonly filter: CompiledFilter
  readonly candidates: string | null
  readonly isDescending: boolean
}

/** A keyset page of contacts. Those in the bin and those that were anonymised are not in it. */
export function listContacts(
  db: ReadableDatabase,
  input: ParsedInput<'contacts.list'>,
): { items: Contact[]; nextCursor: string | null } {
  const filter = compileFilter(db, input)
  const walk: Walk = {
    filter,
    candidates: fewestCandidates(db, filter, fewEnough)?.candidates ?? null,
    isDescending: input.descending,
  }
  const [stretchAt, key, seq] = input.cursor ? decodeCursor(input.cursor, 3) : [0, null, null]
  const found: (KeyRow & { stretchAt: number })[] = []
  stretches[input.sort].forEach((stretch, at) => {
    const missing = input.limit + 1 - found.length
    if (at < Number(stretchAt) || missing <= 0) return
    const after = at === stretchAt && seq !== null ? { key: key ?? null, seq: Number(seq) } : null
    const rows = walkStretch(db, walk, stretch, after, missing)
    found.push(...rows.map((row) => ({ ...row, stretchAt: at })))
  })
  const page = found.slice(0, input.limit)
  const last = page.at(-1)
  return {
    items: contactsBySeq(
      db,
      page.map((row) => row.seq),
    ),
    nextCursor:
      last && found.length > input.limit
        ? encodeCursor([last.stretchAt, last.key, last.seq])
        : null,
  }
}

function walkStretch(
  db: ReadableDatabase,
  { filter, candidates, isDescending }: Walk,
  stretch: Stretch,
  after: KeyRow | null,
  limit: number,
): KeyRow[] {
  const [comparison, order] = isDescending ? ['<', 'DESC'] : ['>', 'ASC']
  const { key } = stretch
  const conditions = [stretch.where, 'is_listed=1', ...filter.parts.map((part) => part.condition)]
  if (candidates !== null) conditions.push(`contact.seq IN (${candidates})`)
  if (after)
    conditions.push(
      key === null
        ? `contact.seq ${comparison} $afterSeq`
        : `(${key}, contact.seq) ${comparison} ($afterKey, $afterSeq)`,
    )
  return all<KeyRow>(
    db,
    `SELECT contact.seq, ${key ?? 'NULL'} AS key
     FROM contact ${candidates === null ? stretch.index : 'NOT INDEXED'}
     WHERE ${conditions.join(' AND ')}
     ORDER BY ${key === null ? '' : `${key} ${order}, `}contact.seq ${order} LIMIT $limit`,
    {
      ...filter.parameters,
      limit,
      ...(after && { afterKey: after.key, afterSeq: after.seq }),
    },
  )
}

/** How many contacts a filter matches. */
export function countContacts(db: ReadableDatabase, input: ContactFilter): number {
  const filter = compileFilter(db, input)
  return countMatching(db, filter)
}

function countMatching(db: ReadableDatabase, filter: CompiledFilter): number {
  const { parts, parameters } = filter
  const few = fewestCandidates(db, filter, 50_000)
  const single = parts.length === 1 ? parts[0] : undefined
  if (parts.length === 0 || (!few && single?.candidates !== undefined)) {
    // counted in the index alone, less those few that lists do not show
    const counted = single?.candidates ?? 'SELECT seq FROM contact'
    const condition = single?.condition ?? '1'
    return one<{ n: number }>(
      db,
      `SELECT (SELECT count(*) FROM (${counted})) - (SELECT count(*) FROM contact INDEXED BY contact_unlisted
         WHERE is_listed=0 AND ${condition}) AS n`,
      { ...parameters },
    )!.n
  }
  const conditions = ['is_listed=1', ...parts.map((part) => part.condition)]
  if (few?.candidates !== undefined) conditions.push(`contact.seq IN (${few.candidates})`)
  return one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM contact WHERE ${conditions.join(' AND ')}`,
    { ...parameters },
  )!.n
}

/** The next contacts that a filter matches, in the order of `seq`: for work that goes through all of them. */
export function matchingContacts(
  db: ReadableDatabase,
  input: ContactFilter,
  afterSeq: number,
  limit: number,
): { seq: number; id: string }[] {
  const { parts, parameters } = compileFilter(db, input)
  return all<{ seq: number; id: string }>(
    db,
    `SELECT contact.seq, contact.id FROM contact NOT INDEXED
     WHERE contact.seq > $afterSeq AND ${['is_listed=1', ...parts.map((part) => part.condition)].join(' AND ')}
     ORDER BY contact.seq LIMIT $limit`,
    { ...parameters, afterSeq, limit },
  )
}
