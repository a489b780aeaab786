import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'
import { button, field, inOrder, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

describe.each(languages)('segments and classes, in %s', (language) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())
  inOrder(() => shop)

  it('counts a segment while it is put together, and keeps it', async () => {
    const { page, t } = shop
    await shop.goTo('/segments/new')
    await title(page, t('segments.title')).waitFor()
    await field(page, t('segments.name')).fill('Peony lovers')
    await button(page, t('segments.builder.addRule')).click()
    await page
      .getByRole('combobox', { name: t('segments.builder.field') })
      .last()
      .click()
    await page.getByRole('option', { name: t('segments.kind.item'), exact: true }).click()
    await field(page, t('segments.part.text')).fill('peonies')
    await page
      .getByRole('region', { name: t('segments.preview.title') })
      .getByText(t.pattern('segments.preview.count_other'))
      .waitFor()
    await shop.look('segment-new')
    await button(page, t('segments.save')).click()
    await sees(page, t('segments.saved', { name: 'Peony lovers' }))
    const { segments } = await shop.ask('segments.list', {})
    expect(segments.map((segment) => segment.name)).toContain('Peony lovers')
    await shop.look('segments')
  })

  it('keeps a group by a segment: who is missing, who no longer fits, and whom it invites', async () => {
    const { page, t } = shop
    const { segments } = await shop.ask('segments.list', {})
    const lists = await Promise.all(
      segments.map(async ({ id }) => ({
        id,
        groups: (await shop.ask('groupSegments.list', { segmentId: id })).groups,
      })),
    )
    const kept = lists.find(({ groups }) => groups.length > 0)!
    await shop.goTo(`/segments/${kept.id}`)
    const table = page.getByRole('table', { name: t('segments.groups.title') })
    await table.waitFor()
    await shop.look('segment-groups')
    await table.getByRole('link').click()
    const section = page.getByRole('region', { name: t('rules.segment.title') })
    await button(section, t('rules.segment.invite')).waitFor()
    await section.scrollIntoViewIfNeeded()
    await shop.look('group-segment')
    await button(section, t('rules.segment.invite')).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(t('rules.segment.linkPlace')).waitFor()
    await shop.look('group-segment-invite')
    await dialog.getByRole('button', { name: t.pattern('rules.segment.inviteNow_other') }).click()
    await sees(page, t.pattern('rules.segment.invited_other'))
    await button(section, t('rules.segment.propose')).click()
    await sees(page, t.pattern('findings.evidence.member_not_in_segment'))
  })

  it('shows loyal, potential and lost customers, and the classes behind them', async () => {
    const { page, t } = shop
    await shop.goTo('/rfm')
    await title(page, t('segments.rfm.title')).waitFor()
    await sees(page, t('segments.choice.rfm.classes.champions'))
    await shop.look('rfm')
    await page
      .getByRole('radiogroup', { name: t('segments.rfm.movement') })
      .getByText(t('common.showTable'))
      .click()
    await page.getByRole('columnheader', { name: t('segments.rfm.month') }).waitFor()
    await button(page, t('segments.rfm.recompute')).click()
    await sees(page, t.pattern('segments.rfm.computed_other'))
  })
})
