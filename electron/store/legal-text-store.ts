import type { CallOutput, ParsedInput } from '../../shared/ipc/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

type CountedText = CallOutput<'legalTexts.save'>
/** A text without how many have it: counting them takes a while, and few ask. */
export type LegalText = Omit<CountedText, 'contacts'>

interface TextRow {
  readonly id: string
  readonly kind: LegalText['kind']
  readonly purpose: string | null
  readonly language: string
  readonly version: number
  readonly body: string
  readonly sha256: string
  readonly created_by: string
  readonly created_at: number
  readonly is_current: number
}

/** States of a message that say that it left and came to WhatsApp; what failed was given to nobody. */
export const givenStates = `('accepted','sent','delivered','read')`

const columns = `legal_text.*, NOT EXISTS (SELECT 1 FROM legal_text later WHERE later.kind=legal_text.kind
    AND coalesce(later.purpose,'')=coalesce(legal_text.purpose,'') AND later.language=legal_text.language
    AND later.version>legal_text.version) AS is_current`
const contacts = `CASE kind
    WHEN 'consent' THEN (SELECT count(DISTINCT contact_id) FROM consent_entry
      WHERE legal_text_id=legal_text.id AND consent_entry.state='given')
    ELSE (SELECT count(DISTINCT contact_id) FROM direct_message
      WHERE legal_text_id=legal_text.id AND state IN ${givenStates}) END AS contacts`

function toText(row: TextRow): LegalText {
  return {
    id: row.id,
    kind: row.kind,
    purpose: row.purpose,
    language: row.language,
    version: row.version,
    body: row.body,
    sha256: row.sha256,
    createdBy: row.created_by,
    createdAt: row.created_at,
    isCurrent: row.is_current === 1,
  }
}

/** All versions, the current one of each text first. */
export function listLegalTexts(
  db: ReadableDatabase,
  kind: LegalText['kind'] | null = null,
): CountedText[] {
  return all<TextRow & { contacts: number }>(
    db,
    `SELECT ${columns}, ${contacts} FROM legal_text WHERE $kind IS NULL OR kind=$kind
     ORDER BY kind, purpose, language, version DESC`,
    { kind },
  ).map((row) => ({ ...toText(row), contacts: row.contacts }))
}

/** The newest version of each privacy notice. */
export function currentPrivacyNotices(db: ReadableDatabase): LegalText[] {
  return all<TextRow>(
    db,
    `SELECT ${columns} FROM legal_text WHERE kind='privacy_notice' ORDER BY language, version DESC`,
  )
    .map(toText)
    .filter((text) => text.isCurrent)
}

/** @throws AppError `not_found`. */
export function getLegalText(db: ReadableDatabase, legalTextId: string): LegalText {
  const row = one<TextRow>(
    db,
    `SELECT ${columns} FROM legal_text WHERE legal_text.id=$legalTextId`,
    { legalTextId },
  )
  if (!row)
    throw new AppError('not_found', {
      field: 'legalTextId',
      message: 'There is no such text.',
    })
  return toText(row)
}

/** The newest version of a text in a language, or null. */
export function currentText(
  db: ReadableDatabase,
  text: { readonly kind: string; readonly purpose: string | null; readonly language: string },
): LegalText | null {
  const row = one<TextRow>(
    db,
    `SELECT ${columns} FROM legal_text WHERE kind=$kind AND coalesce(purpose,'')=coalesce($purpose,'') AND language=$language
     ORDER BY version DESC LIMIT 1`,
    { kind: text.kind, purpose: text.purpose, language: text.language },
  )
  return row ? toText(row) : null
}

/**
 * Keeps a text as the next version of its kind, purpose and language.
 *
 * @param sha256 of the UTF-8 bytes of the body, exactly as it is kept
 */
export function insertLegalText(
  db: WritableDatabase,
  clock: WriteClock,
  text: ParsedInput<'legalTexts.save'> & { readonly sha256: string; readonly createdBy: string },
): string {
  const id = clock.newId()
  const purpose = text.purpose ?? null
  const version =
    (currentText(db, { kind: text.kind, purpose, language: text.language })?.version ?? 0) + 1
  run(
    db,
    `INSERT INTO legal_text (id, kind, purpose, language, version, body, sha256, created_by, created_at)
     VALUES ($id, $kind, $purpose, $language, $version, $body, $sha256, $createdBy, $now)`,
    {
      id,
      kind: text.kind,
      purpose,
      language: text.language,
      version,
      body: text.body,
      sha256: text.sha256,
      createdBy: text.createdBy,
      now: clock.now,
    },
  )
  return id
}
