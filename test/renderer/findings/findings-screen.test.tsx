// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Explanation } from '../../../shared/domain/common.ts'
import { findingCode } from '../../../shared/domain/rules.ts'
import { FindingsScreen } from '../../../renderer/features/findings/findings-screen.tsx'
import { GroupScreen } from '../../../renderer/features/groups/group-screen.tsx'
import { explain } from '../../../renderer/lib/explain.ts'
import { i18n } from '../../../renderer/lib/i18n.ts'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

const at = Date.UTC(2026, 2, 12, 12)

describe('the evidence of a finding', () => {
  it.each<[string, Explanation['params'], string]>([
    [
      'non_admin_posted',
      { count: 1, lastAt: at },
      'Not an admin, wrote 1 message, on Mar 12, 2026.',
    ],
    [
      'non_admin_posted',
      { count: 3, lastAt: at },
      'Not an admin, wrote 3 messages, the last on Mar 12, 2026.',
    ],
    [
      'join_approval_differs',
      { wanted: 'approval_required', actual: 'auto_approve' },
      'The rule asks for approval on joining; the group lets everyone in.',
    ],
    [
      'join_request_waiting',
      { requestedAt: at },
      'Asked to join on Mar 12, 2026 and waits for an answer.',
    ],
    [
      'invite_link_due',
      { rotatedAt: null, everyDays: 30 },
      'No renewal on record; the rule asks for a new link every 30 days.',
    ],
    [
      'announcement_due',
      { lastAt: at, everyDays: 7 },
      'Last announcement on Mar 12, 2026; the rule asks for one every 7 days.',
    ],
    [
      'pinned_message_missing',
      { reason: 'expired', expiredAt: at },
      'The message of the rule is not pinned: the pin ran out.',
    ],
    [
      'pinned_message_missing',
      { reason: 'never', expiredAt: null },
      'The message of the rule is not pinned: it was never pinned.',
    ],
    ['confirmation_missing', {}, 'Nobody has confirmed this on the phone yet.'],
    [
      'confirmation_stale',
      { confirmedAt: at, staleDays: 90 },
      'Confirmed on Mar 12, 2026; a confirmation counts for 90 days.',
    ],
    [
      'review_due',
      { lastAt: null, everyDays: 90 },
      'Never reviewed; the rule asks for a review every 90 days.',
    ],
    [
      'member_inactive',
      { lastWroteAt: at, days: 100 },
      'Last wrote on Mar 12, 2026, 100 days ago.',
    ],
    ['member_inactive', { lastWroteAt: null, days: 100 }, 'Wrote nothing in 100 days.'],
    ['member_never_wrote', { joinedAt: null }, 'Never wrote; the day of joining is unknown.'],
    ['member_no_opt_in', {}, 'No opt-in is on record.'],
    ['member_opted_out', { at }, 'Opted out on Mar 12, 2026.'],
    [
      'member_number_invalid',
      { state: 'unreachable' },
      'The number does not work: messages do not arrive there.',
    ],
    ['member_not_in_list', { listName: 'VIP' }, 'Is not on the list “VIP”.'],
  ])('%s', async (code, params, words) => {
    await i18n.changeLanguage('en')
    expect(explain({ code, params }, 'findings.evidence')).toBe(words)
    await i18n.changeLanguage('zh-CN')
    expect(explain({ code, params }, 'findings.evidence')).not.toMatch(/[{}]|\b[a-z]+_[a-z]+\b/)
  })

  it.each(['en', 'zh-CN'])('has a name for every code in %s', (language) => {
    const missing = findingCode.options.filter(
      (code) => !i18n.exists(`findings.code.${code}`, { lng: language, fallbackLng: [] }),
    )
    expect(missing).toEqual([])
  })
})

describe('the findings of all groups', () => {
  it('shows what was seen, of whom, where and since when', async () => {
    await renderScreen(<FindingsScreen />)
    const row = (await screen.findByText('Invite link is due for renewal')).closest(
      '[role=row]',
    ) as HTMLElement
    expect(within(row).getByText(/the rule asks for a new link every 30 days/)).toBeTruthy()
    expect(within(row).getByText('花艺沙龙 · 周三')).toBeTruthy()
    expect(within(row).getByText('4 days ago')).toBeTruthy()
    expect(await axeFaults()).toEqual([])
  })

  it('goes by group and by rule', async () => {
    const { user, bridge } = await renderScreen(<FindingsScreen />)
    const sections = await screen.findByLabelText('Group by', { selector: 'nav' })
    await user.click(await within(sections).findByText('会员福利群'))
    await waitFor(() => expect(window.location.hash).toContain(`groupId=${fakeId('group', 6)}`))
    await user.click(within(sections).getByText('By rule'))
    await user.click(await within(sections).findByText('Pinned message'))
    await waitFor(() => expect(window.location.hash).toBe('#/findings?rule=pinned_message'))
    expect(bridge.inputsOf('findings.list').some((input) => input.rule === 'pinned_message')).toBe(
      true,
    )
  })

  it('makes one plan for everything, or for the chosen ones', async () => {
    const bridge = createFakeBridge()
    bridge.answer('plans.create', () => ({ planId: null, actions: 0, removals: 0, byHand: 0 }))
    const { user } = await renderScreen(<FindingsScreen />, { bridge })
    await user.click(await screen.findByText('Make a plan for all groups'))
    expect(await screen.findByText('Nothing to do: the groups are as the rules ask.')).toBeTruthy()
    await user.click(await screen.findByLabelText('Select row 2'))
    await user.click(screen.getByText('Make a plan'))
    await waitFor(() =>
      expect(bridge.inputsOf('plans.create')).toEqual([{}, { findingIds: [fakeId('finding', 2)] }]),
    )
  })

  it('dismisses one with a note', async () => {
    const { user, bridge } = await renderScreen(<FindingsScreen />)
    await user.click(await screen.findByText('Invite link is due for renewal'))
    await user.type(await screen.findByLabelText('Note'), 'fine')
    await user.click(screen.getByText('Dismiss'))
    await waitFor(() =>
      expect(bridge.inputsOf('findings.dismiss')).toEqual([
        { findingId: fakeId('finding', 2), note: 'fine' },
      ]),
    )
    await waitFor(() => expect(screen.queryByText('Invite link is due for renewal')).toBeNull())
  })

  it('says so when all is in order', async () => {
    const bridge = createFakeBridge()
    bridge.state.findings = []
    await renderScreen(<FindingsScreen />, { bridge, language: 'zh-CN' })
    expect(await screen.findByText('一切正常')).toBeTruthy()
  })

  it('checks at once and says what came of it', async () => {
    const { user } = await renderScreen(<FindingsScreen />)
    await user.click(await screen.findByText('Check now'))
    expect(await screen.findByText(/^Checked 8 groups: 2 new, 1 settled/)).toBeTruthy()
  })

  it('keeps its head when the address names no rule there is', async () => {
    await renderScreen(<FindingsScreen />, { path: '/findings?rule=__proto__' })
    expect(await screen.findByText('Invite link is due for renewal')).toBeTruthy()
  })
})

describe('the findings of one group', () => {
  const params = { groupId: fakeId('group', 3), tab: 'findings' }

  it('shows the evidence and lets one rest', async () => {
    const { user, bridge } = await renderScreen(<GroupScreen />, { params })
    await user.click(await screen.findByText('Confirmation is too old'))
    await user.click(await screen.findByText('Dismiss'))
    await waitFor(() =>
      expect(bridge.inputsOf('findings.dismiss')).toEqual([
        { findingId: fakeId('finding', 3), note: '' },
      ]),
    )
  })

  it('leads to a rule set where there is none', async () => {
    const bridge = createFakeBridge()
    await renderScreen(<GroupScreen />, {
      bridge,
      params: { groupId: fakeId('group', 7), tab: 'findings' },
    })
    expect((await screen.findByText('Choose a rule set')).closest('a')?.getAttribute('href')).toBe(
      `#/groups/${fakeId('group', 7)}/rules`,
    )
  })
})
