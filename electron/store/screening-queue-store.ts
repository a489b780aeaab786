import type { z } from 'zod'
import type {
  personScreening,
  ScreenedPerson,
  screeningSummary,
} from '../../shared/domain/screening.ts'
import { AppError } from '../../shared/errors.ts'
import type { ParsedInput } from '../../shared/ipc/contract.ts'
import { maskNumber } from '../core/contacts/mask-number.ts'
import { fromStoredResults } from '../core/screening/stored-results.ts'
import { verdictOf } from '../core/screening/screen.ts'
import { usernameExpression, waIdExpression } from './contact-store.ts'
import type { ReadableDatabase } from './database.ts'
import { displayName } from './member-store.ts'
import { decodeCursor, encodeCursor } from './paging.ts'
import {
  filterCondition,
  listDecisions,
  listEvidence,
  readScreeningSettings,
  type DecisionItem,
} from './screening-store.ts'
import { all, one } from './statement.ts'

interface PersonRow {
  seq: number
  id: string
  name: string
  username: string | null
  wa_id: string | null
  number_state: ScreenedPerson['numberState']
  country: string | null
  source: ScreenedPerson['source']
  created_at: number
  last_seen_at: number | null
  order_count: number
  screening: ScreenedPerson['verdict']
  screening_score: number | null
  screening_results: string | null
  screened_at: number | null
  decision: string | null
  joining: string | null
}

const decisionExpression = `(SELECT json_object('id', decision.id, 'verdict', decision.verdict, 'note', decision.note,
    'decidedBy', decision.decided_by, 'at', decision.at) FROM screening_decision decision
    WHERE decision.contact_id=contact.id ORDER BY decision.at DESC, decision.id DESC LIMIT 1)`
const joiningExpression = `(SELECT json_group_array(json_object('groupId', wa_group.id, 'groupSubject', wa_group.subject))
    FROM join_request JOIN wa_group ON wa_group.id=join_request.group_id
    WHERE join_request.contact_id=contact.id AND join_request.state='pending')`
const columns = `contact.seq, contact.id, contact.display_name AS name, ${usernameExpression} AS username,
  ${waIdExpression} AS wa_id, contact.number_state, contact.country, contact.source, contact.created_at,
  contact.last_seen_at, contact.order_count, contact.screening, contact.screening_score,
  contact.screening_results, contact.screened_at, ${decisionExpression} AS decision, ${joiningExpression} AS joining`

function toPerson(db: ReadableDatabase, row: PersonRow): ScreenedPerson {
  const decision = row.decision === null ? null : (JSON.parse(row.decision) as DecisionItem)
  return {
    contactId: row.id,
    name: displayName(row.name, row.username, row.wa_id),
    maskedNumber: row.wa_id ? maskNumber(`+${row.wa_id}`) : null,
    username: row.username,
    numberState: row.number_state,
    country: row.country,
    source: row.source,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    orderCount: row.order_count,
    verdict: row.screening,
    score: row.screening_score,
    checksVerdict:
      row.screening_score === null
        ? null
        : verdictOf(row.screening_score, readScreeningSettings(db)),
    screenedAt: row.screened_at,
    decision: decision?.verdict === 'checks' ? null : decision,
    results: fromStoredResults(row.screening_results),
    joining: JSON.parse(row.joining ?? '[]') as ScreenedPerson['joining'],
  }
}

/** People of one verdict, newest first. */
export function listQueue(db: ReadableDatabase, input: ParsedInput<'screening.queue'>) {
  const { cursor, limit, ...filter } = input
  const [before] = cursor === undefined ? [null] : decodeCursor(cursor, 1)
  const { where, parameters } = filterCondition(filter)
  const rows = all<PersonRow>(
    db,
    `SELECT ${columns} FROM contact WHERE ${where} AND ($before IS NULL OR contact.seq<$before)
     ORDER BY contact.seq DESC LIMIT $limit`,
    { ...parameters, before: before ?? null, limit: limit + 1 },
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => toPerson(db, row)),
    nextCursor: rows.length > limit && last ? encodeCursor([last.seq]) : null,
  }
}

/** @throws AppError `not_found`. */
export function getPersonScreening(
  db: ReadableDatabase,
  contactId: string,
): z.infer<typeof personScreening> {
  const row = one<PersonRow>(
    db,
    `SELECT ${columns} FROM contact WHERE contact.id=$contactId AND contact.binned_at IS NULL`,
    { contactId },
  )
  if (!row)
    throw new AppError('not_found', { field: 'contactId', message: 'There is no such contact.' })
  return {
    ...toPerson(db, row),
    evidence: listEvidence(db, contactId),
    decisions: listDecisions(db, contactId),
  }
}

/** How many stand where; read off an index, so that it is quick for a million. */
export function summariseScreening(db: ReadableDatabase): z.infer<typeof screeningSummary> {
  const counts = new Map(
    all<{ screening: ScreenedPerson['verdict']; n: number }>(
      db,
      'SELECT screening, count(*) AS n FROM contact WHERE binned_at IS NULL GROUP BY screening',
    ).map((row) => [row.screening, row.n]),
  )
  const count = (text: string) => one<{ n: number }>(db, text)!.n
  return {
    trusted: counts.get('trusted') ?? 0,
    toCheck: counts.get('to_check') ?? 0,
    rejected: counts.get('rejected') ?? 0,
    notScreened: counts.get('not_screened') ?? 0,
    due: count(
      'SELECT count(*) AS n FROM contact WHERE is_screening_due=1 AND screened_at IS NOT NULL AND binned_at IS NULL',
    ),
    blockListed: count('SELECT count(*) AS n FROM block_list_entry'),
  }
}
