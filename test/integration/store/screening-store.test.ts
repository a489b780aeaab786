import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordConsent } from '../../../electron/store/consent-store.ts'
import { upsertContact } from '../../../electron/store/contact-store.ts'
import { mergeContacts } from '../../../electron/store/contact-merge-store.ts'
import { gatherFacts } from '../../../electron/store/screening-facts-store.ts'
import { listQueue, summariseScreening } from '../../../electron/store/screening-queue-store.ts'
import {
  dueSeqs,
  insertDecisions,
  insertEvidence,
  readScreeningSettings,
  seqsOf,
  withdrawEvidence,
  writeScreening,
} from '../../../electron/store/screening-store.ts'
import { screen } from '../../../electron/core/screening/screen.ts'
import { upsertBlockList } from '../../../electron/store/block-list-store.ts'
import { one, run } from '../../../electron/store/statement.ts'
import { countingIds, openTestStore, type TestStore } from '../../helpers/test-store.ts'

const now = Date.UTC(2026, 5, 1)
const hourMs = 60 * 60 * 1000
let store: TestStore
let clock: { now: number; newId: () => string }
beforeEach(() => {
  store = openTestStore()
  clock = { now, newId: countingIds() }
})
afterEach(() => store.close())

const aPerson = (waId: string, profileName = 'Ada Birch') =>
  upsertContact(store.db, clock, { waId, profileName })
const seqOf = (contactId: string) => seqsOf(store.db, [contactId])[0]!
const factsOf = (contactId: string) => gatherFacts(store.db, [seqOf(contactId)], now)[0]!.facts

/** Somebody whom the checks have looked at, so that nothing is due. */
function screened(contactId: string): string {
  const [contact] = gatherFacts(store.db, [seqOf(contactId)], now)
  const screening = screen(contact!.facts, readScreeningSettings(store.db))
  writeScreening(store.db, now, {
    seq: contact!.seq,
    verdict: screening.verdict,
    screening,
    numberType: 'mobile',
  })
  expect(dueSeqs(store.db, -1, 10)).toEqual([])
  return contactId
}

function aMessage(contactId: string, body: string | null, groupId: string | null = null): void {
  run(
    store.db,
    `INSERT INTO message (id, group_id, contact_id, direction, type, body, at)
     VALUES ($id, $groupId, $contactId, 'inbound', 'text', $body, $now)`,
    { id: clock.newId(), groupId, contactId, body, now },
  )
}

function anOrder(contactId: string): void {
  run(
    store.db,
    `INSERT INTO shop_order (contact_seq, order_key, at, amount, currency) VALUES ($seq, $key, $at, 900, 'USD')`,
    { seq: seqOf(contactId), key: clock.newId(), at: now - hourMs },
  )
}

describe('a contact is due again', () => {
  const changes: readonly (readonly [string, (contactId: string) => void])[] = [
    ['when they order', anOrder],
    [
      'when an order goes away',
      (id) => (anOrder(id), void run(store.db, 'DELETE FROM shop_order')),
    ],
    ['when they write a text', (id) => aMessage(id, 'Hello')],
    [
      'when they agree',
      (contactId) =>
        void recordConsent(store.db, clock, {
          contactId,
          purpose: 'service',
          state: 'given',
          source: 'form',
          recordedBy: 'owner',
          at: now,
        }),
    ],
    [
      'when they cannot be reached',
      (id) =>
        void run(store.db, `UPDATE contact SET number_state='unreachable' WHERE id=$id`, { id }),
    ],
    [
      'when their e-mail address is known',
      (id) =>
        void run(store.db, `UPDATE contact SET email='ada@shop.example' WHERE id=$id`, { id }),
    ],
    [
      'when they change their number',
      (contactId) =>
        void run(
          store.db,
          'UPDATE contact_identity SET replaced_at=1 WHERE contact_id=$contactId',
          {
            contactId,
          },
        ),
    ],
  ]
  test.each(changes)('%s', (_, change) => {
    const contactId = screened(aPerson('12025550101'))
    change(contactId)
    expect(dueSeqs(store.db, -1, 10)).toEqual([seqOf(contactId)])
  })

  test('for evidence, and for evidence withdrawn', () => {
    const contactId = screened(aPerson('12025550101'))
    const evidence = { contactId, kind: 'order' as const, place: '', note: '', recordedBy: 'owner' }
    const { id } = insertEvidence(store.db, clock, { ...evidence, at: now })
    expect(dueSeqs(store.db, -1, 10)).toHaveLength(1)
    screened(contactId)
    withdrawEvidence(store.db, now, id)
    expect(dueSeqs(store.db, -1, 10)).toHaveLength(1)
  })

  test('not for a message without text, or when it is told what was known', () => {
    const contactId = screened(aPerson('12025550101'))
    aMessage(contactId, null)
    run(store.db, `UPDATE contact SET number_state='valid', country='US', updated_at=5`)
    expect(dueSeqs(store.db, -1, 10)).toEqual([])
  })

  test('not when nobody ever screened them: that is asked for', () => {
    anOrder(aPerson('12025550101'))
    expect(dueSeqs(store.db, -1, 10)).toEqual([])
  })

  test('after a merge, which brings evidence and the owner’s word along', () => {
    const into = aPerson('12025550101')
    const from = screened(aPerson('12025550102', 'Bo Cedar'))
    insertDecisions(store.db, clock, [seqOf(from)], {
      verdict: 'rejected',
      note: '',
      decidedBy: 'owner',
    })
    mergeContacts(store.db, clock, into, from)
    expect(dueSeqs(store.db, -1, 10)).toEqual([seqOf(into)])
    expect(gatherFacts(store.db, [seqOf(into)], now)[0]!.ownWord).toBe('rejected')
  })
})

describe('what is known of a contact', () => {
  test('is gathered from wherever it stands', () => {
    const contactId = aPerson('12025550101')
    const twin = aPerson('12025550102')
    run(store.db, `UPDATE contact SET email='ada@shop.example' WHERE id IN ($contactId, $twin)`, {
      contactId,
      twin,
    })
    anOrder(contactId)
    aMessage(contactId, 'https://shop.example/x')
    upsertBlockList(store.db, clock, 'Street', [{ waId: '12025550101', reason: 'Never paid' }])
    expect(factsOf(contactId)).toMatchObject({
      numberState: 'valid',
      country: 'US',
      firstKnownAt: now - hourMs,
      orderCount: 1,
      lastOrderAt: now - hourMs,
      messages: { texts: 1, linkOnly: 1 },
      blockList: { source: 'Street', reason: 'Never paid' },
      sameEmail: 1,
      sameName: 1,
      consent: null,
    })
    expect(factsOf(twin)).toMatchObject({ orderCount: 0, messages: null, blockList: null })
  })

  test('holds the best consent that stands, and none that was taken back', () => {
    const contactId = aPerson('12025550101')
    const say = (state: 'given' | 'withdrawn', purpose: string, isByPerson: boolean, at: number) =>
      recordConsent(store.db, clock, {
        contactId,
        purpose,
        state,
        source: 'chat',
        isByPerson,
        recordedBy: 'owner',
        at,
      })
    say('given', 'service', false, 10)
    expect(factsOf(contactId).consent).toEqual({ by: 'shop', at: 10 })
    say('given', 'marketing', true, 20)
    expect(factsOf(contactId).consent).toEqual({ by: 'person', at: 20 })
    say('withdrawn', 'marketing', true, 30)
    expect(factsOf(contactId).consent).toEqual({ by: 'shop', at: 10 })
  })

  test('in the bin is not gathered, queued, counted or decided on', () => {
    const contactId = screened(aPerson('12025550101'))
    const seq = seqOf(contactId)
    run(store.db, 'UPDATE contact SET binned_at=$now, is_screening_due=1', { now })
    expect(gatherFacts(store.db, [seq], now)).toEqual([])
    expect(seqsOf(store.db, [contactId])).toEqual([])
    expect(dueSeqs(store.db, -1, 10)).toEqual([])
    expect(listQueue(store.db, { verdict: 'to_check', limit: 10 }).items).toEqual([])
    expect(summariseScreening(store.db)).toMatchObject({ toCheck: 0, due: 0, notScreened: 0 })
  })
})

describe('the queue', () => {
  test('is read off an index, and the counts too', () => {
    const plan = (text: string) =>
      store.db
        .prepare(`EXPLAIN QUERY PLAN ${text}`)
        .all()
        .map((row) => (row as { detail: string }).detail)
        .join('\n')
    expect(
      plan(
        `SELECT seq FROM contact WHERE is_listed=1 AND screening='to_check' ORDER BY seq DESC LIMIT 100`,
      ),
    ).toMatch(/^SEARCH contact USING (COVERING )?INDEX contact_by_screening \(screening=\?\)$/)
    expect(
      plan('SELECT screening, count(*) FROM contact WHERE binned_at IS NULL GROUP BY screening'),
    ).toContain('COVERING INDEX contact_by_screening')
    expect(
      plan(
        'SELECT seq FROM contact WHERE is_screening_due=1 AND screened_at IS NOT NULL AND seq>5 AND binned_at IS NULL ORDER BY seq LIMIT 9',
      ),
    ).toContain('contact_screening_due')
  })

  test('keeps the settings that are there when stored ones are no longer understood', () => {
    run(store.db, `INSERT INTO setting (key, value) VALUES ('screening', '{"trustAt":0}')`)
    expect(readScreeningSettings(store.db).trustAt).toBe(40)
    expect(one(store.db, `SELECT 1 AS found FROM setting WHERE key='screening'`)).toBeDefined()
  })
})
