import type { ScreeningVerdict } from '../../../shared/domain/screening.ts'
import { screen } from '../../core/screening/screen.ts'
import { numberType } from '../../files/number-type.ts'
import { gatherFacts, type GatheredContact } from '../../store/screening-facts-store.ts'
import { dueSeqs, readScreeningSettings, writeScreening } from '../../store/screening-store.ts'
import { all } from '../../store/statement.ts'
import type { CommandContext } from '../context.ts'
import { evaluateGroup } from '../evaluate-group.ts'

/** Somebody whose verdict is another one than before. */
export interface VerdictChange {
  readonly contactId: string
  readonly from: GatheredContact['screening']
  readonly to: ScreeningVerdict
}

export interface Screened {
  readonly screened: number
  readonly changes: readonly VerdictChange[]
  readonly tally: Readonly<Record<ScreeningVerdict, number>>
}

/** Domains whose screens show a verdict. */
export const shownIn = ['screening', 'contacts', 'members', 'joinRequests', 'overview']

/** Changes that one line of the log names one by one; of more it says how many. */
const namedChanges = 200

/** A contact's facts with the type of its number, read off the digits where it was not known. */
export function withNumberType(contact: GatheredContact): GatheredContact {
  if (contact.untypedNumber === null) return contact
  const type = numberType(contact.untypedNumber)
  return { ...contact, facts: { ...contact.facts, numberType: type } }
}

/**
 * Puts the checks to these contacts, inside the caller's transaction. The owner's word stays the verdict
 * where there is one. Groups that one of them waits to join are judged again. Telling hosts is for the
 * caller, who knows how much more is to come.
 */
export function screenContacts(context: CommandContext, seqs: readonly number[]): Screened {
  const settings = readScreeningSettings(context.db)
  const changes: VerdictChange[] = []
  const tally = { trusted: 0, to_check: 0, rejected: 0 }
  const gathered = gatherFacts(context.db, seqs, context.now).map(withNumberType)
  for (const { seq, id, facts, ownWord, screening: from } of gathered) {
    const screening = screen(facts, settings)
    const verdict = ownWord ?? screening.verdict
    writeScreening(context.db, context.now, {
      seq,
      verdict,
      screening,
      numberType: facts.numberType,
    })
    tally[verdict] += 1
    if (verdict !== from) changes.push({ contactId: id, from, to: verdict })
  }
  evaluateJoining(
    context,
    changes.map((change) => change.contactId),
  )
  return { screened: gathered.length, changes, tally }
}

/** Rules may let in only whom screening trusts, so groups that these people wait for are judged again. */
function evaluateJoining(context: CommandContext, contactIds: readonly string[]): void {
  if (contactIds.length === 0) return
  const groups = all<{ group_id: string }>(
    context.db,
    `SELECT DISTINCT group_id FROM join_request WHERE state='pending'
       AND contact_id IN (SELECT value FROM json_each($ids))`,
    { ids: JSON.stringify(contactIds) },
  )
  for (const group of groups) evaluateGroup(context, group.group_id)
}

/** What the log says of a change of verdicts: who, where they are few, and how many. */
export function auditChanges(screened: Screened): Record<string, unknown> {
  const { changes } = screened
  return {
    count: screened.screened,
    changed: changes.length,
    ...(changes.length > 0 && changes.length <= namedChanges ? { changes } : {}),
  }
}

/**
 * Screens again a portion of those whose evidence is different since the checks last ran. Returns the key of
 * the last one looked at, or null where nobody is left.
 */
export function screenDue(context: CommandContext, after: number, limit: number): number | null {
  const seqs = dueSeqs(context.db, after, limit)
  if (seqs.length === 0) return null
  const screened = screenContacts(context, seqs)
  if (screened.changes.length > 0)
    context.audit({
      action: 'screening.verdictsChanged',
      subjectKind: 'screening',
      data: auditChanges(screened),
    })
  // a screen that shows one of them asks again; while thousands are gone through it is told once, at the end
  if (seqs.length < limit) context.changed(shownIn)
  return seqs.at(-1) ?? null
}

/** Whoever asks to join is screened at once, for the first time or again. */
export function screenJoining(context: CommandContext, contactId: string): void {
  const rows = all<{ seq: number }>(
    context.db,
    'SELECT seq FROM contact WHERE id=$contactId AND is_screening_due=1 AND binned_at IS NULL',
    { contactId },
  )
  if (rows.length === 0) return
  const screened = screenContacts(
    context,
    rows.map((row) => row.seq),
  )
  context.changed(shownIn)
  const change = screened.changes[0]
  if (!change) return
  context.audit({
    action: 'screening.screened',
    subjectKind: 'contact',
    subjectId: contactId,
    contactId,
    data: { from: change.from, to: change.to },
  })
}
