// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { CleanUpScreen } from '../../../renderer/features/clean-up/clean-up-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge, type FakeBridge } from '../helpers/fake-bridge.ts'
import { binOf, cleanUpState, fakeRun, oldCustomers } from '../helpers/fake-handlers-clean-up.ts'
import { dayMs, shopNow } from '../helpers/fake-shop/basics.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

function bridgeWith(patch: Parameters<typeof fakeRun>[0] | null = null): FakeBridge {
  const bridge = createFakeBridge()
  bridge.answer('tags.list', () => ({ tags: [{ id: oldCustomers.id, name: 'Family', size: 2 }] }))
  if (patch === null) return bridge
  const kept = cleanUpState(bridge.state)
  const run = fakeRun(patch)
  kept.runs = [run]
  kept.bin = run.state === 'in_bin' ? binOf(run) : []
  return bridge
}

const open = (path = '/clean-up', bridge = bridgeWith(), language: 'en' | 'zh-CN' = 'en') =>
  renderScreen(<CleanUpScreen />, { bridge, path, language })

describe('the figures', () => {
  it('say what is held, what is not needed, and what is erased', async () => {
    const { container } = await open()
    const section = await screen.findByRole('region', { name: 'Held about people' })
    expect(within(section).getByText('1,204')).toBeTruthy()
    expect(within(section).getByText('150')).toBeTruthy()
    expect(within(section).getByText('1,054 are still needed')).toBeTruthy()
    expect(within(section).getByText('and 1,840 records about them')).toBeTruthy()
    const row = within(section).getByRole('row', { name: /Cannot be reached/ })
    expect(row.textContent).toContain('30')
    expect(row.textContent).toContain('not needed')
    expect(await axeFaults(container)).toEqual([])
  })
})

describe('a rule', () => {
  it('stands in words', async () => {
    await open()
    expect(
      await screen.findByText(
        'Contacts that have no purpose left or were not heard of for 24 months. Left alone: those with an order in the last 24 months, members of groups, trusted contacts.',
      ),
    ).toBeTruthy()
  })

  it('shows its dry run first, and acts only after its number is typed', async () => {
    const { user, bridge, container } = await open()
    await user.click(await screen.findByRole('button', { name: 'Dry run of Old customers' }))
    const detail = await screen.findByRole('complementary', { name: 'Dry run' })
    await within(detail).findByText('3 of 1,204 contacts would go into the bin')
    expect(within(detail).getByText('Ingrid Falk')).toBeTruthy()
    expect(within(detail).getByText('Nora Vance')).toBeTruthy()
    expect(within(detail).getByText(/1 of them said no/)).toBeTruthy()
    expect(within(detail).getByText(/Nobody is removed from a group/)).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
    expect(bridge.inputsOf('cleanUp.run')).toEqual([])

    await user.click(within(detail).getByRole('button', { name: 'Put 3 contacts into the bin' }))
    const dialog = await screen.findByRole('dialog')
    const confirm = within(dialog).getByRole('button', { name: 'Put 3 contacts into the bin' })
    expect(confirm.hasAttribute('disabled')).toBe(true)
    await user.type(within(dialog).getByLabelText('Type 3 to confirm'), '3')
    await user.click(confirm)
    await waitFor(() =>
      expect(bridge.inputsOf('cleanUp.run')).toEqual([
        { ruleId: oldCustomers.id, confirmedContacts: 3 },
      ]),
    )
    await waitFor(() => expect(window.location.hash).toContain('tab=runs'))
    expect(await screen.findByRole('button', { name: 'Bring 3 contacts back' })).toBeTruthy()
  })

  it('says when it is about nobody', async () => {
    const bridge = bridgeWith()
    bridge.answer('cleanUp.preview', () => ({
      total: 12,
      matched: 0,
      reasons: [],
      examples: [],
      kept: [],
      keptExamples: [],
      optedOut: 0,
    }))
    const { user } = await open('/clean-up', bridge)
    await user.click(await screen.findByRole('button', { name: 'Dry run of Old customers' }))
    expect(await screen.findByText('Nobody. All 12 contacts stay.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /into the bin/ })).toBeNull()
  })

  it('is made by a form that says what is wrong, and goes on to its dry run', async () => {
    const { user, bridge, container } = await open()
    await user.click(await screen.findByRole('button', { name: 'New rule' }))
    const form = await screen.findByRole('complementary', { name: 'Rule' })
    expect(await axeFaults(container)).toEqual([])
    await user.click(
      within(form).getByRole('checkbox', { name: 'were not heard of for some time' }),
    )
    await user.click(within(form).getByRole('checkbox', { name: 'have no purpose left' }))
    await user.click(within(form).getByRole('button', { name: 'Save and show dry run' }))
    expect(await within(form).findByText('Give the rule a name.')).toBeTruthy()
    expect(within(form).getByText('Choose at least one thing to look for.')).toBeTruthy()
    expect(bridge.inputsOf('cleanUp.saveRule')).toEqual([])

    await user.type(within(form).getByRole('textbox', { name: /Name/ }), 'Old customers')
    await user.click(within(form).getByRole('checkbox', { name: 'cannot be reached' }))
    await user.click(within(form).getByRole('checkbox', { name: 'Repeat by itself' }))
    await user.click(within(form).getByRole('button', { name: 'Save and show dry run' }))
    expect(await within(form).findByText('Another rule has this name.')).toBeTruthy()
    await user.type(within(form).getByRole('textbox', { name: /Name/ }), ' 2')
    await user.click(within(form).getByRole('button', { name: 'Save and show dry run' }))
    await screen.findByRole('complementary', { name: 'Dry run' })
    expect(bridge.inputsOf('cleanUp.saveRule').at(-1)).toMatchObject({
      name: 'Old customers 2',
      criteria: { inactiveMonths: null, isUndeliverable: true, hasNoPurpose: false },
      action: 'anonymise',
      everyDays: 90,
    })
  })

  it('is deleted after asking', async () => {
    const { user, bridge } = await open()
    await user.click(await screen.findByRole('button', { name: 'Delete Old customers' }))
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete rule' }),
    )
    await waitFor(() => expect(bridge.inputsOf('cleanUp.deleteRule')).toHaveLength(1))
    expect(await screen.findByText('No rules yet')).toBeTruthy()
  })
})

describe('a clean-up', () => {
  it('says how long it can be undone, and is undone', async () => {
    const { user, bridge, container } = await open('/clean-up?tab=runs', bridgeWith({}))
    await screen.findByText(/3 contacts are in the bin and are erased in 7 days/)
    expect(await axeFaults(container)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Bring 3 contacts back' }))
    await waitFor(() => expect(bridge.inputsOf('cleanUp.restore')).toHaveLength(1))
    expect(await screen.findByText('All 3 contacts were brought back.')).toBeTruthy()
  })

  it('erases before its time only after its number is typed', async () => {
    const { user, bridge } = await open('/clean-up?tab=runs', bridgeWith({}))
    await user.click(await screen.findByRole('button', { name: 'Erase now' }))
    const dialog = await screen.findByRole('dialog')
    await user.type(within(dialog).getByLabelText('Type 3 to confirm'), '3{Enter}')
    await waitFor(() =>
      expect(bridge.inputsOf('cleanUp.purgeNow')).toEqual([
        { runId: fakeRun().id, confirmedContacts: 3 },
      ]),
    )
    expect((await screen.findAllByText('3 contacts were made anonymous.')).length).toBeGreaterThan(
      0,
    )
  })

  it('that is announced can be called off', async () => {
    const announced = {
      state: 'announced',
      isScheduled: true,
      inBin: 0,
      binAt: shopNow + 2 * dayMs,
    } as const
    const { user, bridge } = await open('/clean-up?tab=runs', bridgeWith(announced))
    expect(await screen.findByText(/About 3 contacts go into the bin on/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Call off' }))
    await waitFor(() => expect(bridge.inputsOf('cleanUp.cancelRun')).toHaveLength(1))
    expect(await screen.findByText('Called off')).toBeTruthy()
  })

  it('is explained where there was none yet', async () => {
    await open('/clean-up?tab=runs')
    expect(await screen.findByText('No clean-up yet')).toBeTruthy()
  })
})

describe('the bin', () => {
  it('brings back whom the owner chooses', async () => {
    const { user, bridge, container } = await open('/clean-up?tab=bin', bridgeWith({}))
    expect(await screen.findByText('Bin (3)')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
    const boxes = await screen.findAllByRole('checkbox')
    await user.click(boxes.at(-1)!)
    await user.click(await screen.findByRole('button', { name: 'Bring 1 contact back' }))
    await waitFor(() => expect(bridge.inputsOf('cleanUp.restore')).toHaveLength(1))
    expect(bridge.inputsOf('cleanUp.restore')[0]?.contactIds).toHaveLength(1)
    expect(await screen.findByText('Bin (2)')).toBeTruthy()
  })

  it('says so when it is empty, in Chinese too', async () => {
    await open('/clean-up?tab=bin', bridgeWith(), 'zh-CN')
    expect(await screen.findByText('回收站是空的')).toBeTruthy()
  })
})
