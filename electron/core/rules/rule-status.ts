import type { Explanation } from '../../../shared/domain/common.ts'
import { assertNever } from '../../../shared/errors.ts'
import {
  ruleKey,
  type RuleCondition,
  type RuleKey,
  type Rules,
  type RuleState,
  type RuleStatus,
} from '../../../shared/domain/rules.ts'
import { dayMs, type RuleFacts } from './group-snapshot.ts'

/** Field of a rule set that holds a rule's settings. */
const fieldOf = {
  posting: 'posting',
  inviting: 'inviting',
  join_approval: 'joinApproval',
  invite_link_rotation: 'inviteLinkRotation',
  announcement_cadence: 'announcementCadence',
  pinned_message: 'pinnedMessage',
  member_review: 'memberReview',
} as const satisfies Record<RuleKey, keyof Rules>

/** Steps of the guided checklist of a phone group; their words live with the screens. */
const checklistSteps: Partial<Record<RuleKey, number>> = {
  posting: 4,
  inviting: 4,
  join_approval: 4,
  invite_link_rotation: 4,
  announcement_cadence: 3,
  pinned_message: 3,
}

export function isRuleSet(rules: Rules, rule: RuleKey): boolean {
  return rules[fieldOf[rule]] !== null
}

/**
 * How far a rule's promise reaches in this group. The official API sets the approval mode at
 * creation, rotates links, removes, sends and pins; it cannot switch who may post
 * (Meta: Groups API, Group management), so that stays watched.
 */
export function ruleStateOf(snapshot: RuleFacts, rule: RuleKey): RuleState {
  if (rule === 'member_review') return 'watched'
  if (snapshot.kind === 'phone') return 'by_hand'
  switch (rule) {
    case 'posting':
      return snapshot.rules?.posting?.who === 'everyone' ? 'enforced' : 'watched'
    case 'inviting':
      return snapshot.rules?.inviting?.who === 'everyone' ||
        snapshot.joinApprovalMode === 'approval_required'
        ? 'enforced'
        : 'watched'
    case 'join_approval':
    case 'invite_link_rotation':
    case 'announcement_cadence':
    case 'pinned_message':
      return 'enforced'
    default:
      return assertNever(rule, 'rule')
  }
}

/** Days after which a confirmation by hand has to be given again. */
export function staleDaysOf(snapshot: RuleFacts, rule: RuleKey): number {
  const rotation = snapshot.rules?.inviteLinkRotation
  return rule === 'invite_link_rotation' && rotation
    ? rotation.everyDays
    : snapshot.confirmationStaleDays
}

/** Rules of a phone group that hold by the owner's word alone. */
export function isHeldByConfirmation(snapshot: RuleFacts, rule: RuleKey): boolean {
  return (
    snapshot.kind === 'phone' &&
    (rule === 'posting' ||
      rule === 'inviting' ||
      rule === 'join_approval' ||
      rule === 'invite_link_rotation')
  )
}

function conditionOf(codes: readonly string[]): RuleCondition {
  if (codes.includes('confirmation_missing')) return 'pending'
  const isBroken = codes.some((code) => code !== 'confirmation_stale')
  if (isBroken) return 'broken'
  return codes.includes('confirmation_stale') ? 'stale' : 'ok'
}

function wantedBy(rules: Rules, rule: RuleKey): Explanation {
  const settings = rules[fieldOf[rule]] as Record<string, unknown>
  const params: Explanation['params'] = {}
  for (const [key, value] of Object.entries(settings))
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      params[key] = value
  if (rule === 'member_review') Object.assign(params, criteriaParams(rules))
  return { code: `${rule}_wanted`, params }
}

function criteriaParams(rules: Rules): Explanation['params'] {
  const criteria = rules.memberReview?.criteria
  if (!criteria) return {}
  return {
    inactiveDays: criteria.inactiveDays,
    neverWrote: criteria.neverWrote,
    noOptIn: criteria.noOptIn,
    optedOut: criteria.optedOut,
    numberInvalid: criteria.numberInvalid,
    inList: criteria.notInListId !== null,
  }
}

/** Statuses of all rules that are set for a group, in the order the screens show them. */
export function ruleStatuses(
  snapshot: RuleFacts,
  openFindingCodes: ReadonlyMap<RuleKey, readonly string[]>,
): RuleStatus[] {
  const { rules } = snapshot
  if (!rules) return []
  return ruleKey.options
    .filter((rule) => isRuleSet(rules, rule))
    .map((rule) => {
      const codes = openFindingCodes.get(rule) ?? []
      const state = ruleStateOf(snapshot, rule)
      const confirmation = snapshot.confirmations.get(rule)
      const steps = snapshot.kind === 'phone' ? (checklistSteps[rule] ?? 0) : 0
      return {
        rule,
        state,
        condition: conditionOf(codes),
        explanation: { code: `${rule}_${state}_${snapshot.kind}`, params: {} },
        wanted: wantedBy(rules, rule),
        openFindings: codes.length,
        confirmedAt: confirmation?.confirmedAt ?? null,
        confirmedBy: confirmation?.confirmedBy ?? null,
        staleAt: confirmation
          ? confirmation.confirmedAt + staleDaysOf(snapshot, rule) * dayMs
          : null,
        checklist: Array.from({ length: steps }, (_, step) => `${rule}_step_${step + 1}`),
      }
    })
}
