// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { SignUpScreen } from '../../../renderer/features/sign-up/sign-up-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge, type FakeBridge } from '../helpers/fake-bridge.ts'
import { consentBookOf } from '../helpers/fake-handlers-consent.ts'
import { consentId } from '../helpers/fake-shop/consent.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

function aBridge(): FakeBridge {
  const bridge = createFakeBridge()
  bridge.answer('tags.list', () => ({
    tags: [{ id: consentId('entry', 9), name: 'VIP', size: 24 }],
  }))
  return bridge
}

function openSignUp(search = '', options: RenderOptions = {}) {
  return renderScreen(<SignUpScreen />, {
    bridge: aBridge(),
    ...options,
    path: `/sign-up${search}`,
  })
}

describe('sign-up campaigns', () => {
  it('lists them, open ones first, with how many agreed', async () => {
    const { container } = await openSignUp()
    const list = await screen.findByRole('list', { name: 'Campaigns' })
    const [first, second] = within(list).getAllByRole('listitem')
    expect(first?.textContent).toContain('Counter, spring')
    expect(first?.textContent).toContain('47 people agreed')
    expect(first?.textContent).toContain('of 52 who wrote the word')
    expect(second?.textContent).toContain('Closed')
    expect(within(list).getByRole('img', { name: 'QR code of “Counter, spring”' })).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('opens one beside the list: code, link, wording', async () => {
    const { user, container } = await openSignUp()
    await user.click(await screen.findByRole('button', { name: /^.*Counter, spring/ }))
    const detail = await screen.findByRole('complementary', { name: 'Campaign' })
    expect(within(detail).getByText('https://wa.me/12025550142?text=PEONY')).toBeTruthy()
    expect(within(detail).getByText(/twice a week/)).toBeTruthy()
    expect(within(detail).getByText('Asks once more before it counts')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('hands over the poster in the language chosen', async () => {
    URL.createObjectURL = vi.fn(() => 'blob:fake')
    URL.revokeObjectURL = vi.fn()
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    const { user, bridge } = await openSignUp(`?campaignId=${consentId('campaign', 1)}`)
    await user.click(await screen.findByRole('button', { name: 'Poster' }))
    await user.click(await screen.findByRole('menuitem', { name: 'To print (PDF), 简体中文' }))
    expect(await screen.findByText('poster-zh-CN.pdf saved')).toBeTruthy()
    expect(bridge.inputsOf('signupCampaigns.poster')).toEqual([
      { campaignId: consentId('campaign', 1), format: 'pdf', language: 'zh-CN' },
    ])
    click.mockRestore()
  })

  it('is closed after a question', async () => {
    const { user, bridge } = await openSignUp(`?campaignId=${consentId('campaign', 1)}`)
    await user.click(await screen.findByRole('button', { name: 'Close campaign' }))
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent).toContain('Who agreed stays agreed')
    await user.click(within(dialog).getByRole('button', { name: 'Close campaign' }))
    await waitFor(() => expect(bridge.inputsOf('signupCampaigns.close')).toHaveLength(1))
    expect(await screen.findByText(/^This campaign is closed/)).toBeTruthy()
  })

  it('says that no number is connected, and the way there', async () => {
    const bridge = aBridge()
    bridge.state.account = { ...bridge.state.account, displayPhoneNumber: null }
    await openSignUp('', { bridge, language: 'zh-CN' })
    expect(await screen.findByText('还没有连接 WhatsApp 号码')).toBeTruthy()
    expect(screen.getByRole('link', { name: '连接号码' }).getAttribute('href')).toBe(
      '#/settings?section=account',
    )
  })

  it('teaches what a campaign is for when there is none', async () => {
    const bridge = aBridge()
    consentBookOf(bridge.state).campaigns = []
    await openSignUp('', { bridge, language: 'zh-CN' })
    expect(await screen.findByText('还没有登记活动')).toBeTruthy()
    expect(screen.getByRole('link', { name: '新建登记活动' })).toBeTruthy()
  })
})

describe('a new campaign', () => {
  it('shows the code and the link while it is written, and starts', async () => {
    const { user, bridge, container } = await openSignUp('?edit=new')
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Website')
    await user.type(screen.getByRole('textbox', { name: 'Code word' }), '芍药')
    const code = await screen.findByRole('img', { name: 'QR code of “Website”' })
    expect(code.getAttribute('src')).toMatch(/^data:image\/svg\+xml,/)
    expect(screen.getByText(/^https:\/\/wa\.me\/\d+\?text=%E8%8A%8D%E8%8D%AF$/)).toBeTruthy()
    await user.click(screen.getByRole('combobox', { name: 'Wording that is agreed to' }))
    await user.click(await screen.findByRole('option', { name: /^English · Version 2/ }))
    expect(screen.getByText(/twice a week/)).toBeTruthy()
    await user.click(screen.getByRole('switch', { name: /^Ask once more/ }))
    expect(screen.getByText(/and answers YES\.$/, { selector: 'li *' })).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Start campaign' }))
    await waitFor(() =>
      expect(bridge.inputsOf('signupCampaigns.save')).toEqual([
        {
          name: 'Website',
          codeWord: '芍药',
          purpose: 'marketing',
          legalTextId: consentId('text', 2),
          isDoubleOptIn: true,
        },
      ]),
    )
    expect(await screen.findByRole('complementary', { name: 'Campaign' })).toBeTruthy()
  })

  it.each([
    ['peony', 'Another open campaign has this word.'],
    ['Stop', 'This word already means stop or start.'],
    ['two words', 'Letters and digits only, no spaces.'],
  ])('refuses the code word %j as it is typed', async (word, message) => {
    const { user } = await openSignUp('?edit=new')
    await user.type(await screen.findByRole('textbox', { name: 'Code word' }), word)
    expect(await screen.findByText(message)).toBeTruthy()
    expect(screen.queryByRole('img')).toBeNull()
  })

  it('says what is missing beside the fields', async () => {
    const { user, bridge } = await openSignUp('?edit=new')
    await user.click(await screen.findByRole('button', { name: 'Start campaign' }))
    expect(screen.getByText('Give the campaign a name.')).toBeTruthy()
    expect(screen.getByText('Choose a code word.')).toBeTruthy()
    expect(screen.getByText('Choose a wording.', { selector: '[class*=error]' })).toBeTruthy()
    expect(bridge.inputsOf('signupCampaigns.save')).toEqual([])
  })

  it('asks for a wording first where a purpose has none', async () => {
    const { user } = await openSignUp('?edit=new')
    await user.click(await screen.findByRole('combobox', { name: 'For' }))
    await user.click(await screen.findByRole('option', { name: 'Orders and service' }))
    expect(await screen.findByText('There is no wording for this purpose yet')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Write a wording' }).getAttribute('href')).toBe(
      '#/consent/texts?text=new',
    )
  })

  it('can be prepared without a number, without a code', async () => {
    const bridge = aBridge()
    bridge.state.account = { ...bridge.state.account, displayPhoneNumber: null }
    const { user } = await openSignUp('?edit=new', { bridge })
    await user.type(await screen.findByRole('textbox', { name: 'Code word' }), 'LILAC')
    expect(
      await screen.findByText('The code shows up here once a number is connected.'),
    ).toBeTruthy()
  })

  it('keeps the code word of a campaign whose posters may hang', async () => {
    const { user, bridge } = await openSignUp(`?edit=${consentId('campaign', 1)}`)
    const word = await screen.findByRole('textbox', { name: 'Code word' })
    expect((word as HTMLInputElement).disabled).toBe(true)
    await user.type(screen.getByRole('textbox', { name: 'Name' }), ' 2027')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(bridge.inputsOf('signupCampaigns.save')[0]).toMatchObject({
        campaignId: consentId('campaign', 1),
        name: 'Counter, spring 2027',
        codeWord: 'PEONY',
        tag: 'Spring 2027',
      }),
    )
  })

  it('says beside the fields what only the app could tell', async () => {
    const bridge = aBridge()
    bridge.refuse('signupCampaigns.save', { code: 'conflict', field: 'codeWord' })
    const { user } = await openSignUp(`?edit=${consentId('campaign', 1)}`, { bridge })
    await user.click(await screen.findByRole('button', { name: 'Save' }))
    expect(await screen.findByText(/^This word cannot be used/)).toBeTruthy()
    bridge.refuse('signupCampaigns.save', { code: 'invalid_input', field: 'legalTextId' })
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText(/^This wording cannot be used here/)).toBeTruthy()
  })
})
