import { describe, expect, test } from 'vitest'
import {
  draftActions,
  type PlanContext,
  type PlannedFinding,
} from '../../../../electron/core/plans/draft-actions.ts'
import { findingCode, type FindingCode } from '../../../../shared/domain/rules.ts'
import { dayMs, now, someRules } from '../../../helpers/a-snapshot.ts'

const rules = someRules({
  announcementCadence: { everyDays: 7, text: 'News' },
  pinnedMessage: { text: 'Welcome', days: 14 },
})

function aContext(given: Partial<PlanContext> = {}): PlanContext {
  return {
    groupId: 'group-1',
    kind: 'managed',
    rules,
    now,
    windowOpenUntil: now + dayMs,
    freeSeats: 8,
    rejectedJoinRequestIds: new Set(),
    ...given,
  }
}

let count = 0
function aFinding(code: FindingCode, given: Partial<PlannedFinding> = {}): PlannedFinding {
  count += 1
  return {
    findingId: `finding-${count}`,
    rule: 'member_review',
    code,
    contactId: null,
    subjectKey: `subject-${count}`,
    evidence: { code, params: {} },
    ...given,
  }
}

const planned = (code: FindingCode, context: Partial<PlanContext> = {}) =>
  draftActions(aContext(context), [aFinding(code, { contactId: 'anna' })]).map(
    ({ kind, mode }) => `${kind} ${mode}`,
  )

describe('what closes a finding', () => {
  test.each<[FindingCode, string | null, string | null]>([
    ['non_admin_posted', 'ask_member by_hand', 'ask_member by_hand'],
    ['join_approval_differs', 'recreate_group by_hand', 'recreate_group by_hand'],
    ['join_request_waiting', 'approve_join_request api', 'approve_join_request by_hand'],
    ['join_request_held', null, null],
    ['invite_link_due', 'reset_invite_link api', 'reset_invite_link by_hand'],
    ['announcement_due', 'send_message api', 'send_message by_hand'],
    ['pinned_message_missing', 'pin_message api', 'pin_message by_hand'],
    ['confirmation_missing', 'confirm_rule by_hand', 'confirm_rule by_hand'],
    ['confirmation_stale', 'confirm_rule by_hand', 'confirm_rule by_hand'],
    ['review_due', null, null],
    ['member_inactive', 'remove_participant api', 'remove_participant by_hand'],
    ['member_never_wrote', 'remove_participant api', 'remove_participant by_hand'],
    ['member_no_opt_in', 'remove_participant api', 'remove_participant by_hand'],
    ['member_opted_out', 'remove_participant api', 'remove_participant by_hand'],
    ['member_number_invalid', 'remove_participant api', 'remove_participant by_hand'],
    ['member_not_in_list', 'remove_participant api', 'remove_participant by_hand'],
  ])('%s: %s in a managed group, %s on a phone', (code, managed, phone) => {
    expect(planned(code)).toEqual(managed ? [managed] : [])
    expect(planned(code, { kind: 'phone', freeSeats: null })).toEqual(phone ? [phone] : [])
  })

  test('is planned for every code there is', () => {
    for (const code of findingCode.options) expect(() => planned(code)).not.toThrow()
  })
})

describe('a held request', () => {
  const held = (screening: string, mode: 'off' | 'hold_unchecked' | 'trusted_only') =>
    draftActions(
      aContext({ rules: someRules({ joinApproval: { required: true, screening: mode } }) }),
      [
        aFinding('join_request_held', {
          evidence: { code: 'join_request_held', params: { screening } },
        }),
      ],
    ).map(({ kind }) => kind)

  test('is turned away only where trusted people alone get in, and never for lack of a screening', () => {
    expect(held('to_check', 'hold_unchecked')).toEqual([])
    expect(held('to_check', 'trusted_only')).toEqual(['reject_join_request'])
    expect(held('not_screened', 'trusted_only')).toEqual([])
  })
})

describe('a removal', () => {
  test('takes all reasons for one person together, and people apart', () => {
    const findings = [
      aFinding('member_inactive', { contactId: 'anna' }),
      aFinding('member_never_wrote', { contactId: 'ben' }),
      aFinding('member_opted_out', { contactId: 'anna' }),
    ]
    const actions = draftActions(aContext(), findings)
    expect(actions.map(({ contactId, findingIds }) => [contactId, findingIds])).toEqual([
      ['anna', [findings[0]!.findingId, findings[2]!.findingId]],
      ['ben', [findings[1]!.findingId]],
    ])
    expect(actions[0]!.reasons.map(({ code }) => code)).toEqual([
      'member_inactive',
      'member_opted_out',
    ])
  })

  test('cannot be undone in a managed group; on a phone the owner does it', () => {
    const findings = [aFinding('member_inactive', { contactId: 'anna' })]
    expect(draftActions(aContext(), findings)[0]!.irreversible).toBe(true)
    expect(draftActions(aContext({ kind: 'phone' }), findings)[0]!.irreversible).toBe(false)
  })
})

describe('a text', () => {
  test.each([
    ['the window is open', now + 1, 2],
    ['the window ends this moment', now, 0],
    ['nobody has written', null, 0],
  ])('when %s', (_, windowOpenUntil, actions) => {
    const findings = [aFinding('announcement_due'), aFinding('pinned_message_missing')]
    expect(draftActions(aContext({ windowOpenUntil }), findings)).toHaveLength(actions)
  })

  test('for a phone group needs no window; a rule that is gone needs no text', () => {
    const findings = [aFinding('announcement_due'), aFinding('pinned_message_missing')]
    const byHand = draftActions(aContext({ kind: 'phone', windowOpenUntil: null }), findings)
    expect(byHand).toMatchObject([
      { text: 'News', pinDays: null },
      { text: 'Welcome', pinDays: 14 },
    ])
    expect(draftActions(aContext({ rules: null }), findings)).toEqual([])
  })
})

describe('seats', () => {
  const waiting = () => aFinding('join_request_waiting', { rule: 'join_approval' })
  const kinds = (context: Partial<PlanContext>, findings: PlannedFinding[]) =>
    draftActions(aContext(context), findings).map(({ kind }) => kind)

  test('are given in the order of asking, and no more than there are', () => {
    const [first, second, third] = [waiting(), waiting(), waiting()]
    const actions = draftActions(aContext({ freeSeats: 2 }), [first, second, third])
    expect(actions.map(({ targetId }) => targetId)).toEqual([first.subjectKey, second.subjectKey])
    expect(kinds({ freeSeats: 0 }, [waiting()])).toEqual([])
  })

  test('that the plan itself frees can be given, once for each person', () => {
    const findings = [
      waiting(),
      waiting(),
      aFinding('member_inactive', { contactId: 'anna' }),
      aFinding('member_opted_out', { contactId: 'anna' }),
    ]
    expect(kinds({ freeSeats: 0 }, findings)).toEqual([
      'approve_join_request',
      'remove_participant',
    ])
  })

  test('are not needed to say no, and not counted where there is no limit', () => {
    const rejected = waiting()
    expect(
      kinds({ freeSeats: 0, rejectedJoinRequestIds: new Set([rejected.subjectKey]) }, [rejected]),
    ).toEqual(['reject_join_request'])
    expect(
      kinds({ kind: 'phone', freeSeats: null }, Array.from({ length: 20 }, waiting)),
    ).toHaveLength(20)
  })
})
