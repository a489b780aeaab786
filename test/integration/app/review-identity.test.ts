import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordConsent } from '../../../electron/store/consent-store.ts'
import { mergeContacts } from '../../../electron/store/contact-merge-store.ts'
import {
  getContact,
  replaceIdentity,
  upsertContact,
} from '../../../electron/store/contact-store.ts'
import { addressOf } from '../../../electron/app/jobs/remove-participants.ts'
import { insertGroup } from '../../../electron/store/group-store.ts'
import { addParticipant, currentMembers } from '../../../electron/store/member-store.ts'
import { decideItem, insertReview, listReviewItems } from '../../../electron/store/review-store.ts'
import { countingIds, openTestStore, type TestStore } from '../../helpers/test-store.ts'

const now = Date.UTC(2026, 5, 1)
const anna = 'US.1111111111'
const ben = 'US.2222222222'
let store: TestStore
let newId: () => string

beforeEach(() => {
  store = openTestStore()
  newId = countingIds()
})
afterEach(() => store.close())

const clock = (at = now) => ({ now: at, newId })

describe('a number that changed hands', () => {
  test('brings a person of their own, without the consent of the one who had it', () => {
    const { db } = store
    const before = upsertContact(db, clock(), { waId: '12025550101', userId: anna })
    const after = upsertContact(db, clock(), { waId: '12025550101', userId: ben })
    expect(after).not.toBe(before)
    expect(getContact(db, after)).toMatchObject({ waId: '12025550101', userId: ben })
    expect(getContact(db, before)).toMatchObject({ waId: null, userId: anna })
  })

  test('is not what a removal names: the user id is', () => {
    const { db } = store
    const contactId = upsertContact(db, clock(), { waId: '12025550101', userId: anna })
    expect(addressOf(db, contactId)).toEqual({ kind: 'user_id', userId: anna })
    const byNumber = upsertContact(db, clock(), { waId: '12025550102' })
    expect(addressOf(db, byNumber)).toEqual({ kind: 'phone', phone: '12025550102' })
  })

  test('a username that was handed on brings a person of their own, too', () => {
    const { db } = store
    const before = upsertContact(db, clock(), { userId: anna, username: 'quill' })
    expect(upsertContact(db, clock(), { userId: ben, username: 'quill' })).not.toBe(before)
  })

  test('a person told with another number has that one only', () => {
    const { db } = store
    const contactId = upsertContact(db, clock(), { waId: '12025550101', userId: anna })
    expect(upsertContact(db, clock(), { waId: '12025550103', userId: anna })).toBe(contactId)
    expect(getContact(db, contactId)).toMatchObject({ waId: '12025550103' })
    const next = upsertContact(db, clock(), { waId: '12025550101' })
    expect(next).not.toBe(contactId)
  })

  test('told after the first message under the new key, both are one and the no stays', () => {
    const { db } = store
    const before = upsertContact(db, clock(), { waId: '12025550101', userId: anna })
    const early = upsertContact(db, clock(now + 1000), { userId: ben })
    recordConsent(db, clock(now + 2000), {
      contactId: early,
      purpose: 'marketing',
      state: 'withdrawn',
      source: 'whatsapp_preference',
      recordedBy: 'whatsapp',
      at: now + 2000,
    })
    expect(replaceIdentity(db, clock(now + 3000), { userId: anna }, { userId: ben })).toBe(before)
    expect(getContact(db, early)).toBeNull()
    expect(getContact(db, before)).toMatchObject({ waId: '12025550101', userId: ben })
    const groupId = insertGroup(db, clock(), { kind: 'phone', state: 'active', subject: 'Street' })
    addParticipant(db, clock(), { groupId, contactId: before, source: 'update', joinedAt: now })
    expect(currentMembers(db, now + 4000, groupId)[0]?.optIn).toBe('opted_out')
  })
})

describe('two contacts that turn out to be one', () => {
  function twoMembers() {
    const { db } = store
    const groupId = insertGroup(db, clock(), { kind: 'managed', state: 'active', subject: 'Six' })
    const into = upsertContact(db, clock(), { waId: '12025550101' })
    const from = upsertContact(db, clock(), { userId: anna, profileName: 'Anna Quill' })
    for (const contactId of [into, from])
      addParticipant(db, clock(), { groupId, contactId, source: 'sync', joinedAt: null })
    const items = currentMembers(db, now, groupId).map((member) => ({
      participantId: member.participantId,
      contactId: member.contactId,
      criteria: [],
    }))
    return { db, groupId, into, from, items }
  }

  const itemsOf = (reviewId: string) =>
    listReviewItems(store.db, now, { reviewId, limit: 100, filter: 'all' }).items

  test('keep the name that one of them has', () => {
    const { db, into, from } = twoMembers()
    mergeContacts(db, clock(), into, from)
    expect(getContact(db, into)?.name).toBe('Anna Quill')
  })

  test('keep what was decided about either in a review under way', () => {
    const { db, groupId, into, from, items } = twoMembers()
    const both = insertReview(db, clock(), { groupId, startedBy: 'owner', items })
    const decided = itemsOf(both).find((item) => item.member.contactId === from)!
    decideItem(db, now, decided.id, { decision: 'keep', note: 'a regular', by: 'owner' })
    mergeContacts(db, clock(), into, from)
    expect(itemsOf(both)).toMatchObject([
      { member: { contactId: into }, decision: 'keep', note: 'a regular', decidedBy: 'owner' },
    ])
  })

  test('stay in a review that looked at one of them only', () => {
    const { db, groupId, into, from, items } = twoMembers()
    const one = insertReview(db, clock(), {
      groupId,
      startedBy: 'owner',
      items: items.filter((item) => item.contactId === from),
    })
    mergeContacts(db, clock(), into, from)
    expect(itemsOf(one)).toMatchObject([{ member: { contactId: into } }])
  })
})
