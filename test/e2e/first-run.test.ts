import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox } from '../../electron/sandbox/create-sandbox.ts'
import type { Sandbox } from '../../electron/sandbox/create-sandbox.ts'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openShop, type Shop } from './helpers/open-shop.ts'
import { button, field, inOrder, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

const shopName = { en: 'Corner Flowers', 'zh-CN': '街角花店' } as const
const passphrase = 'lilac kettle 42'

describe.each(languages)('an own shop, from the first screen on, in %s', (language) => {
  let shop: Shop
  let dataDir: string
  let sandbox: Sandbox

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'groupkeeper-own-'))
    sandbox = await createSandbox({ shop: 'demo' })
    shop = await openShop({ language, dataDir, graphBaseUrl: sandbox.url })
  })
  afterAll(async () => {
    await shop.close()
    await sandbox.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  inOrder(() => shop)

  it('greets in the language of the system and asks for a name and a passphrase', async () => {
    const { page, t } = shop
    await title(page, t('first-run.welcome.title')).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await shop.look('first-run-1-welcome')
    await page.getByRole('button', { name: t('first-run.welcome.own') }).click()

    await button(page, t('first-run.create.submit')).click()
    await sees(page, t('first-run.create.nameMissing'))
    await field(page, t('first-run.create.name')).fill(shopName[language])
    const choice = page.getByRole('radio', { name: t('first-run.create.passphrase') })
    if (await choice.isVisible()) await choice.check()
    await field(page, t('common.passphrase.label')).fill('short')
    await field(page, t('common.passphrase.again')).fill('other')
    await page.keyboard.press('Tab')
    await sees(page, t('common.passphrase.short'))
    await shop.look('first-run-2-create')
    await field(page, t('common.passphrase.label')).fill(passphrase)
    await field(page, t('common.passphrase.again')).fill(passphrase)
    await button(page, t('first-run.create.submit')).click()
    await title(page, t('first-run.recovery.title')).waitFor()
  })

  it('shows the recovery code once and asks two of its parts back', async () => {
    const { page, t } = shop
    const list = page.getByRole('list', { name: t('first-run.recovery.code') })
    const parts = await list.locator('li > span:last-child').allInnerTexts()
    expect(parts).toHaveLength(12)
    await shop.look('first-run-3-recovery')
    await button(page, t('first-run.recovery.kept')).click()

    const asked = page.getByLabel(t.pattern('first-run.check.part'))
    for (const part of await asked.all()) await part.fill('AAAA')
    await button(page, t('first-run.check.submit')).click()
    await page.getByRole('alert').waitFor()
    await shop.look('first-run-4-check-wrong')

    for (let position = 1; position <= 12; position += 1) {
      const input = field(page, t('first-run.check.part', { position }))
      if (await input.isVisible()) await input.fill((parts[position - 1] ?? '').toLowerCase())
    }
    await button(page, t('first-run.check.submit')).click()
    await title(page, t('first-run.connect.title')).waitFor()
    await shop.look('first-run-5-connect')
  })

  it('opens without an account, and says what a shop begins with', async () => {
    const { page, t } = shop
    await button(page, t('first-run.connect.later')).click()
    await title(page, t('today.title')).waitFor()
    await sees(page, t('today.nothing.title'))
    expect(await page.getByRole('banner').innerText()).toContain(shopName[language])
    await shop.look('own-today-empty')
    for (const path of ['/groups', '/rule-sets', '/announcements', '/audit']) {
      await shop.goTo(path)
      await shop.look(`own${path.replaceAll('/', '-')}-empty`)
    }
  })

  it('is locked after a start, refuses a wrong passphrase and takes the right one', async () => {
    await shop.close()
    shop = await openShop({ language, dataDir, graphBaseUrl: sandbox.url })
    const { page, t } = shop
    await title(page, t.pattern('first-run.locked.title')).waitFor()
    const input = field(page, t('first-run.locked.passphrase'))
    await input.fill('a wrong one')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await shop.look('locked-wrong')
    await input.fill(passphrase)
    await page.keyboard.press('Enter')
    await title(page, t('today.title')).waitFor()
  })

  it('connects an account, each value checked, and syncs its groups', async () => {
    const { page, t } = shop
    await shop.goTo('/settings?section=account')
    await field(page, t('settings.connect.phoneNumberId')).fill('+1 555')
    await button(page, t('settings.connect.submit')).click()
    await sees(page, t('settings.connect.wrong.phoneNumberId'))
    await sees(page, t('settings.connect.wrong.accessToken'))
    await shop.look('connect-wrong')
    await field(page, t('settings.connect.phoneNumberId')).fill(sandbox.phoneNumberId)
    await field(page, t('settings.connect.wabaId')).fill(sandbox.wabaId)
    await field(page, t('settings.connect.accessToken')).fill(sandbox.accessToken)
    await field(page, t('settings.connect.appSecret')).fill(sandbox.appSecret)
    await button(page, t('settings.connect.submit')).click()
    await button(page, t('settings.account.disconnect')).waitFor()
    await shop.look('connected')
    await shop.goTo('/groups')
    await button(page.getByRole('main'), t('groups.sync.button')).click()
    await sees(page, 'VIP flower club')
  })

  it('keeps everything readable when WhatsApp cannot be reached, and says so', async () => {
    const { page, t } = shop
    await sandbox.close()
    await button(page.getByRole('main'), t('groups.sync.button')).click()
    await sees(page, t('errors.network_failed.title'))
    await sees(page, t.pattern('app.sync.failed'))
    await shop.look('unreachable-groups')
    await page.getByText('VIP flower club').first().click()
    await title(page, /^VIP flower club/).waitFor()
    await page.getByRole('grid').waitFor()
    await shop.page.context().setOffline(true)
    await sees(page, t.pattern('app.sync.offline'))
    await shop.look('offline-group')
    await shop.page.context().setOffline(false)
  })
})
