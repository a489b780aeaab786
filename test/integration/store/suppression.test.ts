import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createContact } from '../../../electron/store/contact-edit-store.ts'
import { upsertContact } from '../../../electron/store/contact-store.ts'
import { recordConsent } from '../../../electron/store/consent-store.ts'
import { all } from '../../../electron/store/statement.ts'
import {
  hasSuppressions,
  isSuppressed,
  suppress,
  suppressionsOf,
  unsuppress,
} from '../../../electron/store/suppression.ts'
import { countingIds, openTestStore, type TestStore } from '../../helpers/test-store.ts'

const number = '12025550143'
let store: TestStore
const clock = { now: 10_000, newId: countingIds() }

beforeEach(() => {
  store = openTestStore()
})
afterEach(() => store.close())

const stateOf = (contactId: string) =>
  all<{ purpose: string; state: string }>(
    store.db,
    'SELECT purpose, state FROM consent_state WHERE contact_id=$contactId ORDER BY purpose',
    { contactId },
  )

describe('a no that is kept for a key', () => {
  test('is there for that key and purpose and for no other', () => {
    expect([hasSuppressions(store.db), suppressionsOf(store.db, 'wa_id', number)]).toEqual([
      false,
      [],
    ])
    suppress(store.db, 'wa_id', `+${number}`, 'marketing', 7000)
    expect(hasSuppressions(store.db)).toBe(true)
    expect(isSuppressed(store.db, 'wa_id', number, 'marketing')).toBe(true)
    expect(isSuppressed(store.db, 'wa_id', number, 'service')).toBe(false)
    expect(isSuppressed(store.db, 'bsuid', number, 'marketing')).toBe(false)
    expect(isSuppressed(store.db, 'wa_id', '12025550144', 'marketing')).toBe(false)
  })

  test('keeps the later of two, and a person’s own word as such', () => {
    suppress(store.db, 'wa_id', number, 'marketing', 7000, true)
    suppress(store.db, 'wa_id', number, 'marketing', 9000, false)
    suppress(store.db, 'wa_id', number, 'marketing', 8000, false)
    expect(suppressionsOf(store.db, 'wa_id', number)).toEqual([
      { purpose: 'marketing', at: 9000, isByPerson: true },
    ])
  })

  test('does not hold the number', () => {
    suppress(store.db, 'wa_id', number, 'marketing', 7000)
    const rows = JSON.stringify(all(store.db, 'SELECT * FROM suppression'))
    expect(rows).not.toContain(number.slice(-7))
    expect(rows).toMatch(/"value_hmac":"[0-9a-f]{64}"/)
  })

  test('is another value in another workspace', () => {
    const other = openTestStore()
    const hmacs = [store, other].map(({ db }) => {
      suppress(db, 'wa_id', number, 'marketing', 7000)
      return all<{ value_hmac: string }>(db, 'SELECT value_hmac FROM suppression')[0]?.value_hmac
    })
    other.close()
    expect(hmacs[0]).not.toBe(hmacs[1])
  })

  test('comes back with the person, who is opted out at once', () => {
    suppress(store.db, 'wa_id', number, 'marketing', 7000)
    suppress(store.db, 'bsuid', 'US.1', 'service', 6000, false)
    const contactId = upsertContact(store.db, clock, { waId: number, userId: 'US.1' })
    expect(stateOf(contactId)).toEqual([
      { purpose: 'marketing', state: 'withdrawn' },
      { purpose: 'service', state: 'withdrawn' },
    ])
    expect(all(store.db, 'SELECT source, is_by_person, at FROM consent_entry ORDER BY at')).toEqual(
      [
        { source: 'suppression', is_by_person: 0, at: 6000 },
        { source: 'suppression', is_by_person: 1, at: 7000 },
      ],
    )
    const yes = { contactId, purpose: 'marketing', state: 'given', recordedBy: 'owner' } as const
    recordConsent(store.db, clock, { ...yes, source: 'import', at: 8000 })
    expect(stateOf(contactId)[0]?.state).toBe('withdrawn')
    recordConsent(store.db, clock, { ...yes, source: 'start_word', isByPerson: true, at: 9000 })
    expect(stateOf(contactId)[0]?.state).toBe('given')
  })

  test('reaches a contact that gets the key later, and is not written twice', () => {
    suppress(store.db, 'wa_id', number, 'marketing', 7000)
    const contactId = upsertContact(store.db, clock, { userId: 'US.2' })
    expect(stateOf(contactId)).toEqual([])
    for (const _ of [1, 2]) upsertContact(store.db, clock, { userId: 'US.2', waId: number })
    expect(all(store.db, 'SELECT 1 FROM consent_entry')).toHaveLength(1)
  })

  test('reaches a contact that the owner adds by hand', () => {
    suppress(store.db, 'wa_id', number, 'marketing', 7000)
    const contactId = createContact(
      store.db,
      clock,
      { name: 'Ada' },
      { digits: number, type: 'mobile' },
    )
    expect(stateOf(contactId)).toEqual([{ purpose: 'marketing', state: 'withdrawn' }])
  })

  test('is gone when it is taken back, and of no effect for a purpose that is gone', () => {
    suppress(store.db, 'wa_id', number, 'marketing', 7000)
    unsuppress(store.db, 'wa_id', number, 'marketing')
    expect(hasSuppressions(store.db)).toBe(false)
    suppress(store.db, 'wa_id', number, 'no_such_purpose', 7000)
    expect(stateOf(upsertContact(store.db, clock, { waId: number }))).toEqual([])
  })
})
