import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'
import { button, choose, groupOf, inOrder, rowsOf, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

describe.each(languages)('a member review at the keyboard, in %s', (language) => {
  let shop: Shop
  let reviewId: string
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())

  /** What the store holds once everything decided is saved. */
  async function summary(decided: number) {
    for (;;) {
      const review = await shop.ask('reviews.get', { reviewId })
      if (review.summary.decided === decided) return review.summary
      await shop.page.waitForTimeout(50)
    }
  }

  inOrder(() => shop)

  it('is started from the list of reviews', async () => {
    const { page, t } = shop
    const group = await groupOf(shop, 'phone')
    await shop.goTo('/reviews')
    await page.getByRole('radiogroup').getByText(t('reviews.tab.due'), { exact: true }).click()
    await page.getByRole('list', { name: t('reviews.tab.due') }).waitFor()
    await shop.look('reviews-due')
    await button(page, t('reviews.start.button')).first().click()
    const dialog = page.getByRole('dialog', { name: t('reviews.start.title') })
    await choose(page, t('reviews.start.group'), group.subject)
    await shop.look('review-start')
    await button(dialog, t('reviews.start.button')).click()
    await title(page, t('reviews.name', { group: group.subject })).waitFor()
    reviewId = new URL(page.url()).hash.split('/').at(-1) ?? ''
  })

  it('takes one key a member, and a key to take it back', async () => {
    const { page } = shop
    const card = page.getByRole('article')
    const name = () => card.getByRole('heading', { level: 2 }).innerText()
    await card.waitFor()
    await shop.look('review')
    const first = await name()
    await page.keyboard.press('k')
    await page.keyboard.press('r')
    await page.keyboard.press('a')
    await page.keyboard.press('l')
    expect(await summary(4)).toMatchObject({ keep: 1, remove: 1, ask: 1, later: 1 })
    const fifth = await name()
    expect(fifth).not.toBe(first)
    await page.keyboard.press('z')
    expect(await summary(3)).toMatchObject({ later: 0 })
    expect(await name()).not.toBe(fifth)
    await page.keyboard.press('ArrowRight')
    expect(await name()).toBe(fifth)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('n')
    await page.keyboard.type('rak: asks each spring')
    await page.keyboard.press('Enter')
    await sees(page, 'rak: asks each spring')
    expect(await summary(3)).toMatchObject({ remove: 1 })
    await shop.look('review-noted')
  })

  it('goes on where it stood after the page was loaded anew', async () => {
    const { page, t } = shop
    await page.reload()
    const total = (await summary(3)).total
    await sees(page, t('reviews.progress', { decided: 3, total }))
    await page.getByRole('article').waitFor()
    await shop.goTo('/reviews')
    await rowsOf(page, t('reviews.title')).first().click()
    await sees(page, t('reviews.progress', { decided: 3, total }))
  })

  it('decides for many at once after naming their number', async () => {
    const { page, t } = shop
    await button(page, t('reviews.bulk.button')).click()
    const dialog = page.getByRole('dialog', { name: t('reviews.bulk.title') })
    await choose(page, t('reviews.bulk.criterion'), t('reviews.criterion.member_inactive'))
    await dialog.getByText(t.pattern('reviews.bulk.matched')).waitFor()
    await dialog
      .getByRole('radiogroup')
      .getByText(t('reviews.decision.remove'), { exact: true })
      .click()
    const confirm = dialog.locator('button[type="submit"]')
    const counted = async () => Number((await confirm.innerText()).replaceAll(/\D/g, ''))
    await expect.poll(counted, { timeout: 20_000 }).toBeGreaterThan(1)
    const count = await counted()
    await shop.look('review-bulk')
    await confirm.click()
    await sees(page, t('reviews.bulk.done', { count }))
    expect(await summary(3 + count)).toMatchObject({ remove: 1 + count })
  })

  it('ends with a summary, and its result is a plan', async () => {
    const { page, t } = shop
    await button(page, t('reviews.finish.button')).click()
    const dialog = page.getByRole('dialog', { name: t('reviews.finish.title') })
    await shop.look('review-finish')
    await button(dialog, t('reviews.finish.confirmWithPlan')).click()
    await sees(page, t('plans.dryRun.title'))
    await sees(page, t('plans.source.review'))
    await shop.look('review-plan')
    await page.getByRole('link', { name: t('plans.source.review') }).click()
    await sees(page, t('reviews.result.decisions'))
    await rowsOf(page, t('reviews.result.decisions')).first().waitFor()
    await shop.look('review-result')
  })
})
