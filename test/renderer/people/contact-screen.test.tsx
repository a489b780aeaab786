// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ContactScreen } from '../../../renderer/features/people/contact-screen.tsx'
import type { RouteParams } from '../../../renderer/lib/router.ts'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { contactShopOf } from '../helpers/fake-handlers-contacts.ts'
import type { FakeContact } from '../helpers/fake-shop/contacts.ts'
import { dayMs, fakeId, shopNow } from '../helpers/fake-shop/basics.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

const xiaowen = fakeId('contact', 5000)
const maya = fakeId('contact', 5001)
/** Without number, known by username. */
const numberless = fakeId('contact', 5007)

function openContact(contactId: string, tab?: string, options: RenderOptions = {}) {
  const params: RouteParams = tab === undefined ? { contactId } : { contactId, tab }
  return renderScreen(<ContactScreen />, { ...options, params })
}

function shopWith(contactId: string, change: Partial<FakeContact>) {
  const bridge = createFakeBridge()
  const contact = contactShopOf(bridge.state).contacts.find(({ id }) => id === contactId)
  Object.assign(contact ?? {}, change)
  return bridge
}

describe('the head of a person', () => {
  it('names them, masks the number until it is asked for, and says how they stand', async () => {
    const { user, bridge } = await openContact(xiaowen)
    expect(await screen.findByRole('heading', { level: 1, name: /陈晓雯/ })).toBeTruthy()
    expect(screen.getByText('Opt-in: Unknown')).toBeTruthy()
    expect(screen.getByText('Screening: Not screened')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: /···· .*noted in the audit log/ }))
    await waitFor(() => expect(bridge.inputsOf('members.reveal')).toEqual([{ contactId: xiaowen }]))
    expect(screen.getByText(/may be the same person/)).toBeTruthy()
    expect(await axeFaults()).toEqual([])
  })

  it('shows somebody without number, and somebody without anything, well', async () => {
    const { unmount } = await openContact(numberless)
    expect(await screen.findByRole('heading', { level: 1, name: /flower\.friend7/ })).toBeTruthy()
    expect(screen.getByText('No number')).toBeTruthy()
    unmount()
    await openContact(numberless, undefined, {
      bridge: shopWith(numberless, { name: '', username: null, numberState: 'none' }),
      language: 'zh-CN',
    })
    expect(await screen.findByRole('heading', { level: 1, name: /没有名字/ })).toBeTruthy()
    expect(screen.getByText('没有号码')).toBeTruthy()
    expect(await axeFaults()).toEqual([])
  })

  it('gives and takes tags', async () => {
    const { user, bridge } = await openContact(xiaowen)
    await user.click(await screen.findByRole('button', { name: 'Take tag “VIP” away' }))
    await waitFor(() => expect(screen.queryByText('VIP')).toBeNull())
    await user.click(screen.getByRole('button', { name: 'Add tag' }))
    const box = await screen.findByRole('dialog')
    await user.click(within(box).getByRole('combobox', { name: 'Tag' }))
    await user.click(await screen.findByRole('option', { name: '婚礼' }))
    await user.click(within(box).getByRole('button', { name: 'Tag 1 person' }))
    expect(await screen.findByRole('button', { name: 'Take tag “婚礼” away' })).toBeTruthy()
    expect(bridge.inputsOf('tags.assign').map((input) => input.isOn)).toEqual([false, true])
  })

  it('says that they are in the bin, and offers nothing that would write', async () => {
    const bridge = shopWith(maya, { binnedAt: shopNow - dayMs })
    await openContact(maya, undefined, { bridge })
    expect(await screen.findByText(/In the bin since/)).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Open the bin' }).getAttribute('href')).toBe(
      '#/clean-up',
    )
    for (const name of ['Edit', 'Add tag', 'Save note'])
      expect(screen.queryByRole('button', { name })).toBeNull()
  })

  it('says that they were made anonymous', async () => {
    const bridge = shopWith(maya, { anonymisedAt: shopNow - dayMs })
    await openContact(maya, undefined, { bridge, language: 'zh-CN' })
    expect(await screen.findByText(/匿名化/)).toBeTruthy()
  })

  it('says that an address leads to nobody', async () => {
    await openContact('not-an-id')
    expect(await screen.findByText('This person is not here')).toBeTruthy()
  })
})

describe('the profile', () => {
  it('is edited where it stands, and only what is different is sent', async () => {
    const { user, bridge } = await openContact(xiaowen)
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    const email = screen.getByLabelText('Email')
    await user.clear(email)
    await user.type(email, 'nowhere')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(screen.getByText('This is no email address.')).toBeTruthy()
    await user.clear(email)
    await user.clear(screen.getByLabelText('Birthday'))
    await user.type(screen.getByLabelText('Birthday'), '5-21')
    await user.type(screen.getByLabelText('Anniversary'), '2015-09-01')
    await user.click(screen.getByLabelText('Buys wholesale'))
    expect(await axeFaults()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('May 21')).toBeTruthy()
    expect(bridge.inputsOf('contacts.update')).toEqual([
      {
        contactId: xiaowen,
        email: null,
        birthday: '--05-21',
        custom: { anniversary: '2015-09-01', wholesale: '' },
      },
    ])
  })

  it('never writes down the username that stands in for a name', async () => {
    const { user, bridge } = await openContact(numberless)
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('')
    await user.type(screen.getByLabelText('Customer number'), 'K-17')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(bridge.inputsOf('contacts.update')).toEqual([
        { contactId: numberless, externalId: 'K-17' },
      ]),
    )
  })

  it('says beside the field that a customer number is taken', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('contacts.update', { code: 'conflict', field: 'externalId' })
    const { user } = await openContact(maya, undefined, { bridge })
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    await user.type(screen.getByLabelText('Customer number'), 'K-17')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('Another person has this customer number.')).toBeTruthy()
  })

  it('leads to consent and screening of this person', async () => {
    await openContact(maya)
    const consent = await screen.findByRole('link', { name: 'Open consent of this person' })
    expect(consent.getAttribute('href')).toBe(`#/consent?contactId=${maya}`)
    expect(screen.getByText('Offers and news')).toBeTruthy()
    const screening = screen.getByRole('link', { name: 'Open screening of this person' })
    expect(screening.getAttribute('href')).toBe(`#/screening?contactId=${maya}`)
  })
})

describe('notes', () => {
  it('are added and deleted', async () => {
    const { user, bridge } = await openContact(xiaowen)
    await user.type(await screen.findByLabelText('Add a note'), 'Calls before noon only')
    await user.click(screen.getByRole('button', { name: 'Save note' }))
    expect(await screen.findByText('Calls before noon only')).toBeTruthy()
    const [first] = screen.getAllByRole('button', { name: /Delete the note of/ })
    if (first !== undefined) await user.click(first)
    await user.click(await screen.findByRole('button', { name: 'Delete note' }))
    await waitFor(() => expect(screen.queryByText('Calls before noon only')).toBeNull())
    expect(bridge.inputsOf('contacts.deleteNote')).toHaveLength(1)
  })

  it('refuses one that is too long', async () => {
    const { user, bridge } = await openContact(xiaowen)
    await user.click(await screen.findByLabelText('Add a note'))
    await user.paste('x'.repeat(2001))
    await user.click(screen.getByRole('button', { name: 'Save note' }))
    expect(screen.getByText('At most 2,000 characters.')).toBeTruthy()
    expect(bridge.inputsOf('contacts.addNote')).toHaveLength(0)
  })
})

describe('the other pages of a person', () => {
  it('tells what happened, all of it or one kind, and has words for what it does not know', async () => {
    const { user, bridge } = await openContact(xiaowen, 'timeline')
    const list = await screen.findByRole('list', { name: 'Timeline' })
    expect(within(list).getByText(/要白色包装/)).toBeTruthy()
    expect(within(list).getByText('Screening: an entry this version has no words for')).toBeTruthy()
    for (const words of [
      'Wrote a message',
      'Note by the owner',
      'Order A-1042 over 86.5 CNY',
      'Agreed to “offers and news” (form)',
      'Evidence noted by the owner and taken back since: came to the shop',
      'Number shown in full, by the owner',
    ])
      expect(within(list).getByText(words)).toBeTruthy()
    expect(await axeFaults()).toEqual([])
    await user.click(screen.getByRole('checkbox', { name: 'Notes' }))
    await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(1))
    expect(bridge.inputsOf('contacts.timeline').at(-1)).toMatchObject({ kinds: ['note'] })
  })

  it('shows orders with what was in them', async () => {
    await openContact(maya, 'orders')
    const grid = await screen.findByLabelText('Orders', { selector: '[role=grid]' })
    expect(within(grid).getAllByText('芍药 × 10 and Eucalyptus').length).toBeGreaterThan(0)
    expect(await axeFaults()).toEqual([])
  })

  it('shows groups as links', async () => {
    const { bridge } = await openContact(maya, 'groups')
    const [stay] = contactShopOf(bridge.state).contacts.find(({ id }) => id === maya)?.stays ?? []
    const link = await screen.findByRole('link', { name: stay?.groupSubject ?? '' })
    expect(link.getAttribute('href')).toBe(`#/groups/${stay?.groupId}`)
    expect(screen.getByText('Still in')).toBeTruthy()
  })

  it('keeps earlier numbers with their time, and takes merges apart', async () => {
    const bridge = createFakeBridge()
    await bridge.call('contacts.merge', { intoId: xiaowen, fromId: fakeId('contact', 5002) })
    const { user } = await openContact(xiaowen, 'identities', { bridge })
    expect(await screen.findByText('+86 139 ···· 0042')).toBeTruthy()
    expect(screen.getAllByText('In use')).toHaveLength(2)
    await user.click(screen.getByRole('button', { name: 'Take apart' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Take apart' }))
    expect(await screen.findByText('Taken apart again')).toBeTruthy()
    expect(bridge.inputsOf('contacts.split')).toHaveLength(1)
    expect(await axeFaults()).toEqual([])
  })

  it('goes from page to page without losing the person', async () => {
    const { user } = await openContact(maya, undefined, { language: 'zh-CN' })
    await user.click(await screen.findByRole('tab', { name: '时间线' }))
    expect(window.location.hash).toBe(`#/people/${maya}/timeline`)
  })
})
