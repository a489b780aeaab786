import type { z } from 'zod'
import type { consentSource } from '../../shared/domain/consent.ts'
import { AppError } from '../../shared/errors.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { readValue, writeValue } from './settings-store.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

/** Which of a contact's permissions: a built-in purpose (service, marketing, group) or one of the owner's. */
export type ConsentPurpose = string

export interface NewConsent {
  readonly contactId: string
  readonly purpose: ConsentPurpose
  readonly state: 'given' | 'withdrawn' | 'expired'
  readonly source: string
  /** The person's own act, seen by the app. Only such a yes takes back a no of their own. */
  readonly isByPerson?: boolean
  readonly legalTextId?: string | null
  readonly language?: string | null
  /** ISO 3166-1 alpha-2 of the law that applies. */
  readonly jurisdiction?: string | null
  /** What proves it: a message's id, a form's number, a line of a file. */
  readonly evidence?: string | null
  readonly campaignId?: string | null
  readonly importSeq?: number | null
  /** Unix ms; null: until withdrawn. */
  readonly expiresAt?: number | null
  readonly note?: string
  readonly recordedBy: string
  /** When the person said so, Unix ms. */
  readonly at: number
}

/**
 * Appends to the ledger. What it means now is worked out by triggers of the store, in whatever order
 * entries arrive.
 */
export function recordConsent(db: WritableDatabase, clock: WriteClock, entry: NewConsent): string {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO consent_entry (id, contact_id, purpose, state, source, is_by_person, legal_text_id, language,
       jurisdiction, evidence, campaign_id, import_seq, expires_at, note, recorded_by, at, recorded_at)
     VALUES ($id, $contactId, $purpose, $state, $source, $isByPerson, $legalTextId, $language,
       $jurisdiction, $evidence, $campaignId, $importSeq, $expiresAt, $note, $recordedBy, $at, $now)`,
    {
      id,
      contactId: entry.contactId,
      purpose: entry.purpose,
      state: entry.state,
      source: entry.source,
      isByPerson: entry.isByPerson === true ? 1 : 0,
      legalTextId: entry.legalTextId ?? null,
      language: entry.language ?? null,
      jurisdiction: entry.jurisdiction ?? null,
      evidence: entry.evidence ?? null,
      campaignId: entry.campaignId ?? null,
      importSeq: entry.importSeq ?? null,
      expiresAt: entry.expiresAt ?? null,
      note: entry.note ?? '',
      recordedBy: entry.recordedBy,
      at: entry.at,
      now: clock.now,
    },
  )
  return id
}

/**
 * State of consent to marketing, as the ledger says. An SQL expression over `contact.id`, yielding
 * opted_in, opted_out or unknown.
 */
export const optInExpression = `coalesce((SELECT CASE consent.state WHEN 'given' THEN 'opted_in' WHEN 'withdrawn' THEN 'opted_out' ELSE 'unknown' END
  FROM consent_state consent WHERE consent.contact_id=contact.id AND consent.purpose='marketing'), 'unknown')`

/** Entry of the ledger and what it refers to, as a receipt and the contact's page tell it. */
export interface ConsentEntryRow {
  readonly id: string
  readonly contactId: string
  readonly purpose: string
  readonly purposeName: string
  readonly state: 'given' | 'withdrawn' | 'expired'
  readonly source: z.infer<typeof consentSource>
  readonly isByPerson: boolean
  readonly at: number
  readonly recordedAt: number
  readonly recordedBy: string
  readonly legalTextId: string | null
  readonly textVersion: number | null
  readonly textSha256: string | null
  readonly textBody: string | null
  readonly language: string | null
  readonly jurisdiction: string | null
  readonly evidence: string | null
  readonly campaignName: string | null
  readonly expiresAt: number | null
  readonly note: string
}

const entryColumns = `SELECT entry.id, entry.contact_id AS contactId, entry.purpose,
    consent_purpose.name AS purposeName, entry.state, entry.source, entry.is_by_person AS isByPerson, entry.at,
    entry.recorded_at AS recordedAt, entry.recorded_by AS recordedBy, entry.legal_text_id AS legalTextId,
    legal_text.version AS textVersion, legal_text.sha256 AS textSha256, legal_text.body AS textBody, entry.language,
    entry.jurisdiction, entry.evidence, signup_campaign.name AS campaignName, entry.expires_at AS expiresAt, entry.note
  FROM consent_entry entry JOIN consent_purpose ON consent_purpose.key=entry.purpose
    LEFT JOIN legal_text ON legal_text.id=entry.legal_text_id
    LEFT JOIN signup_campaign ON signup_campaign.id=entry.campaign_id`

type RawEntry = Omit<ConsentEntryRow, 'isByPerson'> & { readonly isByPerson: number }

const toEntry = (row: RawEntry): ConsentEntryRow => ({ ...row, isByPerson: row.isByPerson === 1 })

/** The ledger of one contact, newest first. */
export function consentEntries(db: ReadableDatabase, contactId: string): ConsentEntryRow[] {
  return all<RawEntry>(
    db,
    `${entryColumns} WHERE entry.contact_id=$contactId ORDER BY entry.at DESC, entry.id DESC`,
    { contactId },
  ).map(toEntry)
}

/** @throws AppError `not_found`. */
export function getConsentEntry(
  db: ReadableDatabase,
  contactId: string,
  entryId: string,
): ConsentEntryRow {
  const row = one<RawEntry>(
    db,
    `${entryColumns} WHERE entry.contact_id=$contactId AND entry.id=$entryId`,
    { contactId, entryId },
  )
  if (!row)
    throw new AppError('not_found', {
      field: 'entryId',
      message: 'There is no such entry in the consent record.',
    })
  return toEntry(row)
}

export interface ConsentStanding {
  readonly purpose: string
  readonly state: 'given' | 'withdrawn' | 'expired'
  readonly latestAt: number
  readonly ownNoAt: number
  /** The person's own no: only their own word takes it back. */
  readonly isOwnNo: boolean
}

/** What the ledger says of one contact, per purpose that it speaks of. */
export function consentStandings(db: ReadableDatabase, contactId: string): ConsentStanding[] {
  return all<Omit<ConsentStanding, 'isOwnNo'> & { isOwnNo: number }>(
    db,
    `SELECT purpose, state, latest_at AS latestAt, own_no_at AS ownNoAt,
       own_no_at >= 0 AND own_no_at >= own_yes_at AS isOwnNo
     FROM consent_state WHERE contact_id=$contactId ORDER BY purpose`,
    { contactId },
  ).map((row) => ({ ...row, isOwnNo: row.isOwnNo === 1 }))
}

export function standingOf(
  db: ReadableDatabase,
  contactId: string,
  purpose: ConsentPurpose,
): ConsentStanding | null {
  return consentStandings(db, contactId).find((standing) => standing.purpose === purpose) ?? null
}

interface DueRow {
  readonly contact_id: string
  readonly purpose: string
  readonly expires_at: number
  readonly legal_text_id: string | null
}

const expiredUpToKey = 'consent.expiredUpTo'

/** A yes is over when every word of the latest yes is: one without an end, or with a later one, goes on. */
const due = (
  which: string,
) => `SELECT entry.contact_id, entry.purpose, entry.expires_at, entry.legal_text_id
  FROM consent_entry entry CROSS JOIN consent_state standing
    ON standing.contact_id=entry.contact_id AND standing.purpose=entry.purpose
  WHERE ${which} AND entry.expires_at <= $now AND entry.state='given'
    AND standing.state='given' AND entry.at=standing.latest_at
    AND NOT EXISTS (SELECT 1 FROM consent_entry other WHERE other.contact_id=entry.contact_id
      AND other.purpose=entry.purpose AND other.at=entry.at AND other.state='given'
      AND (other.expires_at IS NULL OR other.expires_at > entry.expires_at
        OR (other.expires_at=entry.expires_at AND other.id > entry.id)))
  ORDER BY entry.expires_at LIMIT $limit`
const dueOfAll = due('entry.expires_at >= $from')
const dueOfOne = due('entry.contact_id=$contactId')

function writeExpired(db: WritableDatabase, clock: WriteClock, rows: readonly DueRow[]): void {
  for (const row of rows)
    recordConsent(db, clock, {
      contactId: row.contact_id,
      purpose: row.purpose,
      state: 'expired',
      source: 'expiry',
      legalTextId: row.legal_text_id,
      recordedBy: 'groupkeeper',
      at: row.expires_at,
    })
}

/**
 * Writes down that permissions ran out, as entries at the moment at which they did. To be called again
 * while it gives as many as `limit`; called once more, it finds nothing.
 *
 * @returns contacts whose permission ran out
 */
export function expireConsents(db: WritableDatabase, clock: WriteClock, limit: number): string[] {
  const from = Number(readValue(db, expiredUpToKey) ?? 0)
  const rows = all<DueRow>(db, dueOfAll, { from, now: clock.now, limit })
  writeExpired(db, clock, rows)
  const upTo = rows.length < limit ? clock.now : rows.at(-1)!.expires_at
  writeValue(db, expiredUpToKey, String(upTo))
  return rows.map((row) => row.contact_id)
}

/** The same for one contact, however long ago its permissions ran out. */
export function expireConsentsOf(db: WritableDatabase, clock: WriteClock, contactId: string): void {
  writeExpired(db, clock, all<DueRow>(db, dueOfOne, { contactId, now: clock.now, limit: 100 }))
}
