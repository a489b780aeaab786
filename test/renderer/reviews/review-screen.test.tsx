// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { ReviewScreen } from '../../../renderer/features/reviews/review-screen.tsx'
import { AppError } from '../../../shared/errors.ts'
import { axeFaults } from '../helpers/axe.ts'
import { createFakeBridge } from '../helpers/fake-bridge.ts'
import { fakeId } from '../helpers/fake-shop/basics.ts'
import { reviewItems } from '../helpers/fake-shop/plans.ts'
import { renderScreen, type RenderOptions } from '../helpers/render-screen.tsx'

const undecided = reviewItems.filter((item) => item.decision === null)
const nameAt = (index: number) => undecided[index]?.member.name ?? ''

async function openReview(options: RenderOptions = {}) {
  const view = await renderScreen(<ReviewScreen />, {
    ...options,
    params: { reviewId: fakeId('review', 1) },
  })
  await screen.findByRole('article')
  return view
}

const card = () => screen.getByRole('article')
const cardName = () => within(card()).getByRole('heading').textContent

describe('a review at work', () => {
  it('goes on with the first undecided member and shows the evidence', async () => {
    const { container } = await openReview()
    expect(cardName()).toBe(nameAt(0))
    expect(screen.getByText(/24 of 310 decided/)).toBeTruthy()
    expect(within(card()).getByText('Messages in 30 / 90 days')).toBeTruthy()
    expect(within(card()).getByText('Worth a look')).toBeTruthy()
    expect(await axeFaults(container)).toEqual([])
  })

  it('decides by key, moves on at once and saves in order', async () => {
    const { user, bridge } = await openReview()
    await user.keyboard('kral')
    expect(cardName()).toBe(nameAt(4))
    expect(screen.getByText(/28 of 310 decided/)).toBeTruthy()
    expect(screen.getByText('20 stay · 6 to remove · 1 to ask · 1 put off')).toBeTruthy()
    await waitFor(() => expect(bridge.inputsOf('reviews.decide')).toHaveLength(4))
    expect(
      bridge.inputsOf('reviews.decide').map(({ itemId, decision }) => [itemId, decision]),
    ).toEqual(
      (['keep', 'remove', 'ask', 'later'] as const).map((word, index) => [
        undecided[index]?.id,
        word,
      ]),
    )
  })

  it('takes the last decision back', async () => {
    const { user, bridge } = await openReview()
    await user.keyboard('rkz')
    expect(cardName()).toBe(nameAt(1))
    expect(screen.getByText(/25 of 310 decided/)).toBeTruthy()
    await waitFor(() => expect(bridge.inputsOf('reviews.decide')).toHaveLength(3))
    expect(bridge.inputsOf('reviews.decide')[2]).toMatchObject({
      itemId: undecided[1]?.id,
      decision: null,
    })
    await user.keyboard('z')
    expect(cardName()).toBe(nameAt(0))
  })

  it('moves by arrows without deciding', async () => {
    const { user, bridge } = await openReview()
    await user.keyboard('{ArrowRight}{ArrowDown}')
    expect(cardName()).toBe(nameAt(2))
    await user.keyboard('{ArrowLeft}')
    expect(cardName()).toBe(nameAt(1))
    expect(bridge.inputsOf('reviews.decide')).toEqual([])
  })

  it('writes a note by key; letters in it decide nothing, Enter saves', async () => {
    const { user, bridge } = await openReview()
    await user.keyboard('n')
    expect(document.activeElement).toBe(screen.getByLabelText('Note'))
    await user.keyboard('asked to stay{Enter}')
    await waitFor(() => expect(bridge.inputsOf('reviews.decide')).toHaveLength(1))
    expect(bridge.inputsOf('reviews.decide')[0]).toMatchObject({
      itemId: undecided[0]?.id,
      decision: null,
      note: 'asked to stay',
    })
    await user.keyboard('k')
    await waitFor(() => expect(bridge.inputsOf('reviews.decide')).toHaveLength(2))
    expect(bridge.inputsOf('reviews.decide')[1]).toMatchObject({
      decision: 'keep',
      note: 'asked to stay',
    })
  })

  it('drops a note on Esc', async () => {
    const { user, bridge } = await openReview()
    await user.keyboard('nnothing{Escape}')
    await waitFor(() => expect(screen.getByLabelText('Note')).toHaveProperty('value', ''))
    expect(bridge.inputsOf('reviews.decide')).toEqual([])
  })

  it('takes a decision back that could not be saved, and says so', async () => {
    const bridge = createFakeBridge()
    bridge.answer('reviews.decide', () => {
      throw new AppError('disk_full')
    })
    const { user } = await openReview({ bridge })
    await user.keyboard('r')
    expect(await screen.findByText(new RegExp(`Not saved: ${nameAt(0)}`))).toBeTruthy()
    await waitFor(() => expect(screen.getByText(/24 of 310 decided/)).toBeTruthy())
  })

  it('keeps quick decisions in step and asks for the next page ahead of time', async () => {
    const { user, bridge } = await openReview()
    await user.keyboard('k'.repeat(25))
    expect(cardName()).toBe(nameAt(25))
    await waitFor(() => expect(bridge.inputsOf('reviews.items').length).toBeGreaterThan(1))
    await waitFor(() => expect(bridge.state.reviews[0]?.summary.decided).toBe(49))
    expect(screen.getByText(/49 of 310 decided/)).toBeTruthy()
  }, 30_000)

  it('shows one view beside the card', async () => {
    const { user } = await openReview()
    await user.click(screen.getByRole('combobox', { name: 'Show' }))
    await user.click(await screen.findByRole('option', { name: 'To be removed (5)', hidden: true }))
    await waitFor(() => expect(within(card()).getByText('To be removed')).toBeTruthy())
    const list = screen.getByRole('list', { name: 'Members of this review' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(5)
  })

  it('counts first and then decides many', async () => {
    const { user, bridge } = await openReview()
    await user.click(screen.getByRole('button', { name: 'Decide many' }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('combobox', { name: 'Who' }))
    await user.click(await screen.findByRole('option', { name: 'Never wrote', hidden: true }))
    await user.click(within(dialog).getByRole('radio', { name: 'Remove' }))
    const button = await within(dialog).findByRole('button', {
      name: /Mark \d+ members for removal/,
    })
    const dryRuns = bridge.inputsOf('reviews.decideMany')
    expect(dryRuns.every((input) => input.dryRun === true)).toBe(true)
    const matched = Number(/\d+/.exec(button.textContent ?? '')?.[0])
    await user.click(button)
    await waitFor(() =>
      expect(screen.getByText(new RegExp(`${24 + matched} of 310 decided`))).toBeTruthy(),
    )
    expect(bridge.inputsOf('reviews.decideMany').at(-1)).toEqual({
      reviewId: fakeId('review', 1),
      decision: 'remove',
      criterion: 'member_never_wrote',
      onlyUndecided: true,
      dryRun: false,
    })
  })

  it('finishes with a summary and goes on to the plan', async () => {
    const { user } = await openReview()
    await user.click(screen.getByRole('button', { name: 'Finish review' }))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText('5 to remove')).toBeTruthy()
    expect(within(dialog).getByText(/286 members are undecided/)).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: 'Finish and see the plan' }))
    await waitFor(() => expect(window.location.hash).toBe(`#/plans/${fakeId('plan', 1)}`))
  })

  it('decides nothing by key while a dialog is open', async () => {
    const { user, bridge } = await openReview()
    await user.click(screen.getByRole('button', { name: 'Finish review' }))
    await screen.findByRole('dialog')
    await user.keyboard('r')
    expect(bridge.inputsOf('reviews.decide')).toEqual([])
  })

  it('speaks Chinese', async () => {
    await openReview({ language: 'zh-CN' })
    expect(screen.getByText(/已决定 24 \/ 310 人/)).toBeTruthy()
    expect(screen.getByRole('button', { name: /移出/ })).toBeTruthy()
  })
})

describe('a review that is over', () => {
  it('shows its result and leads to its plan', async () => {
    await renderScreen(<ReviewScreen />, { params: { reviewId: fakeId('review', 2) } })
    expect(await screen.findByText('104')).toBeTruthy()
    const link = screen.getByRole('link', { name: 'Open the plan' })
    expect(link.getAttribute('href')).toBe(`#/plans/${fakeId('plan', 2)}`)
  })

  it('says so when there is none', async () => {
    await renderScreen(<ReviewScreen />, { params: { reviewId: fakeId('review', 77) } })
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})
