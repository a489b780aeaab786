import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { broadcastResults } from '../../../../electron/store/broadcasts/result-store.ts'
import { broadcastWorld, type WorldRow } from '../../../helpers/broadcast-world.ts'
import { openTestStore, type TestStore } from '../../../helpers/test-store.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs
const start = Date.UTC(2026, 4, 4, 8)
const later = start + 30 * dayMs

const sentTo = (contact: number, more: Partial<WorldRow> = {}): WorldRow => ({
  contact,
  state: 'delivered',
  variant: 0,
  sentAt: start,
  deliveredAt: start,
  ...more,
})
const heldOut = (contact: number): WorldRow => ({ contact, state: 'hold_out', variant: null })

describe('results of a broadcast', () => {
  let store: TestStore
  let world: ReturnType<typeof broadcastWorld>
  beforeAll(() => {
    store = openTestStore()
    broadcastWorld(store.db).addContacts(3000)
  })
  beforeEach(() => {
    world = broadcastWorld(store.db)
    world.clear()
  })
  afterAll(() => store.close())

  const results = (id = world.ids[0]!, now = later) => broadcastResults(store.db, id, now)
  const finished = { state: 'finished', startedAt: start, windowDays: 7 } as const

  test('count what became of the messages, in all, by text and by tier', () => {
    world.addBroadcast({
      ...finished,
      variants: 2,
      rows: [
        sentTo(1, { stratum: 'loyal', readAt: start + hourMs, state: 'read' }),
        sentTo(2, { stratum: 'loyal', variant: 1, answeredAt: start + 3 * hourMs - 1 }),
        sentTo(3, { clickedAt: start + hourMs, stoppedAt: start + hourMs }),
        sentTo(4, { state: 'failed', deliveredAt: null }),
        { contact: 5, state: 'failed', variant: 0 },
        { contact: 6, state: 'skipped', variant: null },
        heldOut(7),
      ],
    })
    world.addOrders([{ contact: 1, at: start + dayMs, amount: 2500 }])
    const { total, byVariant, byTier, timeline } = results()
    const counts = (of: typeof total) => [
      of.sent,
      of.delivered.count,
      of.read.count,
      of.answered.count,
      of.clicked.count,
      of.stopped.count,
      of.ordered.count,
      of.orders,
      of.revenue,
    ]
    expect(counts(total)).toEqual([4, 3, 1, 1, 1, 1, 1, 1, 2500])
    expect(byVariant.map(counts)).toEqual([
      [3, 2, 1, 0, 1, 1, 1, 1, 2500],
      [1, 1, 0, 1, 0, 0, 0, 0, 0],
    ])
    expect(byTier.map((of) => [of.tier, ...counts(of)])).toEqual([
      ['loyal', 2, 2, 1, 1, 0, 0, 1, 1, 2500],
      [null, 2, 1, 0, 0, 1, 1, 0, 0, 0],
    ])
    expect(total.read).toMatchObject({ n: 4, share: 0.25 })
    expect(timeline).toEqual([
      { hour: 0, sent: 4, delivered: 3, read: 0, answered: 0 },
      { hour: 1, sent: 0, delivered: 0, read: 1, answered: 0 },
      { hour: 2, sent: 0, delivered: 0, read: 0, answered: 1 },
    ])
  })

  test('give an order to the latest broadcast whose window it falls in, and to one alone', () => {
    const first = world.addBroadcast({ ...finished, windowDays: 30, rows: [sentTo(1), sentTo(2)] })
    const second = world.addBroadcast({
      ...finished,
      startedAt: start + 2 * dayMs,
      windowDays: 3,
      rows: [
        sentTo(1, { sentAt: start + 2 * dayMs }),
        sentTo(2, { sentAt: start + 2 * dayMs, state: 'failed' }),
      ],
    })
    world.addOrders([
      // before the second, within its window, and after it
      { contact: 1, at: start + dayMs, amount: 100 },
      { contact: 1, at: start + 3 * dayMs, amount: 20 },
      { contact: 1, at: start + 6 * dayMs, amount: 3 },
      // the second never reached this person
      { contact: 2, at: start + 3 * dayMs, amount: 5000 },
    ])
    expect(results(first, start + 60 * dayMs).total).toMatchObject({ orders: 3, revenue: 5103 })
    expect(results(second, start + 60 * dayMs).total).toMatchObject({ orders: 1, revenue: 20 })
  })

  test('end the window at its last moment', () => {
    world.addBroadcast({ ...finished, rows: [sentTo(1), sentTo(2), sentTo(3)] })
    world.addOrders([
      { contact: 1, at: start - 1, amount: 1 },
      { contact: 2, at: start + 7 * dayMs - 1, amount: 10 },
      { contact: 3, at: start + 7 * dayMs, amount: 100 },
    ])
    expect(results().total).toMatchObject({ orders: 1, revenue: 10 })
    expect(results().window).toEqual({ from: start, to: start + 7 * dayMs })
  })

  test('leave amounts in another currency out of the sum, not out of the orders', () => {
    world.addBroadcast({ ...finished, rows: [sentTo(1)] })
    world.addOrders([
      { contact: 1, at: start + 1, amount: 10 },
      { contact: 1, at: start + 2, amount: 10 },
      { contact: 1, at: start + 3, amount: 7, currency: 'EUR' },
    ])
    expect(results()).toMatchObject({ currency: 'USD', total: { orders: 3, revenue: 20 } })
  })

  /** So many were written to and held out; the first so many of each ordered. */
  function split(treated: [number, number], held: [number, number], percent: number) {
    const rows = Array.from({ length: treated[1] + held[1] }, (_, at) =>
      at < treated[1] ? sentTo(at + 1) : heldOut(at + 1),
    )
    world.addBroadcast({ ...finished, holdOutPercent: percent, rows })
    const buyers = rows.filter(
      (_, at) => at < treated[0] || (at >= treated[1] && at < treated[1] + held[0]),
    )
    world.addOrders(buyers.map(({ contact }) => ({ contact, at: start + dayMs, amount: 1000 })))
  }

  test('see that writing helped, and by how much', () => {
    split([300, 2000], [60, 1000], 100 / 3)
    expect(results().uplift).toMatchObject({
      verdict: 'better',
      treated: { count: 300, n: 2000, share: 0.15 },
      heldOut: { count: 60, n: 1000, share: 0.06 },
      difference: { value: expect.closeTo(0.09, 10) },
      sampleRatioP: expect.closeTo(1, 10),
      neededPerArm: null,
    })
    const { low, high, pValue } = results().uplift.difference!
    expect([low > 0.06, high < 0.12, pValue < 0.001]).toEqual([true, true, true])
    expect(results().uplift.revenuePerHead!.difference!.low).toBeGreaterThan(0)
  })

  test('see that writing did harm', () => {
    split([60, 1000], [150, 1000], 50)
    expect(results().uplift.verdict).toBe('worse')
  })

  test('say that groups are too small, and how large they have to be', () => {
    split([11, 95], [0, 5], 5)
    // from 0 to 1 in 100
    expect(results().uplift).toMatchObject({
      verdict: 'too_small',
      detectable: 0.01,
      neededPerArm: 780,
    })
  })

  test('say that there is no difference where one would have shown', () => {
    split([900, 1500], [880, 1500], 50)
    expect(results().uplift).toMatchObject({ verdict: 'no_difference', neededPerArm: null })
  })

  test('tell of groups that are not as they were drawn', () => {
    split([10, 1000], [1, 100], 5)
    expect(results().uplift.sampleRatioP).toBeLessThan(0.001)
  })

  test('count everybody who was drawn, also who never got it', () => {
    world.addBroadcast({
      ...finished,
      rows: [
        sentTo(1),
        { contact: 2, state: 'failed', variant: 0 },
        { contact: 3, state: 'skipped', variant: 0 },
        { contact: 4, state: 'cancelled', variant: 0 },
        { contact: 5, state: 'skipped', variant: null },
        heldOut(6),
      ],
    })
    world.addOrders([2, 5, 6].map((contact) => ({ contact, at: start + dayMs, amount: 900 })))
    expect(results().uplift).toMatchObject({
      treated: { count: 1, n: 4 },
      heldOut: { count: 1, n: 1 },
      revenuePerHead: { treated: 225, heldOut: 900, difference: null },
    })
    expect(results().total.orders).toBe(0)
  })

  test('give both groups the same clock, up to the end of the last message’s window', () => {
    const last = start + 5 * dayMs
    world.addBroadcast({
      ...finished,
      rows: [sentTo(1), sentTo(2, { sentAt: last }), heldOut(3), heldOut(4)],
    })
    const end = last + 7 * dayMs
    world.addOrders([
      { contact: 1, at: end - 1, amount: 1 },
      { contact: 3, at: end - 1, amount: 1 },
      { contact: 4, at: end, amount: 1 },
      { contact: 2, at: start - 1, amount: 1 },
    ])
    expect(results().window).toEqual({ from: start, to: end })
    expect(results().uplift).toMatchObject({
      treated: { count: 1, n: 2 },
      heldOut: { count: 1, n: 2 },
    })
  })

  test('say nothing of a difference before the window is over', () => {
    split([300, 2000], [60, 1000], 100 / 3)
    const early = results(undefined, start + 7 * dayMs - 1)
    expect(early.isFinal).toBe(false)
    expect(early.uplift).toMatchObject({
      verdict: 'running',
      difference: null,
      revenuePerHead: { difference: null },
    })
    expect(results(undefined, start + 7 * dayMs).isFinal).toBe(true)
  })

  test('say nothing of a difference while no order of the window is known', () => {
    world.addOrders([{ contact: 1, at: start - 1, amount: 5 }])
    world.addBroadcast({ ...finished, rows: [sentTo(1), heldOut(2)] })
    expect(results()).toMatchObject({ ordersUntil: start - 1, uplift: { verdict: 'running' } })
  })

  test('are not final while something may still be sent', () => {
    world.addBroadcast({ ...finished, state: 'paused', rows: [sentTo(1), heldOut(2)] })
    expect(results()).toMatchObject({ isFinal: false, uplift: { verdict: 'running' } })
  })

  test('say that nobody was held out', () => {
    world.addBroadcast({ ...finished, holdOutPercent: 0, rows: [sentTo(1)] })
    world.addOrders([{ contact: 1, at: start + 1, amount: 5 }])
    expect(results().uplift).toMatchObject({
      verdict: 'no_hold_out',
      difference: null,
      sampleRatioP: null,
      revenuePerHead: null,
    })
  })

  test('compare two texts by orders, or by answers where nobody ordered', () => {
    const rows = Array.from({ length: 400 }, (_, at) =>
      sentTo(at + 1, {
        variant: at % 2,
        answeredAt: at % 2 === 1 && at < 100 ? start + hourMs : null,
      }),
    )
    world.addBroadcast({ ...finished, variants: 2, rows })
    world.addOrders([{ contact: 2999, at: start + 8 * dayMs, amount: 5 }])
    expect(results().comparison).toMatchObject({
      measure: 'answered',
      first: { count: 0, n: 200 },
      second: { count: 50, n: 200 },
      difference: { value: -0.25 },
    })
    world.addOrders(
      Array.from({ length: 20 }, (_, at) => ({
        contact: 2 * at + 1,
        at: start + dayMs,
        amount: 5,
      })),
    )
    expect(results().comparison).toMatchObject({
      measure: 'ordered',
      first: { count: 20, n: 200 },
      second: { count: 0, n: 200 },
      difference: { value: 0.1 },
    })
  })

  test('are empty for a draft, and for what is being frozen', () => {
    world.addBroadcast({ state: 'draft', startedAt: null, windowDays: 7, rows: [] })
    world.addBroadcast({
      state: 'freezing',
      startedAt: null,
      windowDays: 7,
      rows: [{ contact: 1, state: 'queued', variant: 0 }, heldOut(2)],
    })
    for (const id of world.ids)
      expect(results(id)).toMatchObject({
        isFinal: false,
        window: null,
        total: { sent: 0, read: { n: 0, share: null } },
        byTier: [],
        timeline: [],
        uplift: { verdict: 'no_hold_out' },
      })
  })

  test('are refused for a broadcast that is not there', () => {
    expect(() => results('01890000-0000-7000-8000-000000000000')).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    )
  })
})
