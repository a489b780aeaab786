// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { ConsentScreen } from '../../../renderer/features/consent/consent-screen.tsx'
import { formatDate } from '../../../renderer/lib/format.ts'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { dayMs, fakeId, shopNow } from '../helpers/fake-shop/basics.ts'
import { agreedId, consentId, newcomerId, stoppedId } from '../helpers/fake-shop/consent.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

function openPerson(contactId: string, options: RenderOptions = {}) {
  return renderScreen(<ConsentScreen />, { ...options, path: `/consent?contactId=${contactId}` })
}

describe('one person’s consent', () => {
  it('says what holds per purpose, and lists every line with what proves it', async () => {
    const { container } = await openPerson(agreedId)
    const now = await screen.findByRole('list', { name: 'What holds now' })
    const [service, marketing, group] = within(now).getAllByRole('listitem')
    expect(service?.textContent).toContain('Agreed')
    expect(marketing?.textContent).toContain(
      `Since ${formatDate(shopNow - 30 * dayMs)}: Signed or filled in a form.`,
    )
    expect(marketing?.textContent).toContain('Holds until')
    expect(group?.textContent).toContain('Nothing was ever recorded.')
    const ledger = screen.getByRole('list', { name: 'Every line' })
    const [line] = within(ledger).getAllByRole('listitem')
    expect(line?.textContent).toContain('Version 2, English')
    expect(line?.textContent).toContain('02020202…0202')
    expect(line?.textContent).toContain('Form no. 118')
    expect(line?.textContent).toContain('Germany')
    expect(line?.textContent).toContain('Owner')
    expect(await axeFaults(container)).toEqual([])
  })

  it('tells a person’s own act from what the shop wrote down, in Chinese too', async () => {
    await openPerson(stoppedId, { language: 'zh-CN' })
    const ledger = await screen.findByRole('list', { name: '全部记录' })
    expect(within(ledger).getByText('发送了退订词 · 本人的操作，应用亲见')).toBeTruthy()
    expect(screen.getByText(/这是本人的拒绝，只有本人能收回。/)).toBeTruthy()
  })

  it('teaches where lines come from when there is none', async () => {
    await openPerson(newcomerId)
    expect(await screen.findByText('Nothing recorded yet')).toBeTruthy()
  })

  it('says so when the person is gone', async () => {
    await openPerson(fakeId('file', 9))
    expect(await screen.findByRole('heading', { name: 'Nobody here' })).toBeTruthy()
  })

  it('records a yes with its wording, evidence and note', async () => {
    const { user, bridge, container } = await openPerson(newcomerId)
    await user.click(await screen.findByRole('button', { name: 'Record consent' }))
    const panel = await screen.findByRole('complementary', { name: 'Record what was said' })
    await user.click(within(panel).getByRole('combobox', { name: 'How you know' }))
    await user.click(await screen.findByRole('option', { name: 'Signed or filled in a form' }))
    await user.click(within(panel).getByRole('combobox', { name: 'Wording agreed to' }))
    await user.click(await screen.findByRole('option', { name: 'Version 2 · English · in force' }))
    await user.type(within(panel).getByRole('textbox', { name: 'Evidence' }), 'No. 7')
    expect(await axeFaults(container)).toEqual([])
    await user.click(within(panel).getByRole('button', { name: 'Record' }))
    await waitFor(() =>
      expect(bridge.inputsOf('consent.record')).toEqual([
        {
          contactId: newcomerId,
          purpose: 'marketing',
          state: 'given',
          source: 'form',
          legalTextId: consentId('text', 2),
          language: 'en',
          evidence: 'No. 7',
          note: '',
        },
      ]),
    )
    const ledger = await screen.findByRole('list', { name: 'Every line' })
    expect(within(ledger).getByText('No. 7')).toBeTruthy()
  })

  it('explains why no yes is recorded over a person’s own no, and the way out', async () => {
    const { user, bridge, container } = await openPerson(stoppedId)
    await user.click(await screen.findByRole('button', { name: 'Record consent' }))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Only this person can say yes again')
    expect(alert.textContent).toContain(formatDate(shopNow - 3 * dayMs))
    expect(within(alert).getByRole('link').getAttribute('href')).toBe('#/sign-up')
    const panel = screen.getByRole('complementary')
    const save = within(panel).getByRole<HTMLButtonElement>('button', { name: 'Record' })
    expect(save.disabled).toBe(true)
    expect(await axeFaults(container)).toEqual([])
    await user.click(within(panel).getByRole('radio', { name: /^Does not want it/ }))
    expect(screen.queryByRole('alert')).toBeNull()
    await user.click(save)
    await waitFor(() => expect(bridge.inputsOf('consent.record')).toHaveLength(1))
  })

  it('explains a refusal that only the app knew of', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('consent.record', { code: 'opted_out' })
    const { user } = await openPerson(newcomerId, { bridge })
    await user.click(await screen.findByRole('button', { name: 'Record consent' }))
    const panel = await screen.findByRole('complementary')
    await user.click(within(panel).getByRole('button', { name: 'Record' }))
    expect((await screen.findByRole('alert')).textContent).toContain('they write a start word')
  })

  it('refuses a note that is too long, beside the field', async () => {
    const { user, bridge } = await openPerson(newcomerId)
    await user.click(await screen.findByRole('button', { name: 'Record consent' }))
    const panel = await screen.findByRole('complementary')
    await user.click(within(panel).getByRole('textbox', { name: 'Note' }))
    await user.paste('x'.repeat(501))
    await user.click(within(panel).getByRole('button', { name: 'Record' }))
    expect(within(panel).getByText('At most 500 characters.')).toBeTruthy()
    expect(bridge.inputsOf('consent.record')).toEqual([])
  })

  it('hands over the receipt of a line', async () => {
    URL.createObjectURL = vi.fn(() => 'blob:fake')
    URL.revokeObjectURL = vi.fn()
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    const { user, bridge } = await openPerson(agreedId)
    await user.click(await screen.findByRole('button', { name: /^Receipt: Offers and news/ }))
    await user.click(await screen.findByRole('menuitem', { name: 'To print (PDF)' }))
    expect(await screen.findByText('consent-receipt.pdf saved')).toBeTruthy()
    expect(click).toHaveBeenCalledOnce()
    expect(bridge.inputsOf('consent.receipt')).toEqual([
      { contactId: agreedId, entryId: consentId('entry', 1), format: 'pdf', language: 'en' },
    ])
    click.mockRestore()
  })

  it('says in words that a PDF cannot be made here', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('consent.receipt', { code: 'pdf_printer_unavailable' })
    const { user } = await openPerson(agreedId, { bridge })
    await user.click(await screen.findByRole('button', { name: /^Receipt: Offers and news/ }))
    await user.click(await screen.findByRole('menuitem', { name: 'To print (PDF)' }))
    expect(await screen.findByText('A PDF cannot be made here')).toBeTruthy()
  })
})
