import { openReadableStore } from '../../electron/store/open.ts'
import type { TestApp } from './test-app.ts'

export interface ContactRow {
  readonly name: string
  readonly keys: string | null
  readonly country: string | null
  readonly email: string | null
  readonly city: string | null
  readonly tags: string | null
  readonly notes: string | null
  readonly marketing: string | null
}

/** What the store holds of everybody, by name, without ids and times. */
export function contactRows(app: TestApp): Promise<ContactRow[]> {
  const db = openReadableStore({ directory: app.dataDir, key: app.storeKey() })
  try {
    const rows = db
      .prepare(
        `SELECT display_name AS name,
           (SELECT group_concat(kind || ':' || value, ' ') FROM contact_identity
              WHERE contact_id=contact.id AND replaced_at IS NULL) AS keys, country, email, city,
           (SELECT group_concat(name, ' ') FROM (SELECT tag.name FROM contact_tag JOIN tag ON tag.seq=tag_seq
              WHERE contact_seq=contact.seq ORDER BY tag.name)) AS tags,
           (SELECT group_concat(text, ' ') FROM contact_note WHERE contact_id=contact.id) AS notes,
           (SELECT state FROM consent_state WHERE contact_id=contact.id AND purpose='marketing') AS marketing
         FROM contact ORDER BY sort_name`,
      )
      .all()
    return Promise.resolve(rows as ContactRow[])
  } finally {
    db.close()
  }
}
