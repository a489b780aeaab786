// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { PlansScreen } from '../../../renderer/features/plans/plans-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

describe('the list of plans', () => {
  it('says what each plan waits for', async () => {
    const { container } = await renderScreen(<PlansScreen />)
    expect(await screen.findByText('5 to decide · 2 removals')).toBeTruthy()
    expect(screen.getByText('4 done · 8 by hand')).toBeTruthy()
    expect(screen.getByText('1 done · 1 failed · 1 unknown')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('shows one state alone', async () => {
    const { user } = await renderScreen(<PlansScreen />)
    await screen.findByText('5 to decide · 2 removals')
    await user.click(screen.getByRole('radio', { name: 'Under way' }))
    await waitFor(() => expect(screen.queryByText('5 to decide · 2 removals')).toBeNull())
    expect(screen.getByText('4 done · 8 by hand')).toBeTruthy()
  })

  it('looks at the groups anew before it makes a plan', async () => {
    const { user, bridge } = await renderScreen(<PlansScreen />)
    await user.click(await screen.findByRole('button', { name: 'Make a plan' }))
    await waitFor(() => expect(window.location.hash).toBe(`#/plans/${fakeId('plan', 1)}`))
    expect(bridge.calls.map((call) => call.name)).toContain('findings.evaluate')
  })

  it('teaches when there is none, and says a refusal', async () => {
    const bridge = createFakeBridge()
    bridge.state.plans = []
    bridge.refuse('findings.evaluate', { code: 'disk_full' })
    const { user } = await renderScreen(<PlansScreen />, { bridge })
    expect(await screen.findByText('No plan yet')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Make a plan' }))
    expect((await screen.findAllByRole('alert')).length).toBeGreaterThan(0)
    expect(bridge.inputsOf('plans.create')).toEqual([])
  })
})
