// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ConsentScreen } from '../../../renderer/features/consent/consent-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge, type FakeBridge } from '../helpers/fake-bridge.ts'
import { consentBookOf } from '../helpers/fake-handlers-consent.ts'
import { consentId } from '../helpers/fake-shop/consent.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

function aBridge(): FakeBridge {
  const bridge = createFakeBridge()
  bridge.answer('contacts.count', () => ({ total: 372 }))
  bridge.answer('tags.list', () => ({
    tags: [{ id: consentId('entry', 9), name: 'VIP', size: 24 }],
  }))
  return bridge
}

function openTab(tab: string, search = '', options: RenderOptions = {}) {
  return renderScreen(<ConsentScreen />, {
    bridge: aBridge(),
    ...options,
    path: `/consent/${tab}${search}`,
    params: { tab },
  })
}

describe('the overview', () => {
  it('counts per purpose who agreed, who said no and of whom nothing is known', async () => {
    const { container } = await openTab('overview')
    const row = (await screen.findByText('Offers and news')).closest('tr') as HTMLElement
    await waitFor(() => expect(within(row).getByText('126')).toBeTruthy())
    expect(within(row).getByText('215')).toBeTruthy()
    expect(within(row).getByText('31')).toBeTruthy()
    expect(screen.getByText(/^Of 372 people/)).toBeTruthy()
    expect(screen.getByText(/can only be taken back by that person/)).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('speaks Chinese', async () => {
    await openTab('overview', '', { language: 'zh-CN' })
    expect(await screen.findByRole('heading', { name: '同意记录' })).toBeTruthy()
    expect(await screen.findByText('优惠和新品')).toBeTruthy()
    expect(screen.getByRole('columnheader', { name: '已拒绝' })).toBeTruthy()
  })

  it('stays useful while the number of people cannot be told', async () => {
    const bridge = aBridge()
    bridge.refuse('contacts.count', { code: 'internal' })
    await openTab('overview', '', { bridge })
    expect(await screen.findByText('The number of people is not known right now.')).toBeTruthy()
  })

  it('adds a purpose; a name that is missing or taken is refused beside the field', async () => {
    const { user, bridge } = await openTab('overview')
    await user.click(await screen.findByRole('button', { name: 'Add a purpose' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Add purpose' }))
    expect(within(dialog).getByText('Give the purpose a name.')).toBeTruthy()
    const name = within(dialog).getByRole('textbox', { name: 'Name of the purpose' })
    await user.type(name, 'course REMINDERS')
    expect(within(dialog).getByText('There is one with this name already.')).toBeTruthy()
    await user.clear(name)
    await user.type(name, '生日祝福{Enter}')
    await waitFor(() =>
      expect(bridge.inputsOf('consentPurposes.save')).toEqual([
        { key: 'purpose_4', name: '生日祝福' },
      ]),
    )
    expect(await screen.findByText('生日祝福')).toBeTruthy()
  })

  it('keeps a purpose that people agreed to, and says why', async () => {
    const { user } = await openTab('overview')
    await user.click(await screen.findByRole('button', { name: 'Delete “Course reminders”' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Delete purpose' }))
    expect((await within(dialog).findByRole('alert')).textContent).toMatch(/can be proved/)
  })

  it('has no button to delete a built-in one', async () => {
    await openTab('overview')
    await screen.findByText('Offers and news')
    expect(screen.getAllByRole('button', { name: /^Delete/ })).toHaveLength(1)
  })
})

describe('the texts', () => {
  it('shows the version in force, who has it, and the versions before', async () => {
    const { user, container } = await openTab('texts')
    expect(await screen.findByRole('heading', { name: 'Wording: Offers and news' })).toBeTruthy()
    expect(screen.getAllByText('128 people agreed to it')).toHaveLength(2)
    expect(screen.getByText('41 people agreed to it')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Version 1' }))
    expect(screen.getByText(/once a week/)).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('writes the next version, with what differs beside it', async () => {
    const { user, bridge, container } = await openTab('texts')
    await user.click(await screen.findByRole('button', { name: 'Write version 3' }))
    const body = await screen.findByRole('textbox', { name: 'Text' })
    await user.click(screen.getByRole('button', { name: 'Save as version 3' }))
    expect(screen.getByText(/^This is the same as the version in force/)).toBeTruthy()
    await user.clear(body)
    await user.click(body)
    await user.paste('The shop may send me offers on WhatsApp.')
    await waitFor(() => expect(container.querySelectorAll('del').length).toBeGreaterThan(0))
    expect(screen.getByText(/^128 people agreed to version 2 and keep it/)).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Save as version 3' }))
    await waitFor(() =>
      expect(bridge.inputsOf('legalTexts.save')).toEqual([
        {
          kind: 'consent',
          purpose: 'marketing',
          language: 'en',
          body: 'The shop may send me offers on WhatsApp.',
        },
      ]),
    )
    expect(await screen.findAllByText('0 people agreed to it')).toHaveLength(2)
  })

  it('offers a text to start from, and refuses an empty one', async () => {
    const { user, bridge } = await openTab('texts', '?text=new')
    await user.click(await screen.findByRole('button', { name: /^Save as/ }))
    expect(screen.getByText('Write the text.')).toBeTruthy()
    await user.click(screen.getByRole('combobox', { name: 'Kind' }))
    await user.click(await screen.findByRole('option', { name: 'Encryption note' }))
    await user.click(await screen.findByRole('button', { name: 'Start from a suggestion' }))
    await user.click(screen.getByRole('button', { name: 'Save as version 1' }))
    await waitFor(() => expect(bridge.inputsOf('legalTexts.save')).toHaveLength(1))
    expect(bridge.inputsOf('legalTexts.save')[0]).toMatchObject({ kind: 'encryption_notice' })
    expect(await screen.findByRole('heading', { name: 'Encryption note' })).toBeTruthy()
  })

  it('says beside the field when the app has the same text already', async () => {
    const bridge = aBridge()
    bridge.refuse('legalTexts.save', { code: 'conflict' })
    const { user } = await openTab('texts', '', { bridge })
    await user.click(await screen.findByRole('button', { name: 'Write version 3' }))
    await user.type(await screen.findByRole('textbox', { name: 'Text' }), ' More.')
    await user.click(screen.getByRole('button', { name: 'Save as version 3' }))
    expect(await screen.findByText(/^This is the same as the version in force/)).toBeTruthy()
  })

  it('teaches what texts are for when there is none', async () => {
    const bridge = aBridge()
    consentBookOf(bridge.state).texts = []
    const { user } = await openTab('texts', '', { bridge, language: 'zh-CN' })
    expect(await screen.findByText('还没有文本')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: '写一份文本' }))
    expect(await screen.findByRole('textbox', { name: '正文' })).toBeTruthy()
  })
})

describe('the notices', () => {
  it('shows who has the version in force, and opens who has not', async () => {
    const { user, container } = await openTab('notices')
    const row = (await screen.findByText('Privacy notice')).closest('tr') as HTMLElement
    expect(within(row).getByText('287')).toBeTruthy()
    await user.click(within(row).getByRole('button', { name: /^Who lacks it/ }))
    const table = await screen.findByRole('grid', { name: 'Does not have this version' })
    await waitFor(() => expect(within(table).getAllByText('Version 1').length).toBeGreaterThan(0))
    expect(within(table).getAllByText('None').length).toBeGreaterThan(0)
    expect(await axeFaults(container)).toEqual([])
  })

  it('never calls sent what WhatsApp only accepted', async () => {
    await openTab('notices')
    expect(await screen.findByText('Accepted, not sent yet')).toBeTruthy()
    expect(screen.queryByText('Sent')).toBeNull()
    expect(screen.getByText('Delivered')).toBeTruthy()
  })

  it('previews whom it reaches, asks the number back, sends, and shows how it goes', async () => {
    const { user, bridge, container } = await openTab('notices', `?send=${consentId('text', 5)}`)
    expect(await screen.findByText('372 people fit the choice.')).toBeTruthy()
    expect(screen.getByText('31 said no to messages')).toBeTruthy()
    expect(screen.getByText('40 have this version already')).toBeTruthy()
    expect(screen.getByText('281 have not written for 24 hours')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Send to 18 people' }))
    const dialog = await screen.findByRole('dialog')
    const send = within(dialog).getByRole('button', { name: 'Send to 18 people' })
    await user.type(within(dialog).getByLabelText('Type 18 to confirm'), '17')
    expect((send as HTMLButtonElement).disabled).toBe(true)
    await user.clear(within(dialog).getByLabelText('Type 18 to confirm'))
    await user.type(within(dialog).getByLabelText('Type 18 to confirm'), '18')
    await user.click(send)
    await waitFor(() =>
      expect(bridge.inputsOf('notices.send')).toEqual([
        {
          legalTextId: consentId('text', 5),
          target: { filter: {} },
          onlyWithout: true,
          confirmCount: 18,
        },
      ]),
    )
    expect(await screen.findByRole('heading', { name: 'How the sending goes' })).toBeTruthy()
    expect(await screen.findByText('4 of 22 messages handed to WhatsApp')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('reaches the others by a template, and narrows to a tag', async () => {
    const { user, bridge } = await openTab('notices', `?send=${consentId('text', 5)}`)
    await screen.findByText('372 people fit the choice.')
    await user.click(screen.getByText('A tag'))
    expect(await screen.findByText('Choose a tag or a group first.')).toBeTruthy()
    await user.click(screen.getByRole('combobox', { name: 'Tag' }))
    await user.click(await screen.findByRole('option', { name: 'VIP' }))
    expect(await screen.findByText('24 people fit the choice.')).toBeTruthy()
    expect(bridge.inputsOf('notices.preview').at(-1)?.target).toEqual({
      filter: { tagIds: [consentId('entry', 9)] },
    })
  })

  it('has nothing to send while nobody can be reached', async () => {
    const bridge = aBridge()
    bridge.answer('notices.preview', () => ({
      matched: 0,
      byText: 0,
      byTemplate: 0,
      excluded: [],
    }))
    await openTab('notices', `?send=${consentId('text', 5)}`, { bridge })
    const button = await screen.findByRole('button', { name: 'Nobody to send to' })
    expect((button as HTMLButtonElement).disabled).toBe(true)
  })

  it('teaches what notices are for when there is none', async () => {
    const bridge = aBridge()
    consentBookOf(bridge.state).texts = []
    consentBookOf(bridge.state).coverage = []
    await openTab('notices', '', { bridge })
    expect(await screen.findByText('No notice yet')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Write a text' })).toBeTruthy()
  })
})

describe('the stop words', () => {
  it('says what happens at a stop, and that only the person takes it back', async () => {
    const { container } = await openTab('words')
    expect(await screen.findByRole('heading', { name: 'What happens at a stop' })).toBeTruthy()
    expect(screen.getByText(/^Only the person takes it back/)).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('takes a new word, and none that means both', async () => {
    const { user, bridge } = await openTab('words')
    const english = (
      await screen.findAllByLabelText('Stop words', { selector: 'input' })
    )[0] as HTMLElement
    const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save words' })
    expect(save.disabled).toBe(true)
    await user.type(english, 'START!{Enter}')
    expect(await screen.findByText('“START!” cannot mean both stop and start.')).toBeTruthy()
    expect(save.disabled).toBe(true)
    await user.type(english, '{Backspace}no more{Enter}')
    await user.click(save)
    await waitFor(() =>
      expect(bridge.inputsOf('optOutWords.save')[0]?.stop['en']).toEqual([
        'stop',
        'unsubscribe',
        'no more',
      ]),
    )
  })

  it('adds a language and takes one out; one stop word has to stay', async () => {
    const { user } = await openTab('words')
    await user.click(await screen.findByRole('combobox', { name: 'Add a language' }))
    await user.click(await screen.findByRole('option', { name: 'French' }))
    expect(await screen.findByRole('group', { name: /French/ })).toBeTruthy()
    for (const language of ['English', 'Simplified Chinese']) {
      await user.click(screen.getByRole('button', { name: `Take out the words in ${language}` }))
    }
    expect(await screen.findByText(/^Keep at least one stop word/)).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save words' }).disabled).toBe(
      true,
    )
  })

  it('speaks Chinese', async () => {
    await openTab('words', '', { language: 'zh-CN' })
    expect(await screen.findByRole('heading', { name: '客户退订后会怎样' })).toBeTruthy()
    expect(screen.getByText(/^只有本人能收回/)).toBeTruthy()
  })
})
