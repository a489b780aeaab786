import type { Explanation } from '../../../shared/domain/common.ts'
import type { GroupKind } from '../../../shared/domain/groups.ts'
import type { PlanActionKind } from '../../../shared/domain/plans.ts'
import type { FindingCode, RuleKey, Rules } from '../../../shared/domain/rules.ts'
import { assertNever } from '../../../shared/errors.ts'

/** An open finding, as planning looks at it. */
export interface PlannedFinding {
  readonly findingId: string
  readonly rule: RuleKey
  readonly code: FindingCode
  readonly contactId: string | null
  readonly subjectKey: string
  readonly evidence: Explanation
}

/** What planning has to know of the group besides its findings. */
export interface PlanContext {
  readonly groupId: string
  readonly kind: GroupKind
  readonly rules: Rules | null
  readonly now: number
  readonly windowOpenUntil: number | null
  /** Seats left for join requests; null where there is no limit. */
  readonly freeSeats: number | null
  readonly rejectedJoinRequestIds: ReadonlySet<string>
}

/** A proposed action, before it is stored. */
export interface ActionDraft {
  readonly kind: PlanActionKind
  readonly mode: 'api' | 'by_hand'
  readonly groupId: string
  readonly rule: RuleKey | null
  readonly contactId: string | null
  /** Join request id, for actions on one. */
  readonly targetId: string | null
  readonly reasons: readonly Explanation[]
  readonly findingIds: readonly string[]
  readonly irreversible: boolean
  readonly text: string | null
  readonly pinDays: number | null
}

/**
 * Turns open findings into the actions that would close them. One member is removed once, with all
 * reasons; a finding that nothing can be done about right now (text outside the customer service
 * window, a full group) proposes nothing and stays open.
 */
export function draftActions(
  context: PlanContext,
  findings: readonly PlannedFinding[],
): ActionDraft[] {
  const actions: ActionDraft[] = []
  const removals = new Map<string, ActionDraft>()
  // seats that the plan itself frees count: removals are carried out before approvals
  let freeSeats = (context.freeSeats ?? Number.POSITIVE_INFINITY) + countRemovals(context, findings)
  for (const finding of findings) {
    const action = draftFor(context, finding, freeSeats)
    if (!action) continue
    if (action.kind === 'approve_join_request') freeSeats -= 1
    if (action.kind === 'remove_participant' && action.contactId !== null) {
      removals.set(action.contactId, joinReasons(removals.get(action.contactId), action))
      continue
    }
    actions.push(action)
  }
  return [...actions, ...removals.values()]
}

function countRemovals(context: PlanContext, findings: readonly PlannedFinding[]): number {
  const people = findings
    .filter((finding) => draftFor(context, finding, 0)?.kind === 'remove_participant')
    .map((finding) => finding.contactId)
  return new Set(people).size
}

function joinReasons(first: ActionDraft | undefined, second: ActionDraft): ActionDraft {
  if (!first) return second
  return {
    ...first,
    reasons: [...first.reasons, ...second.reasons],
    findingIds: [...first.findingIds, ...second.findingIds],
  }
}

function draftFor(
  context: PlanContext,
  finding: PlannedFinding,
  freeSeats: number,
): ActionDraft | null {
  const isManaged = context.kind === 'managed'
  const isWindowOpen = (context.windowOpenUntil ?? 0) > context.now
  const canSendText = !isManaged || isWindowOpen
  const make = (kind: PlanActionKind, extra: Partial<ActionDraft> = {}): ActionDraft => ({
    kind,
    mode: isManaged ? 'api' : 'by_hand',
    groupId: context.groupId,
    rule: finding.rule,
    contactId: finding.contactId,
    targetId: null,
    reasons: [finding.evidence],
    findingIds: [finding.findingId],
    irreversible: false,
    text: null,
    pinDays: null,
    ...extra,
  })
  switch (finding.code) {
    case 'non_admin_posted':
      return make('ask_member', { mode: 'by_hand' })
    case 'join_approval_differs':
      return make('recreate_group', { mode: 'by_hand' })
    case 'join_request_waiting': {
      const target = { targetId: finding.subjectKey }
      if (context.rejectedJoinRequestIds.has(finding.subjectKey))
        return make('reject_join_request', target)
      return freeSeats > 0 ? make('approve_join_request', target) : null
    }
    case 'join_request_held': {
      // whoever was not screened yet is never turned away for it
      const isTurnedAway =
        context.rules?.joinApproval?.screening === 'trusted_only' &&
        finding.evidence.params['screening'] === 'to_check'
      return isTurnedAway ? make('reject_join_request', { targetId: finding.subjectKey }) : null
    }
    case 'invite_link_due':
      return make('reset_invite_link')
    case 'announcement_due': {
      const text = context.rules?.announcementCadence?.text ?? null
      return canSendText && text !== null ? make('send_message', { text }) : null
    }
    case 'pinned_message_missing': {
      const pin = context.rules?.pinnedMessage
      return canSendText && pin ? make('pin_message', { text: pin.text, pinDays: pin.days }) : null
    }
    case 'confirmation_missing':
    case 'confirmation_stale':
      return make('confirm_rule', { mode: 'by_hand' })
    case 'review_due':
      return null
    case 'member_inactive':
    case 'member_never_wrote':
    case 'member_no_opt_in':
    case 'member_opted_out':
    case 'member_number_invalid':
    case 'member_not_in_list':
      return make('remove_participant', { irreversible: isManaged })
    default:
      return assertNever(finding.code, 'finding code')
  }
}
