// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ScreeningScreen } from '../../../renderer/features/screening/screening-screen.tsx'
import { screeningPresets } from '../../../shared/domain/screening-presets.ts'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { screenedPeople } from '../helpers/fake-shop/screening.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

const toCheck = screenedPeople.filter((person) => person.verdict === 'to_check')

async function openQueue(options: RenderOptions = {}) {
  const view = await renderScreen(<ScreeningScreen />, { path: '/screening', ...options })
  await screen.findByRole('article')
  return view
}

const card = () => screen.getByRole('article')
const cardName = () => within(card()).getByRole('heading', { level: 2 }).textContent

describe('the screening queue', () => {
  it('shows the newest person to check, with the reasons in words', async () => {
    const { container } = await openQueue()
    expect(cardName()).toBe('沈若兰')
    expect(within(card()).getByText('A mobile number.')).toBeTruthy()
    expect(within(card()).getByText('+15')).toBeTruthy()
    expect(within(card()).getByText('3 checks say nothing')).toBeTruthy()
    expect(within(card()).getByText(/Waits to be let into 茉莉花友会/)).toBeTruthy()
    expect(screen.getByText(/No number is tried out/)).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('is in Chinese, too, and shows what speaks against somebody first', async () => {
    const { user } = await openQueue({ language: 'zh-CN' })
    await user.keyboard('{ArrowDown}')
    expect(cardName()).toBe('Gustav Ekström')
    const reasons = within(card())
      .getAllByRole('listitem')
      .map((item) => item.textContent)
    expect(reasons[0]).toBe('−100在「Market Street」的黑名单上：Never paid。')
    expect(reasons).toContain('+2来自瑞典，在销售范围内。')
  })

  it('takes one key a person, moves on at once and saves in order', async () => {
    const { user, bridge } = await openQueue()
    await user.keyboard('trc')
    await waitFor(() => expect(bridge.inputsOf('screening.decide')).toHaveLength(3))
    expect(
      bridge
        .inputsOf('screening.decide')
        .map(({ contactIds, verdict }) => [contactIds?.[0], verdict]),
    ).toEqual([
      [toCheck[0]!.contactId, 'trusted'],
      [toCheck[1]!.contactId, 'rejected'],
      [toCheck[2]!.contactId, 'to_check'],
    ])
    const list = screen.getByRole('list', { name: 'People in the queue' })
    expect(within(list).getByText('Trusted')).toBeTruthy()
  })

  it('takes the last decision back and puts its person up again', async () => {
    const { user, bridge } = await openQueue()
    await user.keyboard('tz')
    expect(cardName()).toBe('沈若兰')
    await waitFor(() => expect(bridge.inputsOf('screening.decide')).toHaveLength(2))
    expect(bridge.inputsOf('screening.decide')[1]).toMatchObject({
      contactIds: [toCheck[0]!.contactId],
      verdict: 'checks',
    })
    await user.keyboard('z')
    expect(bridge.inputsOf('screening.decide')).toHaveLength(2)
  })

  it('says when a decision could not be saved, and takes it back', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('screening.decide', { code: 'disk_full' })
    const { user } = await openQueue({ bridge })
    await user.keyboard('t')
    expect(await screen.findByText(/Not saved: 沈若兰/)).toBeTruthy()
    const list = screen.getByRole('list', { name: 'People in the queue' })
    expect(within(list).queryByText('Trusted')).toBeNull()
  })

  it('notes evidence by key, and refuses the number of a document beside its field', async () => {
    const bridge = createFakeBridge()
    const { user } = await openQueue({ bridge })
    await user.keyboard('e')
    const dialog = await screen.findByRole('dialog')
    await user.type(within(dialog).getByLabelText('Where'), 'Till 2 rct')
    await user.click(within(dialog).getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(bridge.inputsOf('screening.addEvidence')).toEqual([
      {
        contactId: toCheck[0]!.contactId,
        kind: 'shop_visit',
        place: 'Till 2 rct',
        note: '',
      },
    ])
    expect(bridge.inputsOf('screening.decide')).toEqual([])
    expect(await within(card()).findByText('Came to the shop: Till 2 rct')).toBeTruthy()

    bridge.refuse('screening.addEvidence', { code: 'invalid_input', field: 'note' })
    await user.keyboard('e')
    const again = await screen.findByRole('dialog')
    await user.type(within(again).getByLabelText('Note'), 'E12345678')
    await user.click(within(again).getByRole('button', { name: 'Save' }))
    expect(await within(again).findByText('Leave the number of the document out.')).toBeTruthy()
  })

  it('puts the checks to whoever was never screened', async () => {
    const { user, bridge } = await openQueue()
    await user.click(await screen.findByRole('button', { name: 'Screen 1 new person' }))
    expect(await screen.findByText(/1 person screened/)).toBeTruthy()
    expect(bridge.inputsOf('screening.run')).toEqual([{ scope: 'not_screened' }])
  })

  it('says when nobody is left', async () => {
    const bridge = createFakeBridge()
    bridge.state.screened = []
    await renderScreen(<ScreeningScreen />, { bridge, path: '/screening' })
    expect(await screen.findByText('Nobody is to be checked')).toBeTruthy()
  })

  it('shows a refusal with a way to try again', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('screening.queue', { code: 'store_damaged' })
    await renderScreen(<ScreeningScreen />, { bridge, path: '/screening' })
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})

describe('deciding on many', () => {
  it('names their number first and confirms exactly that', async () => {
    const { user, bridge, baseElement } = await openQueue()
    await user.click(screen.getByRole('button', { name: 'Decide many' }))
    const dialog = await screen.findByRole('dialog')
    const confirm = await within(dialog).findByRole('button', { name: 'Trust 3 people' })
    expect(await axeFaults(baseElement)).toEqual([])
    await user.click(confirm)
    expect(await screen.findByText('Decided on 3 people.')).toBeTruthy()
    expect(bridge.inputsOf('screening.decide').at(-1)).toEqual({
      filter: { verdict: 'to_check' },
      verdict: 'trusted',
      note: '',
      confirmedCount: 3,
    })
  })
})

describe('one person by address', () => {
  const path = `/screening?contactId=${toCheck[2]!.contactId}`

  it('is decided on with the same keys, and given back to the checks', async () => {
    const { user, bridge, container } = await openQueue({ path })
    expect(cardName()).toBe('罗一鸣')
    expect(within(card()).getByText('Taken back')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
    await user.keyboard('r')
    await user.click(await screen.findByRole('button', { name: 'Leave it to the checks' }))
    await waitFor(() =>
      expect(bridge.inputsOf('screening.decide').map(({ verdict }) => verdict)).toEqual([
        'rejected',
        'checks',
      ]),
    )
    expect(await screen.findByRole('heading', { name: 'Decisions so far' })).toBeTruthy()
  })
})

describe('how the checks weigh', () => {
  const path = '/screening?view=settings'

  it('shows what a preset would change before it is saved', async () => {
    const { user, bridge, container } = await renderScreen(<ScreeningScreen />, { path })
    expect(await screen.findByText('Nothing changes.')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true)
    await user.click(screen.getByRole('radio', { name: 'Careful' }))
    expect(await screen.findByText('38 verdicts would change.')).toBeTruthy()
    expect(screen.getByText('38: To check → Trusted')).toBeTruthy()
    expect(screen.getByText(/1,000 of 52,000 people/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(bridge.inputsOf('screening.saveSettings')).toHaveLength(1))
    expect(bridge.inputsOf('screening.saveSettings')[0]).toEqual({
      ...screeningPresets.careful,
      markets: ['CN', 'SE'],
    })
  })

  it('has every weight as a slider with its word, moved by keyboard', async () => {
    const { user } = await renderScreen(<ScreeningScreen />, { path })
    const slider = await screen.findByRole('slider', { name: 'Orders' })
    slider.focus()
    await user.keyboard('{Home}')
    expect(await screen.findByText('plays no part')).toBeTruthy()
    expect(screen.getByRole('radio', { name: 'Your own' })).toHaveProperty('checked', true)
    await user.click(screen.getByRole('button', { name: 'Discard' }))
    expect(screen.queryByText('plays no part')).toBeNull()
  })
})

describe('the shared block list', () => {
  const path = '/screening?view=blockList'

  it('takes a list in, asks for its source, and says which rows it could not take', async () => {
    const { user, bridge, container } = await renderScreen(<ScreeningScreen />, { path })
    expect(await screen.findByText('2 numbers')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
    const file = new File(['number\n+12025550101'], 'list.csv', { type: 'text/csv' })
    const input = document.querySelector<HTMLInputElement>('input[type="file"]')!
    await user.upload(input, file)
    await user.click(screen.getByRole('button', { name: 'Take it in' }))
    expect(await screen.findByText('Say where the list comes from.')).toBeTruthy()
    expect(bridge.inputsOf('blockList.import')).toEqual([])
    await user.type(screen.getByLabelText('Source'), 'Street')
    await user.click(screen.getByRole('button', { name: 'Take it in' }))
    expect(await screen.findByText('Line 2: not a phone number')).toBeTruthy()
    expect(screen.getByText('2 rows were not taken in')).toBeTruthy()
    expect(bridge.inputsOf('blockList.import')).toMatchObject([{ source: 'Street' }])
  })

  it('lets a number go', async () => {
    const { user } = await renderScreen(<ScreeningScreen />, { path })
    await user.click(
      await screen.findByRole('button', { name: 'Remove +86 139 ···· 1200 from the list' }),
    )
    expect(await screen.findByText('1 number')).toBeTruthy()
  })
})
