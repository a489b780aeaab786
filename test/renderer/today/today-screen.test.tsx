// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { TodayScreen } from '../../../renderer/features/today/today-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

describe('Today', () => {
  it('lists what needs a person, each with its one action', async () => {
    const { user } = await renderScreen(<TodayScreen />)
    expect(await screen.findByText('9 things need you')).toBeTruthy()
    expect(await axeFaults()).toEqual([])
    const line = screen.getByText('3 people ask to join 花艺沙龙 · 周三').closest('li')
    if (line === null) throw new Error('The line is missing.')
    expect(within(line).getByText(/3 min/)).toBeTruthy()
    await user.click(within(line).getByRole('button', { name: 'Answer' }))
    expect(window.location.hash).toBe(`#/join-requests?groupId=${fakeId('group', 0)}`)
  })

  it('goes to the plan, the review and the rules of a group', async () => {
    const { user } = await renderScreen(<TodayScreen />)
    await user.click(await screen.findByRole('button', { name: 'Look at the plan' }))
    expect(window.location.hash).toBe(`#/plans/${fakeId('plan', 1)}`)
    await user.click(screen.getByRole('button', { name: 'Go on' }))
    expect(window.location.hash).toBe(`#/reviews/${fakeId('review', 1)}`)
    await user.click(screen.getByRole('button', { name: 'Confirm' }))
    expect(window.location.hash).toBe(`#/groups/${fakeId('group', 4)}/rules`)
  })

  it('says that all is in order, with the weeks as charts and as tables', async () => {
    const bridge = createFakeBridge()
    bridge.state.overview.attention = []
    const { user } = await renderScreen(<TodayScreen />, { bridge, language: 'zh-CN' })
    expect(await screen.findByText('一切正常')).toBeTruthy()
    const [first] = screen.getAllByRole('radio', { name: '以表格查看' })
    if (first === undefined) throw new Error('The switch is missing.')
    await user.click(first)
    expect(screen.getAllByRole('row')).toHaveLength(13)
    expect(await axeFaults()).toEqual([])
  })

  it.each([
    ['en', '1,200 people to check', 'Check them'],
    ['zh-CN', '1,200 位客户待核实', '去核实'],
  ] as const)('leads to the people whom screening leaves to the owner: %s', async (...given) => {
    const [language, words, action] = given
    const bridge = createFakeBridge()
    const [item] = bridge.state.overview.attention
    if (item === undefined) throw new Error('The shop has nothing to do.')
    bridge.state.overview.attention = [
      {
        ...item,
        kind: 'people_to_check',
        urgency: 'soon',
        groupId: null,
        count: 1200,
        explanation: { code: 'people_to_check', params: { code: 'to_check', count: 1200 } },
      },
    ]
    const { user } = await renderScreen(<TodayScreen />, { bridge, language })
    expect(await screen.findByText(words)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: action }))
    expect(window.location.hash).toBe('#/screening')
    expect(await axeFaults()).toEqual([])
  })

  it('starts a review that is due', async () => {
    const bridge = createFakeBridge()
    const [item] = bridge.state.overview.attention
    if (item === undefined) throw new Error('The shop has nothing to do.')
    const groupId = fakeId('group', 4)
    bridge.state.overview.attention = [
      {
        ...item,
        kind: 'review_due',
        groupId,
        explanation: { code: 'review_due', params: { subject: 'Tuesday market pick-up' } },
      },
    ]
    const { user } = await renderScreen(<TodayScreen />, { bridge })
    expect(
      await screen.findByText('The member review of Tuesday market pick-up is due'),
    ).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Start review' }))
    expect(bridge.inputsOf('reviews.start')).toEqual([{ groupId }])
  })

  it('shows a refusal and asks again', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('overview.get', { code: 'store_damaged' })
    const { user } = await renderScreen(<TodayScreen />, { bridge })
    expect(await screen.findByText('The data file is damaged')).toBeTruthy()
    const overview = bridge.state.overview
    bridge.answer('overview.get', () => overview)
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('9 things need you')).toBeTruthy()
  })

  it('teaches the first step to a shop without groups', async () => {
    const bridge = createFakeBridge()
    Object.assign(bridge.state.overview, { attention: [], groups: 0 })
    await renderScreen(<TodayScreen />, { bridge })
    expect(await screen.findByText('No groups yet')).toBeTruthy()
  })
})
