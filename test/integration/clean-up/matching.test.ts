import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  cleanUpCriteria,
  type CleanUpReason,
  type KeepReason,
} from '../../../shared/domain/clean-up.ts'
import { previewCleanUp } from '../../../electron/store/clean-up-preview.ts'
import { insertGroup } from '../../../electron/store/group-store.ts'
import { addParticipant } from '../../../electron/store/member-store.ts'
import { run } from '../../../electron/store/statement.ts'
import { addPerson, dayMs, dumpStore, today, type MadeUp } from '../../helpers/clean-up-people.ts'
import { countingIds, openTestStore, type TestStore } from '../../helpers/test-store.ts'

let store: TestStore
const clock = { now: today, newId: countingIds() }

beforeEach(() => {
  store = openTestStore()
})
afterEach(() => store.close())

type CriteriaInput = Parameters<typeof cleanUpCriteria.parse>[0]
const preview = (criteria: CriteriaInput) =>
  previewCleanUp(store.db, cleanUpCriteria.parse(criteria), today)
const keepNobody = { keepOrdersMonths: null, keepGroupMembers: false, keepTrusted: false }
const old = 800
const waId = '12025550111'
const all = {
  inactiveMonths: 12,
  isUndeliverable: true,
  hasNeverAgreed: true,
  hasNoPurpose: true,
  isDuplicate: true,
  ...keepNobody,
}

describe('a contact', () => {
  test.each<[string, MadeUp, CleanUpReason[]]>([
    ['that is new and never agreed', { name: 'A', waId }, ['never_agreed']],
    ['that agreed lately', { name: 'A', waId, consent: [{ state: 'given', daysAgo: 5 }] }, []],
    [
      'that agreed long ago and was not heard of since',
      { name: 'A', waId, createdDaysAgo: old, consent: [{ state: 'given', daysAgo: 700 }] },
      ['inactive'],
    ],
    [
      'that agreed again within the time',
      { name: 'A', waId, createdDaysAgo: old, consent: [{ state: 'given', daysAgo: 100 }] },
      [],
    ],
    [
      'that wrote within the time',
      {
        name: 'A',
        waId,
        createdDaysAgo: old,
        seenDaysAgo: 20,
        consent: [{ state: 'given', daysAgo: 700 }],
      },
      [],
    ],
    [
      'that ordered within the time',
      {
        name: 'A',
        waId,
        createdDaysAgo: old,
        orderedDaysAgo: 20,
        consent: [{ state: 'given', daysAgo: 700 }],
      },
      [],
    ],
    [
      'that took its yes back',
      {
        name: 'A',
        waId,
        consent: [
          { state: 'given', daysAgo: 9 },
          { state: 'withdrawn', daysAgo: 5 },
        ],
      },
      ['no_purpose_left'],
    ],
    [
      'that took one yes back and keeps another',
      {
        name: 'A',
        waId,
        consent: [
          { state: 'given', daysAgo: 9 },
          { state: 'withdrawn', daysAgo: 5 },
          { state: 'given', daysAgo: 9, purpose: 'service' },
        ],
      },
      [],
    ],
    [
      'whose yes ran out',
      {
        name: 'A',
        waId,
        consent: [
          { state: 'given', daysAgo: 9 },
          { state: 'expired', daysAgo: 5 },
        ],
      },
      ['no_purpose_left'],
    ],
    [
      'that only ever said no',
      { name: 'A', waId, consent: [{ state: 'withdrawn', daysAgo: 5 }] },
      ['no_purpose_left', 'never_agreed'],
    ],
    [
      'whose number is not on WhatsApp',
      { name: 'A', waId, numberState: 'unreachable', consent: [{ state: 'given', daysAgo: 5 }] },
      ['undeliverable'],
    ],
    [
      'with neither number nor id',
      { name: 'A', consent: [{ state: 'given', daysAgo: 5 }] },
      ['undeliverable'],
    ],
    [
      'with an id and no number',
      { name: 'A', userId: 'US.1', consent: [{ state: 'given', daysAgo: 5 }] },
      [],
    ],
    [
      'of whom all is true',
      {
        name: 'A',
        waId,
        createdDaysAgo: old,
        numberState: 'invalid',
        consent: [{ state: 'withdrawn', daysAgo: 700 }],
      },
      ['no_purpose_left', 'undeliverable', 'inactive', 'never_agreed'],
    ],
  ])('%s', (_, person, expected) => {
    addPerson(store.db, person)
    const found = preview(all)
    expect(found.examples[0]?.reasons ?? []).toEqual(expected)
    expect(found).toMatchObject({ total: 1, matched: expected.length === 0 ? 0 : 1, kept: [] })
    expect(found.reasons).toEqual(expected.map((reason) => ({ reason, contacts: 1 })))
  })

  test('is only looked at for what the rule asks, and for all of it where it says so', () => {
    addPerson(store.db, { name: 'Old', waId, createdDaysAgo: old })
    addPerson(store.db, { name: 'New', waId: '12025550112' })
    const both = { inactiveMonths: 12, hasNeverAgreed: true, ...keepNobody }
    expect(preview({ isUndeliverable: true, ...keepNobody }).matched).toBe(0)
    expect(preview(both).matched).toBe(2)
    expect(preview({ ...both, match: 'all' })).toMatchObject({
      matched: 1,
      examples: [{ name: 'Old', reasons: ['inactive', 'never_agreed'] }],
    })
  })

  test('in the bin is not looked at', () => {
    const contactId = addPerson(store.db, { name: 'A', waId })
    run(store.db, 'UPDATE contact SET binned_at=5 WHERE id=$contactId', { contactId })
    expect(preview(all)).toMatchObject({ total: 0, matched: 0 })
  })
})

describe('of two contacts that are one person', () => {
  const duplicates = (people: readonly MadeUp[]) => {
    for (const person of people) addPerson(store.db, person)
    return preview({ isDuplicate: true, ...keepNobody }).examples.map((each) => each.name)
  }

  test.each<[string, MadeUp[], string[]]>([
    [
      'the younger goes',
      [
        { name: 'First', waId, email: 'a@example.com' },
        { name: 'Second', waId: '12025550112', email: 'a@example.com' },
      ],
      ['Second'],
    ],
    [
      'the one with fewer orders goes',
      [
        { name: 'First', waId, email: 'a@example.com' },
        { name: 'Second', waId: '12025550112', email: 'a@example.com', orderedDaysAgo: 3 },
      ],
      ['First'],
    ],
    [
      'the one that is a name and nothing else goes',
      [{ name: 'Anna Quill' }, { name: 'Anna Quill', waId, orderedDaysAgo: 3 }],
      ['Anna Quill'],
    ],
    [
      'neither goes for a common name alone',
      [
        { name: 'Anna Quill', waId },
        { name: 'Anna Quill', waId: '12025550112' },
      ],
      [],
    ],
  ])('%s', (_, people, expected) => {
    expect(duplicates(people)).toEqual(expected)
  })

  test('neither goes when the owner said that they are two', () => {
    const ids = [
      addPerson(store.db, { name: 'First', waId, email: 'a@example.com' }),
      addPerson(store.db, { name: 'Second', waId: '12025550112', email: 'a@example.com' }),
    ].sort()
    run(store.db, 'INSERT INTO merge_dismissal (one_id, other_id, at) VALUES ($one, $other, 1)', {
      one: ids[0]!,
      other: ids[1]!,
    })
    expect(preview({ isDuplicate: true, ...keepNobody }).matched).toBe(0)
  })
})

describe('whoever would be cleaned up stays', () => {
  const never = { hasNeverAgreed: true }

  test.each<[string, MadeUp, CriteriaInput, KeepReason | null]>([
    ['for an order', { name: 'A', waId, orderedDaysAgo: 100 }, never, 'recent_order'],
    ['not for an old one', { name: 'A', waId, orderedDaysAgo: 800 }, never, null],
    [
      'not for an order where the rule says so',
      { name: 'A', waId, orderedDaysAgo: 100 },
      { ...never, keepOrdersMonths: null },
      null,
    ],
    ['when trusted', { name: 'A', waId, screening: 'trusted' }, never, 'trusted'],
    ['not when rejected', { name: 'A', waId, screening: 'rejected' }, never, null],
  ])('%s', (_, person, criteria, expected) => {
    addPerson(store.db, person)
    const found = preview(criteria)
    expect(found.matched).toBe(expected === null ? 1 : 0)
    expect(found.keptExamples.map((each) => each.reason)).toEqual(
      expected === null ? [] : [expected],
    )
  })

  test('as a member of a group, until they leave', () => {
    const contactId = addPerson(store.db, { name: 'A', waId })
    const groupId = insertGroup(store.db, clock, { kind: 'phone', state: 'active', subject: 'Tea' })
    addParticipant(store.db, clock, { groupId, contactId, source: 'csv', joinedAt: null })
    expect(preview(never)).toMatchObject({
      matched: 0,
      kept: [{ reason: 'group_member', contacts: 1 }],
    })
    expect(preview({ ...never, keepGroupMembers: false }).matched).toBe(1)
    run(store.db, 'UPDATE participant SET left_at=5')
    expect(preview(never).matched).toBe(1)
  })

  test('with one of the tags that the rule names', () => {
    const contactId = addPerson(store.db, { name: 'A', waId })
    const tagId = clock.newId()
    run(store.db, "INSERT INTO tag (seq, id, name, created_at) VALUES (1, $tagId, 'Family', 1)", {
      tagId,
    })
    run(
      store.db,
      'INSERT INTO contact_tag (contact_seq, tag_seq, added_at) SELECT seq, 1, 1 FROM contact WHERE id=$contactId',
      { contactId },
    )
    expect(preview({ ...never, keepTagIds: [tagId] }).kept).toEqual([
      { reason: 'tagged', contacts: 1 },
    ])
    expect(preview({ ...never, keepTagIds: [clock.newId()] }).matched).toBe(1)
  })

  test('while something is under way with them', () => {
    const contactId = addPerson(store.db, { name: 'A', waId })
    const groupId = insertGroup(store.db, clock, {
      kind: 'managed',
      state: 'active',
      subject: 'Tea',
    })
    run(
      store.db,
      `INSERT INTO join_request (id, group_id, remote_id, contact_id, state, requested_at, updated_at)
       VALUES ('j', $groupId, 'r', $contactId, 'pending', 1, 1)`,
      { groupId, contactId },
    )
    expect(preview(never).kept).toEqual([{ reason: 'under_way', contacts: 1 }])
  })
})

describe('a dry run', () => {
  test('writes nothing, shows masked numbers, and says who said no', () => {
    addPerson(store.db, {
      name: 'Anna Quill',
      waId,
      createdDaysAgo: old,
      consent: [{ state: 'withdrawn', daysAgo: 700 }],
    })
    const before = dumpStore(store.db)
    const found = preview(all)
    expect(dumpStore(store.db)).toBe(before)
    expect(found).toMatchObject({
      optedOut: 1,
      examples: [
        { name: 'Anna Quill', maskedNumber: '+1 202 ···· 0111', createdAt: today - old * dayMs },
      ],
    })
    expect(JSON.stringify(found)).not.toContain(waId)
  })
})
