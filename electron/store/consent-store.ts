import type { WritableDatabase } from './database.ts'
import { run } from './statement.ts'
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
