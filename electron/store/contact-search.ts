import { searchWords } from '../core/contacts/search-words.ts'
import { sortName } from '../core/contacts/sort-name.ts'
import type { WritableDatabase } from './database.ts'
import { readValue, writeValue } from './settings-store.ts'
import { all, one, run } from './statement.ts'

interface SearchedRow {
  seq: number
  display_name: string
  email: string | null
  external_id: string | null
  city: string | null
  keys: string | null
  notes: string | null
  tags: string | null
}

const searchedColumns = `SELECT contact.seq, display_name, email, external_id, city,
  (SELECT group_concat(value, ' ') FROM contact_identity identity WHERE identity.contact_id=contact.id
     AND identity.kind IN ('wa_id','username') AND identity.replaced_at IS NULL) AS keys,
  (SELECT group_concat(text, ' ') FROM contact_note WHERE contact_note.contact_id=contact.id) AS notes,
  (SELECT group_concat(tag.name, ' ') FROM contact_tag JOIN tag ON tag.seq=contact_tag.tag_seq
     WHERE contact_tag.contact_seq=contact.seq) AS tags
  FROM contact`

/** Changes with what is indexed or how names sort; a store of another version is indexed anew at start. */
const searchVersion = '1'

/** Makes a contact found by what it is called now. To be called after its name, keys, notes or tags differ. */
export function indexContact(db: WritableDatabase, contactId: string): void {
  const row = one<SearchedRow>(db, `${searchedColumns} WHERE contact.id=$contactId`, { contactId })
  if (row) indexRow(db, row)
}

function indexRow(db: WritableDatabase, row: SearchedRow): void {
  writeSearchWords(db, row.seq, [
    row.display_name,
    row.email,
    row.external_id,
    row.city,
    row.keys,
    row.notes,
    row.tags,
  ])
}

/** The same for texts at hand, as an import has them. */
export function writeSearchWords(
  db: WritableDatabase,
  seq: number,
  texts: readonly (string | null)[],
): void {
  run(db, 'INSERT OR REPLACE INTO contact_search (rowid, tokens) VALUES ($seq, $tokens)', {
    seq,
    tokens: searchWords(texts),
  })
}

/** A contact that goes away is found no more. */
export function unindexContact(db: WritableDatabase, contactId: string): void {
  run(db, 'DELETE FROM contact_search WHERE rowid=(SELECT seq FROM contact WHERE id=$contactId)', {
    contactId,
  })
}

/** Sort keys and search index for a store that has none of this version. Inside a transaction. */
export function bringSearchUpToDate(db: WritableDatabase): void {
  if (readValue(db, 'search_version') === searchVersion) return
  run(db, "INSERT INTO contact_search (contact_search) VALUES ('delete-all')")
  const portion = 1000
  let after = -1
  for (;;) {
    const rows = all<SearchedRow>(
      db,
      `${searchedColumns} WHERE contact.seq>$after ORDER BY contact.seq LIMIT ${portion}`,
      { after },
    )
    for (const row of rows) {
      run(db, 'UPDATE contact SET sort_name=$sortName WHERE seq=$seq', {
        seq: row.seq,
        sortName: sortName(row.display_name),
      })
      indexRow(db, row)
    }
    const last = rows.at(-1)
    if (!last) break
    after = last.seq
  }
  writeValue(db, 'search_version', searchVersion)
}
