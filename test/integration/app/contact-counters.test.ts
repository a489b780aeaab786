import { expect, test } from 'vitest'
import { sortName } from '../../../electron/core/contacts/sort-name.ts'
import { unlockWithPassphrase } from '../../../electron/secrets/unlock.ts'
import { bringSearchUpToDate } from '../../../electron/store/contact-search.ts'
import type { WritableDatabase } from '../../../electron/store/database.ts'
import { migrations } from '../../../electron/store/migrations/index.ts'
import { openWritableStore } from '../../../electron/store/open.ts'
import { deleteValue } from '../../../electron/store/settings-store.ts'
import { all } from '../../../electron/store/statement.ts'
import { runContacts } from '../../helpers/full-run-contacts.ts'
import {
  groupNamed,
  importChat,
  importCsv,
  membersOf,
  startTestApp,
} from '../../helpers/test-app.ts'

const passphrase = 'seven violet teapots'

/** Every word of the search index with the contact and the place it stands at. */
function searchIndex(db: WritableDatabase): unknown[] {
  db.exec(
    `CREATE VIRTUAL TABLE IF NOT EXISTS temp.word USING fts5vocab('main', 'contact_search', 'instance')`,
  )
  return db.prepare('SELECT doc, offset, term FROM temp.word ORDER BY doc, offset').raw().all()
}

test('what is worked out of contacts is right after anything that changes them', async () => {
  const app = await startTestApp({ vault: 'passphrase', passphrase })
  await importChat(app, [
    '[01/02/2026, 09:00:00] Annabel Quillworth: hello',
    '[20/02/2026, 09:00:00] 王小明: thank you',
  ])
  await importCsv(app, ['name,number', 'Benedict Oakes,+12025550191'], 'Neighbours')
  const remote = [...app.sandbox.state.groups.values()][0]!
  app.sandbox.simulate.message(remote.id, { phone: '+12025550133', name: 'Dora' }, 'hello')
  await app.settle()
  await runContacts(app)
  const members = await membersOf(app, (await groupNamed(app, 'Neighbours')).id)
  await app.ok('contacts.merge', { intoId: members[0]!.contactId, fromId: members[1]!.contactId })
  const tag = await app.ok('tags.save', { name: 'Camellias' })
  await app.ok('tags.assign', { tagId: tag.id, target: { filter: {} }, isOn: true })
  await app.ok('contacts.addNote', { contactId: members[0]!.contactId, text: '喜欢茶花' })
  await app.close()

  const { dataKey } = await unlockWithPassphrase(app.dataDir, passphrase)
  const db = openWritableStore({ directory: app.dataDir, key: dataKey, migrations })
  try {
    const kept = searchIndex(db)
    expect(kept.length).toBeGreaterThan(100)
    db.transaction(() => {
      deleteValue(db, 'search_version')
      bringSearchUpToDate(db)
    })()
    expect(searchIndex(db)).toEqual(kept)
    const worked = all<Record<string, string | number | null>>(
      db,
      `SELECT display_name, sort_name, last_seen_at, order_count, order_total, last_order_at,
         (SELECT max(at) FROM message WHERE contact_id=contact.id AND direction='inbound') AS seen,
         (SELECT count(*) FROM shop_order WHERE contact_seq=contact.seq) AS orders,
         (SELECT coalesce(sum(amount),0) FROM shop_order WHERE contact_seq=contact.seq) AS total,
         (SELECT max(at) FROM shop_order WHERE contact_seq=contact.seq) AS last_order FROM contact`,
    )
    expect(worked.length).toBeGreaterThan(3)
    for (const row of worked)
      expect([
        row.sort_name,
        row.last_seen_at,
        row.order_count,
        row.order_total,
        row.last_order_at,
      ]).toEqual([
        sortName(String(row.display_name)),
        row.seen,
        row.orders,
        row.total,
        row.last_order,
      ])
  } finally {
    db.close()
  }
})
