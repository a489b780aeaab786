import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../../electron/app/new-id.ts'
import {
  consentStandings,
  expireConsents,
  recordConsent,
  type NewConsent,
} from '../../../electron/store/consent-store.ts'
import { upsertContact } from '../../../electron/store/contact-store.ts'
import {
  insertDirectMessage,
  isRefused,
  directMessageRow,
  reopenDirectMessage,
  setDirectMessage,
} from '../../../electron/store/direct-message-store.ts'
import { nextRecipients, previewNotice } from '../../../electron/store/notice-store.ts'
import { run } from '../../../electron/store/statement.ts'
import { translateStoreError } from '../../../electron/store/store-errors.ts'
import type { ContactFilter } from '../../../shared/domain/contacts.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

const start = Date.UTC(2026, 5, 1)
let store: TestStore
let contactId: string
const at = (minutes: number) => ({ now: start + minutes * 60_000, newId: () => newId() })

beforeEach(() => {
  store = openTestStore()
  contactId = upsertContact(store.db, at(0), { waId: '12025550101' })
})
afterEach(() => store.close())

function note(minutes: number, entry: Partial<NewConsent>): void {
  recordConsent(store.db, at(minutes), {
    contactId,
    purpose: 'marketing',
    state: 'given',
    source: 'form',
    recordedBy: 'owner',
    at: at(minutes).now,
    ...entry,
  })
}

const message = (minutes: number, kind: 'notice' | 'opt_out' | 'sign_up' = 'notice') =>
  insertDirectMessage(store.db, at(minutes), {
    contactId,
    purpose: 'marketing',
    kind,
    text: 'Hello',
    createdBy: 'owner',
  })

/** What a statement of the store is refused with, in the words of the app. */
function refusal(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    const translated = translateStoreError(error)
    return 'code' in translated ? String(translated.code) : 'unknown'
  }
  return 'nothing'
}

describe('the store itself', () => {
  test('takes no message to somebody who said no, and lets none in line go out', () => {
    note(1, {})
    const waiting = message(2)
    const failed = message(2)
    setDirectMessage(store.db, failed, { state: 'failed' })
    note(3, { state: 'withdrawn', isByPerson: true })
    expect(refusal(() => message(4))).toBe('opted_out')
    expect(refusal(() => setDirectMessage(store.db, waiting, { state: 'sending' }))).toBe(
      'opted_out',
    )
    expect(refusal(() => reopenDirectMessage(store.db, failed))).toBe('opted_out')
    expect(isRefused(store.db, directMessageRow(store.db, waiting))).toBe(true)
    // another purpose is another matter, and so is the answer to the stop
    expect(refusal(() => message(5, 'opt_out'))).toBe('nothing')
    note(6, { isByPerson: true })
    expect(refusal(() => setDirectMessage(store.db, waiting, { state: 'sending' }))).toBe('nothing')
  })

  test('lets the question of a sign-up through only when its word came after the no', () => {
    run(
      store.db,
      `INSERT INTO legal_text VALUES ('t','consent','marketing','en',1,'x','x','owner',0)`,
    )
    run(
      store.db,
      `INSERT INTO signup_campaign VALUES ('c','Fair','peony','marketing','t',NULL,1,'open',0,NULL)`,
    )
    note(5, { state: 'withdrawn', isByPerson: true })
    const ask = () =>
      insertDirectMessage(store.db, at(6), {
        contactId,
        purpose: 'marketing',
        kind: 'sign_up',
        campaignId: 'c',
        text: '?',
        createdBy: 'groupkeeper',
      })
    expect(refusal(ask)).toBe('opted_out')
    const write = (minutes: number) =>
      run(
        store.db,
        `INSERT INTO signup VALUES ('s','c',$contactId,'asked',$at,NULL)
         ON CONFLICT (campaign_id, contact_id) DO UPDATE SET wrote_at=excluded.wrote_at`,
        { contactId, at: at(minutes).now },
      )
    write(5)
    expect(refusal(ask)).toBe('opted_out')
    write(6)
    expect(refusal(ask)).toBe('nothing')
    note(7, { state: 'withdrawn', isByPerson: true })
    expect(refusal(ask)).toBe('opted_out')
  })
})

describe('permissions that run out', () => {
  const marketing = () =>
    consentStandings(store.db, contactId).find((each) => each.purpose === 'marketing')?.state

  test('are written down once, and not when they were renewed or taken back', () => {
    note(1, { expiresAt: at(10).now })
    expect(expireConsents(store.db, at(9), 10)).toEqual([])
    expect(expireConsents(store.db, at(11), 10)).toEqual([contactId])
    expect(marketing()).toBe('expired')
    expect(expireConsents(store.db, at(12), 10)).toEqual([])
    note(13, { expiresAt: at(20).now })
    note(14, {})
    expect(expireConsents(store.db, at(21), 10)).toEqual([])
    expect(marketing()).toBe('given')
    note(22, { expiresAt: at(30).now })
    note(23, { state: 'withdrawn' })
    expect(expireConsents(store.db, at(31), 10)).toEqual([])
    expect(marketing()).toBe('withdrawn')
  })

  test('are all found, however small the portions', () => {
    const others = ['12025550111', '12025550112', '12025550113'].map((waId) =>
      upsertContact(store.db, at(0), { waId }),
    )
    for (const other of others) note(1, { contactId: other, expiresAt: at(10).now })
    const portions = [1, 2, 3, 4].map(() => expireConsents(store.db, at(11), 1))
    expect(portions.flat().sort()).toEqual([...others].sort())
    expect(portions[3]).toEqual([])
  })
})

describe('whom a notice reaches', () => {
  test('is nobody in the bin, without a key, who said no to it, or who never agreed', () => {
    const { db } = store
    run(db, `INSERT INTO legal_text VALUES ('p','privacy_notice',NULL,'en',1,'x','x','owner',0)`)
    const hidden = upsertContact(db, at(0), { userId: 'US.1' })
    const binned = upsertContact(db, at(0), { waId: '12025550104' })
    const noKey = upsertContact(db, at(0), { username: 'fern' })
    run(db, 'UPDATE contact SET binned_at=1 WHERE id=$binned', { binned })
    recordConsent(db, at(1), {
      contactId: hidden,
      purpose: 'service',
      state: 'given',
      source: 'form',
      recordedBy: 'owner',
      at: 1,
    })
    note(1, { purpose: 'service', state: 'withdrawn' })
    const silent = upsertContact(db, at(0), { userId: 'US.2' })
    const scope = {
      legalTextId: 'p',
      purpose: 'service',
      onlyWithout: true,
      hasTemplate: true,
      now: start,
    }
    const chosen = { contactIds: [contactId, hidden, binned, noKey, silent] }
    expect(previewNotice(db, { ...scope, target: chosen })).toEqual({
      matched: 5,
      byText: 0,
      byTemplate: 1,
      excluded: [
        { reason: 'in_bin', contacts: 1 },
        { reason: 'no_number', contacts: 1 },
        { reason: 'no_opt_in', contacts: 1 },
        { reason: 'opted_out', contacts: 1 },
      ],
    })
    expect(previewNotice(db, { ...scope, target: { filter: {} } }).matched).toBe(4)
    expect(nextRecipients(db, { ...scope, target: chosen }, -1, 10).map(({ id }) => id)).toEqual([
      hidden,
    ])
  })

  test('is narrowed by everything that a filter can say', () => {
    const { db } = store
    run(db, `UPDATE contact SET country='US', order_count=1, last_seen_at=5 WHERE id=$contactId`, {
      contactId,
    })
    upsertContact(db, at(0), { userId: 'US.1', profileName: '林美' })
    const matched = (filter: ContactFilter) =>
      previewNotice(db, {
        legalTextId: 'p',
        purpose: 'service',
        onlyWithout: true,
        hasTemplate: true,
        now: start,
        target: { filter },
      }).matched
    const nothing = '019b0000-0000-7000-8000-000000000000'
    expect(matched({})).toBe(2)
    expect(matched({ search: '林美' })).toBe(1)
    expect(matched({ countries: ['US'] })).toBe(1)
    expect(matched({ hasNumber: false })).toBe(1)
    expect(matched({ hasOrders: true })).toBe(1)
    expect(matched({ seenAfter: 5 })).toBe(1)
    expect(matched({ seenAfter: 6 })).toBe(0)
    expect(matched({ notSeenSince: 5 })).toBe(1)
    expect(matched({ optIn: 'opted_in' })).toBe(0)
    expect(matched({ source: 'import' })).toBe(0)
    expect(matched({ screening: 'not_screened' })).toBe(2)
    for (const filter of [{ tagIds: [nothing] }, { groupId: nothing }, { importId: nothing }])
      expect(matched(filter)).toBe(0)
  })
})
