import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'
import { button, choose, field, groupOf, inOrder, rowsOf, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

const text = {
  en: '*Tomorrow* the first peonies are in.\nCome early.',
  'zh-CN': '*明天*第一批芍药到店。\n欢迎早来。',
} as const

describe.each(languages)('an announcement to groups, in %s', (language) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())
  inOrder(() => shop)

  /** Subjects of groups in which nobody wrote for a day, and of one in which somebody did. */
  async function windows() {
    const { items } = await shop.ask('groups.list', { kind: 'managed', limit: 500 })
    const preview = await shop.ask('announcements.preview', {
      groupIds: items.map((group) => group.id),
      content: { type: 'text', body: 'Hello' },
      pinDays: null,
    })
    const [closed] = preview.groups.filter((group) => group.blockedCode === 'window_closed')
    const [open] = preview.groups.filter((group) => group.blockedCode === null)
    if (closed === undefined || open === undefined) throw new Error('The shop lacks such a group')
    return { closed: closed.subject, open: open.subject }
  }

  it('says which groups take no own text now, and offers a template', async () => {
    const { page, t } = shop
    const { closed, open } = await windows()
    const phone = await groupOf(shop, 'phone')
    await shop.goTo('/announcements/new')
    await button(page, t('announcements.approve.nothing')).click()
    await sees(page, t('announcements.form.groupsRequired'))
    await sees(page, t('announcements.form.bodyRequired'))
    await shop.look('compose-wrong')
    for (const subject of [closed, open, phone.subject]) {
      await choose(page, t('announcements.form.groups'), subject)
    }
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: t('announcements.form.body') }).fill(text[language])
    await sees(page, t('announcements.line.windowClosed'))
    await sees(page, t('announcements.byHand.title'))
    await page.getByRole('figure').locator('strong').first().waitFor()
    await shop.look('compose-text')
    await button(page, t('announcements.line.useTemplate')).first().click()
  })

  it('fills a template, shows it as the phone does, and what it costs', async () => {
    const { page, t } = shop
    await choose(page, t('announcements.form.templateLabel'), /^season_preview/)
    const value = (name: string) => field(page, t('announcements.form.variable', { name }))
    await value('{{1}}').fill(language === 'en' ? 'the first peony' : '第一批芍药')
    await value('{{2}}').fill(language === 'en' ? 'Thursday' : '周四')
    await page.getByRole('checkbox', { name: t('announcements.form.pin') }).check()
    await field(page, t('announcements.form.pinDays')).fill('3')
    await sees(page, t('announcements.preview.pinned', { count: 3 }))
    await sees(page, t.pattern('announcements.total.perRecipient'))
    await shop.look('compose-template')
  })

  it('asks for the number of people before it goes out', async () => {
    const { page, t } = shop
    await page.getByRole('button', { name: t.pattern('announcements.approve.send') }).click()
    const dialog = page.getByRole('dialog', {
      name: t.pattern('announcements.confirm.title'),
    })
    await dialog.waitFor()
    const count = (await dialog.getByRole('heading').innerText()).replaceAll(/\D/g, '')
    await dialog.getByLabel(t('common.typeNumber', { count })).fill(count)
    await shop.look('compose-confirm')
    await dialog.locator('button[type="submit"]').click()
    await title(page, t('announcements.detail.title')).waitFor()
  })

  it('follows it to delivered and read, member by member, and takes the tick of the phone', async () => {
    const { page, t } = shop
    const announcementId = new URL(page.url()).hash.split('/').at(-1) ?? ''
    const delivered = async () =>
      (await shop.ask('announcements.get', { announcementId })).delivered
    await expect.poll(delivered, { timeout: 30_000 }).toBeGreaterThan(0)
    await sees(page, t('announcements.pinState.pinned'))
    await shop.look('announcement')
    await page.getByRole('button', { name: t.pattern('announcements.tick.label') }).click()
    await sees(page, t('announcements.delivery.done_by_hand'))
    await button(page, t('announcements.member.show')).first().click()
    const members = rowsOf(page, t('announcements.member.list'))
    await members
      .filter({ hasText: t('announcements.member.delivered') })
      .or(members.filter({ hasText: t('announcements.member.read') }))
      .first()
      .waitFor()
    await shop.look('announcement-members')
    await shop.goTo('/announcements')
    await rowsOf(page, t('announcements.title')).first().waitFor()
    await shop.look('announcements')
  })

  it('is scheduled for later and called off', async () => {
    const { page, t } = shop
    const { open } = await windows()
    await shop.goTo('/announcements/new')
    await choose(page, t('announcements.form.groups'), open)
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: t('announcements.form.body') }).fill(text[language])
    await page.getByText(t('announcements.form.later'), { exact: true }).click()
    await page.getByRole('button', { name: t('announcements.form.sendAt') }).click()
    await button(page, t('announcements.calendar.nextMonth')).click()
    await page
      .getByRole('gridcell')
      .getByRole('button')
      .or(page.locator('table button'))
      .nth(14)
      .click()
    await shop.look('compose-calendar')
    await button(page, t('announcements.calendar.done')).click()
    await sees(page, t('announcements.line.windowClosedLater'))
    await shop.look('compose-later')
    await choose(page, t('announcements.form.groups'), (await groupOf(shop, 'phone')).subject)
    await page.keyboard.press('Escape')
    await button(page, t('announcements.line.useTemplate')).click()
    await choose(page, t('announcements.form.templateLabel'), /^season_preview/)
    for (const name of ['{{1}}', '{{2}}']) {
      await field(page, t('announcements.form.variable', { name })).fill('12:00')
    }
    const schedule = page.getByRole('button', {
      name: t.pattern('announcements.approve.schedule', { count: 1 }),
    })
    await schedule.click()
    const dialog = page.getByRole('dialog', {
      name: t.pattern('announcements.confirm.title'),
    })
    await dialog.waitFor()
    const count = (await dialog.getByRole('heading').innerText()).replaceAll(/\D/g, '')
    await dialog.getByLabel(t('common.typeNumber', { count })).fill(count)
    await dialog.locator('button[type="submit"]').click()
    await title(page, t('announcements.detail.title')).waitFor()
    await button(page, t('announcements.cancel.button')).click()
    await button(page.getByRole('dialog'), t('announcements.cancel.button')).click()
    await sees(page, t('announcements.cancel.done'))
    await shop.look('announcement-cancelled')
  })
})
