import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordConsent } from '../../../electron/store/consent-store.ts'
import { createContact } from '../../../electron/store/contact-edit-store.ts'
import { mergeContacts } from '../../../electron/store/contact-merge-store.ts'
import { insertGroup } from '../../../electron/store/group-store.ts'
import { addParticipant, endParticipation } from '../../../electron/store/member-store.ts'
import { addNote } from '../../../electron/store/note-store.ts'
import { run } from '../../../electron/store/statement.ts'
import { listTimeline } from '../../../electron/store/timeline-store.ts'
import { contract } from '../../../shared/ipc/contract.ts'
import { countingIds, openTestStore, type TestStore } from '../../helpers/test-store.ts'

const newId = countingIds()
const at = (now: number) => ({ now, newId })
let store: TestStore
let contactId: string

beforeAll(() => {
  store = openTestStore()
  const { db } = store
  contactId = createContact(db, at(10), { name: 'Ada' }, { digits: '12025550101', type: 'mobile' })
  const other = createContact(db, at(20), { name: 'Áda' }, null)
  addNote(db, at(30), { contactId, text: 'Likes roses', writtenBy: 'owner' })
  const groupId = insertGroup(db, at(1), { kind: 'phone', state: 'active', subject: 'Roses' })
  addParticipant(db, at(40), { groupId, contactId, source: 'csv', joinedAt: 40 })
  endParticipation(db, groupId, contactId, 50, 'removed')
  recordConsent(db, at(60), {
    contactId,
    purpose: 'marketing',
    state: 'given',
    source: 'form',
    recordedBy: 'owner',
    at: 60,
  })
  run(
    db,
    `INSERT INTO shop_order (contact_seq, order_key, order_no, at, amount, currency)
     SELECT seq, 'n:1', 'A-1', 70, 1250, 'CNY' FROM contact WHERE id=$contactId`,
    { contactId },
  )
  for (const moment of [80, 80, 80])
    run(
      db,
      `INSERT INTO message (id, group_id, contact_id, direction, type, body, at)
       VALUES ($id, $groupId, $contactId, 'inbound', 'text', 'Hello', $moment)`,
      { id: newId(), groupId, contactId, moment },
    )
  mergeContacts(db, at(90), contactId, other, 'owner')
})
afterAll(() => store.close())

const codes = (items: { explanation: { code: string } }[]) =>
  items.map((item) => item.explanation.code)

test('a timeline tells everything once, latest first, in words’ values, numbers masked', () => {
  const page = contract['contacts.timeline'].output.parse(
    listTimeline(store.db, { contactId, limit: 50 }),
  )
  expect(codes(page.items)).toEqual([
    'merged',
    'message_received',
    'message_received',
    'message_received',
    'order',
    'consent_given',
    'group_removed',
    'group_joined',
    'note',
    'identity_added',
  ])
  expect(page.items[4]?.explanation.params).toEqual({
    orderNo: 'A-1',
    amount: 12.5,
    currency: 'CNY',
  })
  expect(page.items[9]?.explanation.params).toEqual({ kind: 'wa_id', value: '+1 202 ···· 0101' })
  expect(page.items[8]?.text).toBe('Likes roses')
})

test.each([1, 2, 3, 7])('is the same in pages of %i', (limit) => {
  const whole = listTimeline(store.db, { contactId, limit: 50 }).items
  const items: typeof whole = []
  let cursor: string | undefined
  do {
    const page = listTimeline(store.db, { contactId, limit, cursor })
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(items).toEqual(whole)
})

test('tells of the chosen kinds alone, and refuses a cursor that is none', () => {
  const page = listTimeline(store.db, { contactId, limit: 50, kinds: ['note', 'order'] })
  expect(codes(page.items)).toEqual(['order', 'note'])
  expect(() => listTimeline(store.db, { contactId, limit: 5, cursor: 'x' })).toThrow(
    expect.objectContaining({ code: 'invalid_input', field: 'cursor' }),
  )
})
