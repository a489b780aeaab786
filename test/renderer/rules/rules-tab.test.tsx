// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ruleKey, type RuleStatus } from '../../../shared/domain/rules.ts'
import { GroupScreen } from '../../../renderer/features/groups/group-screen.tsx'
import { i18n } from '../../../renderer/lib/i18n.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

const phone = fakeId('group', 3)

function openRules(groupId: string, options: RenderOptions = {}) {
  return renderScreen(<GroupScreen />, { ...options, params: { groupId, tab: 'rules' } })
}

function aStatus(change: Partial<RuleStatus>): RuleStatus {
  return {
    rule: 'posting',
    state: 'by_hand',
    condition: 'pending',
    explanation: { code: 'posting_by_hand_phone', params: {} },
    wanted: { code: 'posting_wanted', params: { who: 'admins' } },
    openFindings: 0,
    confirmedAt: null,
    confirmedBy: null,
    staleAt: null,
    checklist: [],
    ...change,
  }
}

/** The group with one rule only. */
function bridgeWith(status: RuleStatus) {
  const bridge = createFakeBridge()
  bridge.answer('rules.status', () => ({ rules: [status] }))
  return bridge
}

describe('the rules of a group', () => {
  it('shows for each rule what it asks for, its state and why', async () => {
    await openRules(fakeId('group', 0))
    const rule = await screen.findByLabelText('Renew the invite link')
    expect(within(rule).getByText('A new invite link every 30 days.')).toBeTruthy()
    expect(within(rule).getByText('Enforced')).toBeTruthy()
    expect(within(rule).getByText(/After your approval the Business API resets it/)).toBeTruthy()
    const review = screen.getByLabelText('Member review')
    expect(within(review).getByText(/wrote nothing for 120 days or opted out/)).toBeTruthy()
    expect(within(review).getByText('Watched · broken')).toBeTruthy()
    expect(within(review).getByText('3 open findings').getAttribute('href')).toBe(
      `#/groups/${fakeId('group', 0)}/findings`,
    )
  })

  it('leads through the steps on the phone and takes the confirmation', async () => {
    const checklist = [1, 2, 3, 4].map((step) => `posting_step_${step}`)
    const bridge = bridgeWith(aStatus({ checklist }))
    const { user } = await openRules(phone, { bridge })
    expect(await screen.findByText('Nobody has confirmed this yet.')).toBeTruthy()
    expect(screen.getByText(/Turn “Send messages” off, so that only admins/)).toBeTruthy()
    expect(screen.getAllByRole('listitem')).toHaveLength(4)
    await user.type(screen.getByLabelText('Note'), 'ok')
    await user.click(screen.getByText('I have done this'))
    await waitFor(() =>
      expect(bridge.inputsOf('rules.confirm')).toEqual([
        { groupId: phone, rule: 'posting', note: 'ok' },
      ]),
    )
  })

  it('marks a confirmation that is too old, with who and when', async () => {
    const bridge = bridgeWith(
      aStatus({
        condition: 'stale',
        checklist: ['posting_step_1'],
        confirmedAt: Date.UTC(2026, 0, 5, 12),
        confirmedBy: 'owner',
        staleAt: Date.UTC(2026, 3, 5, 12),
      }),
    )
    await openRules(phone, { bridge })
    expect(
      await screen.findByText(
        'You confirmed this on Jan 5, 2026; it has been too old since Apr 5, 2026.',
      ),
    ).toBeTruthy()
    expect(screen.getByText('By hand · confirmation too old')).toBeTruthy()
    expect(screen.getByText('Confirm again')).toBeTruthy()
  })

  it('gives the text to send where the rule has one', async () => {
    const bridge = bridgeWith(
      aStatus({
        rule: 'announcement_cadence',
        explanation: { code: 'announcement_cadence_by_hand_phone', params: {} },
        wanted: {
          code: 'announcement_cadence_wanted',
          params: { everyDays: 7, text: 'New flowers are in.' },
        },
        checklist: ['announcement_cadence_step_1'],
      }),
    )
    await openRules(phone, { bridge })
    expect(await screen.findByText('New flowers are in.')).toBeTruthy()
    expect(screen.getByText('Copy text')).toBeTruthy()
    expect(screen.queryByText('I have done this')).toBeNull()
    expect(screen.getByText('Write it as an announcement').closest('a')?.hash).toBe(
      `#/announcements/new?groupId=${phone}`,
    )
  })

  it('changes the rule set', async () => {
    const { user, bridge } = await openRules(phone)
    await user.click(await screen.findByLabelText('Rule set', { selector: 'input' }))
    await user.click(await screen.findByText('只通知'))
    await waitFor(() =>
      expect(bridge.inputsOf('ruleSets.assign')).toEqual([
        { ruleSetId: fakeId('ruleSet', 3), groupIds: [phone] },
      ]),
    )
  })

  it('says what a rule set is for where there is none', async () => {
    await openRules(fakeId('group', 7))
    expect(await screen.findByText('No rules yet')).toBeTruthy()
  })
})

describe('the words for rules', () => {
  const steps = {
    posting: 4,
    inviting: 4,
    join_approval: 4,
    invite_link_rotation: 4,
    announcement_cadence: 3,
    pinned_message: 3,
    member_review: 0,
  }
  const explanations = [
    ...ruleKey.options
      .filter((rule) => rule !== 'member_review')
      .flatMap((rule) => [`${rule}_by_hand_phone`]),
    ...['posting', 'inviting'].flatMap((rule) => [
      `${rule}_watched_managed`,
      `${rule}_enforced_managed`,
    ]),
    ...['join_approval', 'invite_link_rotation', 'announcement_cadence', 'pinned_message'].map(
      (rule) => `${rule}_enforced_managed`,
    ),
    'member_review_watched_managed',
    'member_review_watched_phone',
  ]

  it.each(['en', 'zh-CN'])('are complete in %s', (language) => {
    const missing = [
      ...explanations.map((code) => `rules.explanation.${code}`),
      ...ruleKey.options.flatMap((rule) =>
        Array.from(
          { length: steps[rule] },
          (_, index) => `rules.checklist.${rule}_step_${index + 1}`,
        ),
      ),
    ].filter((key) => !i18n.exists(key, { lng: language, fallbackLng: [] }))
    expect(missing).toEqual([])
  })
})
