import {
  dayMs,
  type GroupSnapshot,
  type MemberFacts,
  type PendingJoinRequest,
} from '../../electron/core/rules/group-snapshot.ts'
import { rules, type Rules } from '../../shared/domain/rules.ts'
import type { z } from 'zod'

export { dayMs }

/** The moment at which every snapshot of these tests is taken. */
export const now = Date.UTC(2026, 5, 1)

/** Rules with these set and all others not. */
export function someRules(given: z.input<typeof rules>): Rules {
  return rules.parse(given)
}

/** A member who has been there for a year, wrote yesterday and gives no reason for anything. */
export function aMember(given: Partial<MemberFacts> = {}): MemberFacts {
  return {
    participantId: 'participant-1',
    contactId: 'contact-1',
    isAdmin: false,
    joinedAt: now - 365 * dayMs,
    firstSeenAt: now - 365 * dayMs,
    lastWroteAt: now - dayMs,
    postsSince: 0,
    optIn: 'opted_in',
    optedOutAt: null,
    numberState: 'valid',
    listIds: [],
    settledAt: null,
    remindedAt: null,
    ...given,
  }
}

export function aJoinRequest(given: Partial<PendingJoinRequest> = {}): PendingJoinRequest {
  return {
    joinRequestId: 'request-1',
    contactId: 'contact-9',
    requestedAt: now - dayMs,
    screening: 'not_screened',
    ...given,
  }
}

/** An active managed group whose rules were assigned ten days ago. */
export function aSnapshot(given: Partial<GroupSnapshot> = {}): GroupSnapshot {
  return {
    now,
    groupId: 'group-1',
    kind: 'managed',
    isActive: true,
    joinApprovalMode: 'approval_required',
    isReplaced: false,
    inviteLinkRotatedAt: now - dayMs,
    windowOpenUntil: null,
    rules: null,
    rulesAssignedAt: now - 10 * dayMs,
    postsCountedFrom: now - 10 * dayMs,
    confirmationStaleDays: 30,
    confirmations: new Map(),
    members: [],
    joinRequests: [],
    lastAnnouncementAt: null,
    pinned: null,
    lastReviewAt: null,
    hasOpenReview: false,
    listNames: new Map(),
    ...given,
  }
}
