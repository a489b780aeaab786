import type { Job, Plan, PlanAction } from '../../../../shared/domain/plans.ts'
import type { Review, ReviewItem } from '../../../../shared/domain/reviews.ts'
import { dayMs, fakeId, hourMs, shopNow } from './basics.ts'
import { groups } from './groups.ts'
import { members } from './people.ts'
import { findings } from './rules.ts'

function action(index: number, planIndex: number, rest: Partial<PlanAction>): PlanAction {
  const group = groups[planIndex === 1 ? 0 : 3]
  return {
    id: fakeId('action', index),
    planId: fakeId('plan', planIndex),
    groupId: group?.id ?? '',
    groupSubject: group?.subject ?? '',
    kind: 'remove_participant',
    mode: 'api',
    state: 'proposed',
    rule: 'member_review',
    contactId: null,
    name: null,
    maskedNumber: null,
    reasons: [],
    irreversible: false,
    text: null,
    errorCode: null,
    decidedAt: null,
    finishedAt: null,
    jobId: null,
    ...rest,
  }
}

const small = members.filter((member) => member.groupId === fakeId('group', 0))

/** An open plan by API: a link, a join request, a pin and two removals. */
const openActions: PlanAction[] = [
  action(1, 1, {
    kind: 'reset_invite_link',
    rule: 'invite_link_rotation',
    reasons: [
      { code: 'invite_link_due', params: { rotatedAt: shopNow - 34 * dayMs, everyDays: 30 } },
    ],
  }),
  action(2, 1, {
    kind: 'approve_join_request',
    rule: 'join_approval',
    contactId: fakeId('contact', 9000),
    name: '沈若兰',
    maskedNumber: '+86 150 ···· 6608',
    reasons: [{ code: 'join_request_waiting', params: { requestedAt: shopNow - 2 * hourMs } }],
  }),
  action(3, 1, {
    kind: 'pin_message',
    rule: 'pinned_message',
    text: '欢迎！请先看群规：不发广告，不加陌生人。',
    reasons: [{ code: 'pinned_message_missing', params: { reason: 'never', expiredAt: null } }],
  }),
  ...small.slice(4, 6).map((member, index) =>
    action(4 + index, 1, {
      contactId: member.contactId,
      name: member.name,
      maskedNumber: member.maskedNumber,
      irreversible: true,
      reasons: [
        { code: 'member_inactive', params: { lastWroteAt: shopNow - 150 * dayMs, days: 150 } },
        { code: 'member_opted_out', params: { at: shopNow - 20 * dayMs } },
      ],
    }),
  ),
]

/** An approved plan of a phone group: a checklist for the owner. */
const byHandActions: PlanAction[] = findings
  .filter((finding) => finding.groupId === fakeId('group', 3) && finding.contactId !== null)
  .slice(0, 12)
  .map((finding, index) =>
    action(20 + index, 2, {
      mode: 'by_hand',
      state: index < 4 ? 'done' : 'approved',
      contactId: finding.contactId,
      name: finding.name,
      maskedNumber: finding.maskedNumber,
      reasons: [finding.evidence],
      decidedAt: shopNow - dayMs,
      finishedAt: index < 4 ? shopNow - hourMs : null,
    }),
  )

const doneActions: PlanAction[] = [
  action(40, 3, { kind: 'reset_invite_link', state: 'done', rule: 'invite_link_rotation' }),
  action(41, 3, {
    state: 'failed',
    errorCode: 'participant_not_in_group',
    name: '高海燕',
    irreversible: true,
    jobId: fakeId('job', 2),
  }),
  action(42, 3, {
    kind: 'send_message',
    state: 'unknown',
    text: '本周新到：绣球、洋牡丹、郁金香。',
    jobId: fakeId('job', 1),
  }),
].map((item) => ({ ...item, groupId: fakeId('group', 0), decidedAt: shopNow - 3 * dayMs }))

export const planActions: PlanAction[] = [...openActions, ...byHandActions, ...doneActions]

/** Counts of a plan as they follow from its actions. */
export function countsOf(actions: readonly PlanAction[]): Plan['counts'] {
  const inState = (...states: string[]) =>
    actions.filter((item) => states.includes(item.state)).length
  return {
    proposed: inState('proposed'),
    declined: inState('declined'),
    waiting: actions.filter(
      (item) =>
        item.mode === 'api' && ['approved', 'running', 'awaiting_update'].includes(item.state),
    ).length,
    byHand: actions.filter((item) => item.mode === 'by_hand' && item.state === 'approved').length,
    done: inState('done'),
    failed: inState('failed'),
    unknown: inState('unknown'),
    removals: actions.filter((item) => item.kind === 'remove_participant').length,
  }
}

function plan(index: number, rest: Partial<Plan>): Plan {
  return {
    id: fakeId('plan', index),
    state: 'open',
    source: 'findings',
    groupId: fakeId('group', 0),
    groupSubject: groups[0]?.subject ?? '',
    reviewId: null,
    counts: countsOf(planActions.filter((item) => item.planId === fakeId('plan', index))),
    createdAt: shopNow - hourMs,
    approvedAt: null,
    finishedAt: null,
    ...rest,
  }
}

export const plans: Plan[] = [
  plan(1, {}),
  plan(2, {
    state: 'applying',
    source: 'review',
    reviewId: fakeId('review', 2),
    groupId: fakeId('group', 3),
    groupSubject: groups[3]?.subject ?? '',
    createdAt: shopNow - 2 * dayMs,
    approvedAt: shopNow - dayMs,
  }),
  plan(3, {
    state: 'finished',
    createdAt: shopNow - 4 * dayMs,
    approvedAt: shopNow - 3 * dayMs,
    finishedAt: shopNow - 3 * dayMs,
  }),
]

export const jobs: Job[] = [
  ['message.send', 'unknown', 'outcome_unknown'],
  ['participants.remove', 'failed', 'participant_not_in_group'],
  ['invite_link.reset', 'done', null],
].map(([kind, state, errorCode], index) => ({
  id: fakeId('job', index + 1),
  kind: kind as string,
  state: state as Job['state'],
  groupId: fakeId('group', 0),
  attempt: index + 1,
  errorCode: errorCode as string | null,
  runAt: shopNow - 3 * dayMs,
  createdAt: shopNow - 3 * dayMs,
  finishedAt: shopNow - 3 * dayMs,
}))

function criteriaOf(lastWroteAt: number | null, joinedAt: number | null, optIn: string) {
  const criteria: ReviewItem['criteria'] = []
  if (lastWroteAt === null) criteria.push({ code: 'member_never_wrote', params: { joinedAt } })
  else if (lastWroteAt < shopNow - 90 * dayMs) {
    const days = Math.floor((shopNow - lastWroteAt) / dayMs)
    criteria.push({ code: 'member_inactive', params: { lastWroteAt, days } })
  }
  if (optIn === 'unknown') criteria.push({ code: 'member_no_opt_in', params: {} })
  if (optIn === 'opted_out')
    criteria.push({ code: 'member_opted_out', params: { at: shopNow - 20 * dayMs } })
  return criteria
}

/** The cards of the open review, one member each. */
export const reviewItems: ReviewItem[] = members
  .filter((member) => member.groupId === fakeId('group', 3) && !member.isAdmin)
  .map((member, index) => {
    const { groupId: _group, ...rest } = member
    return {
      id: fakeId('item', index),
      reviewId: fakeId('review', 1),
      position: index + 1,
      member: rest,
      criteria: criteriaOf(member.lastWroteAt, member.joinedAt, member.optIn),
      decision: index < 24 ? (index % 5 === 3 ? ('remove' as const) : ('keep' as const)) : null,
      note: index === 3 ? '上次说要退群' : '',
      decidedAt: index < 24 ? shopNow - hourMs : null,
      decidedBy: index < 24 ? 'owner' : null,
    }
  })

/** Sums of a review as they follow from its cards. */
export function summaryOf(items: readonly ReviewItem[]): Review['summary'] {
  const decided = (word: string) => items.filter((item) => item.decision === word).length
  return {
    total: items.length,
    decided: items.filter((item) => item.decision !== null).length,
    keep: decided('keep'),
    remove: decided('remove'),
    ask: decided('ask'),
    later: decided('later'),
    flagged: items.filter((item) => item.criteria.length > 0).length,
  }
}

export const reviews: Review[] = [
  {
    id: fakeId('review', 1),
    groupId: fakeId('group', 3),
    groupSubject: groups[3]?.subject ?? '',
    state: 'open',
    summary: summaryOf(reviewItems),
    startedAt: shopNow - 2 * hourMs,
    finishedAt: null,
    startedBy: 'owner',
    planId: null,
  },
  {
    id: fakeId('review', 2),
    groupId: fakeId('group', 4),
    groupSubject: groups[4]?.subject ?? '',
    state: 'finished',
    summary: { total: 122, decided: 122, keep: 104, remove: 12, ask: 6, later: 0, flagged: 31 },
    startedAt: shopNow - 3 * dayMs,
    finishedAt: shopNow - 2 * dayMs,
    startedBy: 'owner',
    planId: fakeId('plan', 2),
  },
]
