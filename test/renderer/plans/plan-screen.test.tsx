// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { PlanScreen } from '../../../renderer/features/plans/plan-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

function openPlan(index: number, options: RenderOptions = {}) {
  return renderScreen(<PlanScreen />, {
    ...options,
    params: { planId: fakeId('plan', index) },
  })
}

describe('an open plan', () => {
  it('says each action, its reasons and what cannot be undone', async () => {
    await openPlan(1)
    expect(await screen.findByText('This is a dry run')).toBeTruthy()
    expect(screen.getByText(/2 removals cannot be undone/)).toBeTruthy()
    expect(screen.getAllByText('Cannot be undone')).toHaveLength(2)
    expect(screen.getAllByText(/150 days ago/)).toHaveLength(2)
    expect(screen.getByText('欢迎！请先看群规：不发广告，不加陌生人。')).toBeTruthy()
  })

  it('names its numbers on the button and asks for the number of removals', async () => {
    const { user, bridge } = await openPlan(1)
    await user.click(
      await screen.findByRole('button', { name: 'Approve 5 actions, remove 2 members' }),
    )
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText('Remove 2 members?')).toBeTruthy()
    const confirm = within(dialog).getByRole('button', { name: /Approve 5 actions/ })
    await user.type(within(dialog).getByLabelText('Type 2 to confirm'), '3')
    expect(confirm).toHaveProperty('disabled', true)
    await user.clear(within(dialog).getByLabelText('Type 2 to confirm'))
    await user.type(within(dialog).getByLabelText('Type 2 to confirm'), '2')
    await user.click(confirm)
    await waitFor(() => expect(bridge.inputsOf('plans.approve')).toHaveLength(1))
    expect(bridge.inputsOf('plans.approve')[0]).toEqual({
      planId: fakeId('plan', 1),
      actions: 'all',
      confirmedRemovals: 2,
    })
    expect(await screen.findByText('0 of 5 settled')).toBeTruthy()
  })

  it('approves some without asking when nobody is removed', async () => {
    const { user, bridge } = await openPlan(1)
    await user.click(await screen.findByText('All but removals'))
    await user.click(screen.getByRole('checkbox', { name: 'Choose all: Pin messages' }))
    await user.click(screen.getByRole('button', { name: 'Approve 2 actions' }))
    await waitFor(() => expect(bridge.inputsOf('plans.approve')).toHaveLength(1))
    expect(bridge.inputsOf('plans.approve')[0]).toEqual({
      planId: fakeId('plan', 1),
      actions: [fakeId('action', 1), fakeId('action', 2)],
      confirmedRemovals: 0,
    })
  })

  it('declines all after one question', async () => {
    const { user, bridge } = await openPlan(1)
    await user.click(await screen.findByText('None'))
    await user.click(screen.getByRole('button', { name: 'Decline all' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Decline all' }))
    await waitFor(() => expect(bridge.inputsOf('plans.approve')[0]?.actions).toEqual([]))
  })

  it('says what to do when the plan is no longer open', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('plans.approve', { code: 'plan_not_open' })
    const { user } = await openPlan(1, { bridge })
    await user.click(await screen.findByText('All but removals'))
    await user.click(screen.getByRole('button', { name: 'Approve 3 actions' }))
    expect((await screen.findAllByRole('alert')).length).toBeGreaterThan(0)
  })

  it('is cancelled after a question', async () => {
    const { user, bridge } = await openPlan(1)
    await user.click(await screen.findByRole('button', { name: 'Cancel plan' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Cancel plan' }))
    await waitFor(() => expect(bridge.inputsOf('plans.cancel')).toHaveLength(1))
    expect(await screen.findByText('This plan was cancelled.')).toBeTruthy()
  })

  it('has no accessibility fault and speaks Chinese', async () => {
    const { container } = await openPlan(1, { language: 'zh-CN' })
    expect(await screen.findByRole('button', { name: '批准 5 项操作，移出 2 位成员' })).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })
})

describe('an approved plan', () => {
  it('is ticked off person by person', async () => {
    const { user, bridge } = await openPlan(2)
    expect(await screen.findByText('4 of 12 ticked off')).toBeTruthy()
    expect(screen.getByText(/On the phone: open the group/)).toBeTruthy()
    const box = screen.getAllByRole('checkbox', { checked: false })[0] as HTMLElement
    await user.click(box)
    expect(await screen.findByText('5 of 12 ticked off')).toBeTruthy()
    expect(bridge.inputsOf('plans.tick')[0]).toMatchObject({ isDone: true })
  })

  it('shows the number only when it is asked for', async () => {
    const { user, bridge } = await openPlan(2)
    await screen.findByText('4 of 12 ticked off')
    const numbers = screen.getAllByRole('button', { name: /Show the number/ })
    await user.click(numbers[0] as HTMLElement)
    await waitFor(() => expect(bridge.inputsOf('members.reveal')).toHaveLength(1))
  })

  it('says why an action failed and tries again', async () => {
    const { user, bridge } = await openPlan(3)
    expect(await screen.findByText('This person is not in the group any more')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() =>
      expect(bridge.inputsOf('jobs.retry')).toEqual([{ jobId: fakeId('job', 2) }]),
    )
  })

  it('asks the owner about an unknown outcome', async () => {
    const { user, bridge } = await openPlan(3)
    await user.click(await screen.findByRole('button', { name: 'It did not' }))
    await waitFor(() =>
      expect(bridge.inputsOf('jobs.resolve')).toEqual([
        { jobId: fakeId('job', 1), outcome: 'did_not_happen' },
      ]),
    )
  })

  it('follows the work as it goes on', async () => {
    const { bridge } = await openPlan(2)
    await screen.findByText('4 of 12 ticked off')
    for (const action of bridge.state.actions) {
      if (action.planId === fakeId('plan', 2)) action.state = 'done'
    }
    bridge.emit({ topic: 'changed', payload: { domains: ['plans'], groupId: null } })
    expect(await screen.findByText('12 of 12 settled')).toBeTruthy()
  })

  it('sums up and looks again when finished', async () => {
    const bridge = createFakeBridge()
    bridge.answer('plans.create', () => ({ planId: null, actions: 0, removals: 0, byHand: 0 }))
    const { user } = await openPlan(3, { bridge })
    expect(await screen.findByText('Finished: 1 done, 1 failed, and 1 unknown.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Look again' }))
    expect(await screen.findByText(/Every group matches its rules/)).toBeTruthy()
    expect(bridge.inputsOf('findings.evaluate')).toEqual([{ groupId: fakeId('group', 0) }])
  })

  it('says so when there is no such plan', async () => {
    await openPlan(99)
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})
