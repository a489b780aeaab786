import type { CleanUpCriteria, CleanUpPreview, KeepReason } from '../../shared/domain/clean-up.ts'
import {
  cleanUpContactColumns,
  toCleanUpContact,
  type CleanUpContactRow,
} from './clean-up-contact.ts'
import {
  everySeq,
  matchedContacts,
  matchParameters,
  reasonBits,
  reasonOrder,
  reasonsIn,
} from './clean-up-match.ts'
import type { ReadableDatabase } from './database.ts'
import { all, one } from './statement.ts'

const examplesAtMost = 8

/** Contacts for whom the same things hold. */
interface MatchGroup {
  readonly mask: number
  readonly kept: KeepReason | null
  readonly said_no: number
  readonly contacts: number
  readonly first: number
  readonly last: number
}

const groupsQuery = `SELECT mask, kept, said_no, count(*) AS contacts, min(seq) AS first, max(seq) AS last
  FROM (SELECT matched.seq, matched.mask, matched.kept, matched.kept IS NULL AND EXISTS (SELECT 1 FROM consent_state consent
      WHERE consent.contact_id=matched.id AND consent.state='withdrawn') AS said_no
    FROM (${matchedContacts}) matched LIMIT -1)
  GROUP BY mask, kept, said_no ORDER BY mask, kept, said_no`

/**
 * What a rule would do: one look at every contact, nothing is written.
 *
 * @param at The moment that ages are counted from, Unix ms.
 */
export function previewCleanUp(
  db: ReadableDatabase,
  criteria: CleanUpCriteria,
  at: number,
): CleanUpPreview {
  const groups = all<MatchGroup>(db, groupsQuery, { ...matchParameters(criteria, at), ...everySeq })
  const going = groups.filter((group) => group.kept === null)
  const staying = groups.filter((group) => group.kept !== null)
  const rows = contactsOf(db, [...exampleSeqs(going), ...exampleSeqs(staying)])
  return {
    total: one<{ n: number }>(
      db,
      'SELECT (SELECT count(*) FROM contact) - (SELECT count(*) FROM contact WHERE binned_at IS NOT NULL) AS n',
    )!.n,
    matched: sum(going),
    reasons: reasonOrder.flatMap((reason) => {
      const contacts = sum(going.filter((group) => (group.mask & reasonBits[reason]) !== 0))
      return contacts === 0 ? [] : [{ reason, contacts }]
    }),
    examples: exampleSeqs(going).flatMap((seq) => {
      const row = rows.get(seq)
      const group = groupOf(going, seq)
      return row && group ? [{ ...toCleanUpContact(row), reasons: reasonsIn(group.mask) }] : []
    }),
    kept: keptCounts(staying),
    keptExamples: exampleSeqs(staying).flatMap((seq) => {
      const row = rows.get(seq)
      const reason = groupOf(staying, seq)?.kept
      return row && reason ? [{ ...toCleanUpContact(row), reason }] : []
    }),
    optedOut: sum(going.filter((group) => group.said_no === 1)),
  }
}

/** How many a rule would put into the bin, in a range of `seq`. */
export function countMatched(
  db: ReadableDatabase,
  criteria: CleanUpCriteria,
  at: number,
  range: { readonly after: number; readonly upTo: number },
): number {
  return one<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM (${matchedContacts}) WHERE kept IS NULL`,
    { ...matchParameters(criteria, at), ...range },
  )!.n
}

function sum(groups: readonly MatchGroup[]): number {
  return groups.reduce((total, group) => total + group.contacts, 0)
}

function keptCounts(staying: readonly MatchGroup[]): CleanUpPreview['kept'] {
  const counts = new Map<KeepReason, number>()
  for (const group of staying)
    if (group.kept) counts.set(group.kept, (counts.get(group.kept) ?? 0) + group.contacts)
  return [...counts].map(([reason, contacts]) => ({ reason, contacts }))
}

/** First of each kind, then the last of each, so that no kind is left out for another. */
function exampleSeqs(groups: readonly MatchGroup[]): number[] {
  const seqs = [...groups.map((group) => group.first), ...groups.map((group) => group.last)]
  return [...new Set(seqs)].slice(0, examplesAtMost)
}

function groupOf(groups: readonly MatchGroup[], seq: number): MatchGroup | undefined {
  return groups.find((group) => group.first === seq || group.last === seq)
}

function contactsOf(
  db: ReadableDatabase,
  seqs: readonly number[],
): ReadonlyMap<number, CleanUpContactRow> {
  const rows = all<CleanUpContactRow>(
    db,
    `SELECT ${cleanUpContactColumns} FROM contact WHERE seq IN (SELECT value FROM json_each($seqs))`,
    { seqs: JSON.stringify(seqs) },
  )
  return new Map(rows.map((row) => [row.seq, row]))
}
