// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { BroadcastResults, Uplift } from '../../../shared/domain/broadcasts.ts'
import { EngagementScreen } from '../../../renderer/features/broadcasts/engagement-screen.tsx'
import { BroadcastResultsPanel } from '../../../renderer/features/broadcasts/results/results-panel.tsx'
import { inSteps } from '../../../renderer/features/broadcasts/results/timeline-steps.ts'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { fakeResults } from '../helpers/fake-shop/broadcasts.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

const panel = <BroadcastResultsPanel broadcastId={fakeId('broadcast', 1)} />

async function show(results: Partial<BroadcastResults> = {}, options: RenderOptions = {}) {
  const bridge = createFakeBridge()
  bridge.answer('broadcasts.results', () => ({ ...fakeResults, ...results }))
  return await renderScreen(panel, { bridge, ...options })
}
const showUplift = (uplift: Partial<Uplift>, options: RenderOptions = {}) =>
  show({ uplift: { ...fakeResults.uplift, ...uplift } }, options)

const section = async (name: string) =>
  within(await screen.findByRole('region', { name }, { timeout: 5000 }))

describe('results of a broadcast', () => {
  it('give every share with its n', async () => {
    await show()
    expect((await screen.findAllByText('97.8%')).length).toBeGreaterThan(0)
    expect(screen.getAllByText('900 of 920').length).toBeGreaterThan(0)
    expect(screen.getAllByText('$12,345.00').length).toBeGreaterThan(0)
  })

  it('say in words that it worked, by how much, and of how many', async () => {
    await show()
    const uplift = await section('Did it work?')
    expect(
      uplift.getByText(
        'Yes. In 100 people, 4.7 more ordered than without it; with 95% certainty between 1 and 8.4 more.',
      ),
    ).toBeTruthy()
    expect(uplift.getByText(/8\.7% ordered \(80 of 920\); of those held out, 4% \(2 of 50\)/))
    expect(uplift.getByText(/\$13\.42 where written to \(n = 920\).*between \$1\.20 and \$13\.64/))
    expect(uplift.queryByRole('alert')).toBeNull()
  })

  it.each<[string, Partial<Uplift>, RegExp]>([
    [
      'too few',
      { verdict: 'too_small', detectable: 0.02, neededPerArm: 3841 },
      /too small\. To see a difference of 2 in 100 people, you would need about 3,841 people per group/,
    ],
    [
      'no difference',
      {
        verdict: 'no_difference',
        detectable: 0.02,
        difference: { value: 0.001, low: -0.012, high: 0.015, pValue: 0.8 },
      },
      /between -1\.2 and \+1\.5 in 100 people/,
    ],
    [
      'harm',
      { verdict: 'worse', difference: { value: -0.05, low: -0.08, high: -0.02, pValue: 0.0001 } },
      /it did harm\. In 100 people, 5 fewer ordered than without it; with 95% certainty between 2 and 8 fewer/,
    ],
    ['still running', { verdict: 'running', difference: null }, /Not known yet/],
    ['nobody held out', { verdict: 'no_hold_out', difference: null }, /nobody was held out/],
  ])('say so of %s', async (_, uplift, words) => {
    await showUplift(uplift)
    expect((await section('Did it work?')).getByText(words)).toBeTruthy()
  })

  it('warn of groups that are not as they were drawn', async () => {
    await showUplift({ sampleRatioP: 0.0004 })
    const warning = (await section('Did it work?')).getByRole('alert')
    expect(warning.textContent).toContain('920 written to and 50 held out')
  })

  it('say that figures may still rise, and that orders are missing', async () => {
    await show({ isFinal: false, ordersUntil: null })
    expect(await screen.findByText(/Still running: orders count until/)).toBeTruthy()
    const link = screen.getByRole('link', { name: 'Import orders' })
    expect(link.getAttribute('href')).toContain('/imports')
  })

  it('warn where the orders end before the window does', async () => {
    const { window } = fakeResults
    await show({ ordersUntil: window!.from })
    expect(await screen.findByText(/Orders are known until/)).toBeTruthy()
  })

  it('compare two texts', async () => {
    const [text] = fakeResults.byVariant
    await show({
      byVariant: [text!, { ...text!, variant: 1, templateName: null }],
      comparison: {
        measure: 'answered',
        first: fakeResults.uplift.treated,
        second: fakeResults.uplift.heldOut,
        difference: { value: 0.047, low: 0.01, high: 0.084, pValue: 0.01 },
      },
    })
    const texts = await section('By text')
    expect(texts.getByText(/A did better: 4\.7 more in 100 people/)).toBeTruthy()
    expect(texts.getByText(/8\.7% answered \(80 of 920\); of those for B, 4% \(2 of 50\)/))
    expect(texts.getByText('B: A deleted template')).toBeTruthy()
  })

  it('have the numbers of each chart as a table', async () => {
    const { user } = await show()
    const timeline = await section('Over time')
    await user.click(timeline.getByText('Show as table'))
    expect(timeline.getByRole('row', { name: '0 h 500 480 100 10' })).toBeTruthy()
    const tiers = await section('By loyalty')
    await user.click(tiers.getByText('Show as table'))
    expect(tiers.getByRole('rowheader', { name: 'No orders before' })).toBeTruthy()
  })

  it('leave as a file', async () => {
    const { user, bridge } = await show()
    await user.click(await screen.findByRole('button', { name: 'Export figures' }))
    await user.click(await screen.findByRole('menuitem', { name: 'CSV file' }))
    await waitFor(() =>
      expect(bridge.inputsOf('broadcasts.exportResults')[0]).toMatchObject({ format: 'csv' }),
    )
  })

  it('say that there is nothing before the first message', async () => {
    await show({ total: { ...fakeResults.total, sent: 0 } })
    expect(await screen.findByText('No results yet')).toBeTruthy()
  })

  it('say what failed, and try again', async () => {
    const bridge = createFakeBridge()
    bridge.refuse('broadcasts.results', { code: 'internal' })
    await renderScreen(panel, { bridge })
    expect(await screen.findByRole('button', { name: /again/i })).toBeTruthy()
  })

  it.each(['en', 'zh-CN'] as const)('have no faults of access in %s', async (language) => {
    const { container } = await showUplift({ sampleRatioP: 0.0004 }, { language })
    await screen.findAllByRole('table')
    expect(await axeFaults(container)).toEqual([])
  })
})

describe('the timeline', () => {
  const hour = (at: number) => ({ hour: at, sent: 1, delivered: 2, read: 3, answered: 4 })

  it('keeps its hours while they are few, and goes by days where they are many', () => {
    const hours = Array.from({ length: 80 }, (_, at) => hour(at))
    expect(inSteps(hours.slice(0, 72))).toEqual({ steps: hours.slice(0, 72), isByDay: false })
    expect(inSteps(hours)).toEqual({
      isByDay: true,
      steps: [0, 24, 48, 72].map((start) => {
        const n = start === 72 ? 8 : 24
        return { hour: start, sent: n, delivered: 2 * n, read: 3 * n, answered: 4 * n }
      }),
    })
  })
})

describe('engagement', () => {
  it('shows each measure by month, with its n', async () => {
    const { user } = await renderScreen(<EngagementScreen />)
    const back = await section('Came back')
    await user.click(back.getByText('Show as table'))
    const row = back.getByRole('row', { name: /^2026-05/ })
    expect(within(row).getByText('50%')).toBeTruthy()
    expect(within(row).getByText('30 of 60')).toBeTruthy()
  })

  it('looks as far back as asked', async () => {
    const { user, bridge } = await renderScreen(<EngagementScreen />)
    await user.click(await screen.findByText('24 months'))
    await section('Came back')
    expect(bridge.inputsOf('engagement.get')).toEqual([{ months: 12 }, { months: 24 }])
  })

  it('teaches where nothing has happened yet', async () => {
    const bridge = createFakeBridge()
    bridge.answer('engagement.get', () => ({ months: [] }))
    await renderScreen(<EngagementScreen />, { bridge })
    expect(await screen.findByText('Nothing to show yet')).toBeTruthy()
  })

  it.each(['en', 'zh-CN'] as const)('has no faults of access in %s', async (language) => {
    const { container } = await renderScreen(<EngagementScreen />, { language })
    await screen.findAllByRole('region')
    expect(await axeFaults(container)).toEqual([])
  })
})
