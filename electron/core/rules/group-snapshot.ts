import type { GroupKind } from '../../../shared/domain/groups.ts'
import type { RuleKey, Rules } from '../../../shared/domain/rules.ts'

/** One current member, as rules look at them. Times are Unix ms. */
export interface MemberFacts {
  readonly participantId: string
  readonly contactId: string
  readonly isAdmin: boolean
  readonly joinedAt: number | null
  /** When the store first saw this membership; stands in for a join time that nobody knows. */
  readonly firstSeenAt: number
  readonly lastWroteAt: number | null
  /** Messages written in this group since `postsCountedFrom` of the snapshot, and the last of them. */
  readonly postsSince: number
  readonly optIn: 'opted_in' | 'opted_out' | 'unknown'
  readonly optedOutAt: number | null
  readonly numberState: 'valid' | 'invalid' | 'unreachable' | 'none'
  readonly listIds: readonly string[]
  /** The owner decided to keep them, or asked them, in a finished review. */
  readonly settledAt: number | null
  /** A reminder about posting was sent because of them. */
  readonly remindedAt: number | null
}

export interface PendingJoinRequest {
  readonly joinRequestId: string
  readonly contactId: string
  readonly requestedAt: number
  readonly screening: 'trusted' | 'to_check' | 'rejected' | 'not_screened'
}

export interface Confirmation {
  readonly confirmedAt: number
  readonly confirmedBy: string
}

/** All that the rules of one group are judged by; gathered by the store, read by pure functions. */
export interface GroupSnapshot {
  readonly now: number
  readonly groupId: string
  readonly kind: GroupKind
  readonly isActive: boolean
  readonly joinApprovalMode: 'approval_required' | 'auto_approve' | null
  /** The owner said that a group with the wanted approval mode has been made in place of this one. */
  readonly isReplaced: boolean
  readonly inviteLinkRotatedAt: number | null
  readonly windowOpenUntil: number | null
  readonly rules: Rules | null
  readonly rulesAssignedAt: number | null
  readonly postsCountedFrom: number
  /** After this many days a confirmation by hand counts as stale. */
  readonly confirmationStaleDays: number
  readonly confirmations: ReadonlyMap<RuleKey, Confirmation>
  readonly members: readonly MemberFacts[]
  readonly joinRequests: readonly PendingJoinRequest[]
  readonly lastAnnouncementAt: number | null
  readonly pinned: { readonly text: string; readonly expiresAt: number | null } | null
  readonly lastReviewAt: number | null
  readonly hasOpenReview: boolean
  readonly listNames: ReadonlyMap<string, string>
}

/** What the state of a group's rules can be told from, without looking at every member. */
export type RuleFacts = Omit<GroupSnapshot, 'members' | 'joinRequests' | 'listNames'>

export const dayMs = 24 * 60 * 60 * 1000
