import { sql } from 'kysely'
import {
  skipReason,
  type BroadcastAudience,
  type BroadcastSettings,
  type SkipReason,
} from '../../../shared/domain/broadcasts.ts'
import { customerTier, type SegmentGroup } from '../../../shared/domain/segments.ts'
import type { VariableBinding } from '../../../shared/domain/templates.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ReadableDatabase, WritableDatabase } from '../database.ts'
import { compileSegment, type CompiledSegment } from '../segments/compile-segment.ts'
import type { Truth } from '../segments/condition-sql.ts'
import { findSegment } from '../segments/segment-store.ts'
import { one } from '../statement.ts'
import { findBroadcastRow } from './broadcast-store.ts'

/** Who is asked for, and what keeps somebody out. */
export interface AudienceQuestion {
  readonly audience: BroadcastAudience
  readonly purpose: string
  /** One of the texts is marketing to WhatsApp: who said no to that is left out, whatever the purpose is. */
  readonly isMarketing: boolean
  /** What the texts are filled from; who has nothing for one of them is left out of all variants. */
  readonly bindings: readonly VariableBinding[]
  readonly cap: BroadcastSettings['cap']
  /** Unix ms that relative dates and caps count from. */
  readonly at: number
  /** Country of whoever has neither a number nor a user id that tells. */
  readonly defaultCountry: string
}

/** People of the audience who are alike in all that planning asks. */
export interface AudienceCount {
  readonly country: string
  readonly stratum: string
  readonly isInWindow: boolean
  readonly reason: SkipReason | null
  readonly contacts: number
}

const dayMs = 24 * 60 * 60 * 1000
/** A customer service window stays open, and a refusal by WhatsApp's own cap holds, for so long. */
const windowMs = dayMs
/** Whoever an earlier broadcast did not get to. An unknown outcome may have got there. */
const notReached = sql`('failed','skipped','cancelled')`
const everybody: SegmentGroup = { type: 'all', isNot: false, of: [] }

/** What each person is written as while they are counted: country, stratum, window, reason. */
const codeLength = 5
const strata = [...customerTier.options, 'none']
const letter = (index: number) => String.fromCharCode(97 + index)
const noReason = '-'

/**
 * How many of the audience are alike, reasons of being left out among it. Everybody comes back as five
 * letters of one text and is counted here: to group a million rows, SQLite would sort them, which takes
 * longer than all the rest.
 */
export function countAudience(db: ReadableDatabase, question: AudienceQuestion): AudienceCount[] {
  const { at } = question
  const inWindow = sql`contact.id IN (SELECT contact_id FROM message WHERE at > ${at - windowMs}
    AND at <= ${at} AND direction='inbound' AND group_id IS NULL AND contact_id IS NOT NULL)`
  const stratum = sql`CASE (SELECT tier FROM contact_rfm WHERE contact_rfm.contact_seq=contact.seq)
    WHEN 'loyal' THEN 'a' WHEN 'potential' THEN 'b' WHEN 'lost' THEN 'c' ELSE 'd' END`
  const reason = reasonOf(db, question, (name) => letter(skipReason.options.indexOf(name)))
  const compiled = compile(db, question, {
    before: sql`SELECT group_concat(substr(${countryOf(question)} || '  ', 1, 2) || ${stratum} || (${inWindow})
      || coalesce(${reason}, ${noReason}), '') AS codes`,
    after: sql``,
  })
  const [row] = db.prepare(compiled.text).all(...compiled.parameters) as [{ codes: string | null }]
  return [...countCodes(row.codes ?? '')].map(([code, contacts]) => toCount(code, contacts))
}

function countCodes(codes: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (let at = 0; at < codes.length; at += codeLength) {
    const code = codes.slice(at, at + codeLength)
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}

function toCount(code: string, contacts: number): AudienceCount {
  return {
    country: code.slice(0, 2).trim(),
    stratum: strata[code.charCodeAt(2) - 97]!,
    isInWindow: code[3] === '1',
    reason: code[4] === noReason ? null : skipReason.options[code.charCodeAt(4) - 97]!,
    contacts,
  }
}

/** Writes down who the audience is at this moment, each with the reason that keeps them out. */
export function writeAudience(
  db: WritableDatabase,
  broadcastSeq: number,
  question: AudienceQuestion,
): void {
  const compiled = compile(db, question, {
    before: sql`INSERT INTO broadcast_audience (broadcast_seq, contact_seq, country, stratum, reason)
      SELECT ${broadcastSeq}, contact.seq, ${countryOf(question)}, ${stratumOf}, ${reasonOf(db, question, (name) => name)}`,
    after: sql``,
  })
  db.prepare(compiled.text).run(...compiled.parameters)
}

function compile(
  db: ReadableDatabase,
  { audience, at }: AudienceQuestion,
  around: { readonly before: Truth; readonly after: Truth },
): CompiledSegment {
  const options = {
    now: at,
    segmentOf: (segmentId: string) => findSegment(db, segmentId)?.conditions ?? null,
  }
  const from = (source: Truth) => ({
    before: sql`${around.before} FROM ${source}`,
    after: around.after,
  })
  switch (audience.kind) {
    case 'everybody':
      return compileSegment(everybody, options, from(sql`contact`))
    case 'segment':
      return compileSegment(segmentOf(db, audience.segmentId), options, from(sql`contact`))
    case 'notReached':
      return compileSegment(
        everybody,
        options,
        from(sql`broadcast_recipient earlier JOIN contact ON contact.seq=earlier.contact_seq
          AND earlier.broadcast_seq=${earlierSeq(db, audience.broadcastId)} AND earlier.state IN ${notReached}`),
      )
  }
}

function segmentOf(db: ReadableDatabase, segmentId: string): SegmentGroup {
  const segment = findSegment(db, segmentId)
  if (!segment)
    throw new AppError('not_found', {
      field: 'audience',
      message: 'The segment of this broadcast is gone. Choose whom it is for.',
    })
  return segment.conditions
}

function earlierSeq(db: ReadableDatabase, broadcastId: string): number {
  const row = findBroadcastRow(db, broadcastId)
  if (!row)
    throw new AppError('not_found', {
      field: 'audience',
      message: 'The broadcast that this one follows is gone. Choose whom it is for.',
    })
  return row.seq
}

/** Classes by which the hold-out is balanced. */
const stratumOf = sql`coalesce((SELECT tier FROM contact_rfm WHERE contact_rfm.contact_seq=contact.seq),'none')`

const currentIdentity = sql`FROM contact_identity identity
  WHERE identity.contact_id=contact.id AND identity.replaced_at IS NULL`

/** By the number, else by the user id, which begins with the country (Meta: Business-scoped user IDs). */
function countryOf({ defaultCountry }: AudienceQuestion): Truth {
  return sql`coalesce(contact.country, (SELECT substr(identity.value,1,2) ${currentIdentity}
    AND identity.kind='bsuid' AND identity.value GLOB '[A-Z][A-Z].*' LIMIT 1), ${defaultCountry})`
}

/** One reason for each, the first that holds in this order: consent, way to reach, the shop's word, caps, text. */
function reasonOf(
  db: ReadableDatabase,
  question: AudienceQuestion,
  nameOf: (reason: SkipReason) => string,
): Truth {
  const say = (reason: SkipReason) => sql`${nameOf(reason)}`
  const hasUserId = sql`EXISTS (SELECT 1 ${currentIdentity} AND identity.kind='bsuid')`
  const hasNumber = sql`contact.number_state<>'invalid' AND EXISTS (SELECT 1 ${currentIdentity} AND identity.kind='wa_id')`
  const rest = sql`CASE
    WHEN NOT (${hasNumber} OR ${hasUserId}) THEN ${say('no_number')}
    WHEN contact.number_type='landline' AND NOT ${hasUserId} THEN ${say('landline')}
    WHEN contact.number_state='unreachable' THEN ${say('unreachable')}
    WHEN contact.screening='rejected' THEN ${say('rejected')}
    WHEN ${isRefusedByCap(question.at)} THEN ${say('frequency_capped')}
    WHEN ${isWrittenToLately(db, question)} THEN ${say('written_to_lately')}
    WHEN ${lacksField(question.bindings)} THEN ${say('field_empty')}
    END`
  const { purpose } = question
  const given = sql`SELECT state FROM consent_state WHERE contact_id=contact.id AND purpose=${purpose}`
  // Who agreed to anything may be told about what they ordered; all else is agreed to by itself.
  const otherwise =
    purpose === 'service'
      ? sql`CASE WHEN EXISTS (SELECT 1 FROM consent_state WHERE contact_id=contact.id AND state='given')
          THEN ${rest} ELSE ${say('no_opt_in')} END`
      : say('no_opt_in')
  const byPurpose = sql`CASE (${given}) WHEN 'withdrawn' THEN ${say('opted_out')} WHEN 'given' THEN ${rest} ELSE ${otherwise} END`
  if (!question.isMarketing || purpose === 'marketing') return byPurpose
  return sql`CASE WHEN EXISTS (SELECT 1 FROM consent_state WHERE contact_id=contact.id AND purpose='marketing'
    AND state='withdrawn') THEN ${say('opted_out')} ELSE ${byPurpose} END`
}

/** WhatsApp's own cap on marketing: not before 24 hours (Meta: error 131049). */
function isRefusedByCap(at: number): Truth {
  return sql`(contact.seq IN (SELECT capped.contact_seq FROM broadcast
      JOIN broadcast_recipient capped ON capped.broadcast_seq=broadcast.seq AND capped.state='failed'
        AND capped.reason='frequency_capped' AND capped.updated_at > ${at - dayMs})
    OR contact.id IN (SELECT contact_id FROM direct_message WHERE state='failed'
      AND error_code='frequency_capped' AND sent_at > ${at - dayMs}))`
}

/** The shop's cap over all broadcasts: what has left, and what still waits in another one. */
function isWrittenToLately(db: ReadableDatabase, { cap, at }: AudienceQuestion): Truth {
  if (cap === null) return sql`0`
  const since = at - cap.days * dayMs
  const [hasWritten, hasWaiting] = [
    one(db, 'SELECT 1 AS found FROM broadcast_recipient WHERE sent_at > $since LIMIT 1', { since }),
    one(
      db,
      `SELECT 1 AS found FROM broadcast WHERE state IN ('freezing','scheduled','sending','paused') LIMIT 1`,
    ),
  ]
  const waiting = sql`SELECT waiting.contact_seq FROM broadcast JOIN broadcast_recipient waiting
    ON waiting.broadcast_seq=broadcast.seq AND waiting.state IN ('queued','sending','unknown')
    WHERE broadcast.state IN ('sending','paused') AND waiting.sent_at IS NULL`
  const written = sql`SELECT contact_seq FROM broadcast_recipient WHERE sent_at > ${since}`
  const rows =
    hasWritten && hasWaiting
      ? sql`${written} UNION ALL ${waiting}`
      : hasWritten
        ? written
        : hasWaiting
          ? waiting
          : null
  if (rows === null) return sql`0`
  if (cap.messages === 1) return sql`contact.seq IN (${rows})`
  return sql`contact.seq IN (SELECT contact_seq FROM (${rows}) GROUP BY contact_seq HAVING count(*) >= ${cap.messages})`
}

const emptyFields = {
  name: sql`trim(contact.display_name)=''`,
  firstName: sql`trim(contact.display_name)=''`,
  city: sql`coalesce(contact.city,'')=''`,
  country: sql`contact.country IS NULL`,
  email: sql`coalesce(contact.email,'')=''`,
  externalId: sql`coalesce(contact.external_id,'')=''`,
  lastOrderAmount: sql`contact.last_order_at IS NULL`,
  lastOrderDate: sql`contact.last_order_at IS NULL`,
} as const

function lacksField(bindings: readonly VariableBinding[]): Truth {
  const empties = bindings.flatMap((binding) => {
    if (binding.from === 'text' || binding.fallback !== '') return []
    if (binding.from === 'field') return [emptyFields[binding.field]]
    return [sql`coalesce(json_extract(contact.custom, ${`$."${binding.key}"`}),'')=''`]
  })
  return empties.length === 0 ? sql`0` : sql`(${sql.join(empties, sql` OR `)})`
}
