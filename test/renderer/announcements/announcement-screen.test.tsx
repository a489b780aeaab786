// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AnnouncementScreen } from '../../../renderer/features/announcements/announcement-screen.tsx'
import { AnnouncementsScreen } from '../../../renderer/features/announcements/announcements-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

function openAnnouncement(index: number, options: RenderOptions = {}) {
  return renderScreen(<AnnouncementScreen />, {
    ...options,
    params: { announcementId: fakeId('announcement', index) },
  })
}

describe('one announcement', () => {
  it('shows group by group who got it and what is left to do', async () => {
    const { container } = await openAnnouncement(1)
    expect(await screen.findByText('Delivered 7 of 7 · Read 5 of 7')).toBeTruthy()
    expect(screen.getByText('Delivered 4 of 5 · Read 0 of 5')).toBeTruthy()
    expect(screen.getByText('Pinned')).toBeTruthy()
    expect(screen.getByText('To do on the phone')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('never calls sent what WhatsApp only accepted', async () => {
    const bridge = createFakeBridge()
    for (const delivery of bridge.state.deliveries) delivery.state = 'accepted'
    await openAnnouncement(1, { bridge })
    expect(await screen.findAllByText('Accepted by WhatsApp, not sent yet')).toHaveLength(3)
    expect(screen.queryByText('Sent')).toBeNull()
    expect(screen.queryByText('Delivered', { selector: '.mantine-Badge-label' })).toBeNull()
  })

  it('opens the members beside the list', async () => {
    const { user } = await openAnnouncement(1)
    await user.click((await screen.findAllByRole('button', { name: 'Members' }))[0] as HTMLElement)
    const table = await screen.findByRole('grid', { name: 'Delivery per member' })
    await waitFor(() => expect(within(table).getAllByText('Read')).toHaveLength(5))
    expect(within(table).getAllByText('Delivered')).toHaveLength(2)
  })

  it('is ticked off where the owner posted it', async () => {
    const { user, bridge } = await openAnnouncement(1)
    await user.click(await screen.findByRole('button', { name: /^Done on the phone: / }))
    await waitFor(() => expect(bridge.inputsOf('announcements.tick')).toHaveLength(1))
    expect(await screen.findByText('Done on the phone')).toBeTruthy()
  })

  it('says why a group failed and tries again; asks about an unknown one', async () => {
    const bridge = createFakeBridge()
    bridge.state.deliveries = bridge.state.deliveries.map((delivery) => ({
      ...delivery,
      jobId: fakeId('job', delivery.state === 'failed' ? 2 : 1),
    }))
    const { user } = await openAnnouncement(2, { bridge })
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    await waitFor(() =>
      expect(bridge.inputsOf('jobs.retry')).toEqual([{ jobId: fakeId('job', 2) }]),
    )
    await user.click(screen.getByRole('button', { name: 'It is there' }))
    await waitFor(() =>
      expect(bridge.inputsOf('jobs.resolve')).toEqual([
        { jobId: fakeId('job', 1), outcome: 'happened' },
      ]),
    )
  })

  it('can be cancelled until it goes out', async () => {
    const { user, bridge } = await openAnnouncement(3)
    await user.click(await screen.findByRole('button', { name: 'Cancel announcement' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Cancel announcement' }))
    await waitFor(() => expect(bridge.inputsOf('announcements.cancel')).toHaveLength(1))
    expect(await screen.findByText('Cancelled')).toBeTruthy()
  })

  it('says so when there is none', async () => {
    await openAnnouncement(9)
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})

describe('the list of announcements', () => {
  it('says what went wrong, with the words for not knowing', async () => {
    const { container } = await renderScreen(<AnnouncementsScreen />)
    expect(await screen.findByText('Finished · 6 failed · 7 unknown')).toBeTruthy()
    expect(screen.getByText('11 of 323')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('teaches when there is none, in Chinese too', async () => {
    const bridge = createFakeBridge()
    bridge.state.announcements = []
    await renderScreen(<AnnouncementsScreen />, { bridge, language: 'zh-CN' })
    expect(await screen.findByText('还没有发过公告')).toBeTruthy()
    expect(screen.getByRole('link', { name: '写公告' })).toBeTruthy()
  })
})
