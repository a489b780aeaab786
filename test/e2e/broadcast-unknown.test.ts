import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../../electron/sandbox/create-sandbox.ts'
import type { Broadcast } from '../../shared/domain/broadcasts.ts'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { until } from '../helpers/until.ts'
import { makeShop } from './helpers/broadcast-shop.ts'
import { languages, openShop, type Shop } from './helpers/open-shop.ts'
import { button, inOrder, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

const names = {
  en: ['Peony preview', 'Aster preview'],
  'zh-CN': ['芍药预告', '紫菀预告'],
} as const

/** Connections that break before anything is taken; and after it was, with every report lost. */
const [broken, taken] = [4, 3]

describe.each(languages)('messages of which nobody knows whether they left, in %s', (language) => {
  let shop: Shop
  let dataDir: string
  let sandbox: Sandbox
  let segmentId: string
  let current: Broadcast

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'groupkeeper-unknown-'))
    sandbox = await createSandbox({ shop: 'demo' })
    shop = await openShop({ language, dataDir, graphBaseUrl: sandbox.url })
    segmentId = await makeShop(shop, sandbox)
    await title(shop.page, shop.t('today.title')).waitFor()
  })
  afterAll(async () => {
    await shop.close()
    await sandbox.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  inOrder(() => shop)

  async function send(name: string): Promise<Broadcast> {
    sandbox.setFaults({
      calls: [
        { kind: 'reset_before', route: 'POST */messages', times: broken },
        // a call that both strike uses up one time of each
        { kind: 'timeout_after', route: 'POST */messages', times: broken + taken },
      ],
      webhooks: [{ kind: 'drop', field: 'messages/statuses' }],
    })
    const { templates } = await shop.ask('templates.list', {})
    const template = templates.find((each) => each.name === 'season_preview')
    const { defaults } = await shop.ask('sendingLimits.get', {})
    const text = { from: 'text' as const, text: '5/12' }
    const draft = {
      name,
      purpose: 'marketing',
      audience: { kind: 'segment' as const, segmentId },
      variants: [{ templateId: template!.id, bindings: { '1': text, '2': text } }],
      settings: { ...defaults, quietHours: null, holdOutPercent: 0, cap: null },
    }
    const { id } = await shop.ask('broadcasts.save', draft)
    const { recipients } = await shop.ask('broadcasts.plan', { draft })
    await shop.ask('broadcasts.start', { broadcastId: id, confirmed: { recipients } })
    const found = await until(
      'the end of the broadcast',
      () => shop.ask('broadcasts.get', { broadcastId: id }),
      ({ state }) => state === 'finished',
    )
    sandbox.setFaults({})
    return found
  }

  const countTaken = () =>
    [...sandbox.state.sent.values()].filter((message) => message.type === 'template').length

  it('stand on the page of their broadcast with what can be done about them', async () => {
    const { page, t } = shop
    current = await send(names[language][0])
    expect(current.counts.unknown).toBe(broken + taken)
    await shop.goTo(`/broadcasts/${current.id}`)
    await sees(page, t('broadcasts.unknown.title', { count: broken + taken }))
    await sees(page, t('broadcasts.unknown.text'))
    await shop.look('broadcast-unknown')
  })

  it('are listed one by one, each with its story', async () => {
    const { page, t } = shop
    await page.getByRole('link', { name: t('broadcasts.unknown.show') }).click()
    await page
      .getByText(/^(Ada|林佳宁) \d+$/)
      .first()
      .click()
    await sees(page, t('broadcasts.recipients.history'))
    await shop.look('broadcast-unknown-recipients')
  })

  it('are sent again only after the owner has read the price of it and typed their number', async () => {
    const { page, t } = shop
    const before = countTaken()
    await shop.goTo(`/broadcasts/${current.id}`)
    await page.getByRole('radio', { name: t('broadcasts.unknown.send_again') }).check()
    const again = t('broadcasts.unknown.send_againButton', { count: broken + taken })
    await button(page, again).click()
    const dialog = page.getByRole('dialog')
    await sees(page, t('broadcasts.unknown.againText'))
    await shop.look('broadcast-unknown-again')
    expect(countTaken()).toBe(before)
    await dialog.getByRole('textbox').fill(String(broken + taken))
    await page.keyboard.press('Enter')
    await until(
      'the second try',
      () => shop.ask('broadcasts.get', { broadcastId: current.id }),
      ({ counts, state }) => counts.unknown === 0 && counts.queued === 0 && state === 'finished',
    )
    expect(countTaken()).toBe(before + broken + taken)
    await shop.look('broadcast-unknown-sent-again')
  })

  it('are left as they are, and nothing more is sent', async () => {
    const { page, t } = shop
    current = await send(names[language][1])
    const before = countTaken()
    await shop.goTo(`/broadcasts/${current.id}`)
    await button(page, t('broadcasts.unknown.sentButton', { count: broken + taken })).click()
    await until(
      'the owner’s word',
      () => shop.ask('broadcasts.get', { broadcastId: current.id }),
      ({ counts }) => counts.unknown === 0,
    )
    await page.getByText(t('broadcasts.unknown.title', { count: broken + taken })).waitFor({
      state: 'hidden',
    })
    await shop.look('broadcast-unknown-left')
    expect(countTaken()).toBe(before)
  })
})
