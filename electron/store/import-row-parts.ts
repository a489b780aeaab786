import type { ImportOptions } from '../../shared/domain/contact-imports.ts'
import type { ContactColumns } from '../core/imports/import-batch.ts'
import type { StoredImport } from './contact-import-store.ts'
import type { WritableDatabase } from './database.ts'
import { one, run, statement } from './statement.ts'
import { recordSuppressions, type SuppressedKind } from './suppression.ts'
import type { WriteClock } from './write-clock.ts'

/** What a running import is written with. */
export interface ImportWriting {
  readonly clock: WriteClock
  readonly stored: Pick<StoredImport, 'seq' | 'id' | 'createdBy' | 'createdAt'>
  readonly options: ImportOptions
  /**
   * Nobody in the file is taken to be known, and a failure may undo the whole transaction, so nothing is
   * kept with which to undo a portion alone: a third of the time of writing goes into that. Where somebody
   * is known after all, `KnownMet` is thrown.
   */
  readonly assumesUnknown?: boolean
}

/** Somebody is known in a portion that was written on the assumption that nobody is. */
export class KnownMet extends Error {
  override readonly name = 'KnownMet'
}

/** Whether what consent is recorded for still stands; of all that rows refer to, it alone can be deleted. */
export function isPurposeThere(db: WritableDatabase, { consent }: ImportOptions): boolean {
  const found = one(db, 'SELECT 1 AS found FROM consent_purpose WHERE key=$key', {
    key: consent?.purpose ?? 'marketing',
  })
  return found !== undefined
}

/** What a row, or the owner for all rows, says of consent; null where nobody says anything. */
export function consentOf(
  { stored, options, clock }: ImportWriting,
  contacts: ContactColumns,
  at: number,
) {
  const told = contacts.optIn[at] ?? null
  const forAll = options.consent
  if (told === null && forAll === null) return null
  const day = contacts.optInAt[at] ?? forAll?.at ?? null
  // a word from days to come would outweigh every no until then
  const toldAt = day === null ? null : Math.min(day, clock.now)
  return {
    id: contacts.optInId[at]!,
    purpose: forAll?.purpose ?? 'marketing',
    state: told ?? ('given' as const),
    source: forAll?.source ?? 'import',
    legalTextId: told === 'withdrawn' || told === 'expired' ? null : (forAll?.legalTextId ?? null),
    evidence: `line ${String(contacts.line[at])}`,
    note: contacts.optInSource[at] ?? forAll?.note ?? '',
    // null: nobody says when
    toldAt,
    at: toldAt ?? stored.createdAt,
  }
}

const insertEntry = `INSERT INTO consent_entry (id, contact_id, purpose, state, source, is_by_person,
  legal_text_id, evidence, import_seq, note, recorded_by, at, recorded_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`

/**
 * Appends what a row says to the ledger: never as the person's own act, so it takes no opt-out back.
 */
export function addConsent(
  db: WritableDatabase,
  { stored, clock }: ImportWriting,
  contactId: string,
  consent: NonNullable<ReturnType<typeof consentOf>>,
): void {
  statement(db, insertEntry).run(
    consent.id,
    contactId,
    consent.purpose,
    consent.state,
    consent.source,
    0,
    consent.legalTextId,
    consent.evidence,
    stored.seq,
    consent.note,
    stored.createdBy,
    consent.at,
    clock.now,
  )
}

/** Who was forgotten after a no comes back with that no. Returns the purposes that it is about. */
export function carryOverNo(
  db: WritableDatabase,
  { clock }: ImportWriting,
  contactId: string,
  kind: SuppressedKind,
  value: string,
): string[] {
  return recordSuppressions(db, clock, contactId, kind, value)
}

/** A yes that nobody can date may be older than the no that stands, so it does not outweigh it. */
export function isOutweighed(
  { state, purpose, toldAt }: NonNullable<ReturnType<typeof consentOf>>,
  refusedPurposes: readonly string[],
): boolean {
  return state === 'given' && toldAt === null && refusedPurposes.includes(purpose)
}

/** The tag of this name, made where there is none. */
export function tagSeq(db: WritableDatabase, clock: WriteClock, name: string): number {
  const found = one<{ seq: number }>(db, 'SELECT seq FROM tag WHERE name=$name', { name })
  if (found) return found.seq
  run(db, 'INSERT INTO tag (id, name, created_at) VALUES ($id, $name, $now)', {
    id: clock.newId(),
    name,
    now: clock.now,
  })
  return one<{ seq: number }>(db, 'SELECT seq FROM tag WHERE name=$name', { name })!.seq
}

/** Tags of a row with those of the whole import, each once. */
export function tagsOf({ options }: ImportWriting, contacts: ContactColumns, at: number): string[] {
  return [...new Set([...options.tags, ...(contacts.tags[at] ?? [])])]
}

const utf8 = new TextDecoder()

/** A text of packed rows. */
export function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes)
}
