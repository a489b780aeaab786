import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileSegment } from '../../../../electron/store/segments/compile-segment.ts'
import {
  segmentConditions,
  type SegmentCondition,
  type SegmentGroup,
  type SegmentNode,
} from '../../../../shared/domain/segments.ts'
import { fittingContacts } from '../../../helpers/segment-oracle.ts'
import { storeWorld, type WorldContact } from '../../../helpers/segment-world.ts'
import { countingIds, openTestStore, type TestStore } from '../../../helpers/test-store.ts'

const dayMs = 24 * 60 * 60 * 1000
const now = new Date(2026, 1, 20, 12).getTime()
const newId = countingIds()
const ids = {
  tags: [newId(), newId(), newId()],
  lists: [newId(), newId()],
  groups: [newId(), newId()],
  broadcasts: [10, 40].map((days) => ({ id: newId(), at: now - days * dayMs })),
}
const cities = ['Berlin', 'berlin', 'BERLIN west', 'Äußere', '北京', '']
const names = ['Anna', 'ANNA B', 'annabel', '王小明', 'Éva', "O'Neil %_"]
const items = ['Red Roses', 'roses', 'Vase', '花']
const purposes = ['marketing', 'service']
const anyOf = <T>(...values: T[]) => fc.constantFrom(...values)
const recently = fc.integer({ min: 0, max: 120 }).map((days) => now - days * dayMs)
const few = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { maxLength })
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })

const worldContact: fc.Arbitrary<WorldContact> = fc.record({
  id: fc.constant('').map(() => newId()),
  name: anyOf(...names),
  city: maybe(anyOf(...cities)),
  email: maybe(anyOf('a@x.test', 'B@X.test')),
  language: maybe(anyOf('en', 'zh-CN')),
  externalId: fc.constant(null),
  country: maybe(anyOf('US', 'CN', 'DE')),
  source: anyOf('import', 'update', 'signup'),
  screening: anyOf('trusted', 'to_check', 'not_screened'),
  birthday: maybe(anyOf('1990-02-20', '--02-29', '1985-03-01', '2000-03-02', '--12-31')),
  hasNumber: fc.boolean(),
  createdAt: recently,
  binned: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
  tags: fc.subarray(ids.tags),
  lists: fc.subarray(ids.lists),
  custom: anyOf<Record<string, string>>({}, { size: '12' }, { size: '-3.5' }, { size: 'XL' }),
  consent: few(
    fc.record({
      purpose: anyOf(...purposes),
      state: anyOf('given', 'withdrawn', 'expired'),
      at: recently,
    }),
    4,
  ),
  stays: fc.uniqueArray(fc.record({ group: anyOf(...ids.groups), hasLeft: fc.boolean() }), {
    maxLength: 3,
    selector: (stay) => `${stay.group}${stay.hasLeft}`,
  }),
  orders: few(
    fc.record({ at: recently, amount: anyOf(100, 2500, 9999), item: anyOf(...items) }),
    5,
  ),
  messages: few(fc.record({ at: recently, type: anyOf('text', 'button', 'interactive') }), 4),
  deliveries: few(fc.record({ at: recently, state: anyOf('waiting', 'delivered', 'read') }), 2),
  broadcasts: fc.uniqueArray(
    fc
      .record({
        broadcast: anyOf(...ids.broadcasts),
        state: anyOf('delivered', 'read', 'failed', 'hold_out'),
        isAnswered: fc.boolean(),
      })
      .map(({ broadcast: { id, at }, ...row }) => ({ ...row, broadcast: id, at })),
    { maxLength: 2, selector: (row) => row.broadcast },
  ),
  rfm: maybe(
    anyOf(
      { class: 'champions', tier: 'loyal' },
      { class: 'lost', tier: 'lost' },
      { class: 'promising', tier: 'potential' },
    ),
  ),
  falls: fc.uniqueArray(
    fc
      .record({
        month: anyOf('2026-02', '2025-12', '2025-11', '2025-08'),
        from: anyOf(
          { class: 'champions', tier: 'loyal' },
          { class: 'new_customers', tier: 'potential' },
          { class: 'about_to_sleep', tier: 'lost' },
        ),
      })
      .map(({ month, from }) => ({ month, ...from })),
    { maxLength: 2, selector: (fall) => fall.month },
  ),
})

const within = maybe(anyOf(1, 30, 60, 90))
const comparison = anyOf('eq', 'ne', 'lt', 'le', 'gt', 'ge')
const membership = anyOf('in', 'notIn')
const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 })
const named = newId()

const condition = fc.oneof(
  fc.record({
    type: fc.constant('text'),
    field: anyOf('name', 'city', 'email', 'language', 'externalId'),
    operator: anyOf(
      'is',
      'isNot',
      'contains',
      'notContains',
      'startsWith',
      'isEmpty',
      'isNotEmpty',
    ),
    value: anyOf('', 'a', 'Anna', 'berlin', '北', '%', "'", 'é'),
  }),
  fc.record({ type: fc.constant('country'), operator: membership, values: some('US', 'CN') }),
  fc.record({
    type: fc.constant('source'),
    operator: membership,
    values: some('import', 'signup'),
  }),
  fc.record({ type: fc.constant('number'), isThere: fc.boolean() }),
  fc.record({
    type: fc.constant('date'),
    field: anyOf('createdAt', 'lastSeenAt', 'lastOrderAt'),
    operator: anyOf('before', 'after', 'isEmpty', 'isNotEmpty'),
    moment: fc.oneof(
      fc.record({ kind: fc.constant('daysAgo'), days: anyOf(0, 30, 60) }),
      fc.record({ kind: fc.constant('at'), at: recently }),
    ),
  }),
  fc.record({ type: fc.constant('birthday'), withinDays: anyOf(0, 5, 9, 10, 366) }),
  fc.record({
    type: fc.constant('tag'),
    operator: anyOf('any', 'all', 'none'),
    tagIds: some(...ids.tags),
  }),
  fc.record({ type: fc.constant('list'), operator: membership, listId: anyOf(...ids.lists) }),
  fc.record({
    type: fc.constant('custom'),
    key: fc.constant('size'),
    as: anyOf('text', 'number'),
    operator: anyOf('eq', 'ne', 'lt', 'gt', 'contains', 'isEmpty', 'isNotEmpty'),
    value: anyOf('12', '0', 'xl'),
  }),
  fc.record({
    type: fc.constant('consent'),
    purpose: anyOf(...purposes),
    operator: anyOf('is', 'isNot'),
    state: anyOf('given', 'withdrawn', 'expired', 'unknown'),
  }),
  fc.record({
    type: fc.constant('screening'),
    operator: membership,
    values: some('trusted', 'to_check'),
  }),
  fc.record({
    type: fc.constant('group'),
    operator: anyOf('in', 'notIn', 'wasIn'),
    groupId: maybe(anyOf(...ids.groups)),
  }),
  fc.record({
    type: fc.constant('orders'),
    measure: anyOf('count', 'sum', 'average', 'largest'),
    withinDays: within,
    comparison,
    value: anyOf(0, 1, 2, 100, 2500, 5000),
  }),
  fc.record({
    type: fc.constant('item'),
    operator: anyOf('bought', 'notBought'),
    text: anyOf('ROSES', 'vase', '花'),
    withinDays: within,
  }),
  fc.record({
    type: fc.constant('messages'),
    what: anyOf('any', 'buttons'),
    withinDays: within,
    comparison,
    value: anyOf(0, 1, 2),
  }),
  fc.record({
    type: fc.constant('announcement'),
    what: anyOf('got', 'notGot', 'read', 'notRead'),
    withinDays: within,
  }),
  fc.record({
    type: fc.constant('broadcast'),
    what: anyOf('got', 'notGot', 'read', 'notRead', 'answered', 'notAnswered', 'heldOut'),
    broadcastId: maybe(anyOf(newId(), ...ids.broadcasts.map((broadcast) => broadcast.id))),
    withinDays: within,
  }),
  fc.record({ type: fc.constant('rfm'), operator: membership, classes: some('champions', 'lost') }),
  fc.record({ type: fc.constant('tier'), operator: membership, tiers: some('loyal', 'potential') }),
  fc.record({
    type: fc.constant('movedDown'),
    what: anyOf('tier', 'class'),
    withinMonths: anyOf(1, 2, 3, 24),
  }),
  fc.record({
    type: fc.constant('segment'),
    operator: membership,
    segmentId: anyOf(named, newId()),
  }),
) as unknown as fc.Arbitrary<SegmentCondition>

const { tree } = fc.letrec<{ tree: SegmentGroup; node: SegmentNode }>((tie) => ({
  tree: fc.record({
    type: anyOf('all', 'any'),
    isNot: fc.integer({ min: 0, max: 4 }).map((chance) => chance === 0),
    of: fc.array(tie('node'), { maxLength: 3 }),
  }),
  node: fc.oneof({ maxDepth: 3, depthSize: 'small' }, condition, tie('tree')),
}))

/** Every way in which a statement may be laid out, whatever is few and whatever is many. */
const layout = fc.oneof(
  fc.constant({}),
  fc.array(fc.nat(70_000), { minLength: 1, maxLength: 6 }).map((sizes) => {
    let asked = 0
    return {
      sizeOf: (_: unknown, bound: number) => Math.min(bound, sizes[asked++ % sizes.length]!),
    }
  }),
)

/** The same world in every run of a seed. */
const worlds = fc.sample(fc.array(worldContact, { minLength: 60, maxLength: 60 }), {
  seed: 7,
  numRuns: 3,
})

describe('a segment compiled to SQL', () => {
  const stores: TestStore[] = []
  beforeAll(() => {
    for (const world of worlds) {
      const store = openTestStore()
      store.db.transaction(() => storeWorld(store.db, world, ids))()
      stores.push(store)
    }
  })
  afterAll(() => stores.forEach((store) => store.close()))

  const other: SegmentGroup = {
    type: 'any',
    isNot: false,
    of: [
      { type: 'number', isThere: true },
      { type: 'country', operator: 'in', values: ['CN'] },
    ],
  }

  it('finds whom its conditions mean, for any tree over any people', () => {
    const segments = new Map([[named, other]])
    fc.assert(
      fc.property(tree, fc.nat(worlds.length - 1), layout, (given, index, sizeOf) => {
        const conditions = segmentConditions.parse(given)
        const { text, parameters } = compileSegment(
          conditions,
          { now, segmentOf: (segmentId) => segments.get(segmentId) ?? null, ...sizeOf },
          { before: sql`SELECT contact.id FROM contact`, after: sql`ORDER BY contact.seq` },
        )
        const found = stores[index]!.db.prepare(text)
          .pluck()
          .all(...parameters)
        expect(found).toEqual(fittingContacts(conditions, worlds[index]!, { now, segments }))
      }),
      { numRuns: 10_000 },
    )
  })

  it('refuses segments that use each other in a circle', () => {
    const [one, two] = [newId(), newId()]
    const uses = (segmentId: string): SegmentGroup => ({
      type: 'all',
      isNot: false,
      of: [{ type: 'segment', operator: 'in', segmentId }],
    })
    const segments = new Map([
      [one, uses(two)],
      [two, uses(one)],
    ])
    expect(() =>
      compileSegment(
        uses(one),
        { now, segmentOf: (segmentId) => segments.get(segmentId) ?? null },
        { before: sql`SELECT 1 FROM contact`, after: sql`` },
      ),
    ).toThrow(expect.objectContaining({ code: 'conflict', field: 'conditions' }))
  })

  it('puts what was typed into parameters and never into the text', () => {
    const value = "x' OR 1=1 --"
    const { text, parameters } = compileSegment(
      { type: 'all', isNot: false, of: [{ type: 'text', field: 'name', operator: 'is', value }] },
      { now, segmentOf: () => null },
      { before: sql`SELECT 1 FROM contact`, after: sql`` },
    )
    expect(text).not.toContain('OR 1=1')
    expect(parameters).toEqual(["x' or 1=1 --"])
  })
})
