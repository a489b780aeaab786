// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { SettingsScreen } from '../../../renderer/features/settings/settings-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

describe('prices', () => {
  it('are changed, added and taken out by country and category', async () => {
    const { user, bridge } = await renderScreen(<SettingsScreen />, {
      path: '/settings?section=costs',
    })
    const table = await screen.findByRole('table', { name: 'Prices by country and category' })
    expect(await axeFaults()).toEqual([])
    fireEvent.change(within(table).getByLabelText('Marketing in Germany'), {
      target: { value: '0.12' },
    })
    await user.click(within(table).getByRole('button', { name: 'Remove the prices of China' }))
    await user.click(screen.getByRole('combobox', { name: 'Add a country' }))
    await user.click(await screen.findByRole('option', { name: 'France' }))
    fireEvent.change(within(table).getByLabelText('Utility in France'), {
      target: { value: '0.03' },
    })
    fireEvent.change(screen.getByLabelText('Rate card of'), { target: { value: '2026-10-01' } })
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(bridge.inputsOf('rateCard.set')).toHaveLength(1))
    const saved = bridge.inputsOf('rateCard.set')[0]!
    expect(saved.asOf).toBe('2026-10-01')
    expect(saved.rates).toHaveLength(4)
    expect(saved.rates).toContainEqual({ country: 'FR', category: 'utility', amount: 0.03 })
    expect(saved.rates).toContainEqual({ country: 'DE', category: 'marketing', amount: 0.12 })
  })

  it('are not saved in a currency that is none', async () => {
    await renderScreen(<SettingsScreen />, { path: '/settings?section=costs' })
    fireEvent.change(await screen.findByLabelText('Currency'), { target: { value: 'U' } })
    expect(screen.getByText('Three letters, such as USD.')).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true)
  })
})

describe('sending', () => {
  it('takes limits and defaults, and an empty limit as none', async () => {
    const { user, bridge } = await renderScreen(<SettingsScreen />, {
      path: '/settings?section=sending',
    })
    await screen.findByLabelText('Messages a second at most')
    expect(await axeFaults()).toEqual([])
    fireEvent.change(screen.getByLabelText('Messages a second at most'), {
      target: { value: '20' },
    })
    await user.click(screen.getByRole('switch', { name: /^Let people sleep/ }))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(bridge.inputsOf('sendingLimits.set')[0]).toMatchObject({
        perSecond: 20,
        perDay: null,
        defaults: { quietHours: null },
      }),
    )
  })
})
