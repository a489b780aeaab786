import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  countContacts,
  listContacts,
  matchingContacts,
} from '../../../electron/store/contact-list-store.ts'
import { all, run } from '../../../electron/store/statement.ts'
import { contactSort, type Contact, type ContactFilter } from '../../../shared/domain/contacts.ts'
import { filledId, filledNow, fillContacts } from '../../bench/fill-contacts.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

const dayMs = 24 * 60 * 60 * 1000
let store: TestStore
const rows = 1500

beforeAll(() => {
  store = openTestStore()
  fillContacts(store.db, rows)
  run(store.db, 'UPDATE contact SET binned_at=1 WHERE seq % 97 = 0')
  run(store.db, `UPDATE contact SET anonymised_at=1, display_name='' WHERE seq % 131 = 0`)
})
afterAll(() => store.close())

type Sort = (typeof contactSort.options)[number]

function walkAll(
  filter: ContactFilter,
  sort: Sort,
  descending: boolean,
  limit: number,
  few?: number,
): Contact[] {
  const items: Contact[] = []
  let cursor: string | undefined
  do {
    const page = listContacts(store.db, { ...filter, sort, descending, limit, cursor }, few)
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return items
}

interface Fact {
  seq: number
  id: string
  sort_name: string
  country: string | null
  last_seen_at: number | null
  order_count: number
  order_total: number
  last_order_at: number | null
  screening: string
  tags: string
  state: string | null
  numbers: number
}

function facts(): Fact[] {
  return all<Fact>(
    store.db,
    `SELECT seq, id, sort_name, country, last_seen_at, order_count, order_total, last_order_at, screening,
       (SELECT json_group_array(tag_seq) FROM contact_tag WHERE contact_seq=seq) AS tags,
       (SELECT state FROM consent_state WHERE contact_id=contact.id) AS state,
       (SELECT count(*) FROM contact_identity WHERE contact_id=contact.id AND kind='wa_id') AS numbers
     FROM contact WHERE binned_at IS NULL AND anonymised_at IS NULL`,
  )
}

function holds(fact: Fact, filter: ContactFilter): boolean {
  const tags = JSON.parse(fact.tags) as number[]
  const seen = fact.last_seen_at
  const optIn =
    fact.state === 'given' ? 'opted_in' : fact.state === 'withdrawn' ? 'opted_out' : 'unknown'
  return (
    (filter.tagIds ?? []).every((id) => tags.includes(Number.parseInt(id.slice(-12), 16) + 1)) &&
    (!filter.countries?.length || filter.countries.includes(fact.country ?? '')) &&
    (filter.optIn === undefined || filter.optIn === optIn) &&
    (filter.screening === undefined || filter.screening === fact.screening) &&
    (filter.hasNumber === undefined || filter.hasNumber === fact.numbers > 0) &&
    (filter.hasOrders === undefined || filter.hasOrders === fact.order_count > 0) &&
    (filter.seenAfter === undefined || (seen !== null && seen >= filter.seenAfter)) &&
    (filter.notSeenSince === undefined || seen === null || seen < filter.notSeenSince)
  )
}

const keyOf: Record<Sort, (fact: Fact) => (string | number)[] | null> = {
  name: (fact) => [fact.sort_name],
  created: () => [],
  lastSeen: (fact) => (fact.last_seen_at === null ? null : [fact.last_seen_at]),
  country: (fact) => (fact.country === null ? null : [fact.country]),
  orders: (fact) => [fact.order_count],
  spent: (fact) => (fact.order_count === 0 ? null : [fact.order_total]),
  lastOrder: (fact) => (fact.order_count === 0 ? null : [fact.last_order_at!]),
}

/** As bytes: the order that the store keeps texts in. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(String(b)))
  return a - Number(b)
}

function expected(filter: ContactFilter, sort: Sort, descending: boolean): string[] {
  const sign = descending ? -1 : 1
  return facts()
    .filter((fact) => holds(fact, filter))
    .map((fact) => ({ fact, key: keyOf[sort](fact) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) {
        if (a.key !== b.key) return a.key === null ? 1 : -1
        return sign * (a.fact.seq - b.fact.seq)
      }
      const at = a.key.findIndex((part, index) => part !== b.key![index])
      return sign * (at < 0 ? a.fact.seq - b.fact.seq : compare(a.key[at]!, b.key[at]!))
    })
    .map(({ fact }) => fact.id)
}

const filter: fc.Arbitrary<ContactFilter> = fc.record(
  {
    tagIds: fc.subarray(
      [0, 1, 2].map((n) => filledId(n, 9)),
      { maxLength: 2 },
    ),
    countries: fc.subarray(['CN', 'US', 'GB', 'NZ']),
    optIn: fc.constantFrom('opted_in', 'opted_out', 'unknown'),
    screening: fc.constantFrom('trusted', 'to_check', 'not_screened'),
    hasNumber: fc.boolean(),
    hasOrders: fc.boolean(),
    seenAfter: fc.constantFrom(filledNow - 60 * dayMs, filledNow - 400 * dayMs),
    notSeenSince: fc.constantFrom(filledNow - 60 * dayMs, filledNow - 400 * dayMs),
  },
  { requiredKeys: [] },
)

describe('the list of contacts', () => {
  test.each(contactSort.options)('by %s is whole and in order, page by page, both ways', (sort) => {
    for (const descending of [false, true])
      expect(walkAll({}, sort, descending, 137).map((contact) => contact.id)).toEqual(
        expected({}, sort, descending),
      )
  })

  test('holds what any filter asks, in any order, and counts it', () => {
    fc.assert(
      fc.property(
        filter,
        fc.constantFrom(...contactSort.options),
        fc.boolean(),
        fc.integer({ min: 20, max: 500 }),
        // fetched and sorted, or walked in order
        fc.constantFrom(0, 5000),
        (given, sort, descending, limit, few) => {
          const ids = expected(given, sort, descending)
          expect(walkAll(given, sort, descending, limit, few).map((contact) => contact.id)).toEqual(
            ids,
          )
          expect(countContacts(store.db, given)).toBe(ids.length)
          expect(matchingContacts(store.db, given, 0, rows).map((contact) => contact.id)).toEqual(
            expected(given, 'created', false),
          )
        },
      ),
      { numRuns: 80 },
    )
  })

  test.each(['小明', '王', '1234', '86', 'em', 'emma', '会员', 'bouq', 'customer1', '丽 1', '!?'])(
    'found by %s is the same however it is sorted and counted',
    (search) => {
      const ids = walkAll({ search }, 'created', false, 50).map((contact) => contact.id)
      for (const sort of contactSort.options)
        expect(
          walkAll({ search }, sort, true, 41, 0)
            .map((contact) => contact.id)
            .sort(),
        ).toEqual(ids.toSorted())
      expect(countContacts(store.db, { search })).toBe(ids.length)
    },
  )

  test('is refused a cursor of another list, and a filter by what is gone', () => {
    const list = (input: object) =>
      listContacts(store.db, { sort: 'name', descending: false, limit: 10, ...input })
    expect(() => list({ cursor: 'bm90IGEgY3Vyc29y' })).toThrow(
      expect.objectContaining({ code: 'invalid_input', field: 'cursor' }),
    )
    for (const [field, value] of [
      ['tagIds', [filledId(77, 9)]],
      ['groupId', filledId(77)],
      ['importId', filledId(77)],
    ] as const)
      expect(() => list({ [field]: value })).toThrow(
        expect.objectContaining({ code: 'not_found', field }),
      )
  })
})
