// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { GroupScreen } from '../../../renderer/features/groups/group-screen.tsx'
import { SegmentsScreen } from '../../../renderer/features/segments/segments-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

const groupId = fakeId('group', 0)
const segmentId = fakeId('segment', 1)

const openSegment = (options: RenderOptions = {}) =>
  renderScreen(<SegmentsScreen />, { ...options, params: { segmentId } })

/** The rules of a group that is kept by the segment. */
async function openKeptGroup(options: RenderOptions = {}) {
  const bridge = options.bridge ?? createFakeBridge()
  await bridge.call('groupSegments.set', { groupId, segmentId })
  const opened = await renderScreen(<GroupScreen />, {
    ...options,
    bridge,
    params: { groupId, tab: 'rules' },
  })
  return { ...opened, section: await screen.findByRole('region', { name: /for$|给谁$/ }) }
}

/** A shop that has WhatsApp's own invitation beside what can invite nobody. */
function bridgeWithInvitation() {
  const bridge = createFakeBridge()
  bridge.answer('templates.list', (_input, state) => ({
    templates: [
      ...state.templates,
      {
        ...state.templates[0]!,
        id: fakeId('template', 9),
        name: 'group_invitation',
        language: 'en',
        category: 'UTILITY' as const,
        body: 'You are invited. Open {{1}} to join.',
        variables: ['1'],
      },
    ],
  }))
  return bridge
}

describe('the groups that a segment keeps', () => {
  it('are named with who is missing and who no longer fits, and lead to their rules', async () => {
    const bridge = createFakeBridge()
    await bridge.call('groupSegments.set', { groupId, segmentId })
    await openSegment({ bridge })
    const table = await screen.findByRole('table', { name: 'Groups kept by it' })
    const row = within(table).getAllByRole('row')[1]!
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual([expect.any(String), '3', '6', '2', '1'])
    expect(within(row).getByRole('link').getAttribute('href')).toBe(`#/groups/${groupId}/rules`)
  })

  it('are none at first, and the way to choose one is told', async () => {
    await openSegment()
    expect(await screen.findByText('It keeps no group yet.', { exact: false })).toBeTruthy()
    expect(screen.getByText('Go to the groups').getAttribute('href')).toBe('#/groups')
  })

  it('tell of a failure and can be asked for again', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('groupSegments.list', { code: 'internal' })
    await openSegment({ bridge })
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy()
  })
})

describe('a group kept by a segment', () => {
  it('is chosen and let go, and shows whom it would invite, whom not, and who would go', async () => {
    const { user, bridge } = await renderScreen(<GroupScreen />, {
      params: { groupId, tab: 'rules' },
    })
    const section = await screen.findByRole('region', { name: 'Whom the group is for' })
    await user.click(within(section).getByRole('combobox', { name: 'Segment' }))
    await user.click(await screen.findByRole('option', { name: 'Bought twice lately' }))
    expect(await within(section).findByText('9 people fit, 3 of them in the group.')).toBeTruthy()
    expect(within(section).getByText('2 can be invited')).toBeTruthy()
    expect(within(section).getByText('Not invited: 4 never agreed to be written to.')).toBeTruthy()
    expect(within(section).getByText('1 member is not in the segment')).toBeTruthy()
    await user.click(within(section).getByRole('combobox', { name: 'Segment' }))
    await user.click(await screen.findByRole('option', { name: 'No segment' }))
    await waitFor(() =>
      expect(bridge.inputsOf('groupSegments.set')).toEqual([
        { groupId, segmentId },
        { groupId, segmentId: null },
      ]),
    )
  })

  it('invites who is missing by WhatsApp’s own invitation, after the words were shown', async () => {
    const { user, bridge, section } = await openKeptGroup({ bridge: bridgeWithInvitation() })
    await user.click(await within(section).findByRole('button', { name: 'Invite who is missing' }))
    const dialog = await screen.findByRole('dialog', { name: 'Invite 2 people?' })
    expect(
      await within(dialog).findByText('You are invited. Open [link to the group] to join.'),
    ).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: 'Invite 2' }))
    await waitFor(() =>
      expect(bridge.inputsOf('groupSegments.invite')).toEqual([
        { groupId, templateId: fakeId('template', 9), confirmCount: 2 },
      ]),
    )
    expect(await screen.findByText('2 invitations are in line.')).toBeTruthy()
  })

  it('says where a template comes from when none fits, and invites nobody', async () => {
    const { user, bridge, section } = await openKeptGroup()
    await user.click(await within(section).findByRole('button', { name: 'Invite who is missing' }))
    const dialog = await screen.findByRole('dialog')
    expect((await within(dialog).findByText('Go to the templates')).getAttribute('href')).toBe(
      '#/templates',
    )
    await user.click(within(dialog).getByRole('button', { name: 'Invite 2' }))
    expect(bridge.inputsOf('groupSegments.invite')).toEqual([])
  })

  it('proposes removals as a plan, which opens', async () => {
    const { user, bridge, section } = await openKeptGroup()
    await user.click(await within(section).findByRole('button', { name: 'Propose removals' }))
    await waitFor(() => expect(bridge.inputsOf('groupSegments.propose')).toEqual([{ groupId }]))
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/plans\/.+/))
  })

  it.each(['en', 'zh-CN'] as const)('has no fault that axe finds, in %s', async (language) => {
    const { section } = await openKeptGroup({ language })
    await within(section).findAllByRole('link')
    expect(await axeFaults()).toEqual([])
    expect(document.body.textContent).not.toMatch(/rules\.segment\.[a-z]+/i)
  })
})
