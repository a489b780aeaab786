import { contactFilter, contactSort, type ContactFilter } from '../../../shared/domain/contacts.ts'
import type { z } from 'zod'

export type ContactSort = z.infer<typeof contactSort>

/** What the list shows and in which order. The search is beside it: see `toAddress`. */
export interface PeopleQuery {
  readonly filter: Omit<ContactFilter, 'search'>
  readonly sort: ContactSort
  readonly descending: boolean
}

type FilterKey = keyof PeopleQuery['filter']
/** Name of each part of the filter in the address; lists repeat theirs. */
const names: Readonly<Record<FilterKey, string>> = {
  tagIds: 'tagId',
  countries: 'country',
  optIn: 'optIn',
  screening: 'screening',
  source: 'source',
  groupId: 'groupId',
  importId: 'importId',
  segmentId: 'segmentId',
  hasNumber: 'hasNumber',
  hasOrders: 'hasOrders',
  seenAfter: 'seenAfter',
  notSeenSince: 'notSeenSince',
}
const keys = Object.keys(names) as FilterKey[]

function rawValue(key: FilterKey, given: readonly string[]): unknown {
  switch (key) {
    case 'tagIds':
    case 'countries':
      return given
    case 'hasNumber':
    case 'hasOrders':
      return given[0] === 'true' ? true : given[0] === 'false' ? false : given[0]
    case 'seenAfter':
    case 'notSeenSince':
      return Number(given[0])
    case 'optIn':
    case 'screening':
    case 'source':
    case 'groupId':
    case 'importId':
    case 'segmentId':
      return given[0]
  }
}

/** The query that an address names; parts that make no sense are left out. */
export function readAddress(search: URLSearchParams): PeopleQuery {
  const filter: Record<string, unknown> = {}
  for (const key of keys) {
    const given = search.getAll(names[key])
    if (given.length === 0) continue
    const parsed = contactFilter.shape[key].safeParse(rawValue(key, given))
    if (parsed.success && parsed.data !== undefined) filter[key] = parsed.data
  }
  const sort = contactSort.safeParse(search.get('sort'))
  return {
    filter,
    sort: sort.success ? sort.data : 'name',
    descending: search.get('descending') === 'true',
  }
}

/**
 * The address of a query. What is searched for stays out of it: it may be a name or a number, and
 * browsers keep a history of addresses on disk.
 */
export function toAddress({ filter, sort, descending }: PeopleQuery): string {
  const search = new URLSearchParams()
  for (const key of keys) {
    const value = filter[key]
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(names[key], String(one))
  }
  if (sort !== 'name') search.set('sort', sort)
  if (descending) search.set('descending', 'true')
  const query = search.toString()
  return query === '' ? '/people' : `/people?${query}`
}

/** True when nothing narrows the list. */
export function isUnfiltered(filter: PeopleQuery['filter']): boolean {
  return keys.every((key) => filter[key] === undefined)
}

/** A filter with some parts changed; undefined takes a part away, so does an empty list. */
export function changeFilter(
  filter: PeopleQuery['filter'],
  change: Partial<PeopleQuery['filter']>,
): PeopleQuery['filter'] {
  const merged = Object.entries({ ...filter, ...change })
  return Object.fromEntries(
    merged.filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  )
}

/** Start of the local day `days` ago as Unix ms: a whole day, so that a list stays the same all day. */
export function daysAgo(days: number, now: number = Date.now()): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days).getTime()
}
