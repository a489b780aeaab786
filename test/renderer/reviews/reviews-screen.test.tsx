// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ReviewsScreen } from '../../../renderer/features/reviews/reviews-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { dayMs, fakeId, shopNow } from '../helpers/fake-shop/basics.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

describe('the list of reviews', () => {
  it('shows how far the open ones are', async () => {
    const { container } = await renderScreen(<ReviewsScreen />)
    expect(await screen.findByText('24 of 310 decided')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('starts one for a group', async () => {
    const { user, bridge } = await renderScreen(<ReviewsScreen />)
    await user.click(screen.getByRole('button', { name: 'Start a review' }))
    const dialog = await screen.findByRole('dialog')
    const field = await within(dialog).findByRole('combobox', { name: 'Group' })
    await user.click(within(dialog).getByRole('button', { name: 'Start a review' }))
    expect(await within(dialog).findByText('Choose a group first.')).toBeTruthy()
    await user.click(field)
    await user.click(
      await screen.findByRole('option', { name: 'Wedding flowers: June', hidden: true }),
    )
    await user.click(within(dialog).getByRole('button', { name: 'Start a review' }))
    await waitFor(() => expect(bridge.inputsOf('reviews.start')).toHaveLength(1))
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/reviews\//))
  })

  it('shows what is due and starts it with one button', async () => {
    const bridge = createFakeBridge()
    bridge.state.overview.attention = [
      {
        key: 'review_due 1',
        kind: 'review_due',
        urgency: 'today',
        explanation: { code: 'review_due', params: {} },
        groupId: fakeId('group', 3),
        targetId: null,
        count: 1,
        minutes: 30,
        since: shopNow - dayMs,
      },
    ]
    const { user } = await renderScreen(<ReviewsScreen />, { bridge })
    await user.click(screen.getByRole('radio', { name: 'Due' }))
    const row = await screen.findByRole('listitem')
    expect(within(row).getByText(/Due since/)).toBeTruthy()
    await user.click(within(row).getByRole('button', { name: 'Start a review' }))
    await waitFor(() =>
      expect(bridge.inputsOf('reviews.start')).toEqual([{ groupId: fakeId('group', 3) }]),
    )
  })

  it('teaches when nothing is there', async () => {
    const bridge = createFakeBridge()
    bridge.state.reviews = []
    const { user } = await renderScreen(<ReviewsScreen />, { bridge, language: 'zh-CN' })
    expect(await screen.findByText('没有进行中的清查')).toBeTruthy()
    await user.click(screen.getByRole('radio', { name: '已完成' }))
    expect(await screen.findByText('还没有完成的清查')).toBeTruthy()
  })

  it('says a refusal and tries again', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('reviews.list', { code: 'workspace_locked' })
    const { user } = await renderScreen(<ReviewsScreen />, { bridge })
    const alert = await screen.findByRole('alert')
    await user.click(within(alert).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(bridge.inputsOf('reviews.list').length).toBeGreaterThan(1))
  })
})
