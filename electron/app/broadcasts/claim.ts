import type { SkipReason } from '../../../shared/domain/broadcasts.ts'
import type { OpenHours } from '../../core/broadcasts/quiet-hours.ts'
import type { SentDay, DayLimits } from '../../core/broadcasts/sent-day.ts'
import type { PersonAddress } from '../../graph/graph-records.ts'
import {
  dueRows,
  markSending,
  markSkipped,
  postpone,
  type DueRow,
} from '../../store/broadcasts/recipient-store.ts'
import type { CommandContext } from '../context.ts'
import { addressOf } from './message-of.ts'

/** A row that is marked as leaving, with all that its request needs. */
export interface Claimed {
  readonly seq: number
  readonly broadcastSeq: number
  readonly contactSeq: number
  readonly contactId: string
  readonly to: PersonAddress
  readonly variant: number
  readonly parameters: readonly string[]
  /** Which try this is, from 1. */
  readonly attempt: number
  /** Unix ms. */
  readonly at: number
}

export interface ClaimQuestion {
  readonly broadcastSeq: number
  readonly purpose: string
  /** One of the texts is marketing to WhatsApp. */
  readonly isMarketing: boolean
  /** When people of a country may be written to; null: nobody knows the country. */
  readonly hoursOf: (country: string | null) => OpenHours
  readonly limit: number
  readonly day: SentDay
  readonly limits: DayLimits
}

export interface Claim {
  readonly claimed: readonly Claimed[]
  /** How many get nothing after all. */
  readonly skipped: number
  /** The day is full: nothing more can be claimed before a place is free. */
  readonly isDayFull: boolean
  /** Rows were moved to another moment or out of line, so that there may be more that are due. */
  readonly hasMore: boolean
}

/**
 * Marks the next rows as leaving, inside the caller's transaction, after whose commit their requests may
 * be made. What the people said, the bin, and their night are looked at once more, here where nothing can
 * come in between.
 */
export function claimDue(context: CommandContext, question: ClaimQuestion): Claim {
  const { db, now } = context
  const rows = dueRows(db, { ...question, now })
  const claimed: Claimed[] = []
  const skipped = new Map<SkipReason, number[]>()
  const morning = new Map<number, number[]>()
  let isDayFull = false
  for (const row of rows) {
    const reason = refusalOf(row, question)
    if (reason !== null) {
      push(skipped, reason, row.seq)
      continue
    }
    const opensAt = question.hoursOf(row.country).opensAt(now)
    if (opensAt > now) {
      push(morning, opensAt, row.seq)
      continue
    }
    if (!question.day.hasRoom(row.contact_seq, now, question.limits)) {
      isDayFull = true
      break
    }
    question.day.note(row.contact_seq, now)
    claimed.push(toClaimed(row, question, now))
  }
  for (const [reason, seqs] of skipped) markSkipped(db, seqs, reason, now)
  for (const [opensAt, seqs] of morning) postpone(db, seqs, opensAt)
  if (claimed.length > 0)
    markSending(
      db,
      claimed.map((row) => row.seq),
      now,
    )
  return {
    claimed,
    skipped: [...skipped.values()].reduce((sum, seqs) => sum + seqs.length, 0),
    isDayFull,
    hasMore: !isDayFull && rows.length === question.limit,
  }
}

/**
 * Who agreed to anything may be told about what they ordered; all else is agreed to by itself. What WhatsApp
 * moved to marketing meanwhile is nothing about an order any more.
 */
function refusalOf(
  row: DueRow,
  { purpose, isMarketing }: Pick<ClaimQuestion, 'purpose' | 'isMarketing'>,
): SkipReason | null {
  if (row.is_gone === 1) return 'in_bin'
  if (row.consent === 'withdrawn') return 'opted_out'
  if (isMarketing && row.marketing === 'withdrawn') return 'opted_out'
  const isAgreed =
    purpose !== 'service'
      ? row.consent === 'given'
      : isMarketing
        ? row.marketing === 'given'
        : row.has_agreed === 1
  if (!isAgreed) return 'no_opt_in'
  return row.wa_id === null && row.user_id === null ? 'no_number' : null
}

function toClaimed(row: DueRow, question: ClaimQuestion, now: number): Claimed {
  return {
    seq: row.seq,
    broadcastSeq: question.broadcastSeq,
    contactSeq: row.contact_seq,
    contactId: row.contact_id,
    to: addressOf(row.wa_id, row.user_id),
    variant: row.variant,
    parameters: JSON.parse(row.parameters) as string[],
    attempt: row.attempt + 1,
    at: now,
  }
}

function push<Key>(lists: Map<Key, number[]>, key: Key, seq: number): void {
  const list = lists.get(key)
  if (list) list.push(seq)
  else lists.set(key, [seq])
}
