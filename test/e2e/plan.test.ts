import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallOutput } from '../../shared/ipc/contract.ts'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, openShop, type Shop } from './helpers/open-shop.ts'
import { button, choose, groupOf, inOrder, pick, rowsOf, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

describe.each(languages)('from what needs a person to a plan that is done, in %s', (language) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())

  inOrder(() => shop)

  it('lists on Today what needs a person, and leads to the findings of that group', async () => {
    const { page, t } = shop
    const { attention } = await shop.ask('overview.get', {})
    await sees(page, t('today.attention.title', { count: attention.length }))
    await shop.look('today')
    const group = await groupOf(shop, 'managed')
    const line = page.getByRole('listitem').filter({
      has: page.getByText(
        t('today.what.findings', {
          count: findingsOn(attention, group.id),
          subject: group.subject,
        }),
      ),
    })
    await button(line, t('today.kind.findings.action')).click()
    await title(page, t('findings.title')).waitFor()
    await page
      .getByRole('navigation', { name: t('findings.groupBy') })
      .locator('[aria-current="true"]')
      .getByText(group.subject)
      .waitFor()
  })

  it('explains a finding beside the list and lets one rest', async () => {
    const { page, t } = shop
    await shop.goTo('/findings')
    const rows = rowsOf(page, t('findings.title'))
    await rows.first().waitFor()
    await shop.look('findings')
    await rows.first().click()
    const detail = page.getByRole('complementary', { name: t('findings.title') })
    await detail.getByText(t('findings.column.since')).waitFor()
    await shop.look('finding')
    await detail.getByRole('textbox', { name: t('findings.note') }).fill('Seen, and all right')
    await button(detail, t('findings.dismiss')).click()
    await sees(page, t('findings.dismissed'))
    await pick(page, t('findings.groupBy'), t('findings.byRule'))
    await shop.look('findings-by-rule')
  })

  it('makes a plan of one group: a dry run in which a removal is marked and asks for its count', async () => {
    const { page, t } = shop
    const target = await groupWithRemovals(shop)
    await shop.goTo(`/groups/${target.id}/plan`)
    await button(page, t('groups.plan.make')).click()
    await sees(page, t('plans.dryRun.title'))
    await sees(page, t('plans.irreversible'))
    await page.getByText(t('findings.dismissed')).waitFor({ state: 'hidden' })
    await shop.look('plan-dry-run')

    await pick(page, t('plans.choose.label'), t('plans.choose.none'))
    await button(page, t('plans.approve.nothing')).waitFor()
    await pick(page, t('plans.choose.label'), t('plans.choose.withoutRemovals'))
    await pick(page, t('plans.choose.label'), t('plans.choose.all'))
    const plan = await openPlan(shop)
    const removals = plan.actions.filter((action) => action.kind === 'remove_participant').length
    expect(removals).toBeGreaterThan(0)
    await button(page, t.pattern('plans.approve.actions', { count: plan.actions.length })).click()
    const dialog = page.getByRole('dialog', { name: t('plans.confirm.title', { count: removals }) })
    const count = dialog.getByLabel(t('common.typeNumber', { count: removals }))
    const approve = dialog.locator('button[type="submit"]')
    await count.fill(String(removals + 1))
    expect(await approve.isDisabled()).toBe(true)
    await shop.look('plan-confirm')
    await count.fill(String(removals))
    await approve.click()
    await sees(page, t('plans.approve.done'))
  })

  it('carries it out, says what came of it, and finds nothing of it again', async () => {
    const { page, t } = shop
    const [plan] = (await shop.ask('plans.list', {})).items
    await page
      .getByText(new RegExp(`${t('plans.state.finished')}|${t('plans.section.byHand')}`))
      .first()
      .waitFor()
    await shop.look('plan-under-way')
    await settled(shop, plan?.id ?? '')
    await shop.look('plan-after')
    const after = await shop.ask('plans.get', { planId: plan?.id ?? '' })
    const removals = after.actions.filter((action) => action.kind === 'remove_participant')
    expect(removals.map((action) => action.state)).not.toContain('proposed')
    for (const removal of removals) {
      if (removal.state !== 'done') continue
      const { items } = await shop.ask('members.list', { groupId: removal.groupId, limit: 500 })
      expect(items.map((member) => member.contactId)).not.toContain(removal.contactId)
    }
    await shop.goTo('/plans')
    await rowsOf(page, t('plans.title')).first().waitFor()
    await shop.look('plans')
  })

  it('makes a checklist for the phone group, ticked off person by person', async () => {
    const { page, t } = shop
    const group = await groupOf(shop, 'phone')
    await shop.goTo(`/findings?groupId=${group.id}`)
    await button(page, t('findings.makePlan')).click()
    await sees(page, t('plans.dryRun.title'))
    await sees(page, t.pattern('plans.dryRun.byHand'))
    await shop.look('plan-phone-dry-run')
    const plan = await openPlan(shop)
    const removals = plan.actions.filter((action) => action.kind === 'remove_participant').length
    await button(page, t.pattern('plans.approve.actions', { count: plan.actions.length })).click()
    if (removals > 0) {
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(t('common.typeNumber', { count: removals })).fill(String(removals))
      await dialog.locator('button[type="submit"]').click()
    }
    await sees(page, t('plans.section.byHand'))
    const boxes = page.getByRole('checkbox', { name: t.pattern('plans.tick.label') })
    await boxes.first().click()
    await boxes.nth(1).click()
    await sees(page, t.pattern('plans.tick.progress', { done: 2 }))
    await shop.look('plan-phone-checklist')
    const ticked = await shop.ask('plans.get', { planId: plan.id })
    expect(ticked.actions.filter((action) => action.state === 'done')).toHaveLength(2)
    await boxes.nth(1).click()
    await sees(page, t.pattern('plans.tick.progress', { done: 1 }))
  })

  it('shows the three states of rules and takes a confirmation by hand', async () => {
    const { page, t } = shop
    const managed = await groupOf(shop, 'managed')
    await shop.goTo(`/groups/${managed.id}/rules`)
    await sees(page, t('common.ruleState.enforced'))
    await sees(page, t('common.ruleState.watched'))
    await shop.look('rules-managed')
    const phone = await groupOf(shop, 'phone')
    await shop.goTo(`/groups/${phone.id}/rules`)
    await sees(page, t('common.ruleState.by_hand'))
    await shop.look('rules-phone')
    const rule = page.getByRole('region', { name: t('rules.rule.inviting'), exact: true })
    await button(rule, t('rules.tab.confirm')).click()
    await sees(page, t('rules.tab.confirmed'))
    await rule.getByText(t.pattern('rules.tab.confirmedUntil')).waitFor()
    const status = await shop.ask('rules.status', { groupId: phone.id })
    const inviting = status.rules.find((one) => one.rule === 'inviting')
    expect(inviting).toMatchObject({ state: 'by_hand', condition: 'ok', confirmedBy: 'owner' })
  })

  it('filters findings by their state', async () => {
    const { page, t } = shop
    await shop.goTo('/findings')
    await choose(page, t('findings.state'), t('findings.stateDismissed'))
    await rowsOf(page, t('findings.title')).first().waitFor()
    await shop.look('findings-dismissed')
  })
})

it('has the demo shop ready for work', async () => {
  const shop = await openShop({ language: 'en' })
  const startedAt = performance.now()
  await shop.page.getByRole('button', { name: shop.t('first-run.welcome.demo') }).click()
  await shop.page.getByText(shop.t.pattern('today.attention.title')).waitFor()
  const seconds = (performance.now() - startedAt) / 1000
  process.stdout.write(`Demo shop: Today shows after ${seconds.toFixed(1)} s\n`)
  await shop.close()
})

type Attention = CallOutput<'overview.get'>['attention']

function findingsOn(attention: Attention, groupId: string): number {
  return attention.find((item) => item.kind === 'findings' && item.groupId === groupId)?.count ?? 0
}

/** A managed group in which a rule finds somebody to remove. */
async function groupWithRemovals(shop: Shop) {
  const { items } = await shop.ask('findings.list', { limit: 500 })
  const codes = ['member_opted_out', 'member_inactive', 'member_never_wrote']
  const { items: groups } = await shop.ask('groups.list', { kind: 'managed', limit: 500 })
  const found = groups.find((group) =>
    items.some((finding) => finding.groupId === group.id && codes.includes(finding.code)),
  )
  if (found === undefined) throw new Error('No group has a member to remove')
  return found
}

async function openPlan(shop: Shop) {
  const planId = new URL(shop.page.url()).hash.split('/').at(-1) ?? ''
  return shop.ask('plans.get', { planId })
}

/** Waits until nothing of a plan is on its way any more. */
async function settled(shop: Shop, planId: string): Promise<void> {
  for (;;) {
    const { counts } = await shop.ask('plans.get', { planId })
    if (counts.waiting === 0) return
    await shop.page.waitForTimeout(100)
  }
}
