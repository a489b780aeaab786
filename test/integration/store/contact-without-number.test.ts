import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContactWriter } from '../../../electron/files/contact-export.ts'
import { getContactDetail } from '../../../electron/store/contact-detail-store.ts'
import { exportedContacts } from '../../../electron/store/contact-export-store.ts'
import { listContacts } from '../../../electron/store/contact-list-store.ts'
import { upsertContact, type PersonKeys } from '../../../electron/store/contact-store.ts'
import { all, run } from '../../../electron/store/statement.ts'
import { listTimeline } from '../../../electron/store/timeline-store.ts'
import { contactSort } from '../../../shared/domain/contacts.ts'
import { contract } from '../../../shared/ipc/contract.ts'
import { countingIds, openTestStore, type TestStore } from '../../helpers/test-store.ts'

let store: TestStore
beforeAll(() => {
  store = openTestStore()
})
afterAll(() => store.close())

test.each<[string, PersonKeys, { name: string; username: string | null; card: string }]>([
  ['a business-scoped id', { userId: 'US.1001' }, { name: '—', username: null, card: 'FN:—' }],
  [
    'a username',
    { username: 'dora_f' },
    { name: '@dora_f', username: 'dora_f', card: 'FN:@dora_f' },
  ],
  ['a name', { profileName: 'Dora' }, { name: 'Dora', username: null, card: 'FN:Dora' }],
  [
    'an id and a name',
    { userId: 'US.1002', profileName: '朵拉' },
    { name: '朵拉', username: null, card: 'FN:朵拉' },
  ],
])('who is known by %s alone is listed, opened, dated and exported', (_, keys, shown) => {
  const { db } = store
  const clock = { now: 1_790_000_000_000, newId: countingIds() }
  const contactId = upsertContact(db, clock, keys)
  for (const sort of contactSort.options)
    for (const descending of [false, true]) {
      const page = listContacts(db, { sort, descending, limit: 100, hasNumber: false })
      expect(contract['contacts.list'].output.parse(page).items).toContainEqual(
        expect.objectContaining({
          id: contactId,
          name: shown.name,
          username: shown.username,
          maskedNumber: null,
          numberState: 'none',
          country: null,
        }),
      )
    }
  expect(contract['contacts.get'].output.parse(getContactDetail(db, contactId)).id).toBe(contactId)
  const timeline = listTimeline(db, { contactId, limit: 50 })
  expect(contract['contacts.timeline'].output.parse(timeline).items).toHaveLength(
    Object.keys(keys).filter((key) => key !== 'profileName').length,
  )
  const seqs = all<{ seq: number }>(db, 'SELECT seq FROM contact WHERE id=$contactId', {
    contactId,
  })
  for (const withNumbers of [false, true]) {
    const rows = exportedContacts(
      db,
      seqs.map((row) => row.seq),
      withNumbers,
    )
    const written = (['csv', 'xlsx', 'vcard'] as const).map((format) => {
      const writer = createContactWriter(format, { customKeys: [], withNumbers })
      return Buffer.concat([writer.add(rows), writer.end()]).toString('utf8')
    })
    expect(written[0]?.split('\r\n')).toHaveLength(3)
    expect(written[2]).toContain(`${shown.card}\r\n`)
  }
  run(db, 'DELETE FROM contact WHERE id=$contactId', { contactId })
})
