// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ImportsScreen } from '../../../renderer/features/imports/imports-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { importsOf } from '../helpers/fake-handlers-imports.ts'
import { fakeImportIds } from '../helpers/fake-shop/imports.ts'
import { importsBridge } from '../helpers/imports-bridge.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

const mebibyte = 1024 * 1024

function drop(...files: File[]) {
  const zone = screen.getByText('Drop the file here').parentElement
  if (zone === null) throw new Error('There is no place to drop a file.')
  fireEvent.drop(zone, { dataTransfer: { files } })
}

async function openPanel(bridge = importsBridge()) {
  const view = await renderScreen(<ImportsScreen />, { bridge, path: '/imports?add=1' })
  await screen.findByText('Drop the file here')
  return view
}

describe('the list of imports', () => {
  it('tells file, state, counts, time and person of each', async () => {
    await renderScreen(<ImportsScreen />, { bridge: importsBridge() })
    const row = (await screen.findByText('customers-spring.csv')).closest('[role="row"]')
    const line = within(row as HTMLElement)
    expect(line.getByText('Finished')).toBeTruthy()
    expect(line.getByText('2,301')).toBeTruthy()
    expect(line.getByText('96')).toBeTruthy()
    expect(line.getByText('23')).toBeTruthy()
    expect(line.getByText('Owner')).toBeTruthy()
    for (const state of ['To be checked', 'Running', 'Stopped', 'Undone', 'Not read yet', 'Failed'])
      expect(screen.getAllByText(state).length).toBeGreaterThan(0)
    expect(await axeFaults()).toEqual([])
  })

  it('opens an import', async () => {
    const { user } = await renderScreen(<ImportsScreen />, { bridge: importsBridge() })
    await user.click(await screen.findByText('customers-spring.csv'))
    expect(window.location.hash).toBe(`#/imports/${fakeImportIds.finished}`)
  })

  it.each([
    ['en', 'Nothing imported yet', 'Never done here', /Bought or rented lists/],
    ['zh-CN', '还没有导入过文件', '这里绝不做的事', /买来或租来的名单/],
  ] as const)('teaches while it is empty, in %s', async (language, title, never, bought) => {
    const bridge = importsBridge()
    importsOf(bridge.state).imports = []
    await renderScreen(<ImportsScreen />, { bridge, language })
    expect(await screen.findByText(title)).toBeTruthy()
    expect(screen.getByText(never)).toBeTruthy()
    expect(screen.getByText(bought)).toBeTruthy()
    expect(screen.getAllByRole('button')).toHaveLength(1)
    expect(await axeFaults()).toEqual([])
  })

  it('shows a refusal in words', async () => {
    const bridge = importsBridge()
    bridge.refuse('imports.list', { code: 'store_damaged' })
    await renderScreen(<ImportsScreen />, { bridge })
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})

describe('bringing in a file', () => {
  it('hands it over piece by piece and opens what was read', async () => {
    const { user, bridge } = await openPanel()
    drop(new File([new Uint8Array(5 * mebibyte)], 'orders.csv'))
    await user.click(screen.getByRole('radio', { name: /^Orders/ }))
    await user.click(screen.getByRole('button', { name: 'Read the file' }))
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/imports\/0190/))
    expect(bridge.inputsOf('imports.create')).toEqual([
      { kind: 'orders', fileName: 'orders.csv', bytes: 5 * mebibyte },
    ])
    expect(bridge.inputsOf('imports.append')).toHaveLength(3)
    expect(importsOf(bridge.state).imports[0]?.bytes).toBeGreaterThanOrEqual(5 * mebibyte)
    expect(await axeFaults()).toEqual([])
  })

  it('stops on the way when told to, and leaves nothing behind', async () => {
    const bridge = importsBridge()
    const before = importsOf(bridge.state).imports.length
    let cut = () => undefined as void
    bridge.answer('imports.append', () => {
      cut()
      return { bytes: 1 }
    })
    const { user } = await openPanel(bridge)
    drop(new File([new Uint8Array(9 * mebibyte)], 'big.csv'))
    cut = () => fireEvent.click(screen.getByRole('button', { name: 'Stop reading' }))
    await user.click(screen.getByRole('button', { name: 'Read the file' }))
    await waitFor(() => expect(bridge.inputsOf('imports.discard')).toHaveLength(1))
    expect(bridge.inputsOf('imports.append')).toHaveLength(1)
    expect(bridge.inputsOf('imports.inspect')).toHaveLength(0)
    expect(importsOf(bridge.state).imports).toHaveLength(before)
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Read the file' })).toHaveProperty(
        'disabled',
        false,
      ),
    )
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('refuses an empty file and several at once before asking the app', async () => {
    const { bridge } = await openPanel()
    drop(new File([], 'empty.csv'))
    expect(screen.getByText('This file is empty.')).toBeTruthy()
    drop(new File(['a'], 'a.csv'), new File(['b'], 'b.csv'))
    expect(screen.getByText('One file at a time, please.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Read the file' })).toHaveProperty('disabled', true)
    expect(bridge.inputsOf('imports.create')).toHaveLength(0)
  })

  it('says what to do with a file of an unknown kind, and forgets it', async () => {
    const bridge = importsBridge()
    bridge.refuse('imports.inspect', { code: 'file_format_unknown' })
    const { user } = await openPanel(bridge)
    drop(new File(['\u0000'], 'photo.csv'))
    await user.click(screen.getByRole('button', { name: 'Read the file' }))
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toMatch(/Choose a CSV or Excel file/)
    expect(bridge.inputsOf('imports.discard')).toHaveLength(1)
    expect(window.location.hash).toBe('#/imports?add=1')
  })
})
