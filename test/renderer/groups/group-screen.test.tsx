// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { GroupScreen } from '../../../renderer/features/groups/group-screen.tsx'
import { i18n } from '../../../renderer/lib/i18n.ts'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

const managed = fakeId('group', 0)
const phone = fakeId('group', 3)

function openGroup(groupId: string, tab: string, options: RenderOptions = {}) {
  return renderScreen(<GroupScreen />, { ...options, params: { groupId, tab } })
}

describe('the page of a group', () => {
  it('says honestly what a managed group is', async () => {
    await openGroup(managed, 'members')
    expect(
      await screen.findByText(/at most 8 members, who come in by the invite link/),
    ).toBeTruthy()
    expect(screen.getByText(/8 members \(of 8\) · Joining needs approval/)).toBeTruthy()
    expect(screen.getByRole('link', { name: /Join requests/ }).getAttribute('href')).toBe(
      `#/join-requests?groupId=${managed}`,
    )
  })

  it('says honestly what a phone group is, and offers no link it does not have', async () => {
    const { user } = await openGroup(phone, 'members')
    expect(await screen.findByText(/changes nothing in it by itself/)).toBeTruthy()
    await user.click(screen.getByLabelText('More actions'))
    expect(await screen.findByRole('menuitem', { name: 'Import newer chat export' })).toBeTruthy()
    expect(screen.queryByRole('menuitem', { name: 'Renew invite link' })).toBeNull()
  })

  it('says so when there is no such group', async () => {
    await openGroup(fakeId('group', 99), 'members')
    expect(await screen.findByText('No such group')).toBeTruthy()
  })

  it('says why a group is suspended', async () => {
    const bridge = createFakeBridge()
    Object.assign(bridge.state.groups[0] ?? {}, { state: 'suspended' })
    await openGroup(managed, 'members', { bridge })
    expect(await screen.findByText(/WhatsApp has suspended this group/)).toBeTruthy()
  })

  it.each(['members', 'rules', 'findings', 'plan', 'announcements', 'activity', 'history'])(
    'has no accessibility fault on the tab %s',
    async (tab) => {
      await openGroup(managed, tab, { language: 'zh-CN' })
      await screen.findByRole('tab', { name: /历史/ })
      await waitFor(() => expect(screen.queryByText('正在加载')).toBeNull())
      expect(await axeFaults()).toEqual([])
    },
  )
})

describe('changing a group', () => {
  it('sends only what is different', async () => {
    const { user, bridge } = await openGroup(managed, 'members')
    await user.click(await screen.findByLabelText('More actions'))
    await user.click(await screen.findByText('Edit subject and description'))
    const subject = await screen.findByLabelText(/^Subject/)
    await user.clear(subject)
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    expect(screen.getByText('Give the group a subject.')).toBeTruthy()
    fireEvent.change(subject, { target: { value: 'Flower salon' } })
    await user.click(screen.getByRole('button', { name: 'Save changes' }))
    await waitFor(() =>
      expect(bridge.inputsOf('groups.update')).toEqual([
        { groupId: managed, subject: 'Flower salon' },
      ]),
    )
  })

  it('shows the invite link only when asked', async () => {
    const { user, bridge } = await openGroup(managed, 'members')
    await user.click(await screen.findByLabelText('More actions'))
    expect(bridge.inputsOf('groups.revealInviteLink')).toHaveLength(0)
    await user.click(await screen.findByText('Show invite link'))
    expect(await screen.findByText('https://chat.whatsapp.com/FaKe00ExampleLink')).toBeTruthy()
    expect(screen.getByText(/written to the audit log/)).toBeTruthy()
  })

  it('asks before the old link dies', async () => {
    const { user, bridge } = await openGroup(managed, 'members')
    await user.click(await screen.findByLabelText('More actions'))
    await user.click(await screen.findByText('Renew invite link'))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText(/stops working at once/)).toBeTruthy()
    expect(bridge.inputsOf('groups.resetInviteLink')).toHaveLength(0)
    await user.click(within(dialog).getByRole('button', { name: 'Renew link' }))
    expect(await screen.findByText('New link asked of WhatsApp')).toBeTruthy()
  })

  it('deletes only after the subject was typed', async () => {
    const { user, bridge } = await openGroup(managed, 'members')
    await user.click(await screen.findByLabelText('More actions'))
    await user.click(await screen.findByText('Delete group'))
    const dialog = await screen.findByRole('dialog')
    const remove = within(dialog).getByRole('button', { name: 'Delete group' })
    fireEvent.change(within(dialog).getByLabelText('Type the subject to confirm'), {
      target: { value: 'another' },
    })
    await user.tab()
    expect(within(dialog).getByText('This is not the subject: another')).toBeTruthy()
    expect(remove).toHaveProperty('disabled', true)
    await user.clear(within(dialog).getByLabelText('Type the subject to confirm'))
    fireEvent.change(within(dialog).getByLabelText('Type the subject to confirm'), {
      target: { value: '花艺沙龙 · 周三' },
    })
    await user.click(remove)
    await waitFor(() =>
      expect(bridge.inputsOf('groups.delete')).toEqual([
        { groupId: managed, confirmSubject: '花艺沙龙 · 周三' },
      ]),
    )
  })
})

describe('the tabs of a group', () => {
  it('makes a plan from the findings and goes there', async () => {
    const bridge = createFakeBridge()
    bridge.state.plans = bridge.state.plans.filter((plan) => plan.groupId !== managed)
    bridge.answer('plans.create', () => ({
      planId: fakeId('plan', 7),
      actions: 2,
      removals: 0,
      byHand: 0,
    }))
    const { user } = await openGroup(managed, 'plan', { bridge })
    await user.click(await screen.findByRole('button', { name: 'Make a plan' }))
    await waitFor(() => expect(window.location.hash).toBe(`#/plans/${fakeId('plan', 7)}`))
    expect(bridge.inputsOf('plans.create')).toEqual([{ groupId: managed }])
  })

  it('shows the weeks as charts and as a table', async () => {
    const { user } = await openGroup(phone, 'activity')
    expect(await screen.findByText(/messages, .* joined, .* left in 26 weeks/)).toBeTruthy()
    await user.click(screen.getByText('Table'))
    expect(screen.getAllByRole('row')).toHaveLength(27)
  })

  it('names what happened in words', async () => {
    const bridge = createFakeBridge()
    const entry = bridge.state.audit.find((candidate) => candidate.groupId === managed)
    await openGroup(managed, 'history', { bridge })
    const words = i18n.t(`audit.action.${entry?.action ?? ''}`)
    expect(words).not.toContain('audit.action')
    expect((await screen.findAllByText(words)).length).toBeGreaterThan(0)
  })

  it('starts a review, or goes on with the one under way', async () => {
    const { user, bridge } = await openGroup(managed, 'members')
    await user.click(await screen.findByRole('button', { name: 'Review members' }))
    await waitFor(() => expect(bridge.inputsOf('reviews.start')).toEqual([{ groupId: managed }]))
    expect(window.location.hash).toContain('#/reviews/')
  })
})
