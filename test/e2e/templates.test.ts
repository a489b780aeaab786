import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'
import { button, field, inOrder, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

describe.each(languages)('templates, in %s', (language) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())
  inOrder(() => shop)

  it('lists them with what WhatsApp says of each, and shows one as a customer gets it', async () => {
    const { page, t } = shop
    await shop.goTo('/templates')
    await title(page, t('templates.title')).waitFor()
    await sees(page, t('templates.status.REJECTED'))
    await shop.look('templates')
    const { templates } = await shop.ask('templates.list', {})
    const approved = templates.find((one) => one.name === 'spring_bouquets')
    await shop.goTo(`/templates/${approved?.id ?? ''}`)
    await sees(page, t('templates.preview.title'))
    await shop.look('template', true)
    const rejected = templates.find((one) => one.status === 'REJECTED')
    await shop.goTo(`/templates/${rejected?.id ?? ''}`)
    await sees(page, t('templates.rejected'))
    await shop.look('template-rejected', true)
    const paused = templates.find((one) => one.status === 'PAUSED')
    await shop.goTo(`/templates/${paused?.id ?? ''}`)
    await sees(page, t('templates.hindrance.pausedTitle'))
    await shop.look('template-paused', true)
  })

  it('says what WhatsApp would refuse while a new one is written, and keeps the draft', async () => {
    const { page, t } = shop
    await shop.goTo('/templates/new')
    await title(page, t('templates.editor.new')).waitFor()
    await field(page, new RegExp(`^${t('templates.field.name')}`)).fill('autumn_offer')
    const body = page.getByRole('textbox', { name: new RegExp(`^${t('templates.field.body')}`) })
    await body.fill('{{1}}')
    await sees(page, t('templates.finding.variable_at_start'))
    await shop.look('template-wrong', true)
    await body.fill('Dear {{1}}, the dahlias are here.')
    await button(page, t('templates.editor.save')).click()
    await sees(page, t('templates.editor.saved'))
    await shop.look('template-draft', true)
    const { drafts } = await shop.ask('templates.drafts', {})
    expect(drafts.map(({ draft }) => draft.name)).toContain('autumn_offer')
  })
})
