// @vitest-environment jsdom
import { act, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { ImportScreen } from '../../../renderer/features/imports/import-screen.tsx'
import { connectEvents, createQueryClient } from '../../../renderer/lib/query-client.ts'
import type { Locale } from '../../../shared/domain/common.ts'
import { axeFaults } from '../helpers/axe.ts'
import type { FakeBridge } from '../helpers/fake-bridge.ts'
import { importsOf } from '../helpers/fake-handlers-imports.ts'
import { fakeImportIds } from '../helpers/fake-shop/imports.ts'
import { importsBridge } from '../helpers/imports-bridge.ts'
import { renderScreen } from '../helpers/render-screen.tsx'

type Which = keyof typeof fakeImportIds

async function open(which: Which, bridge = importsBridge(), language: Locale = 'en') {
  return renderScreen(<ImportScreen />, {
    bridge,
    language,
    path: `/imports/${fakeImportIds[which]}`,
    params: { importId: fakeImportIds[which] },
  })
}

function recordOf(bridge: FakeBridge, which: Which) {
  const one = importsOf(bridge.state).imports.find((found) => found.id === fakeImportIds[which])
  if (one === undefined) throw new Error(`No import ${which}.`)
  return one
}

describe('an import at work', () => {
  it('tells how far it is, follows its events, and how long still', async () => {
    const bridge = importsBridge()
    await open('running', bridge)
    expect(await screen.findByText('41,000 of 100,000 rows')).toBeTruthy()
    const stop = connectEvents(createQueryClient())
    act(() =>
      bridge.emit({
        topic: 'progress',
        payload: {
          taskId: fakeImportIds.running,
          kind: 'import',
          doneCount: 52_000,
          total: 100_000,
          state: 'running',
        },
      }),
    )
    expect(await screen.findByText('52,000 of 100,000 rows')).toBeTruthy()
    recordOf(bridge, 'running').position = 70_000
    expect(await screen.findByText('70,000 of 100,000 rows')).toBeTruthy()
    expect(await screen.findByText(/rows a second · about \d+ seconds? left/)).toBeTruthy()
    act(() =>
      bridge.emit({
        topic: 'progress',
        payload: {
          taskId: fakeImportIds.running,
          kind: 'import',
          doneCount: 70_000,
          total: 100_000,
          state: 'finished',
        },
      }),
    )
    stop()
    expect(await axeFaults()).toEqual([])
  })

  it('stops, says what is in, and goes on', async () => {
    const { user, bridge } = await open('running')
    await user.click(await screen.findByRole('button', { name: 'Stop' }))
    expect(await screen.findByText('Stopped after row 41,000 of 100,000')).toBeTruthy()
    expect(screen.getByText('38,110')).toBeTruthy()
    expect(await axeFaults()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Go on' }))
    expect(await screen.findByText('41,000 of 100,000 rows')).toBeTruthy()
    expect(bridge.inputsOf('imports.resume')).toEqual([{ importId: fakeImportIds.running }])
  })

  it('shows the end by itself when it is reached', async () => {
    const { bridge } = await open('running')
    await screen.findByText('41,000 of 100,000 rows')
    Object.assign(recordOf(bridge, 'running'), {
      state: 'finished',
      position: 100_000,
      rejected: 0,
    })
    expect(await screen.findByText('No row was left out.')).toBeTruthy()
  })
})

describe('a stopped import', () => {
  it('says why it could not go on', async () => {
    const bridge = importsBridge()
    recordOf(bridge, 'stopped').errorCode = 'disk_full'
    await open('stopped', bridge)
    expect(await screen.findByText('The disk is full')).toBeTruthy()
  })

  it('is discarded after asking, and what is in stays', async () => {
    const { user, bridge } = await open('stopped')
    await user.click(await screen.findByRole('button', { name: 'Discard the file' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText(/5,200 rows are in already and stay/)).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: 'Discard the file' }))
    expect(await screen.findByText(/20,000 rows gone through/)).toBeTruthy()
    expect(bridge.inputsOf('imports.discard')).toEqual([{ importId: fakeImportIds.stopped }])
  })

  it('shows a refusal to go on', async () => {
    const bridge = importsBridge()
    bridge.refuse('imports.resume', { code: 'conflict' })
    const { user } = await open('stopped', bridge)
    await user.click(await screen.findByRole('button', { name: 'Go on' }))
    expect(await screen.findByText('Something else changed it first')).toBeTruthy()
    expect(screen.getByText('Stopped after row 5,200 of 20,000')).toBeTruthy()
  })
})

describe('a finished import', () => {
  it('counts, leads to its people, and lists each row that was left out', async () => {
    await open('finished')
    expect(await screen.findByText(/2,480 rows gone through/)).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Show these people' }).getAttribute('href')).toBe(
      `#/people?importId=${fakeImportIds.finished}`,
    )
    expect(screen.getByText(/12 landlines are among the numbers/)).toBeTruthy()
    const table = await screen.findByRole('grid', { name: '23 rows left out' })
    const row = within(table).getAllByText('5550')[0]?.closest('[role="row"]')
    expect(within(row as HTMLElement).getByText('The phone number is too short.')).toBeTruthy()
    expect(within(row as HTMLElement).getByText('手机')).toBeTruthy()
    expect(within(row as HTMLElement).getByText('19')).toBeTruthy()
    expect(within(table).getAllByText('whole row').length).toBeGreaterThan(0)
    expect(await axeFaults()).toEqual([])
  })

  it('saves the error file', async () => {
    const saved: string[] = []
    URL.createObjectURL = vi.fn(() => 'blob:fake')
    URL.revokeObjectURL = vi.fn()
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download)
    })
    const { user, bridge } = await open('finished')
    await user.click(await screen.findByRole('button', { name: 'Save the error file' }))
    expect(await screen.findByText('customers-spring-errors.csv saved with 23 rows')).toBeTruthy()
    expect(saved).toEqual(['customers-spring-errors.csv'])
    expect(bridge.inputsOf('imports.exportRejections')).toHaveLength(1)
    click.mockRestore()
  })

  it('says so when the error file is refused', async () => {
    const bridge = importsBridge()
    bridge.refuse('imports.exportRejections', { code: 'disk_full' })
    const { user } = await open('finished', bridge)
    await user.click(await screen.findByRole('button', { name: 'Save the error file' }))
    expect(await screen.findByText('The disk is full')).toBeTruthy()
  })

  it('says long after an undo who stayed', async () => {
    await open('undone')
    const table = await screen.findByRole('grid', { name: '3 people stayed' })
    expect(within(table).getByText('Has orders')).toBeTruthy()
  })

  it('is undone after asking, and names who stayed and why', async () => {
    const { user } = await open('finished')
    await user.click(await screen.findByRole('button', { name: 'Undo the import' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText('2,301 people that it added go.')).toBeTruthy()
    expect(within(dialog).getByText(/96 known people get back/)).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: 'Undo the import' }))
    const table = await screen.findByRole('grid', { name: '3 people stayed' })
    const row = within(table).getByText('林佳宁').closest('[role="row"]')
    expect(within(row as HTMLElement).getByText('Is in a group')).toBeTruthy()
    expect(within(table).getByText('Has orders')).toBeTruthy()
    expect(screen.getByText('2,298')).toBeTruthy()
    expect(await axeFaults()).toEqual([])
  })

  it('stays as it is when the undo is refused', async () => {
    const bridge = importsBridge()
    bridge.refuse('imports.undo', { code: 'conflict' })
    const { user } = await open('finished', bridge)
    await user.click(await screen.findByRole('button', { name: 'Undo the import' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Undo the import' }))
    expect(await screen.findByText('Something else changed it first')).toBeTruthy()
    expect(screen.getByText(/2,480 rows gone through/)).toBeTruthy()
  })
})

describe('an import that came to nothing', () => {
  it.each([
    ['receiving', 'The file did not arrive whole'],
    ['failed', 'The import failed after row 900'],
    ['undone', /This import was undone on/],
  ] as const)('says so in words: %s', async (which, text) => {
    await open(which)
    expect(await screen.findByText(text)).toBeTruthy()
    expect(await axeFaults()).toEqual([])
  })

  it('says why the file could not be read', async () => {
    await open('failed')
    expect(await screen.findByText('The file cannot be read')).toBeTruthy()
    expect(screen.getByText('880')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Try to go on' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Undo the import' })).toBeTruthy()
  })

  it('says so when there is no such import', async () => {
    await renderScreen(<ImportScreen />, {
      bridge: importsBridge(),
      params: { importId: '0190a000-0000-7000-8000-00000000dead' },
    })
    expect(await screen.findByText('It is no longer there')).toBeTruthy()
  })
})

describe('in Chinese', () => {
  it.each(['running', 'stopped', 'finished', 'undone', 'receiving', 'failed'] as const)(
    'has words and no accessibility fault: %s',
    async (which) => {
      await open(which, importsBridge(), 'zh-CN')
      await screen.findByRole('heading', { level: 1 })
      expect(document.body.textContent).not.toMatch(/imports\.|\{\{/)
      expect(await axeFaults()).toEqual([])
    },
  )
})
