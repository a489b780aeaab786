import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { classOf, scoresOf, tierOfClass } from '../../../../electron/core/segments/rfm.ts'
import {
  classRows,
  readThresholds,
  refreshDue,
  slippedContacts,
  tierMonths,
  tierMoves,
  writeOwnThresholds,
} from '../../../../electron/store/segments/rfm-store.ts'
import { recomputeRfm } from '../../../../electron/store/segments/rfm-recompute.ts'
import { keepRfmFresh } from '../../../../electron/app/keep-rfm-fresh.ts'
import { openTestStore, type TestStore } from '../../../helpers/test-store.ts'

const dayMs = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 5, 30, 12)

interface ScoredRow {
  contact_seq: number
  recency: number
  frequency: number
  monetary: number
  class: string
  tier: string
}

describe('scores of customers', () => {
  let store: TestStore
  let orders = 0
  beforeEach(() => {
    store = openTestStore()
  })
  afterEach(() => store.close())

  const order = (contactSeq: number, daysAgo: number, amount: number) =>
    store.db
      .prepare(
        `INSERT INTO shop_order (contact_seq, order_key, at, amount, currency) VALUES (?,?,?,?,'USD')`,
      )
      .run(contactSeq, `o${orders++}`, now - daysAgo * dayMs, amount)
  const contact = (name: string) =>
    Number(
      store.db
        .prepare('INSERT INTO contact (id, display_name, created_at, updated_at) VALUES (?,?,0,0)')
        .run(name, name).lastInsertRowid,
    )
  const changes = () => store.db.prepare('SELECT total_changes()').pluck().get() as number
  const scored = () =>
    store.db.prepare('SELECT * FROM contact_rfm ORDER BY contact_seq').all() as ScoredRow[]

  it('from scratch are what the decision itself says of each, for any orders', () => {
    const buying = fc.array(
      fc.record({
        days: fc.integer({ min: 0, max: 900 }),
        amount: fc.integer({ min: 1, max: 99_999 }),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(fc.array(buying, { minLength: 1, maxLength: 12 }), (people) => {
        store.db.exec('DELETE FROM contact')
        people.forEach((bought, index) => {
          const seq = contact(`c${index}`)
          for (const { days, amount } of bought) order(seq, days, amount)
        })
        recomputeRfm(store.db, now)
        const thresholds = readThresholds(store.db)!
        const buyers = people.filter((bought) => bought.length > 0)
        expect(scored()).toHaveLength(buyers.length)
        scored().forEach((row, index) => {
          const bought = buyers[index]!
          const scores = scoresOf(
            {
              lastOrderAt: now - Math.min(...bought.map(({ days }) => days)) * dayMs,
              orderCount: bought.length,
              orderTotal: bought.reduce((sum, { amount }) => sum + amount, 0),
            },
            thresholds,
            now,
          )
          const found = classOf(scores)
          expect(row).toMatchObject({ ...scores, class: found, tier: tierOfClass[found] })
        })
      }),
      { numRuns: 60 },
    )
  })

  it('of one customer follow an order, by the thresholds in force', () => {
    const [old, fresh] = [contact('old'), contact('fresh')]
    order(old, 400, 100)
    order(fresh, 1, 9000)
    recomputeRfm(store.db, now)
    store.db.exec('DELETE FROM rfm_due')
    const before = readThresholds(store.db)
    for (let count = 0; count < 9; count += 1) order(old, 0, 50_000)
    expect(refreshDue(store.db, now, 100)).toBe(1)
    expect(readThresholds(store.db)).toEqual(before)
    expect(scored()[0]).toMatchObject({ recency: 5, frequency: 5, monetary: 5, class: 'champions' })
    expect(refreshDue(store.db, now, 100)).toBe(0)
  })

  it('go away with the last order, and with the contact', () => {
    const [one, other] = [contact('one'), contact('other')]
    order(one, 1, 100)
    order(other, 1, 100)
    recomputeRfm(store.db, now)
    store.db.prepare('DELETE FROM shop_order WHERE contact_seq=?').run(one)
    refreshDue(store.db, now, 100)
    expect(scored().map((row) => row.contact_seq)).toEqual([other])
    store.db.prepare('DELETE FROM contact WHERE seq=?').run(other)
    expect(scored()).toEqual([])
  })

  it('leave out whoever is in the bin', () => {
    order(contact('here'), 1, 100)
    const gone = contact('gone')
    order(gone, 1, 100)
    store.db.prepare('UPDATE contact SET binned_at=1 WHERE seq=?').run(gone)
    recomputeRfm(store.db, now)
    expect(scored()).toHaveLength(1)
  })

  it('leave out of the classes who went into the bin since', () => {
    const gone = contact('gone')
    order(gone, 1, 100)
    recomputeRfm(store.db, now)
    store.db.prepare('UPDATE contact SET binned_at=1 WHERE seq=?').run(gone)
    expect(classRows(store.db)).toEqual([])
  })

  it('are worked out a portion at a time, and come out as in one go', async () => {
    for (let count = 0; count < 40; count += 1) {
      const seq = contact(`c${count}`)
      for (let bought = 0; bought <= count % 4; bought += 1)
        order(seq, count * 9 + bought, count + 1)
    }
    recomputeRfm(store.db, now)
    const months = tierMonths(store.db, 12)
    const whole = scored()
    store.db.exec(
      `DELETE FROM contact_rfm; DELETE FROM tier_month; DELETE FROM setting WHERE key LIKE 'rfm.%'`,
    )
    let turns = 0
    let most = 0
    const host = {
      db: store.db,
      now,
      transact(work: (context: { db: typeof store.db }) => void) {
        const before = changes()
        store.db.transaction(() => work({ db: store.db }))()
        most = Math.max(most, changes() - before)
      },
      breathe: () => Promise.resolve(void (turns += 1)),
    }
    await keepRfmFresh(host, 5)
    expect(scored()).toEqual(whole)
    expect(tierMonths(store.db, 12)).toEqual(months)
    expect(store.db.prepare('SELECT 1 FROM rfm_due').all()).toEqual([])
    expect(turns).toBeGreaterThan(16)
    // five scores, and five that were due
    expect(most).toBeLessThanOrEqual(10)
    order(1, 0, 5)
    await keepRfmFresh(host, 5)
    expect(store.db.prepare('SELECT 1 FROM rfm_due').all()).toEqual([])
  })

  it('look back at earlier months by the orders until then, once', () => {
    order(contact('early'), 70, 500)
    order(contact('late'), 2, 500)
    recomputeRfm(store.db, now)
    const months = tierMonths(store.db, 12)
    expect(
      months.map(({ month, loyal, potential, lost }) => [month, loyal + potential + lost]),
    ).toEqual([
      ['2026-04', 1],
      ['2026-05', 1],
      ['2026-06', 2],
    ])
    order(contact('told later'), 65, 500)
    recomputeRfm(store.db, now)
    expect(tierMonths(store.db, 12).slice(0, 2)).toEqual(months.slice(0, 2))
  })

  it('go by the owner’s thresholds where there are some, and add up per class and month', () => {
    order(contact('one'), 10, 500)
    order(contact('two'), 10, 500)
    writeOwnThresholds(store.db, {
      recencyDays: [20, 40, 60, 80],
      frequency: [1, 1, 1, 1],
      monetary: [100, 200, 300, 400],
    })
    recomputeRfm(store.db, now)
    expect(classRows(store.db)).toEqual([
      { class: 'champions', tier: 'loyal', contacts: 2, orders: 2, spent: 1000 },
    ])
    expect(tierMonths(store.db, 12)).toEqual([
      { month: '2026-06', loyal: 2, potential: 0, lost: 0 },
    ])
  })

  it('tell who slipped away since the month began, once a month is over', () => {
    writeOwnThresholds(store.db, {
      recencyDays: [10, 20, 30, 40],
      frequency: [2, 3, 4, 5],
      monetary: [10, 20, 30, 40],
    })
    const [stays, slips] = [contact('stays'), contact('slips')]
    for (const one of [stays, slips]) for (let n = 0; n < 5; n += 1) order(one, 0, 10)
    recomputeRfm(store.db, now)
    expect(slippedContacts(store.db, 9)).toEqual([])
    const later = now + 60 * dayMs
    store.db
      .prepare(
        `INSERT INTO shop_order (contact_seq, order_key, at, amount, currency) VALUES (?,'late',?,10,'USD')`,
      )
      .run(stays, later)
    recomputeRfm(store.db, later)
    // Worked out again in the same month, it still compares with how the month began.
    recomputeRfm(store.db, later)
    expect(slippedContacts(store.db, 9)).toEqual([slips])
    expect(tierMoves(store.db, 1)).toEqual([{ month: '2026-08', up: 0, down: 1 }])
  })

  it('keep on record who fell, month by month, from the first look at all orders on', () => {
    writeOwnThresholds(store.db, {
      recencyDays: [10, 20, 30, 40],
      frequency: [2, 3, 4, 5],
      monetary: [10, 20, 30, 40],
    })
    const [stays, slips] = [contact('stays'), contact('slips')]
    for (let n = 0; n < 5; n += 1) {
      order(stays, 0, 10)
      order(slips, 95, 10)
    }
    recomputeRfm(store.db, now)
    const falls = () =>
      store.db
        .prepare('SELECT contact_seq AS seq, month, from_tier AS tier FROM rfm_fall ORDER BY month')
        .all()
    // bought on 27 March, loyal at the end of it, gone by the end of April
    expect(falls()).toEqual([{ seq: slips, month: '2026-04', tier: 'loyal' }])
    // nobody looked in July: it is looked back at, and August is held against the last look of June
    order(stays, 0, 10)
    const later = now + 60 * dayMs
    recomputeRfm(store.db, later)
    recomputeRfm(store.db, later)
    expect(falls()).toEqual([
      { seq: slips, month: '2026-04', tier: 'loyal' },
      { seq: stays, month: '2026-07', tier: 'loyal' },
      { seq: stays, month: '2026-08', tier: 'loyal' },
    ])
    recomputeRfm(store.db, later + 800 * dayMs)
    expect(falls()).toEqual([])
  })
})
