import type { z } from 'zod'
import {
  screeningSettings,
  type screeningDecision,
  type screeningEvidence,
  type ScreeningFilter,
  type ScreeningSettings,
  type ScreeningWord,
} from '../../shared/domain/screening.ts'
import { screeningPresets } from '../../shared/domain/screening-presets.ts'
import { AppError } from '../../shared/errors.ts'
import { toStoredResults } from '../core/screening/stored-results.ts'
import type { Screening } from '../core/screening/screen.ts'
import type { ReadableDatabase, WritableDatabase } from './database.ts'
import { ownWordExpression } from './screening-facts-store.ts'
import { readValue, writeValue } from './settings-store.ts'
import { all, one, run } from './statement.ts'
import type { WriteClock } from './write-clock.ts'

const settingsKey = 'screening'

/** The owner's weights and lines; before they are set, those in the middle. */
export function readScreeningSettings(db: ReadableDatabase): ScreeningSettings {
  const stored = readValue(db, settingsKey)
  if (stored === null) return screeningPresets.normal
  const parsed = screeningSettings.safeParse(JSON.parse(stored))
  return parsed.success ? parsed.data : screeningPresets.normal
}

export function writeScreeningSettings(db: WritableDatabase, settings: ScreeningSettings): void {
  writeValue(db, settingsKey, JSON.stringify(settings))
}

/** Writes down what the checks found; the owner's word stays what counts. */
export function writeScreening(
  db: WritableDatabase,
  now: number,
  about: {
    readonly seq: number
    readonly verdict: string
    readonly screening: Screening
    readonly numberType: string | null
  },
): void {
  run(
    db,
    `UPDATE contact SET screening=$verdict, screening_score=$score, screening_results=$results, screened_at=$now,
       number_type=coalesce(number_type, $numberType), is_screening_due=0 WHERE seq=$seq`,
    {
      seq: about.seq,
      verdict: about.verdict,
      score: about.screening.score,
      results: toStoredResults(about.screening.results),
      numberType: about.numberType,
      now,
    },
  )
}

/** Contacts whose evidence is different since the checks last ran, oldest first. */
export function dueSeqs(db: ReadableDatabase, after: number, limit: number): number[] {
  return all<{ seq: number }>(
    db,
    `SELECT seq FROM contact WHERE is_screening_due=1 AND screened_at IS NOT NULL AND seq>$after
       AND binned_at IS NULL ORDER BY seq LIMIT $limit`,
    { after, limit },
  ).map((row) => row.seq)
}

/** Whether anybody is due; an index tells at once. */
export function hasDue(db: ReadableDatabase): boolean {
  return dueSeqs(db, -1, 1).length > 0
}

/** Keys of these contacts; one that is in the bin, or nowhere, has none. */
export function seqsOf(db: ReadableDatabase, contactIds: readonly string[]): number[] {
  return all<{ seq: number }>(
    db,
    `SELECT seq FROM contact WHERE id IN (SELECT value FROM json_each($ids)) AND binned_at IS NULL`,
    { ids: JSON.stringify(contactIds) },
  ).map((row) => row.seq)
}

type Parameters = Record<string, string | number | null>

/** Those of a filter, and of them who is in the scope of a run. */
export interface ScreeningScope extends ScreeningFilter {
  readonly scope?: 'all' | 'not_screened' | 'due'
}

/** A filter as SQL over `contact`, of constant parts only; what it compares with goes in as parameters. */
export function filterCondition(filter: ScreeningScope): {
  readonly where: string
  readonly parameters: Parameters
} {
  const parts = ['contact.is_listed=1']
  const parameters: Parameters = {}
  const add = (part: string, name: string, value: string) => {
    parts.push(part)
    parameters[name] = value
  }
  if (filter.scope === 'due')
    parts.push('contact.is_screening_due=1 AND contact.screened_at IS NOT NULL')
  if (filter.scope === 'not_screened') parts.push('contact.screened_at IS NULL')
  if (filter.verdict !== undefined) add('contact.screening=$verdict', 'verdict', filter.verdict)
  if (filter.country !== undefined) add('contact.country=$country', 'country', filter.country)
  if (filter.source !== undefined) add('contact.source=$source', 'source', filter.source)
  if (filter.check !== undefined)
    add(
      'contact.seq IN (SELECT contact_seq FROM screening_against WHERE check_name=$check)',
      'check',
      filter.check,
    )
  if (filter.importId !== undefined)
    add(
      'contact.import_seq=(SELECT seq FROM contact_import WHERE id=$importId)',
      'importId',
      filter.importId,
    )
  if (filter.isJoining !== undefined) {
    // few wait at a time: they are looked up one by one instead of asking everybody
    const waiting = `(SELECT waiting.seq FROM join_request JOIN contact waiting ON waiting.id=join_request.contact_id
      WHERE join_request.state='pending')`
    parts.push(`contact.seq ${filter.isJoining ? '' : 'NOT '}IN ${waiting}`)
  }
  return { where: parts.join(' AND '), parameters }
}

/** The next contacts that a filter matches, by their key. */
export function matchingSeqs(
  db: ReadableDatabase,
  filter: ScreeningScope,
  range: { readonly after: number; readonly upTo: number; readonly limit: number },
): number[] {
  const { where, parameters } = filterCondition(filter)
  return all<{ seq: number }>(
    db,
    `SELECT seq FROM contact WHERE ${where} AND seq>$after AND seq<=$upTo ORDER BY seq LIMIT $limit`,
    { ...parameters, ...range },
  ).map((row) => row.seq)
}

export function countMatching(
  db: ReadableDatabase,
  filter: ScreeningScope,
  more = '1=1',
  moreParameters: Parameters = {},
): number {
  const { where, parameters } = filterCondition(filter)
  return one<{ n: number }>(db, `SELECT count(*) AS n FROM contact WHERE ${where} AND ${more}`, {
    ...parameters,
    ...moreParameters,
  })!.n
}

/** The key of the newest contact; those that come in later are not part of what began before. */
export function lastSeq(db: ReadableDatabase): number {
  return one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM contact')!.seq ?? 0
}

export type EvidenceItem = z.infer<typeof screeningEvidence>
export type DecisionItem = z.infer<typeof screeningDecision>

export interface NewEvidence {
  readonly contactId: string
  readonly kind: EvidenceItem['kind']
  readonly place: string
  readonly note: string
  readonly recordedBy: string
  readonly at: number
}

export function insertEvidence(
  db: WritableDatabase,
  clock: WriteClock,
  evidence: NewEvidence,
): EvidenceItem {
  const id = clock.newId()
  run(
    db,
    `INSERT INTO screening_evidence (id, contact_id, kind, place, note, recorded_by, at)
     VALUES ($id, $contactId, $kind, $place, $note, $recordedBy, $at)`,
    { id, ...evidence },
  )
  const { contactId: _, ...item } = evidence
  return { id, ...item, withdrawnAt: null }
}

/**
 * Takes evidence back; it stays on record as withdrawn. Returns whose it is.
 *
 * @throws AppError `not_found`, `conflict`.
 */
export function withdrawEvidence(db: WritableDatabase, now: number, evidenceId: string): string {
  const row = one<{ contact_id: string; withdrawn_at: number | null }>(
    db,
    `SELECT contact_id, withdrawn_at FROM screening_evidence
     JOIN contact ON contact.id=contact_id AND contact.binned_at IS NULL WHERE screening_evidence.id=$evidenceId`,
    { evidenceId },
  )
  if (!row)
    throw new AppError('not_found', { field: 'evidenceId', message: 'There is no such evidence.' })
  if (row.withdrawn_at !== null)
    throw new AppError('conflict', {
      field: 'evidenceId',
      message: 'This evidence has been withdrawn already.',
    })
  run(db, 'UPDATE screening_evidence SET withdrawn_at=$now WHERE id=$evidenceId', {
    evidenceId,
    now,
  })
  return row.contact_id
}

export function listEvidence(db: ReadableDatabase, contactId: string): EvidenceItem[] {
  return all<EvidenceItem>(
    db,
    `SELECT id, kind, place, note, recorded_by AS recordedBy, at, withdrawn_at AS withdrawnAt
     FROM screening_evidence WHERE contact_id=$contactId ORDER BY at DESC, id DESC LIMIT 500`,
    { contactId },
  )
}

export function listDecisions(db: ReadableDatabase, contactId: string): DecisionItem[] {
  return all<DecisionItem>(
    db,
    `SELECT id, verdict, note, decided_by AS decidedBy, at FROM screening_decision
     WHERE contact_id=$contactId ORDER BY at DESC, id DESC LIMIT 500`,
    { contactId },
  )
}

/** Notes the owner's word on these contacts; where there is none, none is given back. What follows from it is for the caller to write. */
export function insertDecisions(
  db: WritableDatabase,
  clock: WriteClock,
  seqs: readonly number[],
  decision: { readonly verdict: ScreeningWord; readonly note: string; readonly decidedBy: string },
): void {
  for (const seq of seqs)
    run(
      db,
      `INSERT INTO screening_decision (id, contact_id, verdict, note, decided_by, at)
       SELECT $id, id, $verdict, $note, $decidedBy, $now FROM contact
       WHERE seq=$seq AND ($verdict<>'checks' OR coalesce(${ownWordExpression},'checks')<>'checks')`,
      { id: clock.newId(), seq, ...decision, now: clock.now },
    )
}

/** Whose word this would change: their latest one is another. */
export const wordDiffers = `coalesce(${ownWordExpression},'checks')<>$word`

/** Everybody in this range of keys who was screened is due again. */
export function markScreenedDue(db: WritableDatabase, after: number, upTo: number): void {
  run(
    db,
    `UPDATE contact SET is_screening_due=1
     WHERE seq>$after AND seq<=$upTo AND is_screening_due=0 AND screened_at IS NOT NULL`,
    { after, upTo },
  )
}
