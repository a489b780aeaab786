import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContact } from '../../../electron/store/contact-edit-store.ts'
import { pausedBroadcasts, unknownInBroadcasts } from '../../../electron/store/overview-store.ts'
import { run } from '../../../electron/store/statement.ts'
import { listTimeline } from '../../../electron/store/timeline-store.ts'
import { contract } from '../../../shared/ipc/contract.ts'
import { countingIds, openTestStore, type TestStore } from '../../helpers/test-store.ts'

const newId = countingIds()
let store: TestStore
const people: string[] = []

interface Row {
  readonly state: string
  readonly sentAt: number | null
}

function addBroadcast(
  name: string,
  state: string,
  pauseCode: string | null,
  rows: readonly Row[],
): string {
  const id = newId()
  run(
    store.db,
    `INSERT INTO broadcast (id, name, state, pause_code, purpose, audience, variants, settings, created_by, created_at, updated_at)
     VALUES ($id, $name, $state, $pauseCode, 'marketing', '{}', '[]', '{}', 'owner', 1, 100)`,
    { id, name, state, pauseCode },
  )
  rows.forEach((row, index) =>
    run(
      store.db,
      `INSERT INTO broadcast_recipient (broadcast_seq, contact_seq, variant, state, sent_at, updated_at)
       SELECT broadcast.seq, contact.seq, 0, $state, $sentAt, 90 FROM broadcast, contact
       WHERE broadcast.id=$id AND contact.id=$contactId`,
      { ...row, id, contactId: people[index] ?? '' },
    ),
  )
  return id
}

beforeAll(() => {
  store = openTestStore()
  for (const [index, name] of ['Ada', 'Bo', 'Cleo'].entries())
    people.push(
      createContact(
        store.db,
        { now: 10, newId },
        { name },
        { digits: `1202555010${index}`, type: 'mobile' },
      ),
    )
})
afterAll(() => store.close())

test('paused broadcasts and unknown messages wait for the owner, others do not', () => {
  const paused = addBroadcast('Peonies', 'paused', 'spam_limited', [
    { state: 'queued', sentAt: null },
    { state: 'queued', sentAt: null },
    { state: 'read', sentAt: 80 },
  ])
  const finished = addBroadcast('Roses', 'finished', null, [
    { state: 'unknown', sentAt: null },
    { state: 'delivered', sentAt: 85 },
  ])
  // What is still being sent may yet be told.
  addBroadcast('Tulips', 'sending', null, [{ state: 'unknown', sentAt: null }])
  addBroadcast('Lilies', 'draft', null, [])
  expect(pausedBroadcasts(store.db)).toEqual([
    {
      group_id: null,
      target_id: paused,
      subject: 'Peonies',
      code: 'spam_limited',
      since: 100,
      n: 2,
    },
  ])
  expect(unknownInBroadcasts(store.db)).toMatchObject([
    { target_id: finished, subject: 'Roses', n: 1, since: 90 },
  ])
})

test('a timeline tells of the broadcasts that left, and how far they came', () => {
  const items = (contactId: string) =>
    contract['contacts.timeline'].output.parse(
      listTimeline(store.db, { contactId, limit: 50, kinds: ['broadcast'] }),
    ).items
  expect(items(people[2]!).map(({ explanation }) => explanation)).toEqual([
    { code: 'broadcast', params: { name: 'Peonies', state: 'read' } },
  ])
  expect(items(people[0]!)).toEqual([])
})
