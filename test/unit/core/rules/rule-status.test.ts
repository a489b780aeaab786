import { describe, expect, test } from 'vitest'
import {
  isHeldByConfirmation,
  isRuleSet,
  ruleStateOf,
  ruleStatuses,
  staleDaysOf,
} from '../../../../electron/core/rules/rule-status.ts'
import { ruleKey, ruleStatus, type RuleKey } from '../../../../shared/domain/rules.ts'
import { aSnapshot, dayMs, now, someRules } from '../../../helpers/a-snapshot.ts'

const everyRule = someRules({
  posting: { who: 'admins' },
  inviting: { who: 'admins' },
  joinApproval: { required: true },
  inviteLinkRotation: { everyDays: 7 },
  announcementCadence: { everyDays: 14, text: 'News' },
  pinnedMessage: { text: 'Welcome', days: 30 },
  memberReview: { everyDays: 90, criteria: { inactiveDays: 60, neverWrote: true } },
})
const openToAll = someRules({ posting: { who: 'everyone' }, inviting: { who: 'everyone' } })

const approval = { joinApprovalMode: 'approval_required' } as const
const noApproval = { joinApprovalMode: 'auto_approve' } as const
const phone = { kind: 'phone', joinApprovalMode: null } as const

describe('how far a rule reaches', () => {
  test.each([
    ['posting', 'admins', approval, 'watched'],
    ['posting', 'everyone', approval, 'enforced'],
    ['posting', 'admins', phone, 'by_hand'],
    ['posting', 'everyone', phone, 'by_hand'],
    ['inviting', 'admins', approval, 'enforced'],
    ['inviting', 'admins', noApproval, 'watched'],
    ['inviting', 'everyone', noApproval, 'enforced'],
    ['inviting', 'admins', phone, 'by_hand'],
    ['join_approval', 'admins', approval, 'enforced'],
    ['join_approval', 'admins', phone, 'by_hand'],
    ['invite_link_rotation', 'admins', approval, 'enforced'],
    ['invite_link_rotation', 'admins', phone, 'by_hand'],
    ['announcement_cadence', 'admins', approval, 'enforced'],
    ['announcement_cadence', 'admins', phone, 'by_hand'],
    ['pinned_message', 'admins', approval, 'enforced'],
    ['pinned_message', 'admins', phone, 'by_hand'],
    ['member_review', 'admins', approval, 'watched'],
    ['member_review', 'admins', phone, 'watched'],
  ] as const)('%s for %s in %o is %s', (rule, who, group, state) => {
    const rules = who === 'everyone' ? openToAll : everyRule
    expect(ruleStateOf(aSnapshot({ ...group, rules }), rule)).toBe(state)
  })

  test('only what the phone alone can hold is held by the word of the owner', () => {
    const held = (kind: 'managed' | 'phone') =>
      ruleKey.options.filter((rule) => isHeldByConfirmation(aSnapshot({ kind }), rule))
    expect(held('managed')).toEqual([])
    expect(held('phone')).toEqual(['posting', 'inviting', 'join_approval', 'invite_link_rotation'])
  })

  test('the word about a link holds as long as the link may, others as the settings say', () => {
    const snapshot = aSnapshot({ ...phone, rules: everyRule, confirmationStaleDays: 21 })
    expect(staleDaysOf(snapshot, 'invite_link_rotation')).toBe(7)
    expect(staleDaysOf(snapshot, 'posting')).toBe(21)
    expect(staleDaysOf(aSnapshot({ ...phone, rules: openToAll }), 'invite_link_rotation')).toBe(30)
  })
})

describe('the statuses of a group', () => {
  test('are none without rules, and one for each rule that is set, in a fixed order', () => {
    expect(ruleStatuses(aSnapshot(), new Map())).toEqual([])
    expect(
      ruleStatuses(aSnapshot({ rules: openToAll }), new Map()).map(({ rule }) => rule),
    ).toEqual(['posting', 'inviting'])
    const all = ruleStatuses(aSnapshot({ rules: everyRule }), new Map())
    expect(all.map(({ rule }) => rule)).toEqual(ruleKey.options)
    for (const rule of ruleKey.options) expect(isRuleSet(everyRule, rule)).toBe(true)
    expect(isRuleSet(openToAll, 'member_review')).toBe(false)
  })

  test('are as the contract says, for both kinds of group', () => {
    for (const group of [approval, noApproval, phone])
      for (const status of ruleStatuses(aSnapshot({ ...group, rules: everyRule }), new Map()))
        expect(ruleStatus.parse(status)).toEqual(status)
  })

  test.each([
    [[], 'ok'],
    [['confirmation_missing'], 'pending'],
    [['confirmation_missing', 'non_admin_posted'], 'pending'],
    [['confirmation_stale'], 'stale'],
    [['confirmation_stale', 'non_admin_posted'], 'broken'],
    [['non_admin_posted', 'non_admin_posted'], 'broken'],
  ])('open findings %j make it %s', (codes, condition) => {
    const snapshot = aSnapshot({ ...phone, rules: everyRule })
    const found = new Map<RuleKey, readonly string[]>([['posting', codes]])
    const [posting, inviting] = ruleStatuses(snapshot, found)
    expect(posting).toMatchObject({ condition, openFindings: codes.length })
    expect(inviting).toMatchObject({ condition: 'ok', openFindings: 0 })
  })

  test('say who confirmed, when, and until when it holds', () => {
    const confirmations = new Map([
      ['posting', { confirmedAt: now - dayMs, confirmedBy: 'Mei' }],
    ] as const)
    const [posting, inviting] = ruleStatuses(
      aSnapshot({ ...phone, rules: everyRule, confirmations }),
      new Map(),
    )
    expect(posting).toMatchObject({
      confirmedAt: now - dayMs,
      confirmedBy: 'Mei',
      staleAt: now + 29 * dayMs,
    })
    expect(inviting).toMatchObject({ confirmedAt: null, confirmedBy: null, staleAt: null })
  })

  test('have a checklist on a phone group, and never where nothing is done by hand', () => {
    const steps = (kind: 'managed' | 'phone') =>
      ruleStatuses(aSnapshot({ kind, rules: everyRule }), new Map()).map(
        (status) => status.checklist.length,
      )
    expect(steps('phone')).toEqual([4, 4, 4, 4, 3, 3, 0])
    expect(steps('managed')).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  test('tell what is wanted as values', () => {
    const wanted = Object.fromEntries(
      ruleStatuses(aSnapshot({ rules: everyRule }), new Map()).map(({ rule, wanted }) => [
        rule,
        wanted,
      ]),
    )
    expect(wanted).toMatchObject({
      posting: { code: 'posting_wanted', params: { who: 'admins' } },
      join_approval: { params: { required: true } },
      invite_link_rotation: { params: { everyDays: 7 } },
      pinned_message: { params: { text: 'Welcome', days: 30 } },
      member_review: {
        params: {
          everyDays: 90,
          inactiveDays: 60,
          neverWrote: true,
          noOptIn: false,
          inList: false,
        },
      },
    })
  })
})
