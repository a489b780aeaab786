import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyColumns } from '../../../electron/core/imports/import-batch.ts'
import { getImport, insertImport } from '../../../electron/store/contact-import-store.ts'
import { writeBatch } from '../../../electron/store/contact-import-writer.ts'
import { suppress } from '../../../electron/store/suppression.ts'
import { countingIds, openTestStore, type TestStore } from '../../helpers/test-store.ts'

let store: TestStore
beforeEach(() => {
  store = openTestStore()
})
afterEach(() => store.close())

describe('who said no and was forgotten', () => {
  test('comes in with the no, whatever the file says', () => {
    const { db } = store
    const newId = countingIds()
    suppress(db, 'wa_id', '12025550143', 'marketing', 1000)
    const clock = { now: 5000, newId }
    const id = insertImport(db, clock, {
      kind: 'contacts',
      fileName: 'a.csv',
      expectedBytes: null,
      createdBy: 'owner',
    })
    const stored = getImport(db, id)
    const contacts = emptyColumns()
    for (const waId of ['12025550143', '12025550144']) {
      contacts.row.push(1)
      contacts.line.push(2)
      contacts.id.push(newId())
      contacts.name.push('Ada')
      contacts.sortName.push('ada')
      contacts.waId.push(waId)
      contacts.identityId.push(newId())
      contacts.custom.push('{}')
      contacts.optIn.push('given')
      contacts.optInId.push(newId())
      contacts.optInAt.push(4000)
      contacts.tokens.push('ada')
      for (const column of ['numberType', 'country', 'username', 'email', 'city'] as const)
        contacts[column].push(null)
      for (const column of ['birthday', 'language', 'externalId', 'note'] as const)
        contacts[column].push(null)
      contacts.tags.push(null)
      contacts.noteId.push('')
      contacts.optInSource.push(null)
    }
    db.transaction(() =>
      writeBatch(
        db,
        { stored, options: stored.options, clock },
        { contacts, orders: [], rejections: [], position: 2, share: 1 },
      ),
    )()
    const states = db
      .prepare(
        `SELECT value, state FROM consent_state JOIN contact_identity USING (contact_id) ORDER BY value`,
      )
      .all()
    expect(states).toEqual([
      { value: '12025550143', state: 'withdrawn' },
      { value: '12025550144', state: 'given' },
    ])
  })
})
