import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyReport } from '../../electron/files/verify-report.ts'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { look } from './helpers/look.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'
import { button, closeDialog, inOrder, pick, rowsOf, sees, title } from './helpers/steps.ts'
import { wordsIn } from './helpers/words.ts'

afterAll(closeChromium)

describe.each(languages)('the audit log, its reports and the settings, in %s', (language) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())
  inOrder(() => shop)

  it('lists what was done, shows an entry, and proves that none was altered', async () => {
    const { page, t } = shop
    await shop.goTo('/audit')
    const rows = rowsOf(page, t('audit.title'))
    await rows
      .filter({ hasText: t('audit.action.ruleSets.assigned') })
      .or(rows.first())
      .first()
      .click()
    await page.getByRole('complementary').waitFor()
    await shop.look('audit-entry')
    await button(page, t('audit.verify.button')).click()
    await sees(page, t.pattern('audit.verify.good'))
    await shop.look('audit-chain')
    await closeDialog(shop)
  })

  it('exports a report whose bytes hold against its signature', async () => {
    const { page, t } = shop
    await button(page, t('audit.export.open')).click()
    const dialog = page.getByRole('dialog', { name: t('audit.export.title') })
    await dialog.getByRole('checkbox', { name: t('audit.export.format.pdf') }).uncheck()
    await dialog.getByRole('checkbox', { name: t('audit.export.format.json') }).check()
    await shop.look('report-export')
    await button(dialog, t('audit.export.submit', { count: 2 })).click()
    await sees(page, t.pattern('audit.export.done'))
    await shop.look('report-done')
    const formats = new Map<string, Buffer>()
    for (const save of await dialog.getByRole('button', { name: t('audit.export.save') }).all()) {
      const download = page.waitForEvent('download')
      await save.click()
      const file = await download
      const name = file.suggestedFilename()
      formats.set(name.slice(name.lastIndexOf('.') + 1), await readFile(await file.path()))
    }
    expect([...formats.keys()].toSorted()).toEqual(['html', 'json'])
    for (const [format, bytes] of formats) {
      expect(verifyReport(bytes)).toMatchObject({ valid: true, format, problems: [] })
      const doctored = Buffer.from(bytes)
      const at = doctored.indexOf('ruleSets.assign')
      doctored.write('ruleSets.delete', at)
      expect(verifyReport(doctored).valid).toBe(false)
    }
    await button(dialog, t('common.close')).last().click()
    const report = await page.context().newPage()
    await report.setContent((formats.get('html') ?? Buffer.alloc(0)).toString('utf8'))
    await look(report, `${language}-report-html`, true)
    await report.close()
  })

  it('has its settings a section each, and says what is wrong with a value', async () => {
    const { page, t } = shop
    for (const section of [
      'workspace',
      'appearance',
      'account',
      'updates',
      'rules',
      'costs',
      'advanced',
    ]) {
      await shop.goTo(`/settings?section=${section}`)
      await page.getByRole('heading', { level: 2, name: t(`settings.${section}.title`) }).waitFor()
      await shop.look(`settings-${section}`)
    }
  })

  it('turns dark on the spot and stays so', async () => {
    const { page, t } = shop
    await shop.goTo('/settings?section=appearance')
    await pick(page, t('settings.appearance.colors'), t('settings.appearance.scheme.dark'))
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme')
    await expect.poll(scheme).toBe('dark')
    await expect.poll(async () => (await shop.ask('settings.get', {})).colorScheme).toBe('dark')
    await page.reload()
    await page.getByRole('main').waitFor()
    await expect.poll(scheme).toBe('dark')
    await pick(page, t('settings.appearance.colors'), t('settings.appearance.scheme.auto'))
    await expect.poll(scheme).toBe('light')
  })

  it('goes anywhere from the command palette and the keyboard', async () => {
    const { page, t } = shop
    await page.keyboard.press('Control+k')
    const search = page.getByPlaceholder(t('app.palette.placeholder'))
    await search.waitFor()
    await shop.look('palette')
    await search.fill('VIP')
    await page.getByText('VIP flower club').first().waitFor()
    await shop.look('palette-group')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await title(page, /VIP flower club/).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await title(page, t('announcements.title')).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: t('app.shortcuts.title') }).waitFor()
    await shop.look('shortcuts')
    await closeDialog(shop)
  })

  it('speaks the other language at once', async () => {
    const { page, t } = shop
    const other = language === 'en' ? 'zh-CN' : 'en'
    const there = wordsIn(other)
    await page.getByRole('button', { name: new RegExp(`^${t('app.language')}`) }).click()
    await page.getByRole('menuitem', { name: other === 'en' ? 'English' : '简体中文' }).click()
    await title(page, there('announcements.title')).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(other)
    await page.keyboard.press('Control+k')
    await page
      .getByPlaceholder(there('app.palette.placeholder'))
      .fill(there('app.palette.switchLanguage').slice(0, 6))
    await page.keyboard.press('Enter')
    await title(page, t('announcements.title')).waitFor()
  })

  it('shows every place in a narrow window too', async () => {
    const { page } = shop
    await page.setViewportSize({ width: 1024, height: 700 })
    const { items } = await shop.ask('groups.list', { kind: 'phone' })
    const group = items[0]?.id ?? ''
    const places = ['/', '/groups', `/groups/${group}/members`, '/findings', '/audit', '/reviews']
    for (const path of [...places, '/announcements/new', '/rule-sets/new', '/nowhere']) {
      await shop.goTo(path)
      await page.waitForLoadState('networkidle').catch(() => undefined)
      await shop.look(`narrow${path.replace(group, 'phone').replaceAll('/', '-')}`)
    }
  })

  it('leaves the demo shop without a trace', async () => {
    const { page, t } = shop
    await button(page, t('app.banner.leaveDemo')).click()
    await title(page, t('first-run.welcome.title')).waitFor()
  })
})
