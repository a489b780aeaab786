// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { Gate } from '../../../renderer/app/gate.tsx'
import { RecoveryScreen } from '../../../renderer/features/first-run/recovery-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

const slow = { timeout: 5000 }

describe('first run', () => {
  it('opens the demo shop with one click', async () => {
    const bridge = createFakeBridge({ workspace: 'missing' })
    const { user } = await renderScreen(<Gate />, { bridge, language: 'zh-CN' })
    await user.click(await screen.findByText('看看演示店铺'))
    expect(await screen.findByText('演示店铺', undefined, slow)).toBeTruthy()
    expect(bridge.inputsOf('workspace.openDemo')).toEqual([{ language: 'zh-CN' }])
  })

  it('goes from name to key to recovery code to the account', async () => {
    const print = vi.spyOn(window, 'print').mockImplementation(() => undefined)
    const bridge = createFakeBridge({ workspace: 'missing' })
    const { user } = await renderScreen(<Gate />, { bridge })
    await user.click(await screen.findByText('Set up my shop'))
    await user.type(screen.getByLabelText(/Name of the shop/), 'Tulip & Twine')
    expect(await axeFaults()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Create the workspace' }))

    expect(await screen.findByText('Your recovery code', undefined, slow)).toBeTruthy()
    expect(screen.getAllByRole('listitem')).toHaveLength(12)
    await user.click(screen.getByRole('button', { name: 'Print' }))
    expect(print).toHaveBeenCalledOnce()
    await user.click(screen.getByRole('button', { name: 'I have kept it' }))

    await user.type(screen.getByLabelText('Part 3'), 'wrong')
    await user.type(screen.getByLabelText('Part 9'), 'cdef')
    await user.click(screen.getByRole('button', { name: 'Confirm' }))
    expect(await screen.findByText('The recovery code is not right')).toBeTruthy()
    await user.clear(screen.getByLabelText('Part 3'))
    await user.type(screen.getByLabelText('Part 3'), 'JKMN')
    await user.click(screen.getByRole('button', { name: 'Confirm' }))

    expect(await screen.findByText('Connect your WhatsApp Business account')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /Later/ }))
    expect(await screen.findByRole('navigation', undefined, slow)).toBeTruthy()
    expect(bridge.inputsOf('workspace.create')[0]).toMatchObject({
      vault: 'keychain',
      name: 'Tulip & Twine',
      language: 'en',
    })
  })

  it('says that there is no keychain and asks for a passphrase', async () => {
    const bridge = createFakeBridge({ workspace: 'missing' })
    bridge.state.workspace = { ...bridge.state.workspace, keychainAvailable: false }
    const { user } = await renderScreen(<Gate />, { bridge })
    await user.click(await screen.findByText('Set up my shop'))
    expect(screen.getByText('No keychain was found on this computer')).toBeTruthy()
    await user.type(screen.getByLabelText(/Name of the shop/), 'Tulip')
    await user.type(screen.getByLabelText('Passphrase'), 'short')
    await user.tab()
    expect(await screen.findByText('Use at least 8 characters.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Create the workspace' }))
    expect(bridge.inputsOf('workspace.create')).toEqual([])
    await user.type(screen.getByLabelText('Passphrase'), ' horse staple')
    await user.type(screen.getByLabelText('Passphrase again'), 'short horse staple')
    await user.click(screen.getByRole('button', { name: 'Create the workspace' }))
    expect(await screen.findByText('Your recovery code')).toBeTruthy()
    expect(bridge.inputsOf('workspace.create')[0]).toMatchObject({
      vault: 'passphrase',
      passphrase: 'short horse staple',
    })
  })

  it('shows what the connection check found', async () => {
    const bridge = createFakeBridge({ workspace: 'missing' })
    const { user } = await renderScreen(<Gate />, { bridge })
    await user.click(await screen.findByText('Set up my shop'))
    await user.type(screen.getByLabelText(/Name of the shop/), 'Tulip{Enter}')
    await user.click(await screen.findByRole('button', { name: 'I have kept it' }))
    await user.type(screen.getByLabelText('Part 3'), 'JKMN')
    await user.type(screen.getByLabelText('Part 9'), 'CDEF{Enter}')
    await user.type(await screen.findByLabelText('Phone number ID'), 'not a number')
    await user.click(screen.getByRole('button', { name: 'Connect and check' }))
    expect(screen.getAllByText('Digits only, 5 to 32 of them.')).toHaveLength(2)
    await user.clear(screen.getByLabelText('Phone number ID'))
    await user.type(screen.getByLabelText('Phone number ID'), '106540352242922')
    await user.type(screen.getByLabelText('WhatsApp Business Account ID'), '102290129340398')
    await user.type(screen.getByLabelText('Access token'), 'EAAG'.repeat(8))
    await user.type(screen.getByLabelText('App secret'), 'abcdef0123456789')
    await user.click(screen.getByRole('button', { name: 'Connect and check' }))
    expect(await screen.findByText('Groups by API · in order')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Open Groupkeeper' })).toBeTruthy()
  }, 20_000)
})

describe('locked workspace', () => {
  it('says why, refuses a wrong passphrase and opens with the right one', async () => {
    const bridge = createFakeBridge({ workspace: 'locked' })
    const { user } = await renderScreen(<Gate />, { bridge })
    expect(await screen.findByText('Its key is behind a passphrase.')).toBeTruthy()
    await user.type(screen.getByLabelText('Passphrase'), 'wrong{Enter}')
    expect(await screen.findByText('The passphrase is not right')).toBeTruthy()
    expect(await axeFaults()).toEqual([])
    await user.clear(screen.getByLabelText('Passphrase'))
    await user.type(screen.getByLabelText('Passphrase'), 'correct horse{Enter}')
    expect(await screen.findByRole('navigation', undefined, slow)).toBeTruthy()
  })

  it('asks for the recovery code where the keychain has lost the key', async () => {
    const bridge = createFakeBridge({ workspace: 'locked' })
    bridge.state.workspace = {
      ...bridge.state.workspace,
      vault: 'keychain',
      lockedReason: 'keychain_entry_missing',
    }
    await renderScreen(<Gate />, { bridge, language: 'zh-CN' })
    expect(await screen.findByText(/钥匙串中没有这个工作区的密钥/)).toBeTruthy()
    expect(screen.getByLabelText('恢复码')).toBeTruthy()
  })
})

describe('recovery code later', () => {
  it('is made anew, shown, and two parts of it asked back', async () => {
    const bridge = createFakeBridge()
    const { user } = await renderScreen(<RecoveryScreen />, { bridge, path: '/recovery' })
    await user.click(await screen.findByRole('button', { name: 'Make a new recovery code' }))
    await user.click(await screen.findByRole('button', { name: 'I have kept it' }))
    await user.type(screen.getByLabelText('Part 3'), 'JKMN')
    await user.type(screen.getByLabelText('Part 9'), 'CDEF{Enter}')
    expect(await screen.findByText('The recovery code is confirmed')).toBeTruthy()
    expect(window.location.hash).toBe('#/')
    expect(bridge.state.workspace.recoveryConfirmed).toBe(true)
  })
})
