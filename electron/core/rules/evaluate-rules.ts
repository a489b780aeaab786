import type { Explanation } from '../../../shared/domain/common.ts'
import {
  ruleKey,
  type FindingCode,
  type ReviewCriteria,
  type RuleKey,
} from '../../../shared/domain/rules.ts'
import { assertNever } from '../../../shared/errors.ts'
import {
  dayMs,
  type GroupSnapshot,
  type MemberFacts,
  type PendingJoinRequest,
  type RuleFacts,
} from './group-snapshot.ts'
import { isHeldByConfirmation, isRuleSet, staleDaysOf } from './rule-status.ts'

/** What a rule finds wrong, before the store knows whether it is new. */
export interface FindingDraft {
  readonly rule: RuleKey
  readonly code: FindingCode
  readonly contactId: string | null
  /** With the code, what makes it the same finding at the next look. */
  readonly subjectKey: string
  readonly evidence: Explanation
  /** Unix ms since when it has been so. */
  readonly since: number
}

type Params = Explanation['params']

function draft(
  rule: RuleKey,
  code: FindingCode,
  since: number,
  params: Params,
  about: { contactId?: string; subjectKey?: string } = {},
): FindingDraft {
  const contactId = about.contactId ?? null
  return {
    rule,
    code,
    contactId,
    subjectKey: about.subjectKey ?? contactId ?? rule,
    evidence: { code, params },
    since,
  }
}

/** Judges one group by its rules. Pure: the same snapshot gives the same findings. */
export function evaluateRules(snapshot: GroupSnapshot): FindingDraft[] {
  const { rules } = snapshot
  if (!rules || !snapshot.isActive) return []
  return ruleKey.options
    .filter((rule) => isRuleSet(rules, rule))
    .flatMap((rule) => [...confirmationFindings(snapshot, rule), ...findingsOf(snapshot, rule)])
}

function findingsOf(snapshot: GroupSnapshot, rule: RuleKey): FindingDraft[] {
  switch (rule) {
    case 'posting':
      return postingFindings(snapshot)
    case 'inviting':
      return []
    case 'join_approval':
      return joinApprovalFindings(snapshot)
    case 'invite_link_rotation':
      return rotationFindings(snapshot)
    case 'announcement_cadence':
      return cadenceFindings(snapshot)
    case 'pinned_message':
      return pinFindings(snapshot)
    case 'member_review':
      return [...reviewDueFindings(snapshot), ...memberFindings(snapshot)]
    default:
      return assertNever(rule, 'rule')
  }
}

function confirmationFindings(snapshot: GroupSnapshot, rule: RuleKey): FindingDraft[] {
  if (!isHeldByConfirmation(snapshot, rule)) return []
  const confirmation = snapshot.confirmations.get(rule)
  const assignedAt = snapshot.rulesAssignedAt ?? snapshot.now
  if (!confirmation)
    return [draft(rule, 'confirmation_missing', assignedAt, {}, { subjectKey: rule })]
  const staleDays = staleDaysOf(snapshot, rule)
  const staleAt = confirmation.confirmedAt + staleDays * dayMs
  if (staleAt > snapshot.now) return []
  const params = { confirmedAt: confirmation.confirmedAt, staleDays }
  return [draft(rule, 'confirmation_stale', staleAt, params, { subjectKey: rule })]
}

/**
 * Members who wrote although only admins may. Where a phone group's admins are not known, nobody can
 * be told apart and nothing is claimed.
 */
function postingFindings(snapshot: GroupSnapshot): FindingDraft[] {
  if (snapshot.rules?.posting?.who !== 'admins') return []
  if (snapshot.kind === 'phone' && !snapshot.members.some((member) => member.isAdmin)) return []
  return snapshot.members
    .filter((member) => !member.isAdmin && member.postsSince > 0 && member.lastWroteAt !== null)
    .filter((member) => (member.remindedAt ?? 0) < member.lastWroteAt!)
    .map((member) =>
      draft(
        'posting',
        'non_admin_posted',
        member.lastWroteAt!,
        { count: member.postsSince, lastAt: member.lastWroteAt },
        member,
      ),
    )
}

function joinApprovalFindings(snapshot: GroupSnapshot): FindingDraft[] {
  if (snapshot.kind !== 'managed') return []
  const wanted = snapshot.rules?.joinApproval?.required ? 'approval_required' : 'auto_approve'
  const differs =
    snapshot.joinApprovalMode !== null &&
    snapshot.joinApprovalMode !== wanted &&
    !snapshot.isReplaced
      ? [
          draft(
            'join_approval',
            'join_approval_differs',
            snapshot.rulesAssignedAt ?? snapshot.now,
            {
              wanted,
              actual: snapshot.joinApprovalMode,
            },
          ),
        ]
      : []
  return [
    ...differs,
    ...snapshot.joinRequests.map((request) => joinRequestFinding(snapshot, request)),
  ]
}

/** A request waits for an answer; where screening has a say in it, one from somebody not trusted is held. */
function joinRequestFinding(snapshot: GroupSnapshot, request: PendingJoinRequest): FindingDraft {
  const { requestedAt, screening } = request
  const isHeld =
    (snapshot.rules?.joinApproval?.screening ?? 'off') !== 'off' &&
    (screening === 'to_check' || screening === 'not_screened')
  return draft(
    'join_approval',
    isHeld ? 'join_request_held' : 'join_request_waiting',
    requestedAt,
    isHeld ? { requestedAt, screening } : { requestedAt },
    { contactId: request.contactId, subjectKey: request.joinRequestId },
  )
}

function rotationFindings(snapshot: GroupSnapshot): FindingDraft[] {
  const rotation = snapshot.rules?.inviteLinkRotation
  if (!rotation || snapshot.kind !== 'managed') return []
  const dueAt =
    snapshot.inviteLinkRotatedAt === null
      ? (snapshot.rulesAssignedAt ?? snapshot.now)
      : snapshot.inviteLinkRotatedAt + rotation.everyDays * dayMs
  if (dueAt > snapshot.now) return []
  return [
    draft('invite_link_rotation', 'invite_link_due', dueAt, {
      rotatedAt: snapshot.inviteLinkRotatedAt,
      everyDays: rotation.everyDays,
    }),
  ]
}

function cadenceFindings(snapshot: GroupSnapshot): FindingDraft[] {
  const cadence = snapshot.rules?.announcementCadence
  if (!cadence) return []
  const dueAt =
    snapshot.lastAnnouncementAt === null
      ? (snapshot.rulesAssignedAt ?? snapshot.now)
      : snapshot.lastAnnouncementAt + cadence.everyDays * dayMs
  if (dueAt > snapshot.now) return []
  return [
    draft('announcement_cadence', 'announcement_due', dueAt, {
      lastAt: snapshot.lastAnnouncementAt,
      everyDays: cadence.everyDays,
    }),
  ]
}

function pinFindings(snapshot: GroupSnapshot): FindingDraft[] {
  const wanted = snapshot.rules?.pinnedMessage
  if (!wanted) return []
  const { pinned } = snapshot
  const expiredAt = pinned?.expiresAt ?? null
  const since = snapshot.rulesAssignedAt ?? snapshot.now
  if (!pinned)
    return [
      draft('pinned_message', 'pinned_message_missing', since, {
        reason: 'never',
        expiredAt: null,
      }),
    ]
  if (expiredAt !== null && expiredAt <= snapshot.now)
    return [
      draft('pinned_message', 'pinned_message_missing', expiredAt, {
        reason: 'expired',
        expiredAt,
      }),
    ]
  if (pinned.text.trim() !== wanted.text.trim())
    return [
      draft('pinned_message', 'pinned_message_missing', since, { reason: 'changed', expiredAt }),
    ]
  return []
}

/** When the next review is due, or null where no rule asks for one. */
export function nextReviewAt(snapshot: RuleFacts): number | null {
  const rule = snapshot.rules?.memberReview
  if (!rule) return null
  return snapshot.lastReviewAt === null
    ? (snapshot.rulesAssignedAt ?? snapshot.now)
    : snapshot.lastReviewAt + rule.everyDays * dayMs
}

function reviewDueFindings(snapshot: GroupSnapshot): FindingDraft[] {
  const dueAt = nextReviewAt(snapshot)
  if (dueAt === null || dueAt > snapshot.now || snapshot.hasOpenReview) return []
  if (snapshot.members.length === 0) return []
  return [
    draft('member_review', 'review_due', dueAt, {
      lastAt: snapshot.lastReviewAt,
      everyDays: snapshot.rules?.memberReview?.everyDays ?? 0,
    }),
  ]
}

function memberFindings(snapshot: GroupSnapshot): FindingDraft[] {
  const rule = snapshot.rules?.memberReview
  if (!rule) return []
  return snapshot.members
    .filter((member) => !member.isAdmin)
    .filter((member) => (member.settledAt ?? 0) + rule.everyDays * dayMs <= snapshot.now)
    .flatMap((member) => memberCriteria(snapshot, rule.criteria, member))
}

/** Whoever came this recently has not "never written" yet. */
const settlingInDays = 7

/** The review criteria a member meets, each with its evidence. */
export function memberCriteria(
  snapshot: GroupSnapshot,
  criteria: ReviewCriteria,
  member: MemberFacts,
): FindingDraft[] {
  const found: FindingDraft[] = []
  const add = (code: FindingCode, since: number, params: Params) =>
    found.push(draft('member_review', code, since, params, { contactId: member.contactId }))
  const memberSince = member.joinedAt ?? member.firstSeenAt
  if (criteria.inactiveDays !== null) {
    // what was written in an earlier stay says nothing about this one
    const quietSince =
      member.lastWroteAt === null
        ? member.joinedAt
        : Math.max(member.lastWroteAt, member.joinedAt ?? 0)
    const limit = snapshot.now - criteria.inactiveDays * dayMs
    if (quietSince !== null && quietSince < limit)
      add('member_inactive', quietSince, {
        lastWroteAt: member.lastWroteAt,
        days: Math.floor((snapshot.now - quietSince) / dayMs),
      })
  }
  const cameLately = (member.joinedAt ?? 0) > snapshot.now - settlingInDays * dayMs
  if (criteria.neverWrote && member.lastWroteAt === null && !cameLately)
    add('member_never_wrote', memberSince, { joinedAt: member.joinedAt })
  if (criteria.noOptIn && member.optIn === 'unknown') add('member_no_opt_in', memberSince, {})
  if (criteria.optedOut && member.optIn === 'opted_out')
    add('member_opted_out', member.optedOutAt ?? snapshot.now, { at: member.optedOutAt })
  if (criteria.numberInvalid && ['invalid', 'unreachable'].includes(member.numberState))
    add('member_number_invalid', memberSince, { state: member.numberState })
  const listId = criteria.notInListId
  if (listId !== null && snapshot.listNames.has(listId) && !member.listIds.includes(listId))
    add('member_not_in_list', memberSince, { listName: snapshot.listNames.get(listId) ?? '' })
  return found
}
