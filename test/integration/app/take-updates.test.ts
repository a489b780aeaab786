import { expect, test } from 'vitest'
import { takeUpdates } from '../../../electron/app/ingest/take-updates.ts'
import type { ParsedUpdate } from '../../../electron/updates/parsed-update.ts'
import { createTransact } from '../../../electron/app/transact.ts'
import { all } from '../../../electron/store/statement.ts'
import { openTestStore } from '../../helpers/test-store.ts'

const whatsapp = { host: 'system', actor: 'whatsapp' } as const

const stop = (dedupKey: string, waId: string): ParsedUpdate => ({
  kind: 'marketing_preference',
  preference: 'stop',
  person: { waId },
  dedupKey,
  at: Date.UTC(2026, 0, 1),
  field: 'user_preferences',
  wabaId: null,
  phoneNumberId: null,
  raw: '{}',
})

/** One that no parser makes: it trips whoever applies it. */
const tripping = { ...stop('bad', '12025550100'), person: null } as unknown as ParsedUpdate

test('one update that trips a defect is kept as unknown, and its neighbours are taken', () => {
  const store = openTestStore()
  const transact = createTransact({
    db: store.db,
    clock: Date.now,
    emit: () => undefined,
    jobsAdded: () => undefined,
  })
  const defects: unknown[] = []
  const take = () =>
    takeUpdates(
      (work) => transact(whatsapp, work),
      [stop('a', '12025550101'), tripping, stop('b', '12025550102')],
      (error) => defects.push(error),
    )
  take()
  take()
  const count = (sql: string) => all<{ n: number }>(store.db, sql)[0]!.n
  expect(count(`SELECT count(*) AS n FROM consent_entry WHERE state='withdrawn'`)).toBe(2)
  expect(all(store.db, `SELECT dedup_key, state FROM inbound_update ORDER BY dedup_key`)).toEqual([
    { dedup_key: 'a', state: 'applied' },
    { dedup_key: 'b', state: 'applied' },
    { dedup_key: 'bad', state: 'unknown' },
  ])
  expect(defects.length).toBeGreaterThan(0)
  store.close()
})
