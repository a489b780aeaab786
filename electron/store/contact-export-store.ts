import { maskNumber } from '../core/contacts/mask-number.ts'
import { usernameExpression, waIdExpression } from './contact-store.ts'
import type { ReadableDatabase } from './database.ts'
import { all } from './statement.ts'

/** A permission that ran out says so: as a yes it would come back, as a no it would be the person's. */
const consentWords = { given: 'yes', withdrawn: 'no', expired: 'expired' } as const

interface ExportRow {
  readonly display_name: string
  readonly username: string | null
  readonly wa_id: string | null
  readonly email: string | null
  readonly city: string | null
  readonly birthday: string | null
  readonly language: string | null
  readonly external_id: string | null
  readonly custom: string
  readonly tags: string | null
  readonly note: string | null
  readonly consent: keyof typeof consentWords | null
  readonly consent_at: number | null
  readonly consent_source: string | null
}

/** The latest word of those that say what the ledger says. */
const latestEntry = (value: string) => `(SELECT ${value} FROM consent_entry entry
  WHERE entry.contact_id=contact.id AND entry.purpose='marketing'
  ORDER BY entry.state=(SELECT state FROM consent_state WHERE consent_state.contact_id=contact.id
    AND consent_state.purpose='marketing') DESC, entry.at DESC, entry.id DESC LIMIT 1)`

/** What a file said of where the yes came from is told on as it was. */
const tellSource = `CASE WHEN entry.source='import' THEN nullif(entry.note,'') ELSE entry.source END`

const exportColumns = `SELECT display_name, ${usernameExpression} AS username, ${waIdExpression} AS wa_id,
  email, city, birthday, language, external_id, custom,
  (SELECT json_group_array(tag.name) FROM contact_tag JOIN tag ON tag.seq=contact_tag.tag_seq
     WHERE contact_tag.contact_seq=contact.seq) AS tags,
  (SELECT group_concat(text, char(10)) FROM (SELECT text FROM contact_note WHERE contact_note.contact_id=contact.id ORDER BY at, id)) AS note,
  (SELECT state FROM consent_state WHERE consent_state.contact_id=contact.id AND purpose='marketing') AS consent,
  ${latestEntry('entry.at')} AS consent_at, ${latestEntry(tellSource)} AS consent_source
  FROM contact`

/** Contacts as they leave the app, in the order of `seq`. Times in Unix ms. */
export function exportedContacts(
  db: ReadableDatabase,
  seqs: readonly number[],
  withNumbers: boolean,
) {
  return all<ExportRow>(
    db,
    `${exportColumns} WHERE contact.seq IN (SELECT value FROM json_each($seqs)) ORDER BY contact.seq`,
    { seqs: JSON.stringify(seqs) },
  ).map((row) => toExported(row, withNumbers))
}

function toExported(row: ExportRow, withNumbers: boolean) {
  const optIn = row.consent === null ? null : consentWords[row.consent]
  return {
    name: row.display_name,
    number: row.wa_id && (withNumbers ? `+${row.wa_id}` : maskNumber(row.wa_id)),
    username: row.username,
    email: row.email,
    city: row.city,
    birthday: row.birthday,
    language: row.language,
    externalId: row.external_id,
    tags: (JSON.parse(row.tags ?? '[]') as string[]).toSorted(),
    note: row.note,
    optIn,
    optInAt: optIn && row.consent_at,
    optInSource: optIn && row.consent_source,
    custom: JSON.parse(row.custom) as Record<string, string>,
  }
}
