import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'
import { button, field, inOrder, rowsOf, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

describe.each(languages)('a clean-up, its dry run and its undoing, in %s', (language) => {
  let shop: Shop
  let count = 0
  const name = language === 'en' ? 'Never agreed' : '从未同意'
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())
  inOrder(() => shop)

  it('begins with what is held and with rules in words', async () => {
    const { page, t } = shop
    await shop.goTo('/clean-up')
    await title(page, t('cleanUp.title')).waitFor()
    await page.getByRole('heading', { level: 2, name: t('cleanUp.rules.title') }).waitFor()
    await sees(page, t('cleanUp.exposure.held'))
    await shop.look('clean-up')
  })

  it('has a rule made by the owner', async () => {
    const { page, t } = shop
    await button(page, t('cleanUp.rules.add')).click()
    const form = page.getByRole('complementary', { name: t('cleanUp.editor.title') })
    const box = (key: string) =>
      form.getByRole('checkbox', { name: t(`cleanUp.editor.${key}`), exact: true })
    await field(form, new RegExp(`^${t('cleanUp.editor.name')}`)).fill(name)
    await box('inactive').uncheck()
    await box('hasNoPurpose').uncheck()
    await box('hasNeverAgreed').check()
    await box('members').uncheck()
    await shop.look('clean-up-rule')
    await button(form, t('cleanUp.editor.save')).click()
    await page.getByRole('complementary', { name: t('cleanUp.dryRun.title') }).waitFor()
  })

  it('shows in a dry run whom it is about and who stays, and does nothing yet', async () => {
    const { page, t } = shop
    const { rules } = await shop.ask('cleanUp.listRules', {})
    const rule = rules.find((each) => each.name === name)
    const preview = await shop.ask('cleanUp.preview', { criteria: rule!.criteria })
    count = preview.matched
    expect(count).toBeGreaterThan(2)
    await sees(page, t('cleanUp.dryRun.matched', { count, total: preview.total }))
    await sees(page, preview.examples[0]!.name)
    await shop.look('clean-up-dry-run')
    expect((await shop.ask('cleanUp.bin', {})).total).toBe(0)
  })

  it('acts once its number is typed, and says how long it can be undone', async () => {
    const { page, t } = shop
    await button(page, t('cleanUp.dryRun.approve', { count })).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(t('common.typeNumber', { count })).fill(String(count))
    await shop.look('clean-up-confirm')
    await page.keyboard.press('Enter')
    await button(page, t('cleanUp.runs.undo', { count })).waitFor()
    await shop.look('clean-up-runs')
    expect((await shop.ask('cleanUp.bin', {})).total).toBe(count)
  })

  it('has a bin of which one can be brought back, and is undone as a whole', async () => {
    const { page, t } = shop
    await page.getByText(t('cleanUp.tab.binWith', { count })).click()
    const row = rowsOf(page, t('cleanUp.tab.bin')).first()
    await row.getByRole('checkbox').check()
    await shop.look('clean-up-bin')
    await button(page, t('cleanUp.bin.restore', { count: 1 })).click()
    await sees(page, t('cleanUp.bin.restored', { count: 1 }))
    await page.getByText(t('cleanUp.tab.runs'), { exact: true }).click()
    await button(page, t('cleanUp.runs.undo', { count: count - 1 })).click()
    await sees(page, t('cleanUp.runs.undone', { count }))
    await shop.look('clean-up-undone')
    expect((await shop.ask('cleanUp.bin', {})).total).toBe(0)
  })
})
