// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { GroupScreen } from '../../../renderer/features/groups/group-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

const phone = fakeId('group', 3)

/** A shop whose large group has twelve members: enough for most, and quick to draw. */
function smallShop() {
  const bridge = createFakeBridge()
  bridge.state.members = bridge.state.members
    .filter((member) => member.groupId === phone && member.leftAt === null)
    .slice(0, 12)
  return bridge
}

function openMembers(options: RenderOptions = {}) {
  return renderScreen(<GroupScreen />, {
    bridge: smallShop(),
    ...options,
    params: { groupId: phone, tab: 'members' },
  })
}

async function firstRow(): Promise<HTMLElement> {
  const table = await screen.findByLabelText('Members', { selector: '[role=grid]' })
  const row = table.querySelector<HTMLElement>('[data-index="0"]')
  if (row === null) throw new Error('There is no row.')
  return row
}

describe('the members of a group', () => {
  it('draws a screenful of many and counts all', async () => {
    await openMembers({ bridge: createFakeBridge() })
    const table = await screen.findByLabelText('Members', { selector: '[role=grid]' })
    expect(table.getAttribute('aria-rowcount')).toBe('313')
    expect(table.querySelectorAll('[role=row]').length).toBeLessThan(100)
  })

  it('masks numbers until one is asked for', async () => {
    const { user, bridge } = await openMembers()
    const row = await firstRow()
    expect(within(row).queryByText(/5555/)).toBeNull()
    await user.click(within(row).getByText(/····/))
    expect(await within(row).findByText(/5555/)).toBeTruthy()
    expect(bridge.inputsOf('members.reveal')).toHaveLength(1)
  })

  it('sorts, searches and filters at the source', async () => {
    const { user, bridge } = await openMembers()
    await user.click(await screen.findByRole('button', { name: 'Last wrote' }))
    await user.click(screen.getByText('Left'))
    await user.click(screen.getByRole('combobox', { name: 'Opt-in' }))
    await user.click(await screen.findByRole('option', { name: 'Opted out' }))
    fireEvent.change(screen.getByLabelText('Search members'), { target: { value: '陈' } })
    await waitFor(() =>
      expect(bridge.inputsOf('members.list').at(-1)).toMatchObject({
        groupId: phone,
        sort: 'lastWrote',
        state: 'left',
        optIn: 'opted_out',
        search: '陈',
      }),
    )
  })

  it('finds back when nobody matches', async () => {
    const { user } = await openMembers()
    fireEvent.change(await screen.findByLabelText('Search members'), {
      target: { value: 'nobody of this name' },
    })
    await user.click(await screen.findByRole('button', { name: 'Clear the search' }))
    expect(await screen.findByText('12 members')).toBeTruthy()
  })

  it('offers an import when nobody is known yet', async () => {
    const bridge = createFakeBridge()
    bridge.state.members = []
    const { user } = await openMembers({ bridge })
    await user.click(await screen.findByRole('button', { name: 'Import' }))
    expect(await screen.findByText('Import for “花间集老顾客群”')).toBeTruthy()
  })
})

describe('one member beside the table', () => {
  it('records what the member said about being written to', async () => {
    const { user, bridge } = await openMembers()
    await user.click(await firstRow())
    const panel = await screen.findByRole('complementary', { name: 'Member' })
    await user.click(within(panel).getByRole('button', { name: 'Record consent' }))
    await user.click(within(panel).getByLabelText('Does not want any more'))
    fireEvent.change(within(panel).getByLabelText('Note'), { target: { value: 'On the phone' } })
    expect(await axeFaults(panel)).toEqual([])
    await user.click(within(panel).getByRole('button', { name: 'Save consent' }))
    expect(await screen.findByText('Consent recorded')).toBeTruthy()
    expect(bridge.inputsOf('consent.record')[0]).toMatchObject({
      state: 'withdrawn',
      purpose: 'marketing',
      source: 'spoken',
      note: 'On the phone',
    })
    expect(await within(panel).findByText('Opted out')).toBeTruthy()
  })

  it('refuses a note that is too long', async () => {
    const { user, bridge } = await openMembers()
    await user.click(await firstRow())
    await user.click(await screen.findByRole('button', { name: 'Record consent' }))
    await user.click(screen.getByLabelText('Note'))
    await user.paste('x'.repeat(501))
    await user.click(screen.getByRole('button', { name: 'Save consent' }))
    expect(screen.getByText('At most 500 characters.')).toBeTruthy()
    expect(bridge.inputsOf('consent.record')).toHaveLength(0)
  })

  it('closes with Esc', async () => {
    const { user } = await openMembers()
    await user.click(await firstRow())
    await screen.findByRole('complementary', { name: 'Member' })
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('complementary', { name: 'Member' })).toBeNull()
  })
})

describe('chosen lists', () => {
  it('put several members on a list at once', async () => {
    const { user, bridge } = await openMembers()
    await firstRow()
    await user.click(screen.getByLabelText('Select row 1'))
    await user.click(screen.getByLabelText('Select row 2'))
    await user.click(screen.getByRole('button', { name: 'Add 2 members to a list' }))
    await user.click(await screen.findByRole('combobox', { name: 'List' }))
    await user.click(await screen.findByRole('option', { name: /^VIP/ }))
    await user.click(screen.getByRole('button', { name: 'Add to list' }))
    expect(await screen.findByText('2 members added to “VIP”')).toBeTruthy()
    expect(bridge.inputsOf('contactLists.setMembers')[0]?.contactIds).toHaveLength(2)
  })

  it('are made on the spot, with a name', async () => {
    const bridge = smallShop()
    bridge.state.contactLists = []
    const { user } = await openMembers({ bridge })
    await firstRow()
    await user.click(screen.getByLabelText('Select row 1'))
    await user.click(screen.getByRole('button', { name: 'Add to list' }))
    await user.click(await screen.findByRole('button', { name: 'Make list' }))
    expect(screen.getByText('Give the list a name.')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('Name of the new list'), {
      target: { value: 'Peony lovers' },
    })
    await user.click(screen.getByRole('button', { name: 'Make list' }))
    expect(await screen.findByText('1 member added to “Peony lovers”')).toBeTruthy()
    expect(bridge.inputsOf('contactLists.save')).toEqual([{ name: 'Peony lovers' }])
  })
})
