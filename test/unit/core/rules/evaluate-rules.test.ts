import { describe, expect, test } from 'vitest'
import {
  evaluateRules,
  memberCriteria,
  nextReviewAt,
} from '../../../../electron/core/rules/evaluate-rules.ts'
import type { GroupSnapshot, MemberFacts } from '../../../../electron/core/rules/group-snapshot.ts'
import { explanation } from '../../../../shared/domain/common.ts'
import { findingCode, reviewCriteria, type RuleKey } from '../../../../shared/domain/rules.ts'
import {
  aJoinRequest,
  aMember,
  aSnapshot,
  dayMs,
  now,
  someRules,
} from '../../../helpers/a-snapshot.ts'

type Given = Partial<GroupSnapshot>

const codesOf = (given: Given) => evaluateRules(aSnapshot(given)).map((finding) => finding.code)
const phone = { kind: 'phone', joinApprovalMode: null } as const
const confirmedAt = (rule: RuleKey, at: number) => ({
  confirmations: new Map([[rule, { confirmedAt: at, confirmedBy: 'Mei' }]]),
})

const admins = { rules: someRules({ posting: { who: 'admins' } }) }
const wrote = (given: Partial<MemberFacts> = {}) => ({
  members: [aMember({ postsSince: 2, lastWroteAt: now - dayMs, ...given })],
})
const anAdmin = aMember({ participantId: 'p2', contactId: 'c2', isAdmin: true })

describe('a group', () => {
  test('without rules, or that is not active, has no findings', () => {
    expect(codesOf({ ...wrote() })).toEqual([])
    expect(codesOf({ ...admins, ...wrote(), isActive: false })).toEqual([])
  })
})

describe('posting', () => {
  test.each<[string, Given, string[]]>([
    ['a member wrote where only admins may', { ...admins, ...wrote() }, ['non_admin_posted']],
    ['nobody wrote', { ...admins, members: [aMember()] }, []],
    ['an admin wrote', { ...admins, ...wrote({ isAdmin: true }) }, []],
    ['everybody may write', { rules: someRules({ posting: { who: 'everyone' } }), ...wrote() }, []],
    ['a reminder was sent since', { ...admins, ...wrote({ remindedAt: now }) }, []],
    [
      'they wrote again after the reminder',
      { ...admins, ...wrote({ remindedAt: now - 2 * dayMs }) },
      ['non_admin_posted'],
    ],
    [
      'the reminder is of the same moment',
      { ...admins, ...wrote({ remindedAt: now - dayMs }) },
      [],
    ],
    [
      'no admin of a phone group is known',
      { ...phone, ...admins, ...wrote(), ...confirmedAt('posting', now) },
      [],
    ],
    [
      'the admins of a phone group are known',
      {
        ...phone,
        ...admins,
        members: [...wrote().members, anAdmin],
        ...confirmedAt('posting', now),
      },
      ['non_admin_posted'],
    ],
  ])('when %s', (_, given, codes) => {
    expect(codesOf(given)).toEqual(codes)
  })
})

describe('a confirmation by hand', () => {
  const held = { ...phone, rules: someRules({ inviting: { who: 'admins' } }) }
  const days = (count: number) => confirmedAt('inviting', now - count * dayMs)
  test.each<[string, Given, string[]]>([
    ['is missing', held, ['confirmation_missing']],
    ['is fresh', { ...held, ...days(0) }, []],
    [
      'is one millisecond short of its days',
      { ...held, ...confirmedAt('inviting', now - 30 * dayMs + 1) },
      [],
    ],
    ['is as old as its days', { ...held, ...days(30) }, ['confirmation_stale']],
    ['is older', { ...held, ...days(31) }, ['confirmation_stale']],
    ['is of a managed group', { ...held, kind: 'managed' }, []],
  ])('that %s', (_, given, codes) => {
    expect(codesOf(given)).toEqual(codes)
  })

  test('says since when', () => {
    const [missing] = evaluateRules(aSnapshot(held))
    expect(missing).toMatchObject({ since: now - 10 * dayMs, subjectKey: 'inviting' })
    const [stale] = evaluateRules(aSnapshot({ ...held, ...days(33) }))
    expect(stale).toMatchObject({ since: now - 3 * dayMs, evidence: { params: { staleDays: 30 } } })
  })
})

describe('join approval', () => {
  const wanted = (required: boolean) => ({ rules: someRules({ joinApproval: { required } }) })
  test.each<[string, Given, string[]]>([
    ['is wanted and there', wanted(true), []],
    [
      'is wanted and not there',
      { ...wanted(true), joinApprovalMode: 'auto_approve' },
      ['join_approval_differs'],
    ],
    ['is not wanted and there', wanted(false), ['join_approval_differs']],
    ['differs, but another group was made in place', { ...wanted(false), isReplaced: true }, []],
    ['is not known yet', { ...wanted(true), joinApprovalMode: null }, []],
    [
      'has somebody waiting',
      { ...wanted(true), joinRequests: [aJoinRequest(), aJoinRequest({ joinRequestId: 'r2' })] },
      ['join_request_waiting', 'join_request_waiting'],
    ],
    [
      'is of a phone group',
      { ...phone, ...wanted(true), ...confirmedAt('join_approval', now) },
      [],
    ],
  ])('that %s', (_, given, codes) => {
    expect(codesOf(given)).toEqual(codes)
  })

  const states = ['trusted', 'to_check', 'rejected', 'not_screened'] as const
  test.each([
    ['off', ['waiting', 'waiting', 'waiting', 'waiting']],
    ['hold_unchecked', ['waiting', 'held', 'waiting', 'held']],
    ['trusted_only', ['waiting', 'held', 'waiting', 'held']],
  ] as const)(
    'with screening %s: who is trusted, to check, rejected, not screened',
    (mode, found) => {
      const rules = someRules({ joinApproval: { required: true, screening: mode } })
      const joinRequests = states.map((screening) =>
        aJoinRequest({ joinRequestId: screening, screening }),
      )
      const findings = evaluateRules(aSnapshot({ rules, joinRequests }))
      expect(findings.map((finding) => finding.code.replace('join_request_', ''))).toEqual(found)
      const held = findings.filter((finding) => finding.code === 'join_request_held')
      for (const finding of held)
        expect(finding.evidence.params['screening']).toBe(finding.subjectKey)
    },
  )

  test('names the request, so that two of one person are two findings', () => {
    const joinRequests = [aJoinRequest(), aJoinRequest({ joinRequestId: 'r2' })]
    const found = evaluateRules(aSnapshot({ ...wanted(true), joinRequests }))
    expect(found.map((finding) => finding.subjectKey)).toEqual(['request-1', 'r2'])
  })
})

describe('what has to happen every so many days', () => {
  const rotation = { rules: someRules({ inviteLinkRotation: { everyDays: 7 } }) }
  const cadence = { rules: someRules({ announcementCadence: { everyDays: 7, text: 'News' } }) }
  const review = {
    rules: someRules({ memberReview: { everyDays: 7, criteria: {} } }),
    members: [aMember()],
  }
  const due = [
    ['invite_link_due', 'inviteLinkRotatedAt', rotation],
    ['announcement_due', 'lastAnnouncementAt', cadence],
    ['review_due', 'lastReviewAt', review],
  ] as const
  test.each(due)('%s from the day itself on, not a millisecond before', (code, field, given) => {
    const at = (moment: number | null) => codesOf({ ...given, [field]: moment })
    expect(at(now - 7 * dayMs + 1)).toEqual([])
    expect(at(now - 7 * dayMs)).toEqual([code])
    expect(at(now - 70 * dayMs)).toEqual([code])
    expect(at(null)).toEqual([code])
  })

  test.each(due)('%s tells since when it has been due', (_, field, given) => {
    const [late] = evaluateRules(aSnapshot({ ...given, [field]: now - 10 * dayMs }))
    expect(late!.since).toBe(now - 3 * dayMs)
    const [never] = evaluateRules(aSnapshot({ ...given, [field]: null }))
    expect(never!.since).toBe(now - 10 * dayMs)
  })

  test('a link of a phone group is confirmed, not found out', () => {
    expect(codesOf({ ...phone, ...rotation, inviteLinkRotatedAt: null })).toEqual([
      'confirmation_missing',
    ])
  })

  test('a review is not due while one is open or where nobody is', () => {
    expect(codesOf({ ...review, hasOpenReview: true })).toEqual([])
    expect(codesOf({ ...review, members: [] })).toEqual([])
  })

  test('the next review is counted from the last, else from the day of the rule', () => {
    expect(nextReviewAt(aSnapshot())).toBeNull()
    expect(nextReviewAt(aSnapshot(review))).toBe(now - 10 * dayMs)
    expect(nextReviewAt(aSnapshot({ ...review, lastReviewAt: now }))).toBe(now + 7 * dayMs)
  })
})

describe('the pinned message', () => {
  const wanted = { rules: someRules({ pinnedMessage: { text: 'Welcome', days: 30 } }) }
  const pin = (text: string, expiresAt: number | null) => ({
    ...wanted,
    pinned: { text, expiresAt },
  })
  test.each<[string, Given, string | null]>([
    ['was never pinned', wanted, 'never'],
    ['is there', pin('Welcome', now + 1), null],
    ['is there for good', pin('Welcome', null), null],
    ['is there but for spaces', pin(' Welcome\n', now + 1), null],
    ['ends this moment', pin('Welcome', now), 'expired'],
    ['has another text', pin('Hello', now + dayMs), 'changed'],
    ['has another text and ended', pin('Hello', now - dayMs), 'expired'],
  ])('that %s', (_, given, reason) => {
    const found = evaluateRules(aSnapshot(given))
    expect(found.map((finding) => finding.evidence.params.reason)).toEqual(reason ? [reason] : [])
  })
})

describe('criteria of a review', () => {
  const regulars = '019b0000-0000-7000-8000-000000000001'
  const gone = '019b0000-0000-7000-8000-000000000002'
  const lists = { listNames: new Map([[regulars, 'Regulars']]) }
  const of = (criteria: object, member: Partial<MemberFacts>) =>
    memberCriteria(aSnapshot(lists), reviewCriteria.parse(criteria), aMember(member)).map(
      (finding) => finding.code,
    )

  test.each<[string, object, Partial<MemberFacts>, string[]]>([
    ['nothing asked', {}, { lastWroteAt: null, optIn: 'opted_out' }, []],
    ['30 days silent', { inactiveDays: 30 }, { lastWroteAt: now - 30 * dayMs }, []],
    [
      'a bit longer',
      { inactiveDays: 30 },
      { lastWroteAt: now - 30 * dayMs - 1 },
      ['member_inactive'],
    ],
    [
      'silent since joining',
      { inactiveDays: 30 },
      { lastWroteAt: null, joinedAt: now - 31 * dayMs },
      ['member_inactive'],
    ],
    ['new and silent', { inactiveDays: 30 }, { lastWroteAt: null, joinedAt: now - dayMs }, []],
    [
      'silent, joined nobody knows when',
      { inactiveDays: 30 },
      { lastWroteAt: null, joinedAt: null },
      [],
    ],
    ['never wrote', { neverWrote: true }, { lastWroteAt: null }, ['member_never_wrote']],
    ['wrote once', { neverWrote: true }, {}, []],
    ['no opt-in', { noOptIn: true }, { optIn: 'unknown' }, ['member_no_opt_in']],
    ['opted out is no missing opt-in', { noOptIn: true }, { optIn: 'opted_out' }, []],
    ['opted out', { optedOut: true }, { optIn: 'opted_out' }, ['member_opted_out']],
    ['opted in', { optedOut: true, noOptIn: true }, {}, []],
    ['invalid', { numberInvalid: true }, { numberState: 'invalid' }, ['member_number_invalid']],
    [
      'unreachable',
      { numberInvalid: true },
      { numberState: 'unreachable' },
      ['member_number_invalid'],
    ],
    ['no number at all', { numberInvalid: true }, { numberState: 'none' }, []],
    ['not in the list', { notInListId: regulars }, {}, ['member_not_in_list']],
    ['in the list', { notInListId: regulars }, { listIds: [regulars] }, []],
    ['a list that is gone', { notInListId: gone }, {}, []],
    [
      'several',
      { neverWrote: true, noOptIn: true },
      { lastWroteAt: null, optIn: 'unknown' },
      ['member_never_wrote', 'member_no_opt_in'],
    ],
  ])('%s', (_, criteria, member, codes) => {
    expect(of(criteria, member)).toEqual(codes)
  })

  const rule = {
    rules: someRules({ memberReview: { everyDays: 90, criteria: { neverWrote: true } } }),
    lastReviewAt: now,
  }
  const silent = (given: Partial<MemberFacts> = {}) => ({
    ...rule,
    members: [aMember({ lastWroteAt: null, ...given })],
  })
  test.each<[string, Given, string[]]>([
    ['nobody has kept', silent(), ['member_never_wrote']],
    ['is an admin', silent({ isAdmin: true }), []],
    ['was kept just now', silent({ settledAt: now }), []],
    ['was kept within the days of the rule', silent({ settledAt: now - 90 * dayMs + 1 }), []],
    [
      'was kept as long ago as the rule says',
      silent({ settledAt: now - 90 * dayMs }),
      ['member_never_wrote'],
    ],
  ])('find a member who %s', (_, given, codes) => {
    expect(codesOf(given)).toEqual(codes)
  })
})

describe('every finding', () => {
  test('has evidence that the contract takes, and there is a way to each code', () => {
    const all = someRules({
      posting: { who: 'admins' },
      inviting: { who: 'admins' },
      joinApproval: { required: false },
      inviteLinkRotation: { everyDays: 1 },
      announcementCadence: { everyDays: 1, text: 'News' },
      pinnedMessage: { text: 'Welcome', days: 1 },
      memberReview: {
        everyDays: 1,
        criteria: {
          inactiveDays: 1,
          neverWrote: true,
          noOptIn: true,
          optedOut: true,
          numberInvalid: true,
          notInListId: '019b0000-0000-7000-8000-000000000001',
        },
      },
    })
    const base: Given = {
      rules: all,
      inviteLinkRotatedAt: null,
      joinRequests: [aJoinRequest()],
      listNames: new Map([['019b0000-0000-7000-8000-000000000001', 'Regulars']]),
      members: [
        aMember({ postsSince: 1 }),
        aMember({ lastWroteAt: null, optIn: 'unknown', numberState: 'invalid' }),
        aMember({ lastWroteAt: now - 9 * dayMs, optIn: 'opted_out', optedOutAt: now }),
      ],
    }
    const found = [
      ...evaluateRules(aSnapshot(base)),
      ...evaluateRules(aSnapshot({ ...base, ...phone, ...confirmedAt('posting', 0) })),
      ...evaluateRules(
        aSnapshot({
          ...base,
          rules: someRules({ joinApproval: { required: true, screening: 'hold_unchecked' } }),
        }),
      ),
    ]
    expect(new Set(found.map((finding) => finding.code))).toEqual(new Set(findingCode.options))
    for (const finding of found) {
      expect(explanation.parse(finding.evidence)).toEqual(finding.evidence)
      expect(finding.since).toBeLessThanOrEqual(now)
    }
  })
})

test.each([
  ['came six days ago', now - 6 * dayMs, []],
  ['came eight days ago', now - 8 * dayMs, ['member_never_wrote']],
  ['came nobody knows when', null, ['member_never_wrote']],
])('a silent member who %s', (_when, joinedAt, codes) => {
  const rules = someRules({ memberReview: { everyDays: 90, criteria: { neverWrote: true } } })
  const found = evaluateRules(
    aSnapshot({ rules, members: [aMember({ joinedAt, lastWroteAt: null })] }),
  )
  expect(found.filter(({ code }) => code !== 'review_due').map(({ code }) => code)).toEqual(codes)
})
