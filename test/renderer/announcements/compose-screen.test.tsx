// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { ComposeScreen } from '../../../renderer/features/announcements/compose-screen.tsx'
import { emptyDraft, useDraft } from '../../../renderer/features/announcements/draft.ts'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { templates } from '../helpers/fake-shop/announcements.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

beforeEach(() => useDraft.getState().clear())

function compose(rest: Partial<typeof emptyDraft>, options: RenderOptions = {}) {
  useDraft.getState().change(rest)
  return renderScreen(<ComposeScreen />, { path: '/announcements/new', ...options })
}

const [managed, closed, phone] = [fakeId('group', 0), fakeId('group', 1), fakeId('group', 3)]

describe('writing an announcement', () => {
  it('shows the message as the phone does while it is written', async () => {
    const { user } = await compose({})
    await user.type(await screen.findByLabelText('Text'), 'Hello *everybody* <b>x</b>')
    const bubble = screen.getByRole('figure', { name: 'Preview of the message' })
    expect(within(bubble).getByText('everybody').tagName).toBe('STRONG')
    expect(bubble.textContent).toContain('<b>x</b>')
  })

  it('says beside the fields what is missing', async () => {
    const { user, bridge } = await compose({})
    await user.click(await screen.findByRole('button', { name: 'Send' }))
    expect(screen.getByText('Choose at least one group.')).toBeTruthy()
    expect(screen.getByText('Write the message.')).toBeTruthy()
    expect(bridge.inputsOf('announcements.send')).toEqual([])
  })

  it('tells group by group what can be sent, and offers a way out', async () => {
    const { user, container } = await compose({ groupIds: [managed, closed, phone], body: 'Hi' })
    expect(await screen.findByText(/Own text possible until/)).toBeTruthy()
    expect(screen.getByText('Not possible now')).toBeTruthy()
    expect(screen.getByText('You post it on the phone')).toBeTruthy()
    expect(screen.getByText(/1 group is left out/)).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Use a template' }))
    expect(screen.getByLabelText('Template', { selector: 'input:not([type=radio])' })).toBeTruthy()
  })

  it('asks for the number of members, then sends to the groups that can be reached', async () => {
    const { user, bridge } = await compose({ groupIds: [managed, closed], body: 'Hi' })
    const recipients = (bridge.state.groups[0]?.participantCount ?? 0) - 1
    await user.click(
      await screen.findByRole('button', { name: `Send to 1 group, ${recipients} members` }),
    )
    const dialog = await screen.findByRole('dialog')
    const confirm = within(dialog).getByRole('button', { name: /Send to 1 group/ })
    expect(confirm).toHaveProperty('disabled', true)
    await user.type(
      within(dialog).getByLabelText(`Type ${recipients} to confirm`),
      String(recipients),
    )
    await user.click(confirm)
    await waitFor(() => expect(bridge.inputsOf('announcements.send')).toHaveLength(1))
    expect(bridge.inputsOf('announcements.send')[0]).toEqual({
      groupIds: [managed],
      content: { type: 'text', body: 'Hi' },
      pinDays: null,
    })
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/announcements\/0190/))
    expect(useDraft.getState().draft).toBe(emptyDraft)
  })

  it('puts phone groups on the checklist without asking for a number', async () => {
    const { user, bridge } = await compose({ groupIds: [phone], body: 'Hi' })
    await user.click(await screen.findByRole('button', { name: 'Put 1 group on the checklist' }))
    await waitFor(() => expect(bridge.inputsOf('announcements.send')).toHaveLength(1))
  })

  it('fills in a template and shows its cost with the date of the price list', async () => {
    const templateId = templates[0]?.id ?? ''
    const { user } = await compose({ groupIds: [managed], type: 'template', templateId })
    await user.type(await screen.findByLabelText('Value of {{1}}'), 'Spring')
    await user.type(screen.getByLabelText('Value of {{2}}'), 'tulips')
    expect(await screen.findByText('Spring，本周新到：tulips。回复“订”预留。')).toBeTruthy()
    expect(screen.getByText('回复“退订”不再接收')).toBeTruthy()
    expect(await screen.findByText(/By WhatsApp’s price list of/)).toBeTruthy()
    expect(screen.getByText(/for each member it reaches/)).toBeTruthy()
  })

  it('refuses a time gone by', async () => {
    const { user } = await compose({
      groupIds: [managed],
      body: 'Hi',
      isLater: true,
      sendAt: '2020-01-01 10:00:00',
    })
    await screen.findByText(/Own text possible until/)
    await user.click(screen.getByRole('button', { name: /^Schedule for 1 group/ }))
    expect(screen.getByText('Choose a time that is still to come.')).toBeTruthy()
  })

  it('says why a preview is refused', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('announcements.preview', { code: 'template_not_approved' })
    await compose({ groupIds: [managed], body: 'Hi' }, { bridge })
    expect(await screen.findByRole('alert')).toBeTruthy()
  })

  it('starts with the group it was called for, and speaks Chinese', async () => {
    await compose({}, { path: `/announcements/new?groupId=${managed}`, language: 'zh-CN' })
    expect(await screen.findByText('写公告')).toBeTruthy()
    await waitFor(() => expect(useDraft.getState().draft.groupIds).toEqual([managed]))
  })
})

describe('choosing a time', () => {
  it('takes a day and an hour from the calendar', async () => {
    const { user } = await compose({ isLater: true })
    await user.click(await screen.findByLabelText('Date and time'))
    const calendar = await screen.findByRole('dialog', { hidden: true })
    await user.click(within(calendar).getByRole('button', { name: 'Next month', hidden: true }))
    const days = within(calendar).getAllByRole('button', { hidden: true })
    const tenth = days.find((day) => day.textContent === '10') as HTMLElement
    await user.click(tenth)
    await user.type(within(calendar).getByLabelText('Hours'), '14')
    await user.type(within(calendar).getByLabelText('Minutes'), '30')
    await waitFor(() => expect(useDraft.getState().draft.sendAt).toMatch(/-10 14:30:00$/))
  })
})
