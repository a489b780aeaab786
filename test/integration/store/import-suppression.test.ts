import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyColumns } from '../../../electron/core/imports/import-batch.ts'
import { RunPacker } from '../../../electron/files/contact-import/pack-batches.ts'
import { getImport, insertImport } from '../../../electron/store/contact-import-store.ts'
import { writeBatch } from '../../../electron/store/contact-import-writer.ts'
import { suppress } from '../../../electron/store/suppression.ts'
import { countingIds, openTestStore, type TestStore } from '../../helpers/test-store.ts'

let store: TestStore
const clock = { now: 5000, newId: countingIds() }
beforeEach(() => {
  store = openTestStore()
})
afterEach(() => store.close())

interface Row {
  readonly waId?: string
  readonly username?: string
  readonly externalId?: string
  /** When the yes was said, Unix ms. */
  readonly optInAt?: number
}

/** Takes rows in that all say yes. */
function takeIn(rows: readonly Row[]): void {
  const { db } = store
  const id = insertImport(db, clock, {
    kind: 'contacts',
    fileName: 'a.csv',
    expectedBytes: null,
    createdBy: 'owner',
  })
  const stored = getImport(db, id)
  const contacts = emptyColumns()
  rows.forEach(({ waId = null, username = null, externalId = null, optInAt = null }, at) => {
    contacts.row.push(at + 1)
    contacts.line.push(at + 2)
    contacts.name.push('Ada')
    contacts.sortName.push('ada')
    contacts.waId.push(waId)
    contacts.username.push(username)
    contacts.externalId.push(externalId)
    contacts.custom.push('{}')
    contacts.optIn.push('given')
    contacts.optInAt.push(optInAt)
    contacts.tokens.push('ada')
    for (const column of ['numberType', 'country', 'email', 'city', 'birthday'] as const)
      contacts[column].push(null)
    for (const column of ['language', 'note', 'tags', 'optInSource'] as const)
      contacts[column].push(null)
  })
  const packer = new RunPacker({ newId: clock.newId, position: 0 })
  const names = rows.map(() => 'Ada')
  packer.add({
    contacts,
    absent: [],
    orders: [],
    rejections: [],
    names,
    position: rows.length,
    share: 1,
    endsRun: true,
  })
  db.transaction(() =>
    writeBatch(db, { stored, options: stored.options, clock }, packer.take(rows.length)),
  )()
}

const states = () =>
  store.db
    .prepare(
      `SELECT value, state FROM consent_state JOIN contact_identity USING (contact_id) ORDER BY value`,
    )
    .all()

describe('who said no and was forgotten', () => {
  test('comes in with the no, whatever the file says', () => {
    suppress(store.db, 'wa_id', '12025550143', 'marketing', 1000)
    suppress(store.db, 'username', 'Ada.Flowers', 'marketing', 1000)
    takeIn([
      { waId: '12025550143' },
      { waId: '12025550144' },
      { username: 'ada.flowers' },
      { username: 'ben.flowers' },
    ])
    expect(states()).toEqual([
      { value: '12025550143', state: 'withdrawn' },
      { value: '12025550144', state: 'given' },
      { value: 'ada.flowers', state: 'withdrawn' },
      { value: 'ben.flowers', state: 'given' },
    ])
  })

  test('has it also where a file gives the number to a customer that is known', () => {
    takeIn([{ externalId: 'A1' }])
    suppress(store.db, 'wa_id', '12025550143', 'marketing', 1000)
    takeIn([{ externalId: 'A1', waId: '12025550143' }])
    expect(states()).toEqual([{ value: '12025550143', state: 'withdrawn' }])
  })

  test('keeps a no that somebody else wrote down against a yes without a day', () => {
    for (const number of ['12025550143', '12025550144'])
      suppress(store.db, 'wa_id', number, 'marketing', 1000, false)
    takeIn([{ waId: '12025550143' }, { waId: '12025550144', optInAt: 2000 }])
    expect(states()).toEqual([
      { value: '12025550143', state: 'withdrawn' },
      { value: '12025550144', state: 'given' },
    ])
  })
})
