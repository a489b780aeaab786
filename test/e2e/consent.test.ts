import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../../electron/sandbox/create-sandbox.ts'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { look, picture } from './helpers/look.ts'
import { languages, openDemoShop, openShop, type Shop } from './helpers/open-shop.ts'
import { button, choose, field, groupOf, inOrder, rowsOf, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

const wording = {
  en: 'Jasmine & Co. may send me offers on WhatsApp, once a week. I can stop at any time by writing STOP.',
  'zh-CN': '茉莉花坊可以每周一次在 WhatsApp 上给我发优惠。我随时可以回复「退订」停止。',
} as const
const words = {
  en: {
    shop: 'Corner Flowers',
    code: 'PEONY',
    name: 'Counter',
    purpose: 'Course reminders',
    stop: 'Stop!',
  },
  'zh-CN': { shop: '街角花店', code: '芍药', name: '柜台', purpose: '上课提醒', stop: '退订' },
} as const

describe.each(languages)('consent and sign-up from nothing, in %s', (language) => {
  let shop: Shop
  let sandbox: Sandbox
  const own = words[language]

  beforeAll(async () => {
    sandbox = await createSandbox({ shop: 'demo' })
    shop = await openShop({ language, graphBaseUrl: sandbox.url })
    const { phoneNumberId, wabaId, accessToken, appSecret } = sandbox
    await shop.ask('workspace.create', {
      vault: 'memory',
      name: own.shop,
      language,
      defaultCountry: 'US',
    })
    await shop.ask('account.connect', { phoneNumberId, wabaId, accessToken, appSecret })
    await shop.ask('sync.run', {})
    await shop.page.reload()
    await title(shop.page, shop.t('today.title')).waitFor()
  })
  afterAll(async () => {
    await shop.close()
    await sandbox.close()
  })
  inOrder(() => shop)

  /** Members of a managed group, with their numbers. */
  async function members() {
    const group = await groupOf(shop, 'managed')
    const { items } = await shop.ask('members.list', { groupId: group.id })
    const found = []
    for (const { contactId, name } of items) {
      const { number } = await shop.ask('members.reveal', { contactId })
      if (number !== null && !name.includes('·')) found.push({ contactId, name, phone: number })
    }
    return found
  }

  async function file(click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
    const waiting = shop.page.waitForEvent('download')
    await click()
    const download = await waiting
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  async function standing(contactId: string) {
    const { standings } = await shop.ask('consent.get', { contactId })
    return standings.find((one) => one.purpose === 'marketing')
  }

  it('counts consent per purpose, and takes a purpose of the shop’s own', async () => {
    const { page, t } = shop
    await shop.goTo('/consent')
    await sees(page, t('consent.purposeHelp.marketing'))
    await shop.look('consent-overview')
    await button(page, t('consent.addPurpose.button')).click()
    await button(page.getByRole('dialog'), t('consent.addPurpose.save')).click()
    await sees(page, t('consent.addPurpose.nameMissing'))
    await field(page.getByRole('dialog'), t('consent.addPurpose.name')).fill(own.purpose)
    await page.keyboard.press('Enter')
    await page.getByRole('table').getByText(own.purpose).waitFor()
  })

  it('keeps a wording in versions, with what differs', async () => {
    const { page, t } = shop
    await shop.goTo('/consent/texts')
    await shop.look('consent-texts-empty')
    await button(page, t('consent.texts.write')).click()
    await button(page, t('consent.texts.suggestion')).click()
    await shop.look('consent-text-new')
    await button(page, t('consent.texts.saveAs', { version: 1 })).click()
    await button(page, t('consent.texts.writeNext', { version: 2 })).click()
    const body = page.getByRole('textbox', { name: t('consent.texts.body') })
    await button(page, t('consent.texts.saveAs', { version: 2 })).click()
    await sees(page, t('consent.texts.same'))
    await body.fill(wording[language])
    await page.locator('ins').first().waitFor()
    await shop.look('consent-text-next')
    await button(page, t('consent.texts.saveAs', { version: 2 })).click()
    await sees(page, t('consent.texts.history'))
    await button(page, t('consent.texts.version', { version: 1 })).click()
    await shop.look('consent-text')
  })

  it('starts a campaign and prints its poster', async () => {
    const { page, t } = shop
    await shop.goTo('/sign-up')
    await shop.look('sign-up-empty')
    await page.getByRole('link', { name: t('signUp.new') }).click()
    await button(page, t('signUp.form.create')).click()
    await sees(page, t('signUp.form.nameMissing'))
    await field(page, t('signUp.form.codeWord')).fill('STOP')
    await sees(page, t('signUp.form.codeWordStop'))
    await shop.look('sign-up-wrong')
    await field(page, t('signUp.form.name')).fill(own.name)
    await field(page, t('signUp.form.codeWord')).fill(own.code)
    await choose(
      page,
      t('signUp.form.text'),
      new RegExp(t('consent.texts.version', { version: 2 })),
    )
    await page.getByRole('img', { name: t('signUp.qr', { name: own.name }) }).waitFor()
    await shop.look('sign-up-new')
    await button(page, t('signUp.form.create')).click()
    await page
      .getByRole('complementary')
      .getByText(/wa\.me/)
      .waitFor()
    await shop.look('sign-up')
    const name = language === 'en' ? 'English' : '简体中文'
    const poster = await file(async () => {
      await button(page, t('signUp.poster.button')).click()
      await page.getByRole('menuitem', { name: t('signUp.poster.pdf', { language: name }) }).click()
    })
    expect(poster.name).toMatch(/\.pdf$/)
    expect(poster.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const html = await file(async () => {
      await button(page, t('signUp.poster.button')).click()
      await page
        .getByRole('menuitem', { name: t('signUp.poster.html', { language: name }) })
        .click()
    })
    const text = html.bytes.toString('utf8')
    expect(text).toContain(own.code)
    expect(text).toContain('<svg')
    const sheet = await page.context().newPage()
    await sheet.setContent(text)
    await picture(sheet, `${language}-poster`)
    await sheet.close()
  })

  it('takes a customer in by the code word, with the wording', async () => {
    const { page, t } = shop
    const [, second] = await members()
    if (second === undefined) throw new Error('The group has too few people')
    sandbox.simulate.message(null, { phone: second.phone }, own.code)
    await expect
      .poll(async () => (await standing(second.contactId))?.state, { timeout: 20_000 })
      .toBe('given')
    await shop.goTo(`/consent?contactId=${second.contactId}`)
    const ledger = page.getByRole('list', { name: t('consent.ledger.title') })
    await ledger.getByText(new RegExp(t('consent.source.signup'))).waitFor()
    await ledger.getByText(own.name, { exact: true }).waitFor()
    await shop.look('consent-signed-up')
    await shop.goTo('/sign-up')
    await sees(page, t('signUp.confirmed', { count: 1 }))
  })

  it('hands over a receipt that names wording and evidence', async () => {
    const { page, t } = shop
    const [, second] = await members()
    await shop.goTo(`/consent?contactId=${second?.contactId ?? ''}`)
    const open = page.getByRole('button', { name: t.pattern('consent.receipt.label') }).first()
    const receipt = async (format: string) =>
      file(async () => {
        await open.click()
        await page.getByRole('menuitem', { name: t(`consent.receipt.${format}`) }).click()
      })
    const json = JSON.parse((await receipt('json')).bytes.toString('utf8')) as unknown
    expect(JSON.stringify(json)).toContain(wording[language].slice(0, 20))
    const pdf = await receipt('pdf')
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const html = await receipt('html')
    const sheet = await page.context().newPage()
    await sheet.setContent(html.bytes.toString('utf8'))
    await look(sheet, `${language}-receipt`, true)
    await sheet.close()
  })

  it('holds a stop, says that only the person takes it back, and lets them', async () => {
    const { page, t } = shop
    const [first] = await members()
    if (first === undefined) throw new Error('The group is empty')
    sandbox.simulate.message(null, { phone: first.phone }, own.stop)
    await expect
      .poll(async () => (await standing(first.contactId))?.isOwnNo, { timeout: 20_000 })
      .toBe(true)
    await shop.goTo(`/consent?contactId=${first.contactId}`)
    await sees(page, new RegExp(t('consent.source.stop_word')))
    await button(page, t('consent.record.button')).click()
    const panel = page.getByRole('complementary', { name: t('consent.record.title') })
    await panel.getByRole('alert').getByText(t('consent.ownNo.title')).waitFor()
    expect(await button(panel, t('consent.record.save')).isDisabled()).toBe(true)
    await shop.look('consent-own-no')
    await page.keyboard.press('Escape')
    // WhatsApp tells whole seconds, and in the same second a no wins
    await page.waitForTimeout(1100)
    sandbox.simulate.message(null, { phone: first.phone }, own.code)
    await expect
      .poll(async () => (await standing(first.contactId))?.state, { timeout: 20_000 })
      .toBe('given')
  })

  it('records what was said in the shop', async () => {
    const { page, t } = shop
    const [, , third] = await members()
    await shop.goTo(`/consent?contactId=${third?.contactId ?? ''}`)
    await button(page, t('consent.record.button')).click()
    const panel = page.getByRole('complementary', { name: t('consent.record.title') })
    await choose(page, t('consent.record.source'), t('consent.source.form'))
    await choose(page, t('consent.record.wording'), t.pattern('consent.texts.version'))
    await field(panel, new RegExp(`^${t('consent.record.evidence')}`)).fill('No. 118')
    await panel.getByRole('button', { name: new RegExp(`^${t('consent.record.day')}`) }).click()
    await shop.look('consent-record')
    await page.keyboard.press('Escape')
    await button(panel, t('consent.record.save')).click()
    await page
      .getByRole('list', { name: t('consent.ledger.title') })
      .getByText('No. 118')
      .waitFor()
    await shop.look('consent-person')
  })

  it('sends a notice after a preview and its number, and shows who got it', async () => {
    const { page, t } = shop
    await shop.goTo('/consent/notices')
    await sees(page, t('consent.notices.emptyTitle'))
    await shop.look('consent-notices-empty')
    await page.getByRole('link', { name: t('consent.texts.write') }).click()
    await choose(page, t('consent.texts.kind'), t('consent.textKind.privacy_notice'))
    await button(page, t('consent.texts.suggestion')).click()
    await button(page, t('consent.texts.saveAs', { version: 1 })).click()
    await page.getByRole('link', { name: t('consent.notices.send'), exact: true }).click()
    await sees(page, t.pattern('consent.send.matched'))
    await shop.look('consent-notice-send')
    const { byText, byTemplate } = await shop.ask('notices.preview', {
      legalTextId: new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('send') ?? '',
      target: { filter: {} },
    })
    const count = byText + byTemplate
    await button(page, t('consent.send.approve', { count })).click()
    const dialog = page.getByRole('dialog', { name: t('consent.send.confirmTitle', { count }) })
    await dialog.waitFor()
    if (count > 1) await dialog.getByLabel(t('common.typeNumber', { count })).fill(String(count))
    await shop.look('consent-notice-confirm')
    await dialog.locator('button[type="submit"]').click()
    await sees(page, t('consent.result.title'))
    await page
      .getByText(t('consent.message.delivered'))
      .or(page.getByText(t('consent.message.read')))
      .first()
      .waitFor()
    await shop.look('consent-notice-result')
    await shop.goTo('/consent/notices')
    await rowsOf(page, t('consent.sent.title')).first().waitFor()
    await button(page, t.pattern('consent.notices.whoLabel')).click()
    await rowsOf(page, t('consent.outdated.title')).first().waitFor()
    await shop.look('consent-notices')
  })

  it('keeps stop words per language', async () => {
    const { page, t } = shop
    await shop.goTo('/consent/words')
    await sees(page, t('consent.words.atAStop'))
    await shop.look('consent-words')
    const stop = page
      .locator('fieldset')
      .first()
      .getByLabel(t('consent.words.stop'))
      .and(page.locator('input'))
    await stop.fill('basta')
    await stop.press('Enter')
    await button(page, t('consent.words.save')).click()
    await sees(page, t('consent.words.saved'))
    const { stop: lists } = await shop.ask('optOutWords.get', {})
    expect(Object.values(lists).flat()).toContain('basta')
  })
})

describe.each(languages)('consent in the demo shop, in %s', (language) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())
  inOrder(() => shop)

  it('shows purposes, texts, notices and campaigns of a shop in use', async () => {
    const { page, t } = shop
    await shop.goTo('/consent')
    await sees(page, t('consent.how.title'))
    await shop.look('demo-consent')
    await shop.goTo('/consent/texts')
    await sees(page, t('consent.texts.history'))
    await shop.look('demo-consent-texts')
    await shop.goTo('/consent/notices')
    await button(page, t.pattern('consent.notices.whoLabel')).first().waitFor()
    await shop.look('demo-consent-notices')
    await shop.goTo('/sign-up')
    const list = page.getByRole('list', { name: t('signUp.list') })
    await list.getByText(t('signUp.state.closed')).waitFor()
    await shop.look('demo-sign-up')
    await list.getByRole('button').first().click()
    await page
      .getByRole('complementary')
      .getByText(/wa\.me/)
      .waitFor()
    await shop.look('demo-sign-up-campaign')
    await shop.goTo('/sign-up?edit=new')
    await sees(page, t('signUp.preview.title'))
    await shop.look('demo-sign-up-new')
  })

  it('keeps a closed campaign, its word no longer taken', async () => {
    const { page, t } = shop
    await shop.goTo('/sign-up')
    const list = page.getByRole('list', { name: t('signUp.list') })
    const open = list.getByRole('button').filter({ hasText: t('signUp.state.open') })
    const before = await open.count()
    await open.first().click()
    await button(page, t('signUp.close.button')).click()
    await shop.look('demo-sign-up-close')
    await button(page.getByRole('dialog'), t('signUp.close.button')).click()
    await sees(page, t('signUp.closedHelp'))
    await expect.poll(() => open.count()).toBe(before - 1)
  })
})
