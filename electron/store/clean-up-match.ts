import type { CleanUpCriteria, CleanUpReason, KeepReason } from '../../shared/domain/clean-up.ts'
import { monthsBefore } from '../core/clean-up/months-before.ts'

/** Place of each reason in the mask that a contact is judged by; the lowest one that holds is named. */
export const reasonBits: Record<CleanUpReason, number> = {
  no_purpose_left: 1,
  undeliverable: 2,
  duplicate: 4,
  inactive: 8,
  never_agreed: 16,
}

export const reasonOrder = Object.keys(reasonBits) as CleanUpReason[]

export function reasonsIn(mask: number): CleanUpReason[] {
  return reasonOrder.filter((reason) => (mask & reasonBits[reason]) !== 0)
}

export interface MatchParameters {
  readonly wanted: number
  readonly matchAll: number
  readonly inactiveBefore: number
  readonly ordersSince: number
  readonly keepMembers: number
  readonly keepTrusted: number
  readonly keepTagIds: string
  /** A clean-up under way: whoever it put into the bin already still counts as the other one of two. */
  readonly runId: string | null
  readonly [name: string]: string | number | null
}

/** Values that the match is run with; moments are worked out from `at`, Unix ms. */
export function matchParameters(
  criteria: CleanUpCriteria,
  at: number,
  runId: string | null = null,
): MatchParameters {
  const bits: [boolean, CleanUpReason][] = [
    [criteria.hasNoPurpose, 'no_purpose_left'],
    [criteria.isUndeliverable, 'undeliverable'],
    [criteria.isDuplicate, 'duplicate'],
    [criteria.inactiveMonths !== null, 'inactive'],
    [criteria.hasNeverAgreed, 'never_agreed'],
  ]
  return {
    wanted: bits.reduce((mask, [isOn, reason]) => (isOn ? mask | reasonBits[reason] : mask), 0),
    matchAll: criteria.match === 'all' ? 1 : 0,
    inactiveBefore:
      criteria.inactiveMonths === null ? 0 : monthsBefore(at, criteria.inactiveMonths),
    // nothing was ordered after the end of time
    ordersSince:
      criteria.keepOrdersMonths === null
        ? Number.MAX_SAFE_INTEGER
        : monthsBefore(at, criteria.keepOrdersMonths),
    keepMembers: criteria.keepGroupMembers ? 1 : 0,
    keepTrusted: criteria.keepTrusted ? 1 : 0,
    keepTagIds: JSON.stringify(criteria.keepTagIds),
    runId,
  }
}

/**
 * Whether `contact` is in a group now, an SQL condition. Members are few beside contacts, so they are
 * gathered once and not asked for each contact.
 */
export const isMember = `contact.id IN (SELECT participant.contact_id FROM participant
  JOIN wa_group ON wa_group.id=participant.group_id WHERE participant.left_at IS NULL AND wa_group.state<>'deleted')`

/** The last that was heard of `contact`, but for consent, an SQL expression in Unix ms. */
export const lastHeard = `max(coalesce(contact.last_seen_at,0), coalesce(contact.last_order_at,0), contact.created_at)`

const hasYes = `EXISTS (SELECT 1 FROM consent_state consent
  WHERE consent.contact_id=contact.id AND consent.state='given')`

/** The number does not work, or there is neither a number nor an id to write to. */
export const isUndeliverable = `(contact.number_state IN ('invalid','unreachable') OR (contact.number_state='none'
  AND NOT EXISTS (SELECT 1 FROM contact_identity identity WHERE identity.contact_id=contact.id
    AND identity.kind='bsuid' AND identity.replaced_at IS NULL)))`

/**
 * Of two contacts that are one person the one with more orders is kept, else the older one, so that
 * never both go.
 */
const isKeptBefore = `other.seq<>contact.seq
  AND (other.order_count > contact.order_count
    OR (other.order_count = contact.order_count AND other.seq < contact.seq))
  AND (other.binned_at IS NULL OR EXISTS (SELECT 1 FROM cleanup_item
    WHERE cleanup_item.run_id=$runId AND cleanup_item.contact_seq=other.seq))
  AND NOT EXISTS (SELECT 1 FROM merge_dismissal
    WHERE one_id=min(contact.id, other.id) AND other_id=max(contact.id, other.id))`

/** A name alone makes nobody the same, unless this one has no key of its own at all. */
const isDuplicate = `((contact.email IS NOT NULL AND EXISTS (SELECT 1 FROM contact other
    WHERE other.email=contact.email AND ${isKeptBefore}))
  OR (contact.email IS NULL AND contact.number_state='none' AND contact.sort_name<>''
    AND NOT EXISTS (SELECT 1 FROM contact_identity identity
      WHERE identity.contact_id=contact.id AND identity.replaced_at IS NULL)
    AND EXISTS (SELECT 1 FROM contact other
      WHERE other.sort_name=contact.sort_name AND other.number_state<>'none' AND ${isKeptBefore})))`

// What the ledger says now is small and near; the ledger itself is asked only where that leaves it open.
const conditions: Record<CleanUpReason, string> = {
  no_purpose_left: `NOT ${hasYes} AND EXISTS (SELECT 1 FROM consent_state consent
    WHERE consent.contact_id=contact.id) AND NOT ${isMember}`,
  undeliverable: isUndeliverable,
  duplicate: isDuplicate,
  inactive: `${lastHeard} < $inactiveBefore AND NOT EXISTS (SELECT 1 FROM consent_state consent
    WHERE consent.contact_id=contact.id AND consent.latest_at >= $inactiveBefore
      AND EXISTS (SELECT 1 FROM consent_entry entry WHERE entry.contact_id=consent.contact_id
        AND entry.purpose=consent.purpose AND entry.state='given' AND entry.at >= $inactiveBefore))`,
  never_agreed: `NOT EXISTS (SELECT 1 FROM consent_state consent WHERE consent.contact_id=contact.id
    AND (consent.state='given' OR EXISTS (SELECT 1 FROM consent_entry entry
      WHERE entry.contact_id=consent.contact_id AND entry.purpose=consent.purpose AND entry.state='given')))`,
}

const mask = reasonOrder
  .map((reason) => {
    const bit = reasonBits[reason]
    return `(CASE WHEN $wanted & ${bit} AND (${conditions[reason]}) THEN ${bit} ELSE 0 END)`
  })
  .join(' | ')

/** Gathered once, as members are. */
const underWay = `contact.id IN (
  SELECT contact_id FROM join_request WHERE state IN ('pending','approving','rejecting')
  UNION ALL SELECT contact_id FROM direct_message WHERE state IN ('queued','sending')
  UNION ALL SELECT plan_action.contact_id FROM plan_action JOIN plan ON plan.id=plan_action.plan_id
    WHERE plan_action.contact_id IS NOT NULL AND plan.state IN ('open','applying')
      AND plan_action.state IN ('proposed','approved','running','awaiting_update','unknown')
  UNION ALL SELECT review_item.contact_id FROM review_item JOIN review ON review.id=review_item.review_id
    WHERE review.state='open')`

const keptCase = `CASE
  WHEN contact.last_order_at >= $ordersSince THEN 'recent_order'
  WHEN $keepMembers AND ${isMember} THEN 'group_member'
  WHEN $keepTrusted AND contact.screening='trusted' THEN 'trusted'
  WHEN $keepTagIds<>'[]' AND EXISTS (SELECT 1 FROM contact_tag JOIN tag ON tag.seq=contact_tag.tag_seq
    WHERE contact_tag.contact_seq=contact.seq AND tag.id IN (SELECT value FROM json_each($keepTagIds))) THEN 'tagged'
  WHEN ${underWay} THEN 'under_way' END`

/**
 * Contacts of a range of `seq` that a rule is about: seq, the mask of what holds, and why one stays
 * all the same. The inner query is a co-routine (LIMIT -1 keeps SQLite from folding it in), so that
 * each condition is worked out once; it brings what is asked next along, so that no contact is looked up twice.
 */
export const matchedContacts = `SELECT contact.seq, contact.id, contact.mask, ${keptCase} AS kept
  FROM (SELECT contact.seq, contact.id, contact.last_order_at, contact.screening, ${mask} AS mask FROM contact
    WHERE contact.binned_at IS NULL AND contact.seq>$after AND contact.seq<=$upTo
    ORDER BY contact.seq LIMIT -1) contact
  WHERE CASE WHEN $matchAll THEN contact.mask=$wanted ELSE contact.mask<>0 END`

export const everySeq = { after: 0, upTo: Number.MAX_SAFE_INTEGER } as const

export interface MatchedRow {
  readonly seq: number
  readonly mask: number
  readonly kept: KeepReason | null
}
