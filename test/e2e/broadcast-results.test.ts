import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'
import { button, inOrder, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

const names = {
  en: { past: 'Hydrangeas, first of the season', open: 'Peonies are coming' },
  'zh-CN': { past: '绣球开季', open: '芍药到店预告' },
} as const

describe.each(languages)('what a broadcast brought, in %s', (language) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())
  inOrder(() => shop)

  const open = async (name: string) => {
    const { items } = await shop.ask('broadcasts.list', {})
    const broadcastId = items.find((found) => found.name === name)?.id ?? ''
    await shop.goTo(`/broadcasts/${broadcastId}/results`)
    await title(shop.page, name).waitFor()
    return broadcastId
  }

  it('says of one that is over whether it worked, and how sure that is', async () => {
    const { page, t } = shop
    const broadcastId = await open(names[language].past)
    await sees(page, t('broadcastResults.uplift.title'))
    const { uplift } = await shop.ask('broadcasts.results', { broadcastId })
    expect(uplift).toMatchObject({ verdict: 'better' })
    await page.waitForTimeout(500)
    await shop.look('results-over')
    await button(page, t('broadcasts.export.figures')).scrollIntoViewIfNeeded()
    for (const region of ['timeline', 'byTier', 'byText'] as const) {
      await page
        .getByRole('region', { name: t(`broadcastResults.${region}.title`) })
        .scrollIntoViewIfNeeded()
      await page.waitForTimeout(300)
      await shop.look(`results-over-${region}`)
    }
  })

  it('saves the figures as a table', async () => {
    const { page, t } = shop
    await button(page, t('broadcasts.export.figures')).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: t('broadcasts.export.csv') }).click()
    const text = await readFile(await (await saved).path(), 'utf8')
    expect(text).toMatch(/^\ufeffpart,name,measure,count,n,/)
    expect(text).toMatch(/^uplift,held out,ordered,\d+,\d+,0\.\d+,/m)
    await sees(page, t.pattern('broadcasts.export.figuresDone_other'))
  })

  it('says nothing of a difference while the window is open', async () => {
    const { page, t } = shop
    await open(names[language].open)
    await sees(page, t('broadcastResults.uplift.running'))
    await page.waitForTimeout(500)
    await shop.look('results-open')
  })

  it('shows the months side by side', async () => {
    const { page, t } = shop
    await shop.goTo('/engagement')
    await title(page, t('broadcastResults.engagement.title')).waitFor()
    await page.waitForTimeout(800)
    await shop.look('engagement')
  })
})
