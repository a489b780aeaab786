import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordConsent } from '../../../electron/store/consent-store.ts'
import { createContact } from '../../../electron/store/contact-edit-store.ts'
import { mergeContacts } from '../../../electron/store/contact-merge-store.ts'
import { splitContacts } from '../../../electron/store/contact-split-store.ts'
import { upsertContact } from '../../../electron/store/contact-store.ts'
import { insertGroup } from '../../../electron/store/group-store.ts'
import { insertJob } from '../../../electron/store/job-store.ts'
import { addParticipant, endParticipation } from '../../../electron/store/member-store.ts'
import { addNote } from '../../../electron/store/note-store.ts'
import { one, run } from '../../../electron/store/statement.ts'
import { saveTag, setTag } from '../../../electron/store/tag-store.ts'
import { dumpTables } from '../../helpers/dump-tables.ts'
import { countingIds, openTestStore, type TestStore } from '../../helpers/test-store.ts'

const start = Date.UTC(2026, 8, 1)
const newId = countingIds()
const at = (minutes: number) => ({ now: start + minutes * 60_000, newId })

let store: TestStore
beforeEach(() => {
  store = openTestStore()
})
afterEach(() => store.close())

const profile = fc.record({
  name: fc.constantFrom('', 'Ada Larkspur', '王小明', '+1 202 ···· 0101'),
  hasNumber: fc.boolean(),
  hasUserId: fc.boolean(),
  email: fc.option(fc.constantFrom('a@shop.example', 'b@shop.example')),
  city: fc.option(fc.constantFrom('Bath', '上海')),
  externalId: fc.boolean(),
  custom: fc.dictionary(fc.constantFrom('size', 'colour'), fc.constantFrom('1', '2')),
  tags: fc.subarray([0, 1, 2]),
  orders: fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 3 }),
  notes: fc.array(fc.constantFrom('Likes roses', 'Pays late'), { maxLength: 2 }),
  stays: fc.subarray([0, 1]),
  former: fc.subarray([0, 1]),
  consent: fc.array(
    fc.record({
      purpose: fc.constantFrom('marketing', 'group'),
      state: fc.constantFrom('given', 'withdrawn', 'expired'),
      isByPerson: fc.boolean(),
      at: fc.integer({ min: 0, max: 4 }),
    }),
    { maxLength: 4 },
  ),
  messages: fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 3 }),
  hasFinding: fc.boolean(),
  hasCard: fc.boolean(),
  isDecided: fc.boolean(),
  hasJob: fc.boolean(),
  isListed: fc.boolean(),
  isRecipient: fc.boolean(),
})
type Profile = typeof profile extends fc.Arbitrary<infer T> ? T : never

interface Scene {
  readonly groups: readonly string[]
  readonly tags: readonly number[]
  readonly listId: string
  readonly reviewId: string
  readonly deliveryId: string
}

function scene(): Scene {
  const { db } = store
  const groups = ['Roses', 'Tulips'].map((subject) =>
    insertGroup(db, at(0), { kind: 'phone', state: 'active', subject }),
  )
  const tags = ['One', 'Two', 'Three'].map(
    (name) =>
      one<{ seq: number }>(db, 'SELECT seq FROM tag WHERE id=$id', {
        id: saveTag(db, at(0), { name }).id,
      })!.seq,
  )
  const [listId, reviewId, deliveryId, announcementId] = [newId(), newId(), newId(), newId()]
  run(db, `INSERT INTO contact_list VALUES ($listId, 'Regulars', 0)`, { listId })
  run(
    db,
    `INSERT INTO review (id, group_id, state, started_by, started_at) VALUES ($reviewId, $groupId, 'open', 'owner', 0)`,
    { reviewId, groupId: groups[0]! },
  )
  run(
    db,
    `INSERT INTO announcement (id, state, source, text, send_at, created_by, created_at)
     VALUES ($announcementId, 'finished', 'owner', 'Hello', 0, 'owner', 0)`,
    { announcementId },
  )
  run(
    db,
    `INSERT INTO delivery (id, announcement_id, group_id, state, recipients, sent_at)
     VALUES ($deliveryId, $announcementId, $groupId, 'sent', 2, 5)`,
    { deliveryId, announcementId, groupId: groups[0]! },
  )
  return { groups, tags, listId, reviewId, deliveryId }
}

function person(shop: Scene, given: Profile, number: number): string {
  const { db } = store
  const contactId = upsertContact(db, at(number), {
    ...(given.hasNumber && { waId: `1202555010${number}` }),
    ...(given.hasUserId && { userId: `US.${number}` }),
  })
  run(
    db,
    `UPDATE contact SET display_name=$name, email=$email, city=$city, external_id=$externalId, custom=$custom WHERE id=$contactId`,
    {
      contactId,
      name: given.name,
      email: given.email,
      city: given.city,
      externalId: given.externalId ? `K${number}` : null,
      custom: JSON.stringify(given.custom),
    },
  )
  const { seq } = one<{ seq: number }>(db, 'SELECT seq FROM contact WHERE id=$contactId', {
    contactId,
  })!
  for (const tag of given.tags) setTag(db, at(2), shop.tags[tag]!, [{ seq, id: contactId }], true)
  for (const amount of given.orders)
    run(
      db,
      `INSERT INTO shop_order (contact_seq, order_key, at, amount, currency) VALUES ($seq, $key, $at, $amount, 'USD')`,
      { seq, key: newId(), at: amount, amount },
    )
  for (const text of given.notes) addNote(db, at(3), { contactId, text, writtenBy: 'owner' })
  for (const entry of given.consent)
    recordConsent(db, at(4), { ...entry, contactId, source: 'form', recordedBy: 'owner' })
  for (const stay of given.former) {
    addParticipant(db, at(1), {
      groupId: shop.groups[stay]!,
      contactId,
      source: 'csv',
      joinedAt: 1,
    })
    endParticipation(db, shop.groups[stay]!, contactId, 9, 'left')
  }
  for (const stay of given.stays)
    addParticipant(db, at(5), {
      groupId: shop.groups[stay]!,
      contactId,
      source: 'csv',
      joinedAt: number === 0 ? null : 20,
      isAdmin: number === 1,
    })
  for (const moment of given.messages)
    run(
      db,
      `INSERT INTO message (id, group_id, contact_id, direction, type, at) VALUES ($id, $groupId, $contactId, 'inbound', 'text', $moment)`,
      { id: newId(), groupId: shop.groups[0]!, contactId, moment },
    )
  aroundPerson(shop, given, contactId)
  return contactId
}

function aroundPerson(shop: Scene, given: Profile, contactId: string): void {
  const { db } = store
  const groupId = shop.groups[0]!
  if (given.hasFinding)
    run(
      db,
      `INSERT INTO finding (id, group_id, rule, code, contact_id, subject_key, evidence, since, state, opened_at)
       VALUES ($id, $groupId, 'member_review', 'member_never_wrote', $contactId, $contactId, '{}', 0, 'open', 0)`,
      { id: newId(), groupId, contactId },
    )
  const stay = one<{ id: string }>(
    db,
    'SELECT id FROM participant WHERE contact_id=$contactId AND group_id=$groupId AND left_at IS NULL',
    { contactId, groupId },
  )
  if (given.hasCard && stay)
    run(
      db,
      `INSERT INTO review_item (id, review_id, position, participant_id, contact_id, criteria, is_flagged, decision)
       VALUES ($id, $reviewId, (SELECT count(*) FROM review_item), $stay, $contactId, '[]', 0, $decision)`,
      {
        id: newId(),
        reviewId: shop.reviewId,
        stay: stay.id,
        contactId,
        decision: given.isDecided ? 'remove' : null,
      },
    )
  if (given.hasJob)
    insertJob(db, at(6), { kind: 'participants.remove', payload: { contactIds: [contactId] } })
  if (given.isListed)
    run(db, 'INSERT INTO contact_list_member VALUES ($listId, $contactId, 7)', {
      listId: shop.listId,
      contactId,
    })
  if (given.isRecipient)
    run(db, `INSERT INTO delivery_recipient VALUES ($deliveryId, $contactId, 'read', 8)`, {
      deliveryId: shop.deliveryId,
      contactId,
    })
}

const found = (text: string) =>
  one<{ n: number }>(
    store.db,
    'SELECT count(*) AS n FROM contact_search WHERE contact_search MATCH $text',
    { text },
  )!.n

const marketing = (contactId: string) =>
  one<{ state: string }>(
    store.db,
    `SELECT state FROM consent_state WHERE contact_id=$contactId AND purpose='marketing'`,
    { contactId },
  )?.state

/** The record of merges itself, and the list of scores to be worked out anew. */
const asides = ['contact_merge', 'rfm_due']

describe('a merge taken apart', () => {
  test('leaves everything as it was, the ledger included', () => {
    const shop = scene()
    fc.assert(
      fc.property(profile, profile, (first, second) => {
        store.db.exec('BEGIN')
        try {
          const into = person(shop, first, 0)
          const from = person(shop, second, 1)
          const before = dumpTables(store.db, asides)
          const mergeId = mergeContacts(store.db, at(60), into, from, 'owner')
          expect(dumpTables(store.db, asides)).not.toEqual(before)
          splitContacts(store.db, at(70), mergeId)
          expect(dumpTables(store.db, asides)).toEqual(before)
        } finally {
          store.db.exec('ROLLBACK')
        }
      }),
      { numRuns: 150 },
    )
  })

  test('never loses a no, whoever said it and whenever', () => {
    const shop = scene()
    const later = fc.record({
      state: fc.constantFrom('given', 'withdrawn'),
      isByPerson: fc.boolean(),
    })
    fc.assert(
      fc.property(profile, profile, fc.option(later), (first, second, word) => {
        store.db.exec('BEGIN')
        try {
          const into = person(shop, first, 0)
          const from = person(shop, second, 1)
          const before = [marketing(into), marketing(from)]
          const mergeId = mergeContacts(store.db, at(60), into, from, 'owner')
          if (before.includes('withdrawn')) expect(marketing(into)).toBe('withdrawn')
          if (word)
            recordConsent(store.db, at(65), {
              ...word,
              contactId: into,
              purpose: 'marketing',
              source: 'form',
              recordedBy: 'owner',
              at: at(65).now,
            })
          const isNo = word?.state === 'withdrawn'
          splitContacts(store.db, at(70), mergeId)
          if (before[1] === 'withdrawn' || isNo) expect(marketing(from)).toBe('withdrawn')
          if ((before[0] === 'withdrawn' && !word) || isNo)
            expect(marketing(into)).toBe('withdrawn')
        } finally {
          store.db.exec('ROLLBACK')
        }
      }),
      { numRuns: 150 },
    )
  })

  test('gives back what was moved, and what came since stays', () => {
    const { db } = store
    const into = createContact(
      db,
      at(0),
      { name: 'Ada Larkspur' },
      { digits: '12025550101', type: 'mobile' },
    )
    const from = createContact(
      db,
      at(1),
      { name: '王小明', email: 'ming@shop.example', externalId: 'K7' },
      null,
    )
    const moved = addNote(db, at(2), { contactId: from, text: 'Wholesale', writtenBy: 'owner' })
    const taken = addNote(db, at(2), { contactId: from, text: 'Gone soon', writtenBy: 'owner' })
    const mergeId = mergeContacts(db, at(10), into, from, 'owner')
    expect(found('"小明"')).toBe(0)
    run(db, 'DELETE FROM contact_note WHERE id=$id', { id: taken.id })
    const since = addNote(db, at(11), { contactId: into, text: 'Since', writtenBy: 'owner' })
    run(db, `UPDATE contact SET city='Bath' WHERE id=$into`, { into })
    splitContacts(db, at(12), mergeId)
    const notes = (contactId: string) =>
      db.prepare('SELECT id FROM contact_note WHERE contact_id=?').pluck().all(contactId)
    expect([notes(into), notes(from)]).toEqual([[since.id], [moved.id]])
    const columns = 'SELECT email, external_id, city FROM contact WHERE id=$id'
    expect(one(db, columns, { id: into })).toEqual({ email: null, external_id: null, city: 'Bath' })
    expect(one(db, columns, { id: from })).toEqual({
      email: 'ming@shop.example',
      external_id: 'K7',
      city: null,
    })
    expect(found('"小明"')).toBe(1)
  })

  test('that WhatsApp made can be taken apart, with the keys each had', () => {
    const { db } = store
    const byNumber = upsertContact(db, at(0), { waId: '12025550101' })
    const byUserId = upsertContact(db, at(1), { userId: 'US.7', waId: '12025550102' })
    upsertContact(db, at(5), { waId: '12025550101', userId: 'US.7' })
    const { id } = one<{ id: string }>(db, 'SELECT id FROM contact_merge')!
    expect(splitContacts(db, at(9), id)).toEqual({ keptId: byNumber, splitId: byUserId })
    const keys = (contactId: string) =>
      db
        .prepare(
          'SELECT value FROM contact_identity WHERE contact_id=? AND replaced_at IS NULL ORDER BY kind DESC',
        )
        .pluck()
        .all(contactId)
    expect([keys(byNumber), keys(byUserId)]).toEqual([['12025550101'], ['12025550102', 'US.7']])
  })

  test('is not taken apart twice, and not by another id', () => {
    const { db } = store
    const into = createContact(db, at(0), { name: 'Ada' }, null)
    const from = createContact(db, at(1), { name: 'Bea' }, null)
    const mergeId = mergeContacts(db, at(2), into, from, 'owner')
    splitContacts(db, at(3), mergeId)
    expect(() => splitContacts(db, at(4), mergeId)).toThrow(
      expect.objectContaining({ code: 'conflict', field: 'mergeId' }),
    )
    expect(() => splitContacts(db, at(4), newId())).toThrow(
      expect.objectContaining({ code: 'not_found', field: 'mergeId' }),
    )
  })
})
