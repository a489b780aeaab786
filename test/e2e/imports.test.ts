import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'
import { button, choose, field, inOrder, rowsOf, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

const fileName = 'customers-autumn.csv'
const goodRows = 30

/** A till's export as shops have it: headings in Chinese, some rows that cannot be taken in. */
function customers(): Buffer {
  const rows = Array.from(
    { length: goodRows },
    (_, index) =>
      `V${100 + index},${index % 2 === 0 ? 'Ada' : '林佳宁'} ${index},+1 202 555 01${String(index).padStart(2, '0')},Springfield`,
  )
  rows.splice(4, 0, 'V900,Bo Sample,+1 000 000 0000,Springfield')
  rows.splice(9, 0, 'V901,Cy Sample,+1 202 5,Springfield')
  rows.splice(14, 0, 'V100,Ada twice,+1 202 555 0100,Springfield')
  return Buffer.from(`会员号,姓名,手机,城市\n${rows.join('\n')}\n`)
}

describe.each(languages)('importing customers, in %s', (language) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())
  inOrder(() => shop)

  it('says what is never done, and takes a file to be looked at', async () => {
    const { page, t } = shop
    await shop.goTo('/imports')
    await button(page, t('imports.add')).first().click()
    await sees(page, t('imports.never.bought'))
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: fileName, mimeType: 'text/csv', buffer: customers() })
    await shop.look('imports-new')
    await button(page, t('imports.new.next')).click()
    await title(page, fileName).waitFor()
  })

  it('shows what the columns are and what is wrong in which row', async () => {
    const { page, t } = shop
    const preview = rowsOf(page, t('imports.preview.title'))
    await preview.first().waitFor()
    await shop.look('import-mapping')
    const bad = preview.filter({ hasText: 'Bo Sample' })
    await bad.getByText(t('imports.problem.number_invalid')).waitFor()
    await preview.first().scrollIntoViewIfNeeded()
    await shop.look('import-preview')

    await choose(page, t('imports.columns.fieldOf', { column: '城市' }), t('imports.field.note'))
    await field(page, t('imports.options.tags')).fill('Autumn')
    await page.keyboard.press('Enter')
    await page.getByRole('radio', { name: t('imports.consent.all') }).check()
    await choose(page, t('imports.consent.source'), t('imports.consentSource.form'))
    await page.getByLabel(t('imports.consent.note')).fill('Folder 7')
    await page.getByText(t('imports.consent.vouch')).scrollIntoViewIfNeeded()
    await shop.look('import-consent')
  })

  it('takes the good rows in and lists the others, to be saved', async () => {
    const { page, t } = shop
    await button(page, t.pattern('imports.start.contactsFile')).click()
    const rejected = page.getByRole('grid', { name: t.pattern('imports.rejections.title') })
    await rejected.waitFor()
    const { items } = await shop.ask('imports.list', {})
    expect(items[0]).toMatchObject({ state: 'finished', added: goodRows })
    await rejected.getByText(t('imports.problem.number_invalid')).first().waitFor()
    await shop.look('import-finished')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, t('imports.rejections.save')).click(),
    ])
    const saved = await readFile(await download.path(), 'utf8')
    expect(saved).toContain('number_invalid')
    await shop.goTo('/imports')
    await rowsOf(page, t('imports.title')).filter({ hasText: fileName }).waitFor()
    await shop.look('imports')
  })

  it('takes the import back as a whole', async () => {
    const { page, t } = shop
    await rowsOf(page, t('imports.title')).filter({ hasText: fileName }).click()
    await button(page, t('imports.undo.button')).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(t('imports.undo.text')).waitFor()
    await shop.look('import-undo')
    await button(dialog, t('imports.undo.button')).click()
    await sees(page, t('imports.undone.removed'))
    await shop.look('import-undone')
    const { items } = await shop.ask('imports.list', {})
    expect(items[0]?.state).toBe('undone')
  })
})
