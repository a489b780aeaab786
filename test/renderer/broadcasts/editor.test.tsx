// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { BroadcastScreen } from '../../../renderer/features/broadcasts/broadcast-screen.tsx'
import { BroadcastsScreen } from '../../../renderer/features/broadcasts/broadcasts-screen.tsx'
import { useDrafts } from '../../../renderer/features/broadcasts/draft.ts'
import { NewBroadcastScreen } from '../../../renderer/features/broadcasts/new-broadcast-screen.tsx'
import { AppError } from '../../../shared/errors.ts'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { fakePlan } from '../helpers/fake-shop/broadcasts.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

const slow = { timeout: 5000 }
const openDraft = (options: RenderOptions = {}) =>
  renderScreen(<BroadcastScreen />, {
    ...options,
    params: { broadcastId: fakeId('broadcast', 4) },
  })
const confirmIn = async (label: string) =>
  within(await screen.findByRole('dialog')).getByRole('button', { name: label })

beforeEach(() => useDrafts.setState({ drafts: {} }))

describe('the list', () => {
  it.each(['en', 'zh-CN'] as const)('shows each with its next step, in %s', async (language) => {
    await renderScreen(<BroadcastsScreen />, { language })
    expect(await screen.findByText('Peony week')).toBeTruthy()
    expect(screen.getByText(language === 'en' ? 'Stopped by the app' : '已自动暂停')).toBeTruthy()
    expect(
      screen.getByText(language === 'en' ? 'Look why, then resume' : '看看原因，再继续'),
    ).toBeTruthy()
    expect(screen.getByText(language === 'en' ? '625 of 1,052' : '625 / 1,052')).toBeTruthy()
    expect(await axeFaults()).toEqual([])
    expect(document.body.textContent).not.toMatch(/broadcasts\.[a-z]/i)
  })

  it('teaches what it is for while it is empty', async () => {
    const bridge = createFakeBridge()
    bridge.answer('broadcasts.list', () => ({ items: [], nextCursor: null, total: 0 }))
    await renderScreen(<BroadcastsScreen />, { bridge })
    expect(await screen.findByText('No broadcast yet')).toBeTruthy()
    expect(screen.getAllByRole('link', { name: 'New broadcast' })).toHaveLength(1)
  })
})

describe('the editor', () => {
  it('shows beside the draft what it comes to: people, reasons, limits, cost', async () => {
    await openDraft()
    expect(await screen.findByText('1,068 people get it', {}, slow)).toBeTruthy()
    expect(screen.getByText('Have not agreed to this purpose')).toBeTruthy()
    expect(
      screen.getByText('Ask them at the next visit, or let them sign up by QR code.'),
    ).toBeTruthy()
    const limits = screen.getByRole('table', { name: 'Four limits; the slowest decides.' })
    expect(within(limits).getByText('2,000 people · 1,400 used already')).toBeTruthy()
    expect(within(limits).getAllByText('Does not slow it')).toHaveLength(2)
    expect(within(limits).getByText('Decides')).toBeTruthy()
    const costs = screen.getByRole('table', { name: 'Cost' })
    expect(within(costs).getByText('No price')).toBeTruthy()
    expect(screen.getByText('At least $66.83 · some countries have no price')).toBeTruthy()
    expect(screen.getByText(/By your prices of May 1, 2026/)).toBeTruthy()
  })

  it.each(['en', 'zh-CN'] as const)('has no fault that axe finds, in %s', async (language) => {
    const { user } = await openDraft({ language })
    await screen.findByText(language === 'en' ? '1,068 people get it' : '1,068 人会收到', {}, slow)
    await user.click(
      screen.getByRole('button', { name: language === 'en' ? 'How it is sent' : '怎么发' }),
    )
    expect(await axeFaults()).toEqual([])
    expect(document.body.textContent).not.toMatch(/broadcasts\.[a-z]/i)
  })

  it('plans anew when something changes, and not for the name', async () => {
    const { user, bridge } = await openDraft()
    await screen.findByText('1,068 people get it', {}, slow)
    const before = bridge.inputsOf('broadcasts.plan').length
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Other' } })
    await user.click(screen.getByRole('radio', { name: 'Everybody' }))
    await waitFor(
      () =>
        expect(bridge.inputsOf('broadcasts.plan').at(-1)?.draft.audience).toEqual({
          kind: 'everybody',
        }),
      slow,
    )
    expect(bridge.inputsOf('broadcasts.plan')).toHaveLength(before + 1)
  })

  it('sends only after the exact number was typed, and saves the draft first', async () => {
    const { user, bridge } = await openDraft()
    await screen.findByText('1,068 people get it', {}, slow)
    await user.click(screen.getByRole('button', { name: 'Send to 1,068 people' }))
    const dialog = await screen.findByRole('dialog', { name: 'Send to 1,068 people?' })
    expect(dialog.textContent).toContain('$66.83')
    const confirm = within(dialog).getByRole<HTMLButtonElement>('button', {
      name: 'Send to 1,068 people',
    })
    await user.type(within(dialog).getByLabelText('Type 1068 to confirm'), '1067')
    expect(confirm.disabled).toBe(true)
    await user.clear(within(dialog).getByLabelText('Type 1068 to confirm'))
    await user.type(within(dialog).getByLabelText('Type 1068 to confirm'), '1068{Enter}')
    await waitFor(() =>
      expect(bridge.inputsOf('broadcasts.start')).toEqual([
        { broadcastId: fakeId('broadcast', 4), confirmed: { recipients: 1068 } },
      ]),
    )
    expect(bridge.inputsOf('broadcasts.save')).toHaveLength(1)
    expect(await screen.findByText('The broadcast has begun.')).toBeTruthy()
  })

  it('shows the new number and asks again when it has changed in between', async () => {
    const bridge = createFakeBridge()
    const { user } = await openDraft({ bridge })
    await screen.findByText('1,068 people get it', {}, slow)
    bridge.answer('broadcasts.plan', ({ draft }) => ({
      ...fakePlan,
      recipients: 1070,
      variants: draft.variants.map(({ templateId }) => ({
        templateId,
        recipients: 1070,
        blockedCode: null,
      })),
    }))
    bridge.answer('broadcasts.start', () => {
      throw new AppError('conflict', { params: { recipients: 1070 } })
    })
    await user.click(screen.getByRole('button', { name: 'Send to 1,068 people' }))
    await user.type(await screen.findByLabelText('Type 1068 to confirm'), '1068{Enter}')
    expect(
      await screen.findByText(
        /It was 1,068 a moment ago and is 1,070 now. Nothing was sent/,
        {},
        slow,
      ),
    ).toBeTruthy()
    const again = (await confirmIn('Send to 1,070 people')) as HTMLButtonElement
    expect(again.disabled).toBe(true)
    expect(screen.getByLabelText<HTMLInputElement>('Type 1070 to confirm').value).toBe('')
  })

  it('says what is missing when sending is asked for too early', async () => {
    const { user, bridge } = await renderScreen(<NewBroadcastScreen />)
    await user.click(await screen.findByRole('button', { name: 'Send' }))
    expect(screen.getByText('Give it a name.')).toBeTruthy()
    expect(screen.getByText('Choose a segment.')).toBeTruthy()
    expect(screen.getByText('Choose a template.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Save draft' }))
    expect(bridge.inputsOf('broadcasts.save')).toEqual([])
    expect(bridge.inputsOf('broadcasts.plan')).toEqual([])
  })

  it('fills the blanks from fields, and takes a second text with its share', async () => {
    const { user, bridge } = await openDraft()
    await user.click(await screen.findByRole('button', { name: 'Try a second text (A/B)' }))
    const [, second] = screen.getAllByRole('combobox', { name: 'Template' })
    await user.click(second!)
    await user.click(await screen.findByRole('option', { name: /pickup_reminder/ }))
    const blanks = screen.getAllByRole('combobox', { name: 'Blank {{1}}' })
    await user.click(blanks[1]!)
    await user.click(await screen.findByRole('option', { name: 'City' }))
    fireEvent.change(screen.getAllByLabelText('In its place, where it is missing')[1]!, {
      target: { value: 'your town' },
    })
    await user.click(screen.getAllByRole('combobox', { name: 'Blank {{2}}' })[1]!)
    const option = await screen.findByRole('option', { name: 'The same text for all' })
    await user.click(option)
    const texts = screen.getAllByLabelText('Text: Blank {{2}}')
    fireEvent.change(texts[1]!, { target: { value: 'eight' } })
    await waitFor(
      () =>
        expect(bridge.inputsOf('broadcasts.plan').at(-1)?.draft.variants[1]).toMatchObject({
          templateId: fakeId('template', 2),
          bindings: {
            '1': { from: 'field', field: 'city', fallback: 'your town' },
            '2': { from: 'text', text: 'eight' },
          },
        }),
      slow,
    )
    expect(await screen.findByText('534 get text A and 534 get text B', {}, slow)).toBeTruthy()
  })

  it('does not let a refused template go', async () => {
    const bridge = createFakeBridge()
    bridge.answer('broadcasts.plan', ({ draft }) => ({
      ...fakePlan,
      variants: draft.variants.map(({ templateId }) => ({
        templateId,
        recipients: 1068,
        blockedCode: 'template_not_approved' as const,
      })),
    }))
    await openDraft({ bridge })
    expect(await screen.findByText('It cannot be sent as it is', {}, slow)).toBeTruthy()
    expect(
      screen.getByRole<HTMLButtonElement>('button', { name: 'Send to 1,068 people' }).disabled,
    ).toBe(true)
  })

  it('keeps what is not saved while one looks elsewhere, and deletes after a question', async () => {
    const { user, unmount } = await openDraft()
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Half done' } })
    unmount()
    const { bridge, user: again } = await openDraft()
    expect((await screen.findByLabelText<HTMLInputElement>('Name')).value).toBe('Half done')
    await again.click(screen.getByRole('button', { name: 'Delete draft' }))
    await again.click(await confirmIn('Delete draft'))
    await waitFor(() => expect(bridge.inputsOf('broadcasts.delete')).toHaveLength(1))
    expect(window.location.hash).toBe('#/broadcasts')
    expect(user).toBeTruthy()
  })

  it('changes how it is sent, within bounds', async () => {
    const { user, bridge } = await openDraft()
    await user.click(await screen.findByRole('button', { name: 'How it is sent' }))
    fireEvent.change(screen.getByLabelText('Quiet from'), { target: { value: '20:30' } })
    fireEvent.change(screen.getByLabelText('Hold-out'), { target: { value: '90' } })
    await user.click(await screen.findByRole('switch', { name: /^Not too often/ }))
    await user.click(screen.getByRole('button', { name: 'Save draft' }))
    await waitFor(() => expect(bridge.inputsOf('broadcasts.save')).toHaveLength(1))
    expect(bridge.inputsOf('broadcasts.save')[0]?.settings).toMatchObject({
      quietHours: { from: 1230, to: 540 },
      holdOutPercent: 5,
      cap: null,
    })
  })
})
