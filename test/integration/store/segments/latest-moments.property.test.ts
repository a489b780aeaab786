import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStore, type TestStore } from '../../../helpers/test-store.ts'

type Step =
  | { readonly do: 'order' | 'message'; readonly of: number; readonly at: number }
  | { readonly do: 'dropOrder' | 'dropMessage'; readonly pick: number }
  | { readonly do: 'moveOrder' | 'moveMessage'; readonly pick: number; readonly of: number }

const people = [1, 2]
const of = fc.constantFrom(...people)
const pick = fc.nat(30)
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('order', 'message'), of, at: fc.nat(40) }),
  },
  fc.record({ do: fc.constantFrom('dropOrder', 'dropMessage'), pick }),
  fc.record({ do: fc.constantFrom('moveOrder', 'moveMessage'), pick, of }),
) as fc.Arbitrary<Step>

describe('the latest moments beside a contact', () => {
  let store: TestStore
  beforeEach(() => {
    store = openTestStore()
    for (const seq of people)
      store.db
        .prepare(`INSERT INTO contact (id, display_name, created_at, updated_at) VALUES (?,'',0,0)`)
        .run(`c${seq}`)
  })
  afterEach(() => store.close())

  const column = (text: string, ...values: unknown[]) =>
    store.db
      .prepare(text)
      .pluck()
      .all(...(values as number[])) as number[]

  function apply(one: Step, n: number): void {
    const run = (text: string, ...values: (string | number)[]) =>
      store.db.prepare(text).run(...values)
    const chosen = (table: string, at: number) => {
      const rows = column(`SELECT rowid FROM ${table} ORDER BY rowid`)
      return rows[at % Math.max(1, rows.length)] ?? -1
    }
    switch (one.do) {
      case 'order':
        run(
          `INSERT INTO shop_order (contact_seq, order_key, at, amount, currency, items) VALUES (?,?,?,5,'USD','[{"name":"Vase"}]')`,
          one.of,
          `o${n}`,
          one.at,
        )
        return
      case 'message':
        run(
          `INSERT INTO message (id, contact_id, direction, type, at) VALUES (?,?,'inbound','text',?)`,
          `m${n}`,
          `c${one.of}`,
          one.at,
        )
        return
      case 'dropOrder':
        run('DELETE FROM shop_order WHERE seq=?', chosen('shop_order', one.pick))
        return
      case 'dropMessage':
        run('DELETE FROM message WHERE rowid=?', chosen('message', one.pick))
        return
      case 'moveOrder':
        run(
          'UPDATE shop_order SET contact_seq=? WHERE seq=?',
          one.of,
          chosen('shop_order', one.pick),
        )
        return
      case 'moveMessage':
        run(
          'UPDATE message SET contact_id=? WHERE rowid=?',
          `c${one.of}`,
          chosen('message', one.pick),
        )
    }
  }

  it('are those that the orders and messages tell, after anything that happens to them', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        for (const table of ['shop_order', 'message']) store.db.exec(`DELETE FROM ${table}`)
        steps.forEach(apply)
        for (const seq of people) {
          const row = store.db
            .prepare(
              `SELECT last_order_at, order_at_2, order_at_3, order_at_4, order_at_5,
                 wrote_at_1, wrote_at_2, wrote_at_3, wrote_at_4, wrote_at_5 FROM contact WHERE seq=?`,
            )
            .raw()
            .get(seq) as (number | null)[]
          const five = (times: readonly number[]) =>
            Array.from({ length: 5 }, (_, n) => times[n] ?? null)
          expect(row).toEqual([
            ...five(column('SELECT at FROM shop_order WHERE contact_seq=? ORDER BY at DESC', seq)),
            ...five(
              column('SELECT at FROM message WHERE contact_id=? ORDER BY at DESC', `c${seq}`),
            ),
          ])
        }
        const sold = 'SELECT contact_seq * 1000 + at FROM'
        expect(column(`${sold} item_sale ORDER BY 1`)).toEqual(
          column(`${sold} shop_order ORDER BY 1`),
        )
        // A name under which nothing was sold any more is kept nowhere.
        expect(column('SELECT count(*) FROM item')).toEqual([
          column('SELECT count(*) FROM shop_order')[0] === 0 ? 0 : 1,
        ])
      }),
      { numRuns: 150 },
    )
  })
})
