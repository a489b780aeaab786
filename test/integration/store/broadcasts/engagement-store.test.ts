import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { engagementByMonth } from '../../../../electron/store/broadcasts/engagement-store.ts'
import { thresholdsKey } from '../../../../electron/store/segments/rfm-store.ts'
import { writeValue } from '../../../../electron/store/settings-store.ts'
import { broadcastWorld } from '../../../helpers/broadcast-world.ts'
import { openTestStore, type TestStore } from '../../../helpers/test-store.ts'

const dayMs = 24 * 60 * 60 * 1000
const may = Date.UTC(2026, 4, 1)
const june = Date.UTC(2026, 5, 1)
const now = Date.UTC(2026, 5, 20)

describe('engagement month by month', () => {
  let store: TestStore
  let world: ReturnType<typeof broadcastWorld>
  beforeEach(() => {
    store = openTestStore()
    world = broadcastWorld(store.db)
    world.addContacts(20)
  })
  afterEach(() => store.close())

  const months = (count = 3) => engagementByMonth(store.db, now, count).months
  const of = (month: string) =>
    months()
      .filter((row) => row.month === month)
      .map((row) => [
        row.tier,
        row.writtenTo,
        row.engaged.count,
        row.converted.count,
        row.retained.count,
        row.retained.n,
      ])

  const sent = (contact: number, sentAt: number, stratum: string) =>
    ({ contact, state: 'delivered', variant: 0, sentAt, stratum }) as const
  const finished = { state: 'finished', windowDays: 7 } as const

  test('counts a person once, in the tier of the first message of the month', () => {
    world.addBroadcast({
      ...finished,
      startedAt: may + dayMs,
      rows: [
        { ...sent(1, may + dayMs, 'lost'), readAt: may + 2 * dayMs },
        sent(2, may + dayMs, 'loyal'),
        { ...sent(3, may + dayMs, 'loyal'), state: 'failed' },
        { contact: 4, state: 'hold_out', variant: null },
        { ...sent(5, may + dayMs, 'none'), clickedAt: may + 3 * dayMs },
      ],
    })
    world.addBroadcast({
      ...finished,
      startedAt: may + 20 * dayMs,
      rows: [{ ...sent(1, may + 20 * dayMs, 'loyal'), answeredAt: june }],
    })
    world.addOrders([
      { contact: 2, at: may + 8 * dayMs - 1, amount: 5 },
      { contact: 1, at: may + 27 * dayMs, amount: 5 },
    ])
    expect(of('2026-05')).toEqual([
      ['loyal', 1, 0, 1, 0, 0],
      ['lost', 1, 1, 0, 0, 0],
      [null, 1, 1, 0, 0, 0],
    ])
  })

  test('puts a message into the month in which it left', () => {
    world.addBroadcast({
      ...finished,
      startedAt: june - 1,
      rows: [sent(1, june - 1, 'loyal'), sent(2, june, 'loyal')],
    })
    expect([of('2026-05'), of('2026-06')]).toEqual([
      [['loyal', 1, 0, 0, 0, 0]],
      [['loyal', 1, 0, 0, 0, 0]],
    ])
  })

  test('counts who came back of those who bought the month before, by where they stood then', () => {
    const bounds = {
      recencyDays: [10, 20, 40, 80],
      frequency: [2, 3, 4, 5],
      monetary: [10, 20, 30, 40],
    }
    writeValue(store.db, thresholdsKey, JSON.stringify(bounds))
    const often = [1, 2, 3, 4, 5].map((days) => ({
      contact: 1,
      at: june - days * dayMs,
      amount: 10,
    }))
    world.addOrders([
      ...often,
      { contact: 1, at: june + dayMs, amount: 10 },
      // bought once, and much afterwards: what came later does not make them loyal by then
      { contact: 2, at: may + dayMs, amount: 1 },
      ...[5, 6, 7, 8].map((days) => ({ contact: 2, at: june + days * dayMs, amount: 90 })),
      { contact: 3, at: may + dayMs, amount: 1 },
    ])
    expect(of('2026-06')).toEqual([
      ['loyal', 0, 0, 0, 1, 1],
      ['lost', 0, 0, 0, 1, 2],
    ])
  })

  test('counts nobody as come back who left a month out, and nobody for the month under way', () => {
    const april = Date.UTC(2026, 3, 1)
    world.addOrders([
      // before all the months that are asked for
      { contact: 1, at: Date.UTC(2025, 0, 1), amount: 5 },
      { contact: 1, at: april, amount: 5 },
      { contact: 1, at: april + dayMs, amount: 5 },
      { contact: 1, at: june, amount: 5 },
      { contact: 2, at: april, amount: 5 },
      { contact: 2, at: may - 1, amount: 5 },
      { contact: 2, at: may, amount: 5 },
      // after them
      { contact: 2, at: Date.UTC(2026, 6, 1), amount: 5 },
      { contact: 3, at: june, amount: 5 },
    ])
    expect([of('2026-05'), of('2026-06')]).toEqual([
      [[null, 0, 0, 0, 1, 2]],
      [[null, 0, 0, 0, 0, 1]],
    ])
  })

  test('knows no tiers before scores are worked out', () => {
    world.addOrders([
      { contact: 1, at: may, amount: 5 },
      { contact: 1, at: june, amount: 5 },
      { contact: 2, at: june - 1, amount: 5 },
    ])
    expect(of('2026-06')).toEqual([[null, 0, 0, 0, 1, 2]])
  })

  test('goes back as far as asked, and is empty where nothing happened', () => {
    expect(months(36)).toEqual([])
    world.addBroadcast({ ...finished, startedAt: may, rows: [sent(1, may, 'loyal')] })
    expect(months(1)).toEqual([])
    expect(months(2)).toHaveLength(1)
  })
})
