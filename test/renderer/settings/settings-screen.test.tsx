// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { SettingsScreen } from '../../../renderer/features/settings/settings-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { noAccount } from '../helpers/fake-shop/office.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

const sections = [
  'workspace',
  'appearance',
  'account',
  'updates',
  'rules',
  'sending',
  'costs',
  'advanced',
]

describe('Settings', () => {
  it.each(sections)('has no accessibility fault in %s', async (section) => {
    await renderScreen(<SettingsScreen />, { path: `/settings?section=${section}` })
    await waitFor(() => expect(screen.queryByRole('status', { name: 'Loading' })).toBeNull())
    expect(await axeFaults()).toEqual([])
  })

  it('saves the name of the shop and refuses an empty one', async () => {
    const { user, bridge } = await renderScreen(<SettingsScreen />, { path: '/settings' })
    const name = await screen.findByLabelText('Name of the shop')
    await user.clear(name)
    await user.type(name, '{Enter}')
    expect(screen.getByText(/Give the shop a name/)).toBeTruthy()
    expect(bridge.inputsOf('settings.update')).toEqual([])
    await user.type(name, 'Tulip & Twine{Enter}')
    expect(await screen.findByText('Saved')).toBeTruthy()
    expect(bridge.state.settings.workspaceName).toBe('Tulip & Twine')
  })

  it('switches every text at once with the language', async () => {
    const { user } = await renderScreen(<SettingsScreen />, {
      path: '/settings?section=appearance',
    })
    await user.click(await screen.findByRole('radio', { name: '简体中文' }))
    expect(await screen.findByRole('heading', { name: '语言与外观' })).toBeTruthy()
  })

  it('puts a passphrase in the place of the keychain', async () => {
    const { user, bridge } = await renderScreen(<SettingsScreen />, { path: '/settings' })
    await user.click(await screen.findByRole('button', { name: 'Use a passphrase instead' }))
    await user.type(screen.getByLabelText('Passphrase'), 'battery staple')
    await user.type(screen.getByLabelText('Passphrase again'), 'battery')
    const save = screen.getAllByRole('button', { name: 'Save' }).at(-1) as HTMLElement
    expect(save.hasAttribute('disabled')).toBe(true)
    await user.type(screen.getByLabelText('Passphrase again'), ' staple')
    await user.click(save)
    expect(await screen.findByText('behind your passphrase')).toBeTruthy()
    expect(bridge.inputsOf('workspace.setPassphrase')).toEqual([{ passphrase: 'battery staple' }])
  })

  it('makes a backup and says how large it is', async () => {
    const { user } = await renderScreen(<SettingsScreen />, { path: '/settings' })
    await user.click(await screen.findByRole('button', { name: 'Back up now' }))
    expect(await screen.findByText(/groupkeeper-2026-11-22.backup \(18.4 MB\)/)).toBeTruthy()
  })

  it('checks the account and says what each check found', async () => {
    const { user, bridge } = await renderScreen(<SettingsScreen />, {
      path: '/settings?section=account',
    })
    bridge.answer('account.check', (_input, state) => ({
      account: state.account,
      checks: [{ item: 'token', outcome: 'failed', code: 'token_invalid' }],
    }))
    await user.click(await screen.findByRole('button', { name: 'Check now' }))
    expect(await screen.findByText('Access token · failed')).toBeTruthy()
    expect(screen.getByText(/WhatsApp no longer accepts the access token/)).toBeTruthy()
  })

  it('replaces the token and never shows it', async () => {
    const { user, bridge } = await renderScreen(<SettingsScreen />, {
      path: '/settings?section=account',
    })
    const field = await screen.findByLabelText('Access token')
    await user.type(field, 'short')
    await user.click(screen.getByRole('button', { name: 'Save token' }))
    expect(screen.getByText(/at least 20 characters/)).toBeTruthy()
    await user.type(field, 'EAAG'.repeat(8))
    await user.click(screen.getByRole('button', { name: 'Save token' }))
    await waitFor(() => expect(bridge.inputsOf('account.setAccessToken')).toHaveLength(1))
    await waitFor(() => expect((field as HTMLInputElement).value).toBe(''))
  })

  it('asks before it disconnects, then offers to connect', async () => {
    const { user, bridge } = await renderScreen(<SettingsScreen />, {
      path: '/settings?section=account',
    })
    await user.click(await screen.findByRole('button', { name: 'Disconnect' }))
    expect(await screen.findByText(/Disconnect 花间集/)).toBeTruthy()
    expect(bridge.inputsOf('account.disconnect')).toEqual([])
    await user.click(screen.getAllByRole('button', { name: 'Disconnect' }).at(-1) as HTMLElement)
    expect(await screen.findByRole('button', { name: 'Connect and check' })).toBeTruthy()
    expect(bridge.state.account).toEqual(noAccount)
  })

  it('lists updates of an unknown kind', async () => {
    await renderScreen(<SettingsScreen />, { path: '/settings?section=updates' })
    expect(await screen.findByText('group_topics_update')).toBeTruthy()
    expect(screen.getByText('http://127.0.0.1:43117/updates')).toBeTruthy()
  })

  it('refuses a version that is not one', async () => {
    const bridge = createFakeBridge()
    const { user } = await renderScreen(<SettingsScreen />, {
      bridge,
      path: '/settings?section=advanced',
    })
    const version = await screen.findByLabelText('Version of the Graph API')
    await user.clear(version)
    await user.type(version, '23{Enter}')
    expect(screen.getByText('Written like v23.0.')).toBeTruthy()
    expect(bridge.inputsOf('settings.update')).toEqual([])
  })
})
