// @vitest-environment jsdom
import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Gate } from '../../../renderer/app/gate.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

const slow = { timeout: 8000 }

describe('shell', () => {
  it('shows the places with the number of things that need a person', async () => {
    await renderScreen(<Gate />, { path: '/audit' })
    const rail = await screen.findByRole('navigation', { name: 'Main navigation' }, slow)
    expect(await within(rail).findByLabelText('9 things need you')).toBeTruthy()
    expect(within(rail).getByRole('link', { name: /Audit/ }).getAttribute('aria-current')).toBe(
      'page',
    )
    expect(await screen.findByRole('heading', { name: 'Audit' }, slow)).toBeTruthy()
    expect(await axeFaults()).toEqual([])
  })

  it('goes to a place with g and its letter, and shows the keys with ?', async () => {
    const { user } = await renderScreen(<Gate />, { path: '/audit' })
    await screen.findByRole('heading', { name: 'Audit' }, slow)
    await user.keyboard('gs')
    expect(window.location.hash).toBe('#/settings')
    await user.keyboard('?')
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy()
  })

  it('finds groups and commands in the palette', async () => {
    const { user, bridge } = await renderScreen(<Gate />, { path: '/settings' })
    await screen.findByRole('heading', { name: 'Settings' }, slow)
    await user.click(screen.getByRole('button', { name: /Search or do/ }))
    await user.type(await screen.findByPlaceholderText(/Go to a page/), 'Wedding')
    await user.click(await screen.findByText('Wedding flowers: June', undefined, slow))
    expect(window.location.hash).toBe(`#/groups/${bridge.state.groups[1]?.id}`)
  })

  it('finds people in the palette by a part of their number', async () => {
    const { user } = await renderScreen(<Gate />, { path: '/settings' })
    await screen.findByRole('heading', { name: 'Settings' }, slow)
    await user.click(screen.getByRole('button', { name: /Search or do/ }))
    await user.type(await screen.findByPlaceholderText(/Go to a page/), '1037')
    await user.click(await screen.findByText('Maya Lindqvist', undefined, slow))
    expect(window.location.hash).toBe(`#/people/${fakeId('contact', 5001)}`)
  })

  it('switches the language for everything and writes it down', async () => {
    const { user, bridge } = await renderScreen(<Gate />, { path: '/settings' })
    await screen.findByRole('heading', { name: 'Settings' }, slow)
    await user.click(screen.getByRole('button', { name: /Language: English/ }))
    await user.click(await screen.findByRole('menuitem', { name: '简体中文' }))
    expect(await screen.findByRole('heading', { name: '设置' })).toBeTruthy()
    expect(document.documentElement.lang).toBe('zh-CN')
    expect(bridge.state.settings.language).toBe('zh-CN')
  })

  it('syncs on demand and says since when it is offline', async () => {
    const { user, bridge } = await renderScreen(<Gate />, { path: '/settings' })
    await user.click(await screen.findByRole('button', { name: /Synced/ }, slow))
    expect(bridge.inputsOf('sync.run')).toHaveLength(1)
    act(() => {
      window.dispatchEvent(new Event('offline'))
    })
    expect(await screen.findByText(/Offline since .*: all data readable/)).toBeTruthy()
    act(() => {
      window.dispatchEvent(new Event('online'))
    })
  })

  it('keeps the demo badge in sight and leads out of the demo shop', async () => {
    const bridge = createFakeBridge({ workspace: 'demo' })
    const { user } = await renderScreen(<Gate />, { bridge, path: '/settings' })
    expect(await screen.findByText('Demo shop', undefined, slow)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Leave the demo shop' }))
    expect(await screen.findByText('Set up my shop', undefined, slow)).toBeTruthy()
  })

  it('says when an address leads nowhere', async () => {
    await renderScreen(<Gate />, { path: '/nowhere/at/all' })
    expect(await screen.findByText('There is nothing here', undefined, slow)).toBeTruthy()
  })
})
