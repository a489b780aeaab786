import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cleanUpCriteria, type CleanUpAction } from '../../../shared/domain/clean-up.ts'
import {
  advanceCleanUp,
  usualPortions,
  type CleanUpHost,
} from '../../../electron/app/clean-up/advance-clean-ups.ts'
import { newId } from '../../../electron/app/new-id.ts'
import { createTransact } from '../../../electron/app/transact.ts'
import { appendAudit } from '../../../electron/store/audit-store.ts'
import { verifyStoredChain } from '../../../electron/store/audit-verification.ts'
import {
  getCleanUpRun,
  insertCleanUpRun,
  listCleanUpRuns,
} from '../../../electron/store/clean-up-store.ts'
import { indexContact } from '../../../electron/store/contact-search.ts'
import { upsertContact } from '../../../electron/store/contact-store.ts'
import type { WritableDatabase } from '../../../electron/store/database.ts'
import { readExposure } from '../../../electron/store/exposure-store.ts'
import { insertGroup } from '../../../electron/store/group-store.ts'
import { addParticipant } from '../../../electron/store/member-store.ts'
import { all, one, run } from '../../../electron/store/statement.ts'
import { migrate } from '../../../electron/store/migrate.ts'
import { migrations } from '../../../electron/store/migrations/index.ts'
import { isSuppressed } from '../../../electron/store/suppression.ts'
import { addOrder, addPerson, dayMs, dumpStore, today } from '../../helpers/clean-up-people.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

const waId = '12025550147'
const oldWaId = '12025550148'
const userId = 'US.13491208655302741918'
/** Whatever tells who she is; none of it may be anywhere afterwards. */
const traces = {
  number: waId,
  nationalNumber: '2025550147',
  writtenNumber: '(202) 555-0147',
  oldNumber: oldWaId,
  userId,
  username: 'quillwort',
  name: 'Annabel Quillworth',
  nickname: 'Annabelle-from-the-market',
  email: 'quillworth@example.com',
  city: 'Saltmarsh',
  birthday: '1987-04-03',
  customer: 'CUST-77412',
  custom: 'allergic to lilies',
  note: 'pays in shells of Zqxtown',
  text: 'is the greenhouse open on friday',
  order: 'ORDER-90210',
  item: 'wreath for Grandfather',
  evidence: 'paper form 3381',
  reviewNote: 'moved to Quebec in May',
  joinReason: 'my sister is in the group',
  place: 'at the fair in Thistledown',
  audited: 'former nickname Annie-Q',
} as const

/** A piece of the note that is in the search index and in nobody else's words. */
const rarePiece = 'zqx'

let store: Omit<TestStore, 'key'>
let now = today

beforeEach(() => {
  store = openTestStore()
  now = today
})
afterEach(() => store.close())

const clock = () => ({ now, newId: () => newId(now) })

function host(): CleanUpHost {
  const transact = createTransact({
    db: store.db,
    clock: () => now,
    emit: () => undefined,
    jobsAdded: () => undefined,
  })
  return {
    read: (reader) => reader(store.db, now),
    transact: (work) => transact({ host: 'test', actor: 'owner' }, work),
    breathe: () => Promise.resolve(),
    portions: usualPortions,
  }
}

async function cleanUp(action: CleanUpAction): Promise<string> {
  const criteria = cleanUpCriteria.parse({
    hasNoPurpose: true,
    keepOrdersMonths: null,
    keepGroupMembers: false,
  })
  run(
    store.db,
    "INSERT INTO cleanup_rule (id, name, criteria, action, created_at, updated_at) VALUES ('r', 'Gone', '{}', $action, 1, 1)",
    { action },
  )
  const runId = insertCleanUpRun(store.db, clock(), {
    rule: { id: 'r', name: 'Gone', criteria, action },
    expected: 1,
    runBy: 'owner',
    binAt: now,
    purgeAt: now + 7 * dayMs,
  })
  await advanceCleanUp(host(), runId)
  expect(getCleanUpRun(store.db, runId)).toMatchObject({ state: 'in_bin', contacts: 1 })
  now += 7 * dayMs
  await advanceCleanUp(host(), runId)
  expect(getCleanUpRun(store.db, runId)).toMatchObject({ state: 'finished' })
  return runId
}

const put = (text: string, values: Record<string, string | number | null> = {}) =>
  run(store.db, text, values)

/** One woman of whom everything is known that the store can hold, in a group and a past of her own. */
function addEverything(): string {
  const { db } = store
  const contactId = addPerson(db, {
    name: traces.name,
    waId: oldWaId,
    email: traces.email,
    createdDaysAgo: 900,
    consent: [
      { state: 'given', daysAgo: 800 },
      { state: 'withdrawn', daysAgo: 700, isByPerson: true },
    ],
  })
  upsertContact(db, clock(), { waId: oldWaId, userId })
  upsertContact(db, clock(), { waId, userId, username: traces.username })
  put(
    `UPDATE contact SET city=$city, birthday=$birthday, external_id=$customer, custom=$custom,
       screening_results=$note, screened_at=1, screening_score=3 WHERE id=$contactId`,
    {
      contactId,
      city: traces.city,
      birthday: traces.birthday,
      customer: traces.customer,
      custom: JSON.stringify({ remarks: traces.custom }),
      note: JSON.stringify([{ code: 'x', params: { note: traces.note } }]),
    },
  )
  aroundHer(contactId)
  herMessages(contactId)
  herImports(contactId)
  indexContact(db, contactId)
  appendAudit(db, {
    at: now,
    actor: 'owner',
    line: { action: 'contacts.updated', subjectKind: 'contact', subjectId: contactId, contactId },
    personal: [{ contactId, value: traces.audited }],
  })
  return contactId
}

function aroundHer(contactId: string): void {
  const { db } = store
  put("INSERT INTO tag (seq, id, name, created_at) VALUES (1, 't', 'Regulars', 1)")
  put('INSERT INTO contact_tag SELECT seq, 1, 1 FROM contact WHERE id=$contactId', { contactId })
  put("INSERT INTO contact_list (id, name, created_at) VALUES ('l', 'Allowed', 1)")
  put("INSERT INTO contact_list_member VALUES ('l', $contactId, 1)", { contactId })
  put("INSERT INTO contact_note VALUES ('n', $contactId, $note, 'owner', 1)", {
    contactId,
    note: traces.note,
  })
  addOrder(db, contactId, now - 1200 * dayMs)
  put('UPDATE shop_order SET order_key=$order, order_no=$order, items=$items', {
    order: traces.order,
    items: JSON.stringify([{ name: traces.item }]),
  })
  put(
    `INSERT INTO consent_entry (id, contact_id, purpose, state, source, evidence, note, recorded_by, at, recorded_at)
     VALUES ('c', $contactId, 'service', 'expired', 'form', $evidence, $note, 'owner', 5, 5)`,
    { contactId, evidence: traces.evidence, note: traces.note },
  )
  put(
    "INSERT INTO screening_evidence (id, contact_id, kind, place, note, recorded_by, at) VALUES ('e', $contactId, 'shop_visit', $place, $note, 'owner', 1)",
    { contactId, place: traces.place, note: traces.note },
  )
  put("INSERT INTO screening_decision VALUES ('d', $contactId, 'to_check', $note, 'owner', 1)", {
    contactId,
    note: traces.note,
  })
  const snapshot = JSON.stringify({ name: traces.nickname, number: oldWaId })
  put("INSERT INTO contact_merge VALUES ('m', $contactId, 'other', $snapshot, 'owner', 1, NULL)", {
    contactId,
    snapshot,
  })
  const other = addPerson(db, { name: 'Other', waId: '12025550160', orderedDaysAgo: 1 })
  put("INSERT INTO contact_merge VALUES ('m2', $other, $contactId, $snapshot, 'owner', 1, 2)", {
    other,
    contactId,
    snapshot,
  })
  const [one, two] = [contactId, other].sort()
  put('INSERT INTO merge_dismissal VALUES ($one, $two, 1)', { one: one!, two: two! })
}

function herMessages(contactId: string): void {
  const { db } = store
  const groupId = insertGroup(db, clock(), { kind: 'managed', state: 'active', subject: 'Tea' })
  addParticipant(db, clock(), { groupId, contactId, source: 'csv', joinedAt: 5 })
  put("UPDATE participant SET export_name=$nickname, left_at=9, left_reason='left'", {
    nickname: traces.nickname,
  })
  put(
    `INSERT INTO message (id, wamid, export_key, group_id, contact_id, direction, type, body, at)
     VALUES ('w', $wamid, $key, $groupId, $contactId, 'inbound', 'text', $text, 5)`,
    {
      wamid: `wamid.${waId}`,
      key: `key ${traces.nickname}`,
      groupId,
      contactId,
      text: traces.text,
    },
  )
  put(
    "INSERT INTO join_request VALUES ('j', $groupId, $remote, $contactId, $reason, 'approved', NULL, 1, 1)",
    { groupId, contactId, remote: `req-${waId}`, reason: traces.joinReason },
  )
  put(
    "INSERT INTO review (id, group_id, state, started_by, started_at) VALUES ('v', $groupId, 'finished', 'owner', 1)",
    { groupId },
  )
  put(
    `INSERT INTO review_item SELECT 'i', 'v', 0, id, contact_id, '[]', 0, 'keep', $note, 'owner', 1 FROM participant`,
    { note: traces.reviewNote },
  )
  put(
    "INSERT INTO plan (id, state, source, group_id, created_by, created_at) VALUES ('p', 'finished', 'review', $groupId, 'owner', 1)",
    { groupId },
  )
  put(
    `INSERT INTO plan_action (id, plan_id, position, group_id, kind, mode, state, contact_id, reasons, irreversible, text, note)
     VALUES ('a', 'p', 0, $groupId, 'ask_member', 'by_hand', 'done', $contactId, $reasons, 0, $text, $note)`,
    {
      groupId,
      contactId,
      reasons: JSON.stringify([{ code: 'review_ask', params: { note: traces.reviewNote } }]),
      text: `Hello ${traces.name}`,
      note: traces.reviewNote,
    },
  )
  put(
    `INSERT INTO finding (id, group_id, rule, code, contact_id, subject_key, evidence, since, state, opened_at, note)
     VALUES ('f', $groupId, 'posting', 'x', $contactId, $contactId, '{}', 1, 'dismissed', 1, $note)`,
    { groupId, contactId, note: traces.reviewNote },
  )
  put(
    `INSERT INTO direct_message (id, contact_id, purpose, kind, state, text, variables, wamid, created_by, created_at)
     VALUES ('dm', $contactId, 'group', 'notice', 'delivered', $text, $variables, $wamid, 'owner', 1)`,
    {
      contactId,
      text: `Dear ${traces.name}`,
      variables: JSON.stringify({ name: traces.name }),
      wamid: `wamid.dm.${waId}`,
    },
  )
  put(
    `INSERT INTO announcement (id, state, source, text, send_at, created_by, created_at)
     VALUES ('an', 'finished', 'owner', 'Open on Friday', 1, 'owner', 1)`,
  )
  put(
    "INSERT INTO delivery (id, announcement_id, group_id, state, recipients) VALUES ('de', 'an', $groupId, 'read', 1)",
    { groupId },
  )
  put("INSERT INTO delivery_recipient VALUES ('de', $contactId, 'read', 1)", { contactId })
}

function herImports(contactId: string): void {
  put(
    `INSERT INTO contact_import (seq, id, kind, state, file_name, created_by, created_at)
     VALUES (1, 'im', 'contacts', 'finished', 'list.csv', 'owner', 1)`,
  )
  put('UPDATE contact SET import_seq=1 WHERE id=$contactId', { contactId })
  put('INSERT INTO import_change SELECT 1, seq, $before FROM contact WHERE id=$contactId', {
    contactId,
    before: JSON.stringify({ name: traces.nickname }),
  })
  const cells = [
    traces.writtenNumber,
    `0${traces.nationalNumber}`,
    traces.email.toUpperCase(),
    'harmless',
  ]
  cells.forEach((cell, row) =>
    put(
      "INSERT INTO import_rejection VALUES (1, $row, $row, 'Phone', 'duplicate_in_store', $cell)",
      {
        row,
        cell,
      },
    ),
  )
  const payloads = [
    JSON.stringify({ from: waId, text: { body: traces.text } }),
    JSON.stringify({ wa_id: oldWaId }),
    JSON.stringify({ username: traces.username }),
    JSON.stringify({ from: '12025550160' }),
  ]
  payloads.forEach((payload, index) =>
    put("INSERT INTO inbound_update VALUES ($id, $id, 'messages', 'x', 'unknown', $payload, 1)", {
      id: `u${index}`,
      payload,
    }),
  )
}

function expectNoTrace(text: string): void {
  for (const [what, trace] of Object.entries(traces))
    expect(text.toLowerCase().includes(trace.toLowerCase()), what).toBe(false)
}

/** A store without encryption, so that its bytes can be looked at; it deletes as the model does. */
function openPlainStore(model: WritableDatabase): Omit<TestStore, 'key'> {
  const directory = mkdtempSync(join(tmpdir(), 'groupkeeper-test-'))
  const db = new Database(join(directory, 'store.db')) as unknown as WritableDatabase
  db.pragma('journal_mode = WAL')
  db.pragma(`secure_delete = ${String(model.pragma('secure_delete', { simple: true }))}`)
  migrate(db, migrations)
  return {
    db,
    directory,
    close() {
      db.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** The file as it lies on the disk, free pages included. */
function fileText(): string {
  store.db.pragma('wal_checkpoint(TRUNCATE)')
  return readFileSync(join(store.directory, 'store.db')).toString('latin1')
}

describe.each(['anonymise', 'delete'] as const)('a contact that a clean-up is to %s', (action) => {
  test('is in no table afterwards', async () => {
    addEverything()
    const held = dumpStore(store.db).toLowerCase()
    for (const [what, trace] of Object.entries(traces))
      expect(held.includes(trace.toLowerCase()), what).toBe(true)
    await cleanUp(action)
    expectNoTrace(dumpStore(store.db))
  })

  test('is in no byte of the file and no piece of the search index afterwards', async () => {
    const encrypted = store
    store = openPlainStore(encrypted.db)
    encrypted.close()
    addEverything()
    for (let index = 0; index < 40; index += 1)
      addPerson(store.db, {
        name: `Somebody ${index}`,
        waId: `1202555${1000 + index}`,
        orderedDaysAgo: 1,
      })
    const before = fileText()
    for (const trace of [traces.name, traces.text, traces.nickname, rarePiece])
      expect(before).toContain(trace)
    await cleanUp(action)
    const after = fileText()
    expect(after).toContain('Somebody 7')
    expectNoTrace(after)
    expect(after).not.toContain(rarePiece)
  })

  test('said no, which counts again when she comes back', async () => {
    addEverything()
    await cleanUp(action)
    expect(isSuppressed(store.db, 'wa_id', waId, 'marketing')).toBe(true)
    expect(isSuppressed(store.db, 'bsuid', userId, 'marketing')).toBe(true)
    // the number that she gave up may be anybody's by now
    expect(isSuppressed(store.db, 'wa_id', oldWaId, 'marketing')).toBe(false)
    const contactId = upsertContact(store.db, clock(), { waId, profileName: 'Annabel' })
    expect(
      one(
        store.db,
        "SELECT state FROM consent_state WHERE contact_id=$contactId AND purpose='marketing'",
        { contactId },
      ),
    ).toEqual({ state: 'withdrawn' })
  })

  test('leaves the audit log whole, and her name out of it', async () => {
    const contactId = addEverything()
    const entries = one<{ n: number }>(store.db, 'SELECT count(*) AS n FROM audit_entry')!.n
    await cleanUp(action)
    expect(verifyStoredChain(store.db)).toMatchObject({ valid: true })
    expect(one<{ n: number }>(store.db, 'SELECT count(*) AS n FROM audit_entry')!.n).toBe(
      entries + 2,
    )
    expect(all(store.db, 'SELECT * FROM audit_personal')).toEqual([])
    expect(
      all(store.db, 'SELECT 1 FROM audit_entry WHERE contact_id=$contactId', { contactId }),
    ).toHaveLength(1)
  })

  test('harms nobody else', async () => {
    addEverything()
    await cleanUp(action)
    expect(
      all(store.db, 'SELECT display_name, order_count FROM contact WHERE binned_at IS NULL'),
    ).toEqual([{ display_name: 'Other', order_count: 1 }])
    expect(all(store.db, 'SELECT cell FROM import_rejection ORDER BY row')).toEqual(
      ['', '', '', 'harmless'].map((cell) => ({ cell })),
    )
    expect(all(store.db, 'SELECT id FROM inbound_update WHERE payload IS NOT NULL')).toEqual([
      { id: 'u3' },
    ])
    expect(store.db.pragma('foreign_key_check')).toEqual([])
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})

test('she is found behind thousands of refused rows, and by her name in what somebody wrote', async () => {
  addEverything()
  for (let row = 10; row < 5000; row += 1)
    put(
      "INSERT INTO import_rejection VALUES (1, $row, $row, 'Phone', 'number_invalid', 'no number')",
      { row },
    )
  put("INSERT INTO import_rejection VALUES (1, 5000, 5000, NULL, 'row_broken', $cell)", {
    cell: `x, +${waId}, y`,
  })
  const wrote = JSON.stringify({ text: { body: `Where is ${traces.name}? And 王小明？` } })
  put("INSERT INTO inbound_update VALUES ('u9', 'u9', 'messages', 'x', 'unknown', $wrote, 1)", {
    wrote,
  })
  await cleanUp('delete')
  expect(
    all(store.db, 'SELECT row, cell FROM import_rejection WHERE row IN (10, 5000) ORDER BY row'),
  ).toEqual([
    { row: 10, cell: 'no number' },
    { row: 5000, cell: '' },
  ])
  expect(one(store.db, "SELECT payload FROM inbound_update WHERE id='u9'")).toEqual({
    payload: null,
  })
  expect(all(store.db, 'SELECT * FROM leftover_key')).toEqual([])
})

describe('what is left', () => {
  test('of an anonymised contact are figures: orders, stays, and when something was written', async () => {
    const contactId = addEverything()
    await cleanUp('anonymise')
    expect(
      one(
        store.db,
        'SELECT display_name, number_state, order_count, order_total, custom FROM contact WHERE id=$contactId',
        { contactId },
      ),
    ).toEqual({
      display_name: '',
      number_state: 'none',
      order_count: 1,
      order_total: 2500,
      custom: '{}',
    })
    expect(all(store.db, 'SELECT amount, order_no FROM shop_order WHERE order_no IS NULL')).toEqual(
      [{ amount: 2500, order_no: null }],
    )
    expect(all(store.db, 'SELECT joined_at, left_at FROM participant')).toEqual([
      { joined_at: 5, left_at: 9 },
    ])
    expect(all(store.db, 'SELECT direction, body, at FROM message')).toEqual([
      { direction: 'inbound', body: null, at: 5 },
    ])
  })

  test('of a deleted one is that a message was written', async () => {
    addEverything()
    await cleanUp('delete')
    expect(all(store.db, 'SELECT contact_id, body, at FROM message')).toEqual([
      { contact_id: null, body: null, at: 5 },
    ])
    expect(all(store.db, 'SELECT 1 FROM participant')).toEqual([])
  })

  test('is counted as saved', async () => {
    addEverything()
    const before = readExposure(store.db, now)
    expect(before).toMatchObject({
      contacts: 2,
      numbers: 3,
      messages: 1,
      orders: 2,
      notes: 1,
      savedContacts: 0,
    })
    expect(before.notNeeded).toEqual([
      { reason: 'said_no', contacts: 1 },
      { reason: 'undeliverable', contacts: 0 },
      { reason: 'inactive', contacts: 0 },
    ])
    await cleanUp('anonymise')
    const after = readExposure(store.db, now)
    expect(after).toMatchObject({ contacts: 1, numbers: 1, notes: 0, savedContacts: 1 })
    expect(after.savedRecords).toBeGreaterThan(8)
    expect(listCleanUpRuns(store.db, { limit: 10 }).items[0]).toMatchObject({
      contacts: 1,
      inBin: 0,
    })
  })

  test('of a no that was taken back is nothing', async () => {
    addEverything()
    await cleanUp('delete')
    const contactId = upsertContact(store.db, clock(), { waId })
    run(
      store.db,
      `INSERT INTO consent_entry (id, contact_id, purpose, state, source, is_by_person, recorded_by, at, recorded_at)
       VALUES ('y', $contactId, 'marketing', 'given', 'start_word', 1, 'x', $now, $now)`,
      { contactId, now },
    )
    run(store.db, 'UPDATE contact SET binned_at=1 WHERE id=$contactId', { contactId })
    run(
      store.db,
      `INSERT INTO cleanup_run (id, rule_name, criteria, action, state, contact_count, run_by, created_at, bin_at, purge_at)
       VALUES ('again', 'Gone', '{"inactiveMonths":1}', 'delete', 'in_bin', 1, 'owner', 1, 1, 1)`,
    )
    run(
      store.db,
      "INSERT INTO cleanup_item SELECT 'again', seq, 'inactive' FROM contact WHERE id=$contactId",
      { contactId },
    )
    await advanceCleanUp(host(), 'again')
    expect(isSuppressed(store.db, 'wa_id', waId, 'marketing')).toBe(false)
  })
})
