import { afterEach, beforeEach, expect, test } from 'vitest'
import { findContact, upsertContact } from '../../../electron/store/contact-store.ts'
import { identityKey } from '../../../electron/store/identity-key.ts'
import { all } from '../../../electron/store/statement.ts'
import { newId } from '../../../electron/app/new-id.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

let store: TestStore

beforeEach(() => {
  store = openTestStore()
})

afterEach(() => store.close())

const odd = [
  ['wa_id', '12025550147'],
  ['wa_id', '012025550147'],
  ['wa_id', '8613800138000'],
  // more than an integer of SQLite holds
  ['wa_id', '99999999999999999999'],
  ['wa_id', '99999999999999999998'],
  ['wa_id', '12025550147x'],
  ['wa_id', ''],
  ['username', '12025550147'],
  ['bsuid', '12025550147'],
] as const

test('what people are known by is never taken for what another is known by', () => {
  const rows = all<{ key: string | number; type: string }>(
    store.db,
    `SELECT ${identityKey('value->>0', '(value->>1)')} AS key, typeof(${identityKey('value->>0', '(value->>1)')}) AS type
     FROM json_each($odd) ORDER BY json_each.key`,
    { odd: JSON.stringify(odd) },
  )
  expect(new Set(rows.map(({ key, type }) => `${type} ${key}`)).size).toBe(odd.length)
  expect(rows.map(({ type }) => type)).toEqual([
    'integer',
    'text',
    'integer',
    ...Array<string>(6).fill('text'),
  ])
})

test('people whose numbers differ in a zero in front, or beyond what an integer holds, stay apart', () => {
  const clock = { now: 1, newId: () => newId(1) }
  const waIds = odd.flatMap(([kind, value]) =>
    kind === 'wa_id' && /^\d+$/.test(value) ? value : [],
  )
  const ids = waIds.map((waId) => upsertContact(store.db, clock, { waId }))
  expect(new Set(ids).size).toBe(waIds.length)
  expect(waIds.map((waId) => findContact(store.db, { waId }))).toEqual(ids)
})
