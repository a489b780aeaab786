// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { RfmScreen } from '../../../renderer/features/segments/rfm-screen.tsx'
import { SegmentsScreen } from '../../../renderer/features/segments/segments-screen.tsx'
import { axeFaults } from '../helpers/axe.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

const open = (segmentId: string, options: RenderOptions = {}) =>
  renderScreen(<SegmentsScreen />, { ...options, params: { segmentId } })

describe('segments', () => {
  it('lists each with how many fit, and leads to one', async () => {
    const { user } = await renderScreen(<SegmentsScreen />)
    expect(await screen.findByText(/^\d+ people$/)).toBeTruthy()
    await user.click(screen.getByText('Bought twice lately'))
    expect(window.location.hash).toBe(`#/segments/${fakeId('segment', 1)}`)
  })

  it('says the segment in words and counts it while it is edited', async () => {
    const { user, bridge } = await open(fakeId('segment', 1))
    const sentence = await screen.findByLabelText('The segment in words')
    expect(sentence.textContent).toBe(
      'Everybody who ordered at least 2 times in the last 90 days and who is from Germany.',
    )
    const before = (await screen.findByText(/fit now$/)).textContent
    await user.click(screen.getByRole('button', { name: 'Add a condition' }))
    await waitFor(() => expect(sentence.textContent).toContain('and who counts as Loyal'))
    await waitFor(() => expect(screen.getByText(/fit now$/).textContent).not.toBe(before))
    expect(bridge.inputsOf('segments.preview').at(-1)?.conditions).toMatchObject({
      of: [{ type: 'orders' }, { type: 'country' }, { type: 'tier', tiers: ['loyal'] }],
    })
  })

  it('asks who is slipping away, in loyalty or class, within so many months', async () => {
    const { user, bridge } = await open(fakeId('segment', 1))
    await user.click(await screen.findByRole('button', { name: 'Add a condition' }))
    await user.click(screen.getAllByRole('combobox', { name: 'What is asked' }).at(-1)!)
    await user.click(await screen.findByRole('option', { name: 'Slipping away' }))
    const months = screen.getByLabelText('In how many months')
    fireEvent.change(months, { target: { value: '99' } })
    const sentence = screen.getByLabelText('The segment in words')
    await waitFor(() =>
      expect(sentence.textContent).toContain('and who fell in loyalty in the last 24 months'),
    )
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(bridge.inputsOf('segments.save')[0]).toMatchObject({
        conditions: {
          of: [{}, {}, { type: 'movedDown', what: 'tier', withinMonths: 24 }],
        },
      }),
    )
  })

  it('saves what was changed, nested groups included', async () => {
    const { user, bridge } = await open(fakeId('segment', 1))
    await user.click(await screen.findByRole('button', { name: 'Add a group' }))
    const [, inner] = screen.getAllByTestId('rule-group')
    await user.click(within(inner!).getByTitle('Remove this condition'))
    await user.click(within(inner!).getByRole('button', { name: 'Add a condition' }))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('“Bought twice lately” is saved.')).toBeTruthy()
    expect(bridge.inputsOf('segments.save')[0]).toMatchObject({
      segmentId: fakeId('segment', 1),
      conditions: {
        type: 'all',
        of: [
          { type: 'orders', value: 2 },
          { type: 'country' },
          { type: 'all', of: [{ type: 'tier' }] },
        ],
      },
    })
  })

  it('takes a name once, and says beside the field when it is taken or missing', async () => {
    const { user, bridge } = await open('new')
    await user.click(await screen.findByRole('button', { name: 'Save' }))
    expect(screen.getByText('Give the segment a name.')).toBeTruthy()
    expect(bridge.inputsOf('segments.save')).toEqual([])
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Bought twice lately' } })
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('Another segment has this name. Choose another.')).toBeTruthy()
  })

  it('is deleted after a question', async () => {
    const { user, bridge } = await open(fakeId('segment', 1))
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }),
    )
    await waitFor(() => expect(bridge.inputsOf('segments.delete')).toHaveLength(1))
    expect(await screen.findByText('No segments yet')).toBeTruthy()
    expect(bridge.inputsOf('segments.save')).toEqual([])
  })

  it.each(['en', 'zh-CN'] as const)('has no fault that axe finds, in %s', async (language) => {
    await open(fakeId('segment', 1), { language })
    await screen.findAllByTestId('rule')
    expect(await axeFaults()).toEqual([])
    expect(document.body.textContent).not.toMatch(/segments\.[a-z]+\.[a-z]/i)
  })
})

describe('classes of customers', () => {
  it('shows the three tiers with their share, and each class in words', async () => {
    await renderScreen(<RfmScreen />)
    expect(await screen.findByText('Champions')).toBeTruthy()
    expect(screen.getByText('bought lately, often, and for the most')).toBeTruthy()
    expect(screen.getAllByText(/% of 200 customers$/)).toHaveLength(3)
  })

  it('takes the owner’s bounds, refuses ones out of order, and goes back to fifths', async () => {
    const { user, bridge } = await renderScreen(<RfmScreen />)
    const fields = await screen.findAllByLabelText('Score 3 from')
    fireEvent.change(fields[1]!, { target: { value: '1' } })
    expect(screen.getByRole('alert').textContent).toContain('at least as large')
    fireEvent.change(fields[1]!, { target: { value: '4' } })
    await user.click(screen.getByRole('button', { name: 'Use these bounds' }))
    await waitFor(() =>
      expect(bridge.inputsOf('rfm.setThresholds')[0]).toMatchObject({
        thresholds: { frequency: [2, 4, 5, 8] },
      }),
    )
    await user.click(await screen.findByRole('button', { name: 'Back to fifths' }))
    await waitFor(() =>
      expect(bridge.inputsOf('rfm.setThresholds')[1]).toEqual({ thresholds: null }),
    )
  })

  it.each(['en', 'zh-CN'] as const)('has no fault that axe finds, in %s', async (language) => {
    await renderScreen(<RfmScreen />, { language })
    await screen.findAllByRole('table')
    expect(await axeFaults()).toEqual([])
    expect(document.body.textContent).not.toMatch(/segments\.[a-z]+\.[a-z]/i)
  })
})
