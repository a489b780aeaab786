// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ImportScreen } from '../../../renderer/features/imports/import-screen.tsx'
import type { Locale } from '../../../shared/domain/common.ts'
import { axeFaults } from '../helpers/axe.ts'
import { importsOf } from '../helpers/fake-handlers-imports.ts'
import { fakeImportIds } from '../helpers/fake-shop/imports.ts'
import { fakeWordingId, importsBridge } from '../helpers/imports-bridge.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

interface OpenOptions {
  readonly which?: 'ready' | 'orders'
  readonly bridge?: ReturnType<typeof importsBridge>
  readonly language?: Locale
}

async function open({ which = 'ready', bridge = importsBridge(), language = 'en' }: OpenOptions) {
  const view = await renderScreen(<ImportScreen />, {
    bridge,
    language,
    path: `/imports/${fakeImportIds[which]}`,
    params: { importId: fakeImportIds[which] },
  })
  await screen.findByRole('grid')
  return view
}

/** What is seen is not asked for each time: on a page of this size that takes a second. */
const hidden = true

async function choose(field: string | RegExp, option: string) {
  fireEvent.click(screen.getByRole('combobox', { name: field, hidden }))
  fireEvent.click(await screen.findByRole('option', { name: option, hidden }))
}

async function isReady() {
  const button = await screen.findByRole('button', {
    name: /^Import (all rows|[\d,]+ )/,
    hidden,
  })
  await waitFor(() => expect(button).toHaveProperty('disabled', false))
  return button
}

function rowOf(text: string): HTMLElement {
  const row = within(screen.getByRole('grid')).getByText(text).closest('[role="row"]')
  if (!(row instanceof HTMLElement)) throw new Error(`No row with ${text}.`)
  return row
}

describe('a file before it is taken in', () => {
  it('says what it is, what each column is, and what is wrong in which cell', async () => {
    await open({})
    expect(screen.getByText('Text table (CSV)')).toBeTruthy()
    expect(screen.getByRole('combobox', { name: 'Characters' })).toHaveProperty(
      'value',
      'GB18030 / GBK (Chinese)',
    )
    expect(screen.getByRole('combobox', { name: 'What “手机” is' })).toHaveProperty(
      'value',
      'Phone number',
    )
    expect(screen.getByRole('combobox', { name: 'What “鞋码” is' })).toHaveProperty(
      'value',
      'Leave out',
    )
    expect(screen.getByText('50 rows shown · 4 with a problem · 6 known already')).toBeTruthy()
    const short = within(rowOf('5550'))
    expect(short.getByText('The phone number is too short.')).toBeTruthy()
    expect(short.getByRole('img', { name: 'The phone number is too short.' })).toBeTruthy()
    expect(within(rowOf('nobody(at)example')).getByText('Problem')).toBeTruthy()
    expect(within(rowOf('guest3@example.test')).getByText('Known')).toBeTruthy()
    expect(within(rowOf('guest5@example.test')).getByText('New')).toBeTruthy()
    expect(await axeFaults()).toEqual([])
  })

  it('takes another column as the number and looks again', async () => {
    const { user, bridge } = await open({})
    await choose('What “E-mail” is', 'Leave out')
    await screen.findByText('50 rows shown · 3 with a problem · 6 known already')
    const looks = bridge.inputsOf('imports.inspect')
    expect(looks.at(-1)?.mapping?.columns?.[3]).toEqual({ index: 3, field: 'ignore' })
    expect(looks.at(-1)?.mapping?.columns?.[2]).toEqual({ index: 2, field: 'number' })
    expect(screen.queryByText('nobody(at)example')).toBeNull()
    await user.click(screen.getByRole('switch', { name: 'Show 2 columns that are left out' }))
    expect(screen.getByText('nobody(at)example')).toBeTruthy()
  })

  it('is read again with other characters, separator and heading', async () => {
    const { bridge } = await open({})
    await choose('Characters', 'Windows-1252 (Western)')
    await choose('Columns split by', 'Semicolon ;')
    await choose('First row', 'Is data already')
    await waitFor(() =>
      expect(bridge.inputsOf('imports.inspect').at(-1)?.mapping).toEqual({
        encoding: 'windows-1252',
        separator: ';',
        hasHeading: false,
      }),
    )
    expect(await screen.findByRole('combobox', { name: 'What “Column 3” is' })).toBeTruthy()
  })

  it('does not start while nobody could be known, or two columns are one field', async () => {
    const { bridge } = await open({})
    await choose('What “会员号” is', 'Leave out')
    await choose('What “E-mail” is', 'Note')
    await choose('What “手机” is', 'Name')
    const button = screen.getByRole('button', { name: /^Import/ })
    expect(button).toHaveProperty('disabled', true)
    expect(screen.getByText(/Say which column holds the phone number/)).toBeTruthy()
    expect(screen.getAllByText('Two columns are “Name”; only one can be.').length).toBe(3)
    const looks = bridge.inputsOf('imports.inspect').length
    await choose('What “姓名” is', 'Leave out')
    await screen.findByText(/Say which column holds the phone number/)
    await waitFor(() => expect(bridge.inputsOf('imports.inspect').length).toBe(looks + 1))
  })

  it('makes a field of the owner’s own for a column', async () => {
    const { user, bridge } = await open({})
    await choose('What “鞋码” is', 'New field…')
    const label = await screen.findByLabelText('Name of the field')
    expect(label).toHaveProperty('value', '鞋码')
    fireEvent.change(label, { target: { value: ' ' } })
    await user.click(screen.getByRole('button', { name: 'Make the field' }))
    expect(screen.getByText('Give the field a name.')).toBeTruthy()
    fireEvent.change(label, { target: { value: 'Shoe size' } })
    await choose('What it holds', 'Number')
    await user.click(screen.getByRole('button', { name: 'Make the field' }))
    await waitFor(() =>
      expect(screen.getByRole('combobox', { name: 'What “鞋码” is' })).toHaveProperty(
        'value',
        'Shoe size',
      ),
    )
    expect(bridge.inputsOf('customFields.save')).toEqual([
      { key: 'shoe_size', label: 'Shoe size', type: 'number' },
    ])
    await waitFor(() =>
      expect(bridge.inputsOf('imports.inspect').at(-1)?.mapping?.columns?.[5]).toEqual({
        index: 5,
        field: 'custom:shoe_size',
      }),
    )
  })

  it('points out a list that looks bought, with what follows from it', async () => {
    const bridge = importsBridge()
    importsOf(bridge.state).warnings = [
      { code: 'looks_like_bought_list', params: { rows: 50, unnamed: 48, sequential: 31 } },
      { code: 'landlines', params: { count: 2 } },
    ]
    await open({ bridge })
    expect(screen.getByText('This looks like a bought list')).toBeTruthy()
    expect(screen.getByText(/48 have no name\. .*31 lie right beside/)).toBeTruthy()
    expect(screen.getByText(/quality rating falls/)).toBeTruthy()
    expect(screen.getByText(/2 of the first rows have a landline number/)).toBeTruthy()
  })

  it('shows why the file cannot be looked at', async () => {
    const bridge = importsBridge()
    bridge.refuse('imports.inspect', { code: 'file_unreadable' })
    await renderScreen(<ImportScreen />, { bridge, params: { importId: fakeImportIds.ready } })
    expect(await screen.findByText('The file cannot be read')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Discard the file' })).toBeTruthy()
  })

  it('keeps the form where a choice makes the file unreadable', async () => {
    const bridge = importsBridge()
    await open({ bridge })
    bridge.refuse('imports.inspect', { code: 'file_unreadable' })
    await choose('Characters', 'UTF-16, big endian')
    expect(await screen.findByText('The file cannot be read')).toBeTruthy()
    expect(screen.getByRole('button', { name: /^Import/ })).toHaveProperty('disabled', true)
    await choose('Characters', 'GB18030 / GBK (Chinese)')
    expect(screen.getByRole('combobox', { name: 'What “手机” is' })).toBeTruthy()
  })

  it('reads a sheet of a workbook, and asks for what an order needs', async () => {
    const { bridge } = await open({ which: 'orders' })
    await choose('Sheet', 'Returns')
    await waitFor(() =>
      expect(bridge.inputsOf('imports.inspect').at(-1)?.mapping?.sheet).toBe('Returns'),
    )
    expect(screen.queryByText('Consent')).toBeNull()
    await choose('What “Total” is', 'Leave out')
    expect(screen.getByText(/Say which columns hold the time of the order/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Import 812 orders' })).toHaveProperty(
      'disabled',
      true,
    )
  })

  it('has words and no accessibility fault in Chinese', async () => {
    await open({ language: 'zh-CN' })
    expect(screen.getByText('号码位数不足。')).toBeTruthy()
    expect(document.body.textContent).not.toMatch(/imports\.|\{\{/)
    expect(await axeFaults()).toEqual([])
  })
})

describe('starting', () => {
  it('sends what is on the screen, with no consent unless it is said', async () => {
    const { user, bridge } = await open({})
    expect(screen.getByText(/No consent is recorded for the file as a whole/)).toBeTruthy()
    await user.click(await isReady())
    expect(await screen.findByText(/of 12,340 rows/)).toBeTruthy()
    const [input] = bridge.inputsOf('imports.start')
    expect(input?.options).toEqual({ tags: [], onKnown: 'fill', consent: null })
    expect(input?.mapping?.columns?.map((column) => column.field)).toEqual([
      'externalId',
      'name',
      'number',
      'email',
      'city',
      'ignore',
    ])
    expect(input?.mapping?.encoding).toBe('gb18030')
  })

  it('sends country, tags, and consent with its source, wording and note', async () => {
    const { user, bridge } = await open({})
    fireEvent.click(screen.getByLabelText('Numbers without a country code are from'))
    fireEvent.click(await screen.findByText('Malaysia'))
    await user.type(
      screen.getByLabelText('Tags for everyone in the file', { selector: 'input' }),
      'Autumn{enter}',
    )
    fireEvent.click(screen.getByLabelText('Write over with the file'))
    fireEvent.click(screen.getByLabelText('Everyone in the file agreed'))
    expect(screen.getByText(/You vouch for it/)).toBeTruthy()
    fireEvent.click(await isReady())
    expect(screen.getByText('Say how you know.')).toBeTruthy()
    expect(bridge.inputsOf('imports.start')).toHaveLength(0)
    await choose('How you know', 'Signed or filled in a form')
    await choose(
      'Wording they agreed to',
      'Version 2 (en): I agree to get offers by WhatsApp. I can stop at any time by',
    )
    fireEvent.change(screen.getByLabelText('Note'), { target: { value: 'Folder 7' } })
    expect(screen.getByText(/Consent to “Offers and news” is recorded/)).toBeTruthy()
    fireEvent.click(await isReady())
    await waitFor(() => expect(bridge.inputsOf('imports.start')).toHaveLength(1))
    expect(bridge.inputsOf('imports.start')[0]?.options).toEqual({
      defaultCountry: 'MY',
      tags: ['Autumn'],
      onKnown: 'overwrite',
      consent: {
        purpose: 'marketing',
        source: 'form',
        legalTextId: fakeWordingId,
        note: 'Folder 7',
      },
    })
  })

  it('has no accessibility fault with all of consent asked for', async () => {
    const { user } = await open({})
    await user.click(screen.getByRole('radio', { name: /^Everyone in the file agreed/ }))
    expect(await axeFaults()).toEqual([])
  })

  it('drops the wording with its purpose, and refuses a note that is too long', async () => {
    const { user, bridge } = await open({})
    await user.click(screen.getByRole('radio', { name: /^Everyone in the file agreed/ }))
    await choose('How you know', 'Said so')
    await choose('Agreed to', 'Flower workshops')
    expect(screen.getByRole('combobox', { name: 'Wording they agreed to' })).toHaveProperty(
      'disabled',
      true,
    )
    fireEvent.change(screen.getByLabelText('Note'), { target: { value: 'x'.repeat(501) } })
    await user.click(await isReady())
    expect(screen.getByText('At most 500 characters.')).toBeTruthy()
    expect(bridge.inputsOf('imports.start')).toHaveLength(0)
  })

  it('shows a refusal and keeps what was chosen', async () => {
    const bridge = importsBridge()
    bridge.refuse('imports.start', { code: 'disk_full' })
    const { user } = await open({ bridge })
    await choose('What “城市” is', 'Note')
    await user.click(await isReady())
    expect(await screen.findByText('The disk is full')).toBeTruthy()
    expect(screen.getByRole('combobox', { name: 'What “城市” is' })).toHaveProperty('value', 'Note')
  })
})

describe('saved mappings', () => {
  it('are used, saved and deleted', async () => {
    const { user, bridge } = await open({})
    await user.click(await screen.findByRole('button', { name: '1 saved mapping' }))
    expect(await screen.findByText('3 columns taken in')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Use “Till export”' }))
    await waitFor(() =>
      expect(screen.getByRole('combobox', { name: 'What “鞋码” is' })).toHaveProperty(
        'value',
        'Note',
      ),
    )
    await user.click(screen.getByRole('button', { name: 'Save this mapping' }))
    const name = await screen.findByLabelText('Name')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(screen.getByText('Give the mapping a name.')).toBeTruthy()
    fireEvent.change(name, { target: { value: 'Till export' } })
    expect(screen.getByText('A mapping of this name exists and is replaced.')).toBeTruthy()
    fireEvent.change(name, { target: { value: 'Autumn' } })
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await user.click(await screen.findByRole('button', { name: '2 saved mappings' }))
    await user.click(await screen.findByRole('button', { name: 'Delete “Till export”' }))
    await waitFor(() => expect(screen.queryByText('Till export')).toBeNull())
    expect(bridge.inputsOf('importMappings.save')[0]).toMatchObject({
      name: 'Autumn',
      kind: 'contacts',
      mapping: { encoding: 'gb18030', columns: { length: 6 } },
    })
  })
})
