import type { CallInput } from '../../../../shared/ipc/contract.ts'
import { dayToTimestamp, timestampToDay } from '../../../lib/local-day.ts'

type Recorded = CallInput<'consent.record'>

/** What the form holds; days are `YYYY-MM-DD`, local. */
export interface RecordDraft {
  readonly purpose: string
  readonly state: Recorded['state']
  readonly source: Recorded['source']
  readonly legalTextId: string | null
  /** Language of the wording. */
  readonly language: string | null
  readonly jurisdiction: string | null
  readonly evidence: string
  readonly day: string
  readonly lastDay: string | null
  readonly note: string
}

const longest = 500

/** An empty form for a purpose. `now`: Unix ms. */
export function emptyRecord(purpose: string, now: number): RecordDraft {
  return {
    purpose,
    state: 'given',
    source: 'spoken',
    legalTextId: null,
    language: null,
    jurisdiction: null,
    evidence: '',
    day: timestampToDay(now),
    lastDay: null,
    note: '',
  }
}

/** What is wrong, by field. `now`: Unix ms. */
export function recordProblems(draft: RecordDraft, now: number): Partial<Record<string, string>> {
  const problems: Record<string, string> = {}
  if (draft.day > timestampToDay(now)) problems['day'] = 'dayAhead'
  if (draft.state === 'given' && draft.lastDay !== null && draft.lastDay <= draft.day) {
    problems['lastDay'] = 'lastDayEarly'
  }
  if (draft.evidence.length > longest) problems['evidence'] = 'tooLong'
  if (draft.note.length > longest) problems['note'] = 'tooLong'
  return problems
}

/** True where the yes would stand over the person's own no: it is not from a day before it. */
export function isOverNo(
  draft: Pick<RecordDraft, 'day'>,
  standing: { readonly isOwnNo: boolean; readonly since: number | null },
): boolean {
  if (!standing.isOwnNo) return false
  return standing.since === null || draft.day >= timestampToDay(standing.since)
}

/** The form as the app takes it. Said today is said now; an earlier day counts from its noon. */
export function toRecordInput(contactId: string, draft: RecordDraft, now: number): Recorded {
  const isGiven = draft.state === 'given'
  return {
    contactId,
    purpose: draft.purpose,
    state: draft.state,
    source: draft.source,
    note: draft.note.trim(),
    ...(isGiven && draft.legalTextId !== null ? { legalTextId: draft.legalTextId } : {}),
    ...(isGiven && draft.language !== null ? { language: draft.language } : {}),
    ...(draft.jurisdiction === null ? {} : { jurisdiction: draft.jurisdiction }),
    ...(draft.evidence.trim() === '' ? {} : { evidence: draft.evidence.trim() }),
    ...(draft.day === timestampToDay(now) ? {} : { at: dayToTimestamp(draft.day, 12) }),
    ...(isGiven && draft.lastDay !== null ? { expiresAt: dayToTimestamp(draft.lastDay, 24) } : {}),
  }
}
