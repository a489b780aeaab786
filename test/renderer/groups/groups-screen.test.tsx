// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { GroupsScreen } from '../../../renderer/features/groups/groups-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

describe('the list of groups', () => {
  it('says of each group what it is, who is in it and how its rules stand', async () => {
    await renderScreen(<GroupsScreen />)
    const row = (await screen.findByText('花间集老顾客群')).closest('[role=row]') as HTMLElement
    expect(within(row).getByText('Phone group · 大群标准')).toBeTruthy()
    expect(within(row).getByText('312')).toBeTruthy()
    expect(within(row).getByText('37')).toBeTruthy()
    expect(within(row).getByText('By hand · 5')).toBeTruthy()
    expect(within(row).getByText('1 broken · 2 confirmations too old')).toBeTruthy()
    expect(screen.getByText('8 groups')).toBeTruthy()
  })

  it('searches by name and filters by kind, and finds back from nothing', async () => {
    const { user } = await renderScreen(<GroupsScreen />)
    await user.click(await screen.findByText('Phone'))
    await waitFor(() => expect(screen.getByText('5 groups')).toBeTruthy())
    fireEvent.change(screen.getByLabelText('Search groups'), {
      target: { value: 'nothing like it' },
    })
    await user.click(await screen.findByRole('button', { name: 'Clear the search' }))
    expect(await screen.findByText('8 groups')).toBeTruthy()
  })

  it('opens a group on a click', async () => {
    const { user } = await renderScreen(<GroupsScreen />)
    await user.click(await screen.findByText('Wedding flowers: June'))
    expect(window.location.hash).toBe(`#/groups/${fakeId('group', 1)}`)
  })

  it('says what a first group needs when there is none', async () => {
    const bridge = createFakeBridge()
    bridge.state.groups = []
    const { user } = await renderScreen(<GroupsScreen />, { bridge })
    expect(await screen.findByText('No group yet')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Add a phone group' }))
    expect(screen.getByText('Drop a chat export or a member list here')).toBeTruthy()
  })

  it('shows a refusal in words and asks again', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('groups.list', { code: 'store_damaged' })
    await renderScreen(<GroupsScreen />, { bridge })
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy()
  })

  it('has no accessibility fault, in Chinese too', async () => {
    await renderScreen(<GroupsScreen />, { language: 'zh-CN' })
    await screen.findAllByText('手机群 · 大群标准')
    expect(await axeFaults()).toEqual([])
  })

  it('says what a sync brought', async () => {
    const { user, bridge } = await renderScreen(<GroupsScreen />)
    await user.click(await screen.findByRole('button', { name: 'Sync now' }))
    expect(await screen.findByText(/^Synced: \d+ groups/)).toBeTruthy()
    expect(bridge.inputsOf('sync.run')).toHaveLength(1)
  })
})

describe('assigning a rule set to several groups', () => {
  it('takes the chosen groups and says their number', async () => {
    const { user, bridge } = await renderScreen(<GroupsScreen />)
    await user.click(await screen.findByLabelText('Select row 1'))
    await user.click(screen.getByLabelText('Select row 2'))
    await user.click(screen.getByRole('button', { name: 'Assign rule set' }))
    await user.click(await screen.findByRole('button', { name: 'Assign to 2 groups' }))
    expect(screen.getByText('Choose a rule set.')).toBeTruthy()
    await user.click(screen.getByRole('combobox', { name: 'Rule set' }))
    await user.click(await screen.findByRole('option', { name: '只通知' }))
    await user.click(screen.getByRole('button', { name: 'Assign to 2 groups' }))
    expect(await screen.findByText('Rule set assigned to 2 groups')).toBeTruthy()
    expect(bridge.inputsOf('ruleSets.assign')).toEqual([
      { ruleSetId: fakeId('ruleSet', 3), groupIds: [fakeId('group', 0), fakeId('group', 1)] },
    ])
  })
})

describe('making a managed group', () => {
  it('says beforehand what such a group is', async () => {
    await renderScreen(<GroupsScreen />, { path: '/groups?add=managed' })
    expect(await screen.findByText('At most 8 members besides you.')).toBeTruthy()
    expect(screen.getByText(/invite link only/)).toBeTruthy()
    expect(screen.getByText(/Official Business Account/)).toBeTruthy()
    expect(screen.getByText(/in its own time/)).toBeTruthy()
  })

  it('refuses a missing and a long subject beside the field', async () => {
    const { user, bridge } = await renderScreen(<GroupsScreen />, { path: '/groups?add=managed' })
    const subject = await screen.findByLabelText(/^Subject/)
    await user.click(subject)
    await user.tab()
    expect(screen.getByText('Give the group a subject.')).toBeTruthy()
    await user.click(subject)
    await user.paste('x'.repeat(129))
    expect(screen.getByText('At most 128 characters; this has 129.')).toBeTruthy()
    await user.click(screen.getByLabelText('Description'))
    await user.paste('y'.repeat(2049))
    await user.click(screen.getByRole('button', { name: 'Make group' }))
    expect(screen.getByText('At most 2,048 characters; this has 2,049.')).toBeTruthy()
    expect(bridge.inputsOf('groups.create')).toHaveLength(0)
  })

  it('asks WhatsApp and opens the group', async () => {
    const { user, bridge } = await renderScreen(<GroupsScreen />, { path: '/groups?add=managed' })
    fireEvent.change(await screen.findByLabelText(/^Subject/), { target: { value: 'Peony club' } })
    await user.click(screen.getByLabelText('Everyone with the link'))
    await user.click(screen.getByRole('button', { name: 'Make group' }))
    expect(await screen.findByText('WhatsApp is making the group')).toBeTruthy()
    expect(bridge.inputsOf('groups.create')).toEqual([
      {
        kind: 'managed',
        subject: 'Peony club',
        description: '',
        joinApprovalMode: 'auto_approve',
      },
    ])
    expect(window.location.hash).toContain('#/groups/')
  })

  it('shows a refusal with what to do, and keeps what was typed', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('groups.create', { code: 'groups_not_eligible' })
    const { user } = await renderScreen(<GroupsScreen />, { bridge, path: '/groups?add=managed' })
    fireEvent.change(await screen.findByLabelText(/^Subject/), { target: { value: 'Peony club' } })
    await user.click(screen.getByRole('button', { name: 'Make group' }))
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(screen.getByLabelText(/^Subject/)).toHaveProperty('value', 'Peony club')
  })
})
