import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { broadcastResults } from '../../../../electron/store/broadcasts/result-store.ts'
import { recipientState } from '../../../../shared/domain/broadcasts.ts'
import {
  broadcastWorld,
  type WorldBroadcast,
  type WorldOrder,
  type WorldRow,
} from '../../../helpers/broadcast-world.ts'
import { openTestStore } from '../../../helpers/test-store.ts'

const dayMs = 24 * 60 * 60 * 1000
const start = Date.UTC(2026, 4, 4)
const people = 8

/** Few moments, so that many meet. */
const moment = fc.integer({ min: 0, max: 40 }).map((half) => start + (half * dayMs) / 2)
const maybe = fc.option(moment, { nil: null })

const row = (contact: number): fc.Arbitrary<WorldRow> =>
  fc.record({
    contact: fc.constant(contact),
    state: fc.constantFrom(...recipientState.options),
    variant: fc.constantFrom(null, 0, 1),
    stratum: fc.constantFrom('loyal', 'lost', 'none'),
    sentAt: maybe,
    deliveredAt: maybe,
    readAt: maybe,
    answeredAt: maybe,
    clickedAt: maybe,
    stoppedAt: maybe,
  })

const broadcast: fc.Arbitrary<WorldBroadcast> = fc.record({
  state: fc.constantFrom('finished', 'sending', 'cancelled'),
  startedAt: moment,
  windowDays: fc.integer({ min: 1, max: 9 }),
  variants: fc.constant(2),
  rows: fc
    .subarray(Array.from({ length: people }, (_, at) => at + 1))
    .chain((contacts) => fc.tuple(...contacts.map(row))),
})

const order: fc.Arbitrary<WorldOrder> = fc.record({
  contact: fc.integer({ min: 1, max: people }),
  at: moment,
  amount: fc.integer({ min: 1, max: 10_000 }),
})

const isGot = (given: WorldRow) => (given.sentAt ?? null) !== null && given.state !== 'failed'

/** Place of the broadcast that an order counts for, or -1. */
function claimedBy(broadcasts: readonly WorldBroadcast[], { contact, at }: WorldOrder): number {
  let best = -1
  let bestAt = -Infinity
  for (const [place, { rows, windowDays }] of broadcasts.entries()) {
    const got = rows.find((given) => given.contact === contact && isGot(given))
    if (got === undefined || at < got.sentAt! || at >= got.sentAt! + windowDays * dayMs) continue
    if (got.sentAt! >= bestAt) [best, bestAt] = [place, got.sentAt!]
  }
  return best
}

const isDrawn = (given: WorldRow) => given.variant !== null || given.state === 'hold_out'

/** What should come out for one broadcast, worked out by going through everything. */
function expected(
  broadcasts: readonly WorldBroadcast[],
  orders: readonly WorldOrder[],
  place: number,
) {
  const { rows, startedAt, windowDays } = broadcasts[place]!
  const drawn = rows.filter(isDrawn)
  const sentTimes = drawn.flatMap(({ sentAt }) => ((sentAt ?? null) === null ? [] : [sentAt!]))
  const end = Math.max(startedAt!, ...sentTimes) + windowDays * dayMs
  // the clock of both groups begins with the broadcast; so do claims
  const known = orders.filter(({ at }) => at >= startedAt! && at < end)
  const outcome = (isIn: (given: WorldRow) => boolean) => {
    const of = drawn.filter(isIn)
    const count = (has: (given: WorldRow) => boolean) => of.filter(has).length
    const claimed = known.filter(
      (one) =>
        claimedBy(broadcasts, one) === place && of.some(({ contact }) => contact === one.contact),
    )
    return {
      sent: count((given) => (given.sentAt ?? null) !== null),
      delivered: count(
        (given) => (given.deliveredAt ?? null) !== null || (given.readAt ?? null) !== null,
      ),
      read: count((given) => (given.readAt ?? null) !== null),
      answered: count((given) => (given.answeredAt ?? null) !== null),
      clicked: count((given) => (given.clickedAt ?? null) !== null),
      stopped: count((given) => (given.stoppedAt ?? null) !== null),
      ordered: new Set(claimed.map(({ contact }) => contact)).size,
      orders: claimed.length,
      revenue: claimed.reduce((sum, { amount }) => sum + amount, 0),
    }
  }
  const arm = (isHeldOut: boolean) => {
    const of = drawn.filter((given) => (given.state === 'hold_out') === isHeldOut)
    const theirs = known.filter((one) => of.some(({ contact }) => contact === one.contact))
    return {
      n: of.length,
      count: new Set(theirs.map(({ contact }) => contact)).size,
      spent: theirs.reduce((sum, { amount }) => sum + amount, 0),
    }
  }
  return {
    total: outcome(() => true),
    texts: [0, 1].map((variant) => outcome((given) => given.variant === variant)),
    loyal: outcome((given) => given.stratum === 'loyal'),
    treated: arm(false),
    heldOut: arm(true),
  }
}

type Outcome = ReturnType<typeof broadcastResults>['total']
const plain = (of: Outcome) => ({
  sent: of.sent,
  delivered: of.delivered.count,
  read: of.read.count,
  answered: of.answered.count,
  clicked: of.clicked.count,
  stopped: of.stopped.count,
  ordered: of.ordered.count,
  orders: of.orders,
  revenue: of.revenue,
})

describe('results', () => {
  test('are what going through everything comes to, and no order counts twice', () => {
    const store = openTestStore()
    broadcastWorld(store.db).addContacts(people)
    fc.assert(
      fc.property(
        fc.array(broadcast, { minLength: 1, maxLength: 3 }),
        fc.array(order, { maxLength: 25 }),
        (broadcasts, orders) => {
          const world = broadcastWorld(store.db)
          world.clear()
          for (const one of broadcasts) world.addBroadcast(one)
          world.addOrders(orders)
          let claimed = 0
          for (const [place, id] of world.ids.entries()) {
            const found = broadcastResults(store.db, id, start + 100 * dayMs)
            const { total, texts, loyal, treated, heldOut } = expected(broadcasts, orders, place)
            expect(plain(found.total)).toEqual(total)
            expect(found.byVariant.map(plain)).toEqual(texts)
            const foundLoyal = found.byTier.find(({ tier }) => tier === 'loyal')
            expect(foundLoyal === undefined ? 0 : plain(foundLoyal)).toEqual(
              loyal.sent === 0 ? 0 : loyal,
            )
            const { uplift } = found
            expect([uplift.treated.count, uplift.treated.n]).toEqual([treated.count, treated.n])
            expect([uplift.heldOut.count, uplift.heldOut.n]).toEqual([heldOut.count, heldOut.n])
            if (treated.n > 0 && heldOut.n > 0)
              expect(uplift.revenuePerHead).toMatchObject({
                treated: treated.spent / treated.n,
                heldOut: heldOut.spent / heldOut.n,
              })
            claimed += found.total.orders
          }
          expect(claimed).toBeLessThanOrEqual(orders.length)
        },
      ),
      { numRuns: 300 },
    )
    store.close()
  })
})
