import {
  rules as rulesShape,
  type Finding,
  type RuleSet,
  type RuleStatus,
} from '../../../../shared/domain/rules.ts'
import { dayMs, fakeId, shopNow } from './basics.ts'
import { groups } from './groups.ts'
import { members } from './people.ts'

export const ruleSets: readonly RuleSet[] = [
  {
    id: fakeId('ruleSet', 1),
    name: '小群标准',
    rules: rulesShape.parse({
      posting: { who: 'everyone' },
      inviting: { who: 'admins' },
      joinApproval: { required: true },
      inviteLinkRotation: { everyDays: 30 },
      pinnedMessage: { text: '欢迎！请先看群规：不发广告，不加陌生人。', days: 30 },
      memberReview: { everyDays: 90, criteria: { inactiveDays: 120, optedOut: true } },
    }),
    version: 3,
    groupCount: 2,
    updatedAt: shopNow - 12 * dayMs,
  },
  {
    id: fakeId('ruleSet', 2),
    name: '大群标准',
    rules: rulesShape.parse({
      posting: { who: 'admins' },
      inviting: { who: 'admins' },
      joinApproval: { required: true },
      inviteLinkRotation: { everyDays: 30 },
      announcementCadence: { everyDays: 7, text: '本周新到：绣球、洋牡丹、郁金香。' },
      memberReview: {
        everyDays: 90,
        criteria: { inactiveDays: 90, neverWrote: true, noOptIn: true, optedOut: true },
      },
    }),
    version: 5,
    groupCount: 3,
    updatedAt: shopNow - 40 * dayMs,
  },
  {
    id: fakeId('ruleSet', 3),
    name: '只通知',
    rules: rulesShape.parse({
      posting: { who: 'admins' },
      inviting: { who: 'admins' },
      pinnedMessage: { text: '配送时间 9:00–19:00，节假日照常。', days: 30 },
    }),
    version: 1,
    groupCount: 2,
    updatedAt: shopNow - 70 * dayMs,
  },
]

const conditions = ['ok', 'broken', 'ok', 'stale', 'pending', 'broken'] as const
const ruleFields = [
  ['posting', 'posting'],
  ['inviting', 'inviting'],
  ['join_approval', 'joinApproval'],
  ['invite_link_rotation', 'inviteLinkRotation'],
  ['announcement_cadence', 'announcementCadence'],
  ['pinned_message', 'pinnedMessage'],
  ['member_review', 'memberReview'],
] as const

function wantedParams(rule: string, settings: object): RuleStatus['wanted']['params'] {
  const simple = Object.entries(settings).filter(([, value]) => typeof value !== 'object')
  const criteria =
    rule === 'member_review' && 'criteria' in settings
      ? { ...(settings.criteria as object), inList: false, notInListId: undefined }
      : {}
  const entries = [...simple, ...Object.entries(criteria)].filter(
    ([, value]) => value !== undefined,
  )
  return Object.fromEntries(entries)
}

/** Where each rule of a group stands. */
export function ruleStatuses(groupId: string): RuleStatus[] {
  const group = groups.find((candidate) => candidate.id === groupId)
  const set = ruleSets.find((candidate) => candidate.id === group?.ruleSetId)
  if (group === undefined || set === undefined) return []
  return ruleFields.flatMap(([rule, field], index) => {
    const settings = set.rules[field]
    if (settings === null) return []
    const isPhone = group.kind === 'phone'
    const state =
      rule === 'member_review'
        ? 'watched'
        : isPhone
          ? 'by_hand'
          : rule === 'posting'
            ? 'watched'
            : 'enforced'
    const condition = isPhone
      ? (conditions[index] ?? 'ok')
      : rule === 'member_review'
        ? 'broken'
        : 'ok'
    const isConfirmed = isPhone && condition !== 'pending' && rule !== 'member_review'
    return [
      {
        rule,
        state,
        condition,
        explanation: { code: `${rule}_${state}_${group.kind}`, params: {} },
        wanted: { code: `${rule}_wanted`, params: wantedParams(rule, settings) },
        openFindings: condition === 'broken' ? 3 : 0,
        confirmedAt: isConfirmed ? shopNow - 45 * dayMs : null,
        confirmedBy: isConfirmed ? 'owner' : null,
        staleAt: isConfirmed ? shopNow + (condition === 'stale' ? -15 : 45) * dayMs : null,
        checklist:
          isPhone && rule !== 'member_review'
            ? [1, 2, 3].map((step) => `${rule}_step_${step}`)
            : [],
      } satisfies RuleStatus,
    ]
  })
}

function finding(index: number, groupIndex: number, rest: Partial<Finding>): Finding {
  const group = groups[groupIndex]
  return {
    id: fakeId('finding', index),
    groupId: group?.id ?? '',
    groupSubject: group?.subject ?? '',
    rule: 'member_review',
    code: 'member_inactive',
    contactId: null,
    name: null,
    maskedNumber: null,
    evidence: { code: 'member_inactive', params: {} },
    since: shopNow - 30 * dayMs,
    openedAt: shopNow - 2 * dayMs,
    state: 'open',
    closedAt: null,
    closedReason: null,
    note: '',
    planId: null,
    ...rest,
  }
}

const quiet: Finding[] = members
  .filter((member) => member.groupId === fakeId('group', 3) && !member.isAdmin)
  .filter((member) => member.lastWroteAt === null || member.lastWroteAt < shopNow - 90 * dayMs)
  .slice(0, 36)
  .map((member, index) => {
    const about = {
      contactId: member.contactId,
      name: member.name,
      maskedNumber: member.maskedNumber,
    }
    if (member.lastWroteAt === null)
      return finding(100 + index, 3, {
        ...about,
        code: 'member_never_wrote',
        evidence: { code: 'member_never_wrote', params: { joinedAt: member.joinedAt } },
        since: member.joinedAt ?? shopNow,
      })
    const days = Math.floor((shopNow - member.lastWroteAt) / dayMs)
    const params = { lastWroteAt: member.lastWroteAt, days }
    return finding(100 + index, 3, {
      ...about,
      evidence: { code: 'member_inactive', params },
      since: member.lastWroteAt,
    })
  })

/** What is wrong in the shop today, and a few things that were. */
export const findings: readonly Finding[] = [
  finding(1, 0, {
    rule: 'join_approval',
    code: 'join_request_waiting',
    name: '沈若兰',
    contactId: fakeId('contact', 9000),
    maskedNumber: '+86 150 ···· 6608',
    evidence: { code: 'join_request_waiting', params: { requestedAt: shopNow - 7_200_000 } },
    since: shopNow - 7_200_000,
  }),
  finding(2, 0, {
    rule: 'invite_link_rotation',
    code: 'invite_link_due',
    evidence: {
      code: 'invite_link_due',
      params: { rotatedAt: shopNow - 34 * dayMs, everyDays: 30 },
    },
    since: shopNow - 4 * dayMs,
  }),
  finding(3, 3, {
    rule: 'posting',
    code: 'confirmation_stale',
    evidence: {
      code: 'confirmation_stale',
      params: { confirmedAt: shopNow - 45 * dayMs, staleDays: 30 },
    },
    since: shopNow - 15 * dayMs,
  }),
  finding(4, 6, {
    rule: 'pinned_message',
    code: 'pinned_message_missing',
    evidence: {
      code: 'pinned_message_missing',
      params: { reason: 'expired', expiredAt: shopNow - 3 * dayMs },
    },
    since: shopNow - 3 * dayMs,
  }),
  ...quiet,
  finding(5, 4, {
    rule: 'announcement_cadence',
    code: 'announcement_due',
    evidence: { code: 'announcement_due', params: { lastAt: shopNow - 9 * dayMs, everyDays: 7 } },
    state: 'closed',
    closedAt: shopNow - dayMs,
    closedReason: 'resolved',
  }),
]
