import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../../electron/app/new-id.ts'
import { optInExpression, recordConsent } from '../../../electron/store/consent-store.ts'
import { findContact, upsertContact } from '../../../electron/store/contact-store.ts'
import { insertGroup } from '../../../electron/store/group-store.ts'
import { getJob, insertJob } from '../../../electron/store/job-store.ts'
import { addParticipant, currentContactIds } from '../../../electron/store/member-store.ts'
import { one, run } from '../../../electron/store/statement.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

const start = Date.UTC(2026, 5, 1)
const waId = '12025550101'
const userId = 'US.13491208655302741918'

let store: TestStore
const at = (minutes: number) => ({ now: start + minutes * 60_000, newId: () => newId() })

beforeEach(() => {
  store = openTestStore()
})
afterEach(() => store.close())

/** One person known twice in one group: by number, and by user id. */
function twins() {
  const { db } = store
  const groupId = insertGroup(db, at(0), { kind: 'managed', state: 'active', subject: 'Tea' })
  const byNumber = upsertContact(db, at(0), { waId })
  const byUserId = upsertContact(db, at(1), { userId })
  for (const contactId of [byNumber, byUserId])
    addParticipant(db, at(2), { groupId, contactId, source: 'update', joinedAt: start })
  return { groupId, byNumber, byUserId }
}

const merge = () => upsertContact(store.db, at(60), { waId, userId })

const optIn = (contactId: string) =>
  one<{ state: string }>(
    store.db,
    `SELECT ${optInExpression} AS state FROM contact WHERE contact.id=$contactId`,
    { contactId },
  )!.state

describe('two contacts that turn out to be one person', () => {
  test('become the older one, once a member, who wrote when either of them did', () => {
    const { groupId, byNumber, byUserId } = twins()
    run(store.db, 'UPDATE participant SET last_wrote_at=$at WHERE contact_id=$byUserId', {
      at: start + 5,
      byUserId,
    })
    expect(merge()).toBe(byNumber)
    expect(currentContactIds(store.db, groupId)).toEqual([byNumber])
    expect(findContact(store.db, { userId })).toBe(byNumber)
    expect(
      one(store.db, 'SELECT last_wrote_at FROM participant WHERE contact_id=$byNumber', {
        byNumber,
      }),
    ).toEqual({ last_wrote_at: start + 5 })
  })

  test('are one in the work that still names the other', () => {
    const { groupId, byNumber, byUserId } = twins()
    const jobId = insertJob(store.db, at(3), {
      kind: 'participants.remove',
      groupId,
      payload: { groupId, contactIds: [byUserId] },
    })
    merge()
    expect(JSON.parse(getJob(store.db, jobId).payload)).toEqual({
      groupId,
      contactIds: [byNumber],
    })
  })

  test('keep a finding that was dismissed dismissed', () => {
    const { groupId, byNumber, byUserId } = twins()
    run(
      store.db,
      `INSERT INTO finding (id, group_id, rule, code, contact_id, subject_key, evidence, since, state, opened_at)
       VALUES ($id, $groupId, 'member_review', 'member_never_wrote', $byUserId, $byUserId, '{}', 0, 'dismissed', 0)`,
      { id: newId(), groupId, byUserId },
    )
    merge()
    expect(one(store.db, 'SELECT contact_id, subject_key, state FROM finding', {})).toEqual({
      contact_id: byNumber,
      subject_key: byNumber,
      state: 'dismissed',
    })
  })

  const given = 'given'
  const withdrawn = 'withdrawn'
  test.each([
    // by number, by user id, what holds for both; the second word is the later one
    [given, null, 'opted_in'],
    [null, given, 'opted_in'],
    [null, null, 'unknown'],
    [withdrawn, null, 'opted_out'],
    [null, withdrawn, 'opted_out'],
    [withdrawn, given, 'opted_out'],
    [given, withdrawn, 'opted_out'],
    [given, given, 'opted_in'],
  ] as const)('of whom one said %s and the other %s are %s', (first, second, state) => {
    const { byNumber, byUserId } = twins()
    const say = (contactId: string, word: 'given' | 'withdrawn' | null, minutes: number) =>
      word &&
      recordConsent(store.db, at(minutes), {
        contactId,
        purpose: 'marketing',
        state: word,
        source: 'spoken',
        recordedBy: 'owner',
        at: at(minutes).now,
      })
    say(byNumber, first, 10)
    say(byUserId, second, 20)
    expect(optIn(merge())).toBe(state)
  })

  test('who took a no back themselves before are not held to it', () => {
    const { byNumber } = twins()
    for (const [state, minutes] of [
      ['withdrawn', 10],
      ['given', 20],
    ] as const)
      recordConsent(store.db, at(minutes), {
        contactId: byNumber,
        purpose: 'marketing',
        state,
        source: 'spoken',
        recordedBy: 'owner',
        at: at(minutes).now,
      })
    expect(optIn(merge())).toBe('opted_in')
  })
})
