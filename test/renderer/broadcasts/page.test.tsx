// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { BroadcastScreen } from '../../../renderer/features/broadcasts/broadcast-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { broadcasts } from '../helpers/fake-shop/broadcasts.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

const open = (index: number, options: RenderOptions = {}, tab?: string) =>
  renderScreen(<BroadcastScreen />, {
    ...options,
    params: { broadcastId: fakeId('broadcast', index), ...(tab === undefined ? {} : { tab }) },
  })

describe('a broadcast under way', () => {
  it('says how far it is, how fast, until when, and whom it was frozen for', async () => {
    await open(1)
    expect(await screen.findByText('625 of 1,052 done')).toBeTruthy()
    expect(screen.getByText(/78.4 a second · through by .* \(in 1 hour\)/)).toBeTruthy()
    expect(
      screen.getByText(/Frozen on .*: 1,234 people. The segment holds 1,250 now./),
    ).toBeTruthy()
    const states = screen.getByRole('list', { name: 'How many in each state' })
    expect(within(states).getByText('Accepted by WhatsApp').closest('li')?.textContent).toContain(
      '20',
    )
  })

  it.each(['en', 'zh-CN'] as const)('has no fault that axe finds, in %s', async (language) => {
    await open(1, { language })
    await screen.findByText(language === 'en' ? '25 failed' : '25 人发送失败')
    expect(await axeFaults()).toEqual([])
    expect(document.body.textContent).not.toMatch(/broadcasts\.[a-z]/i)
  })

  it('is paused and resumed by its one primary button', async () => {
    const { user, bridge } = await open(1)
    await user.click(await screen.findByRole('button', { name: 'Pause' }))
    expect(await screen.findByText('You paused it')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Resume' }))
    expect(await screen.findByRole('button', { name: 'Pause' })).toBeTruthy()
    expect(bridge.inputsOf('broadcasts.resume')).toHaveLength(1)
  })

  it('is cancelled after it has said what stays undone and what cannot be taken back', async () => {
    const { user, bridge } = await open(1)
    await user.click(await screen.findByRole('button', { name: 'Cancel the rest' }))
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent).toContain(
      '400 people have not got it yet and will not. 620 that have left cannot be taken back.',
    )
    await user.click(within(dialog).getByRole('button', { name: 'Cancel 400 messages' }))
    await waitFor(() => expect(bridge.inputsOf('broadcasts.cancel')).toHaveLength(1))
    expect(await screen.findByRole('button', { name: /Write to 25 not reached/ })).toBeTruthy()
  })

  it('groups failures by reason with the next step, and leads to the people', async () => {
    await open(1)
    const line = (await screen.findByText('Could not be delivered')).closest('li')!
    expect(within(line).getByText('12')).toBeTruthy()
    expect(
      within(line).getByText('The number may not be on WhatsApp. Check it with the person.'),
    ).toBeTruthy()
    expect(within(line).getByRole('link').getAttribute('href')).toBe(
      `#/broadcasts/${fakeId('broadcast', 1)}/recipients?state=failed&reason=recipient_unreachable`,
    )
  })

  it('explains the three choices for what is unknown, and asks twice before sending again', async () => {
    const { user, bridge } = await open(1)
    await screen.findByText('It is not known whether 3 messages left')
    await user.click(screen.getByRole('radio', { name: 'Send them again' }))
    await user.click(screen.getByRole('button', { name: 'Send 3 again' }))
    expect(bridge.inputsOf('broadcasts.settleUnknown')).toEqual([])
    await user.type(await screen.findByLabelText('Type 3 to confirm'), '3{Enter}')
    await waitFor(() =>
      expect(bridge.inputsOf('broadcasts.settleUnknown')).toEqual([
        { broadcastId: fakeId('broadcast', 1), as: 'send_again' },
      ]),
    )
    expect(await screen.findByText('3 settled.')).toBeTruthy()
    await waitFor(() =>
      expect(screen.queryByText('It is not known whether 3 messages left')).toBeNull(),
    )
  })

  it('counts them as sent without a second question', async () => {
    const { user, bridge } = await open(1)
    await user.click(await screen.findByRole('button', { name: 'Count 3 as sent' }))
    await waitFor(() =>
      expect(bridge.inputsOf('broadcasts.settleUnknown')[0]).toMatchObject({ as: 'sent' }),
    )
  })
})

describe('a broadcast that the app stopped', () => {
  it('says why, what it means and what to do', async () => {
    await open(2)
    const banner = await screen.findByRole('alert')
    expect(banner.textContent).toContain('The app stopped it: WhatsApp holds messages back')
    expect(banner.textContent).toContain('Wait a day before you resume')
    expect(banner.textContent).toContain('80 people still wait.')
  })

  it('leads to the account where the token is the reason', async () => {
    const bridge = createFakeBridge()
    const stopped = broadcasts.find(({ id }) => id === fakeId('broadcast', 2))!
    bridge.answer('broadcasts.get', () => ({ ...stopped, pauseCode: 'token_invalid' }))
    await open(2, { bridge })
    const link = await screen.findByRole('link', { name: 'Open account settings' })
    expect(link.getAttribute('href')).toBe('#/settings?section=account')
  })
})

describe('a finished broadcast', () => {
  it('makes a draft for those not reached, and exports', async () => {
    const { user, bridge } = await open(3)
    await user.click(await screen.findByRole('button', { name: 'Export' }))
    await user.click(await screen.findByRole('menuitem', { name: 'CSV file' }))
    await waitFor(() =>
      expect(bridge.inputsOf('broadcasts.exportRecipients')[0]).toMatchObject({ format: 'csv' }),
    )
    await user.click(screen.getByRole('button', { name: 'Write to 14 not reached' }))
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/broadcasts\/[0-9a-f-]{36}$/))
    expect(bridge.inputsOf('broadcasts.followUp')).toHaveLength(1)
  })
})

describe('its people', () => {
  it.each(['en', 'zh-CN'] as const)('are listed and opened one by one, in %s', async (language) => {
    const { user } = await open(1, { language }, 'recipients')
    await user.click(await screen.findByText('Customer 3'))
    const detail = await screen.findByRole('complementary', {
      name: language === 'en' ? 'One person of this broadcast' : '这条群发的一位客户',
    })
    expect(await within(detail).findByText('小林，本周新到：绣球。')).toBeTruthy()
    expect(within(detail).getAllByRole('listitem')).toHaveLength(2)
    expect(await axeFaults()).toEqual([])
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull())
  })

  it('are filtered by state and reason, by the address too', async () => {
    const { bridge, user } = await open(
      1,
      { path: '/broadcasts/x/recipients?state=failed&reason=recipient_unreachable' },
      'recipients',
    )
    expect(await screen.findByText('6 people')).toBeTruthy()
    expect(bridge.inputsOf('broadcasts.recipients')[0]).toMatchObject({
      state: 'failed',
      reason: 'recipient_unreachable',
    })
    await user.click(screen.getByRole('combobox', { name: 'State' }))
    await user.click(await screen.findByRole('option', { name: 'Left out' }))
    expect(window.location.hash).toBe(
      `#/broadcasts/${fakeId('broadcast', 1)}/recipients?state=skipped`,
    )
  })

  it('are asked for by a state that is none as by none', async () => {
    const { bridge } = await open(1, { path: '/broadcasts/x/recipients?state=%00' }, 'recipients')
    expect(await screen.findByText('42 people')).toBeTruthy()
    expect(bridge.inputsOf('broadcasts.recipients')[0]).toEqual({
      broadcastId: fakeId('broadcast', 1),
    })
  })
})

it('says that a broadcast is gone', async () => {
  await open(99)
  expect(await screen.findByText('This broadcast is no longer there')).toBeTruthy()
})
