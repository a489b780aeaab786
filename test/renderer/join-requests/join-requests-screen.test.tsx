// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { JoinRequestsScreen } from '../../../renderer/features/join-requests/join-requests-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

describe('the queue of join requests', () => {
  it('stands by group, the longest waiting first, with what is known', async () => {
    const { container } = await renderScreen(<JoinRequestsScreen />)
    const headings = await screen.findAllByRole('heading', { level: 2 })
    expect(headings.map((heading) => heading.textContent)).toEqual([
      'Wedding flowers: June',
      '花艺沙龙 · 周三',
    ])
    expect(screen.getByText('Opted out')).toBeTruthy()
    expect(screen.getByText('No opt-in on record')).toBeTruthy()
    expect(screen.getByText(/朋友推荐来学插花/)).toBeTruthy()
    const screening = screen.getByRole('link', { name: 'Screening of Gustav Ekström: To check' })
    expect(screening.getAttribute('href')).toBe(`#/screening?contactId=${fakeId('contact', 9001)}`)
    expect(await axeFaults(container)).toEqual([])
  })

  it('approves those selected after naming them, and shows the state', async () => {
    const { user, bridge } = await renderScreen(<JoinRequestsScreen />)
    await user.click(
      await screen.findByRole('checkbox', { name: 'Select all waiting in 花艺沙龙 · 周三' }),
    )
    await user.click(screen.getByRole('button', { name: 'Approve 2 requests' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText(/Gustav Ekström and 沈若兰/)).toBeTruthy()
    expect(within(dialog).getByText(/1 of them has no opt-in on record/)).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: 'Approve 2 requests' }))
    await waitFor(() =>
      expect(bridge.inputsOf('joinRequests.approve')).toEqual([
        { joinRequestIds: [fakeId('request', 1), fakeId('request', 0)] },
      ]),
    )
    expect(
      await screen.findAllByText('Approving; waiting for WhatsApp’s confirmation'),
    ).toHaveLength(2)
  })

  it('works by keyboard alone', async () => {
    const { user, bridge } = await renderScreen(<JoinRequestsScreen />)
    await screen.findByText('罗一鸣')
    await user.keyboard('{ArrowDown} {ArrowDown} r')
    const dialog = await screen.findByRole('dialog')
    await waitFor(() =>
      expect(document.activeElement).toBe(
        within(dialog).getByRole('button', { name: 'Reject 2 requests' }),
      ),
    )
    await user.keyboard('{Enter}')
    await waitFor(() =>
      expect(bridge.inputsOf('joinRequests.reject')).toEqual([
        { joinRequestIds: [fakeId('request', 2), fakeId('request', 1)] },
      ]),
    )
  })

  it('does nothing by key before a request is chosen', async () => {
    const { user } = await renderScreen(<JoinRequestsScreen />)
    await screen.findByText('罗一鸣')
    await user.keyboard('a')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('says why one failed and lets the owner decide again; shows settled ones below', async () => {
    const bridge = createFakeBridge()
    bridge.state.joinRequests = bridge.state.joinRequests.map((request, index) => ({
      ...request,
      state: (['failed', 'approved', 'revoked'] as const)[index] ?? 'pending',
      errorCode: index === 0 ? 'group_full' : null,
    }))
    await renderScreen(<JoinRequestsScreen />, { bridge })
    expect(await screen.findByText('Answered lately')).toBeTruthy()
    expect(screen.getByText('Approved')).toBeTruthy()
    expect(screen.getByText('Withdrawn by the person')).toBeTruthy()
    expect(screen.getByText('Failed')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Approve 沈若兰' })).toBeTruthy()
  })

  it('says a refusal and keeps the choice', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('joinRequests.approve', { code: 'join_request_gone' })
    const { user } = await renderScreen(<JoinRequestsScreen />, { bridge })
    await user.click(await screen.findByRole('button', { name: 'Approve 罗一鸣' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Approve 1 request' }))
    expect((await screen.findAllByRole('alert', { hidden: true })).length).toBeGreaterThan(0)
  })

  it('teaches when nobody waits, in Chinese too', async () => {
    const bridge = createFakeBridge()
    bridge.state.joinRequests = []
    await renderScreen(<JoinRequestsScreen />, { bridge, language: 'zh-CN' })
    expect(await screen.findByText('没有人在等')).toBeTruthy()
  })
})
