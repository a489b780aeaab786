import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../../electron/sandbox/create-sandbox.ts'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { until } from '../helpers/until.ts'
import { makeShop, passphrase, sellAfterwards } from './helpers/broadcast-shop.ts'
import { languages, openShop, type Shop } from './helpers/open-shop.ts'
import { button, choose, field, inOrder, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

const broadcastName = { en: 'Peony preview', 'zh-CN': '芍药预告' } as const

/** The smallest PNG: one pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pictureTemplate = {
  id: '900000000000001',
  name: 'peony_photo',
  language: 'en_US',
  category: 'MARKETING',
  status: 'APPROVED',
  quality: 'GREEN',
  parameterFormat: 'POSITIONAL',
  rejectedReason: undefined,
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'The first peonies are in.' },
  ],
} as const

describe.each(languages)('a broadcast from plan to results, in %s', (language) => {
  let shop: Shop
  let dataDir: string
  let sandbox: Sandbox
  let segmentId: string
  let broadcastId = ''
  const name = broadcastName[language]
  const now = () => shop.ask('broadcasts.get', { broadcastId })

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'groupkeeper-broadcast-'))
    sandbox = await createSandbox({ shop: 'demo' })
    sandbox.state.templates.set(pictureTemplate.id, pictureTemplate)
    shop = await openShop({ language, dataDir, graphBaseUrl: sandbox.url })
    segmentId = await makeShop(shop, sandbox)
    // Slow enough to be paused half-way.
    const { defaults } = await shop.ask('sendingLimits.get', {})
    await shop.ask('sendingLimits.set', {
      perSecond: 10,
      perDay: null,
      defaults: { ...defaults, quietHours: null, holdOutPercent: 10 },
    })
    await title(shop.page, shop.t('today.title')).waitFor()
  })
  afterAll(async () => {
    await shop.close()
    await sandbox.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  inOrder(() => shop)

  it('begins at the segment and says what is missing', async () => {
    const { page, t } = shop
    await shop.goTo('/broadcasts')
    await sees(page, t('broadcasts.empty.title'))
    await shop.look('broadcasts-empty')
    await shop.goTo(`/segments/${segmentId}`)
    await page.getByRole('link', { name: t('segments.toBroadcast') }).click()
    await title(page, t('broadcasts.newTitle')).waitFor()
    await sees(page, t.pattern('broadcasts.audience.live_other'))
    await button(page, t('broadcasts.start.nothing')).click()
    await sees(page, t('broadcasts.problem.name'))
    await shop.look('broadcast-new')
  })

  it('takes a file of this computer on top of the text', async () => {
    const { page, t } = shop
    await choose(page, t('broadcasts.message.template'), /peony_photo/)
    await sees(page, t('broadcasts.message.mediaHelp_image'))
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'peonies.png', mimeType: 'image/png', buffer: picture })
    await sees(page, 'peonies.png')
    await shop.look('broadcast-media')
    await button(page, t('broadcasts.message.mediaRemove')).click()
    await page.getByText('peonies.png').waitFor({ state: 'detached' })
  })

  it('shows what it comes to while it is written', async () => {
    const { page, t } = shop
    await field(page, t('broadcasts.field.name')).fill(name)
    const template = language === 'en' ? /season_preview.*en_US/ : /season_preview.*zh_CN/
    await choose(page, t('broadcasts.message.template'), template)
    await choose(
      page,
      t('broadcasts.message.variable_', { name: '{{1}}' }),
      t('broadcasts.source.firstName'),
    )
    await field(page, t('broadcasts.message.fallback')).fill(language === 'en' ? 'Peony' : '芍药')
    await choose(
      page,
      t('broadcasts.message.variable_', { name: '{{2}}' }),
      t('broadcasts.source.text'),
    )
    await field(
      page,
      t('broadcasts.message.text', { name: t('broadcasts.message.variable_', { name: '{{2}}' }) }),
    ).fill('5/12')
    await sees(page, t.pattern('broadcasts.plan.recipients_other'))
    await sees(page, t('broadcasts.skip.no_opt_in.title'))
    await button(page, t.pattern('broadcasts.start.now_other')).waitFor()
    await shop.look('broadcast-plan')
    await page.getByRole('table', { name: t('broadcasts.plan.limits') }).scrollIntoViewIfNeeded()
    await page.getByRole('table', { name: t('broadcasts.plan.cost') }).scrollIntoViewIfNeeded()
    await shop.look('broadcast-plan-limits')
    await button(page, t('broadcasts.settings.title')).click()
    await field(page, t('broadcasts.settings.window')).scrollIntoViewIfNeeded()
    await shop.look('broadcast-plan-settings')
  })

  it('asks for the exact number, with its cost and its end', async () => {
    const { page, t } = shop
    await button(page, t.pattern('broadcasts.start.now_other')).click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await shop.look('broadcast-confirm')
    const { items } = await shop.ask('broadcasts.list', {})
    expect(items.filter(({ state }) => state !== 'draft')).toEqual([])
    const count = (await dialog.getByRole('heading').innerText()).replaceAll(/\D/g, '')
    await dialog.getByRole('textbox').fill(count)
    await page.keyboard.press('Enter')
    await title(page, name).waitFor()
    await sees(page, t('broadcasts.state.sending'))
    const [first] = (await shop.ask('broadcasts.list', {})).items
    broadcastId = first?.id ?? ''
  })

  it('is paused half-way, outlives the end of the app, and goes on', async () => {
    await until('ten that arrived', now, ({ counts }) => counts.delivered + counts.read > 10)
    await shop.look('broadcast-running')
    await button(shop.page, shop.t('broadcasts.control.pause')).click()
    await sees(shop.page, shop.t('broadcasts.paused.title'))
    await shop.look('broadcast-paused')
    const { counts } = await now()
    expect(counts.queued).toBeGreaterThan(0)

    await shop.close()
    shop = await openShop({ language, dataDir, graphBaseUrl: sandbox.url })
    const { page, t } = shop
    await title(page, t.pattern('first-run.locked.title')).waitFor()
    await field(page, t('first-run.locked.passphrase')).fill(passphrase)
    await page.keyboard.press('Enter')
    await title(page, t('today.title')).waitFor()
    await sees(page, t.pattern('today.what.broadcast_paused_other', { subject: name }))
    await shop.look('broadcast-today')
    await shop.goTo(`/broadcasts/${broadcastId}`)
    await sees(page, t('broadcasts.paused.title'))
    await button(page, t('broadcasts.control.resume')).click()
    const { defaults } = await shop.ask('sendingLimits.get', {})
    await shop.ask('sendingLimits.set', { perSecond: null, perDay: null, defaults })
    await until('the end of the broadcast', now, ({ state }) => state === 'finished')
    await until('the last reports', now, ({ counts }) => counts.accepted + counts.sent === 0)
  })

  it('has written to nobody twice', () => {
    const to = [...sandbox.state.sent.values()].flatMap((message) =>
      message.callbackData === undefined || message.type !== 'template' ? [] : [message.to],
    )
    expect(new Set(to).size).toBe(to.length)
  })

  it('tells failures by reason with the next step, down to the person', async () => {
    const { page, t } = shop
    await sees(page, t('broadcasts.failure.recipient_unreachable.title'))
    await sees(page, t('broadcasts.failure.recipient_unreachable.action'))
    await page.evaluate(() => document.querySelector('main')?.scrollTo({ top: 0 }))
    await shop.look('broadcast-failures')
    const reason = t('broadcasts.failure.recipient_unreachable.title')
    await page.getByRole('link', { name: t('broadcasts.reasons.showOf', { reason }) }).click()
    await page.getByText('Out of reach 0').click()
    await sees(page, t('broadcasts.recipients.history'))
    await shop.look('broadcast-recipients')
  })

  it('says what it brought, against those who got nothing', async () => {
    const { page, t } = shop
    await sellAfterwards(shop)
    await shop.goTo(`/broadcasts/${broadcastId}/results`)
    await title(page, name).waitFor()
    await page.waitForTimeout(500)
    await shop.look('broadcast-results')
    await shop.goTo('/broadcasts')
    await sees(page, t('broadcasts.state.finished'))
    await shop.look('broadcasts')
  })

  it('writes again to those not reached, as a draft of its own', async () => {
    const { page, t } = shop
    await shop.goTo(`/broadcasts/${broadcastId}`)
    await button(page, t.pattern('broadcasts.followUp.button_other')).click()
    await sees(page, t('broadcasts.followUp.done'))
    await button(page, t('broadcasts.saveDraft')).waitFor()
    await shop.look('broadcast-follow-up')
  })

  it('keeps prices by country with their day', async () => {
    const { page, t } = shop
    await shop.goTo('/settings?section=costs')
    await page.getByRole('table', { name: t('settings.costs.prices') }).waitFor()
    await shop.look('settings-prices')
    await shop.goTo('/settings?section=sending')
    await field(page, t('settings.sending.perDay')).waitFor()
    await shop.look('settings-sending')
  })
})
