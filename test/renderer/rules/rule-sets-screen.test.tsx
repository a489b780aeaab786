// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { RuleSetsScreen } from '../../../renderer/features/rules/rule-sets-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

function openRuleSet(ruleSetId: string, options: RenderOptions = {}) {
  return renderScreen(<RuleSetsScreen />, { ...options, params: { ruleSetId } })
}

function type(label: string | RegExp, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
}

describe('rule sets', () => {
  it('lists each with its rules and groups, and leads to one', async () => {
    const { user } = await renderScreen(<RuleSetsScreen />)
    expect(await screen.findByText('6 rules · 3 groups')).toBeTruthy()
    expect(screen.getByText('Choose a rule set')).toBeTruthy()
    await user.click(screen.getByText('只通知'))
    expect(window.location.hash).toBe(`#/rule-sets/${fakeId('ruleSet', 3)}`)
  })

  it('teaches what one is when there is none', async () => {
    const bridge = createFakeBridge()
    bridge.state.ruleSets = []
    const { user } = await renderScreen(<RuleSetsScreen />, { bridge })
    await user.click(await screen.findByText('Write the first rule set'))
    expect(window.location.hash).toBe('#/rule-sets/new')
  })

  it('says the rules in one sentence that follows what is changed', async () => {
    const { user } = await openRuleSet(fakeId('ruleSet', 3))
    const summary = await screen.findByLabelText('In one sentence')
    expect(summary.textContent).toBe(
      'These groups are run so that only admins post, only admins bring people in, and a message stays pinned for 30 days.',
    )
    await user.click(screen.getByLabelText(/^Join approval/, { selector: 'input' }))
    expect(summary.textContent).toContain('joining needs approval')
  })

  it('lets screening have a say in who joins, where joining needs approval', async () => {
    const { user, bridge } = await openRuleSet('new')
    await screen.findByLabelText(/^Name/)
    type(/^Name/, 'Screened')
    const section = screen.getByLabelText('Join approval', { selector: 'section' })
    await user.click(within(section).getByRole('radio', { name: 'People not yet trusted wait' }))
    expect(screen.getByLabelText('In one sentence').textContent).toContain(
      'joining needs approval and whoever is not trusted waits',
    )
    await user.click(screen.getByText('Save rule set'))
    expect(await screen.findByText('Rule set saved')).toBeTruthy()
    expect(bridge.inputsOf('ruleSets.save')[0]).toMatchObject({
      rules: { joinApproval: { required: true, screening: 'hold_unchecked' } },
    })
    await user.click(within(section).getByRole('radio', { name: 'Not needed' }))
    expect(within(section).queryByText('People not yet trusted wait')).toBeNull()
  })

  it('says for each rule what the official API can and cannot do', async () => {
    await openRuleSet('new')
    const posting = await screen.findByLabelText('Who may post', { selector: 'section' })
    expect(within(posting).getByText(/the API has no such switch/)).toBeTruthy()
    expect(within(posting).getByText(/^By hand/)).toBeTruthy()
  })

  it('saves a new one', async () => {
    const { user, bridge } = await openRuleSet('new')
    await screen.findByLabelText(/^Name/)
    type(/^Name/, ' Regulars ')
    await user.click(screen.getByText('Save rule set'))
    expect(await screen.findByText('Rule set saved')).toBeTruthy()
    expect(bridge.inputsOf('ruleSets.save')[0]).toMatchObject({
      name: 'Regulars',
      rules: { posting: { who: 'admins' }, announcementCadence: null },
    })
  })

  it('shows what is wrong beside each field and saves nothing', async () => {
    const { user, bridge } = await openRuleSet('new')
    await user.click(await screen.findByLabelText(/^Regular announcement/, { selector: 'input' }))
    await user.click(screen.getByLabelText(/^Name/))
    await user.tab()
    expect(screen.getByText('Give the rule set a name.')).toBeTruthy()
    await user.click(screen.getByText('Save rule set'))
    expect(screen.getByText('Write the text.')).toBeTruthy()
    expect(screen.getByText('2 fields need a look.')).toBeTruthy()
    expect(bridge.inputsOf('ruleSets.save')).toHaveLength(0)
  })

  it('asks before what was typed is lost', async () => {
    const { user } = await openRuleSet(fakeId('ruleSet', 3))
    await screen.findByLabelText(/^Name/)
    type(/^Name/, 'Something else')
    await user.click(screen.getByText('大群标准'))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByText('Leave'))
    expect(window.location.hash).toBe(`#/rule-sets/${fakeId('ruleSet', 2)}`)
  })

  it('goes to the groups that are chosen', async () => {
    const { user, bridge } = await openRuleSet(fakeId('ruleSet', 3))
    await user.click(await screen.findByText('Assign to groups'))
    await user.click(await screen.findByLabelText('Select row 8'))
    await user.click(screen.getByText('Assign to 1 group'))
    await waitFor(() =>
      expect(bridge.inputsOf('ruleSets.assign')).toEqual([
        { ruleSetId: fakeId('ruleSet', 3), groupIds: [fakeId('group', 7)] },
      ]),
    )
  })

  it('is not deleted while a group uses it', async () => {
    const { user, bridge } = await openRuleSet(fakeId('ruleSet', 3))
    await user.click(await screen.findByText('Delete'))
    expect(await screen.findByText(/2 groups use it/)).toBeTruthy()
    expect(bridge.inputsOf('ruleSets.delete')).toHaveLength(0)
  })

  it('is deleted after asking when no group uses it', async () => {
    const bridge = createFakeBridge()
    Object.assign(bridge.state.ruleSets[2] ?? {}, { groupCount: 0 })
    const { user } = await openRuleSet(fakeId('ruleSet', 3), { bridge })
    await user.click(await screen.findByText('Delete'))
    await user.click(await screen.findByText('Delete rule set'))
    await waitFor(() =>
      expect(bridge.inputsOf('ruleSets.delete')).toEqual([{ ruleSetId: fakeId('ruleSet', 3) }]),
    )
  })

  it('has no accessibility fault, in Chinese too', async () => {
    await openRuleSet('new', { language: 'zh-CN' })
    await screen.findByLabelText('一句话概括')
    expect(await axeFaults()).toEqual([])
  })
})
