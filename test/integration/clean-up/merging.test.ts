import { afterEach, beforeEach, expect, test } from 'vitest'
import { mergeContacts } from '../../../electron/store/contact-merge-store.ts'
import { all, one, run } from '../../../electron/store/statement.ts'
import { addPerson, today } from '../../helpers/clean-up-people.ts'
import { countingIds, openTestStore, type TestStore } from '../../helpers/test-store.ts'

let store: TestStore
const clock = { now: today, newId: countingIds() }

beforeEach(() => {
  store = openTestStore()
  run(
    store.db,
    `INSERT INTO cleanup_run (id, rule_name, criteria, action, state, contact_count, run_by, created_at, bin_at, purge_at)
     VALUES ('run', 'Old', '{"inactiveMonths":1}', 'delete', 'in_bin', 2, 'owner', 1, 1, 2)`,
  )
})
afterEach(() => store.close())

function bin(contactId: string): void {
  run(store.db, 'UPDATE contact SET binned_at=1 WHERE id=$contactId', { contactId })
  run(
    store.db,
    "INSERT INTO cleanup_item SELECT 'run', seq, 'inactive' FROM contact WHERE id=$contactId",
    { contactId },
  )
}

test.each([
  ['the one that stays', [true, false], { binned_at: null }, 0, 1],
  ['the one that goes', [false, true], { binned_at: null }, 0, 1],
  ['both', [true, true], { binned_at: 1 }, 1, 1],
  ['neither', [false, false], { binned_at: null }, 0, 0],
] as const)(
  'two contacts become one while %s is in the bin',
  (_, [intoIn, fromIn], state, items, restored) => {
    const into = addPerson(store.db, { name: 'One', waId: '12025550101' })
    const from = addPerson(store.db, { name: 'Other', waId: '12025550102' })
    if (intoIn) bin(into)
    if (fromIn) bin(from)
    mergeContacts(store.db, clock, into, from)
    expect(one(store.db, 'SELECT binned_at FROM contact WHERE id=$into', { into })).toEqual(state)
    expect(all(store.db, 'SELECT 1 FROM cleanup_item')).toHaveLength(items)
    expect(one(store.db, 'SELECT restored_count FROM cleanup_run')).toEqual({
      restored_count: restored,
    })
  },
)
