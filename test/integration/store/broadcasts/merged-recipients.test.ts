import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mergeContacts } from '../../../../electron/store/contact-merge-store.ts'
import { splitContacts } from '../../../../electron/store/contact-split-store.ts'
import { countingIds, openTestStore, type TestStore } from '../../../helpers/test-store.ts'

const newId = countingIds()
const [into, from] = [newId(), newId()]
const clock = { now: 1000, newId }
let store: TestStore

beforeEach(() => {
  store = openTestStore()
  const contact = store.db.prepare(
    'INSERT INTO contact (seq, id, display_name, created_at, updated_at) VALUES (?,?,?,0,0)',
  )
  contact.run(1, into, 'Ada Larkspur')
  contact.run(2, from, 'A. Larkspur')
  for (const seq of [1, 2])
    store.db
      .prepare(
        `INSERT INTO broadcast (seq, id, name, state, purpose, audience, variants, settings, created_by, created_at, updated_at)
         VALUES (?,?,'Offer','sending','marketing','{}','[]','{}','o',0,0)`,
      )
      .run(seq, newId())
})
afterEach(() => store.close())

function recipient(broadcastSeq: number, contactSeq: number, state: string): void {
  store.db
    .prepare(
      'INSERT INTO broadcast_recipient (broadcast_seq, contact_seq, state, updated_at) VALUES (?,?,?,0)',
    )
    .run(broadcastSeq, contactSeq, state)
}
const recipients = () =>
  store.db
    .prepare(
      'SELECT broadcast_seq, contact_seq, state FROM broadcast_recipient ORDER BY broadcast_seq, contact_seq',
    )
    .raw()
    .all()

describe('recipients who turn out to be one person', () => {
  it('keep what each of them got, and come apart again as they were', () => {
    recipient(1, 2, 'read')
    recipient(2, 1, 'sent')
    const mergeId = mergeContacts(store.db, clock, into, from)
    expect(recipients()).toEqual([
      [1, 1, 'read'],
      [2, 1, 'sent'],
    ])
    splitContacts(store.db, clock, mergeId)
    const seq = store.db.prepare('SELECT seq FROM contact WHERE id=?').pluck().get(from)
    expect(recipients()).toEqual([
      [1, seq, 'read'],
      [2, 1, 'sent'],
    ])
  })

  it('are not written to once more by their other name', () => {
    recipient(1, 1, 'queued')
    recipient(1, 2, 'sent')
    const mergeId = mergeContacts(store.db, clock, into, from)
    expect(recipients()).toEqual([[1, 1, 'sent']])
    splitContacts(store.db, clock, mergeId)
    expect(recipients()).toHaveLength(2)
  })
})
