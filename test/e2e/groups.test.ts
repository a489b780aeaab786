import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'
import {
  button,
  field,
  groupOf,
  inOrder,
  rowsOf,
  sees,
  startingWith,
  title,
} from './helpers/steps.ts'

afterAll(closeChromium)

const chat = [
  '[2026/10/01, 09:00:00] Book Circle: \u200eMessages and calls are end-to-end encrypted.',
  '[2026/10/01, 09:00:05] Ada Example: Who brings the next one?',
  '[2026/10/02, 18:20:00] Bo Sample: I do.',
  '[2026/10/03, 08:10:00] Ada Example: Splendid.',
].join('\n')

describe.each(languages)('groups, their members and their rules, in %s', (language) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())
  inOrder(() => shop)

  it('finds a group and opens it', async () => {
    const { page, t } = shop
    const group = await groupOf(shop, 'phone')
    await shop.goTo('/groups')
    await rowsOf(page, t('groups.title')).first().waitFor()
    await shop.look('groups')
    await page.getByRole('textbox', { name: t('groups.search') }).fill('VIP')
    await expect.poll(() => rowsOf(page, t('groups.title')).count()).toBe(1)
    await page.getByRole('textbox', { name: t('groups.search') }).fill('')
    await rowsOf(page, t('groups.title')).filter({ hasText: group.subject }).click()
    await title(page, startingWith(group.subject)).waitFor()
  })

  it('sorts and searches members, and shows a number only when asked', async () => {
    const { page, t } = shop
    const rows = rowsOf(page, t('members.title'))
    await rows.first().waitFor()
    await shop.look('members')
    const header = page.getByRole('columnheader', { name: t('members.column.messages') })
    await header.getByRole('button').click()
    await header.getByRole('button').click()
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('descending')
    const mostBusy = (await shop.ask('members.list', { ...(await sorted()), limit: 1 })).items[0]
    await expect.poll(() => rows.first().innerText()).toContain(mostBusy?.name)

    await page.getByRole('textbox', { name: t('members.search') }).fill(mostBusy?.name ?? '')
    await expect.poll(() => rows.count()).toBe(1)
    const masked = mostBusy?.maskedNumber ?? ''
    expect(masked).toMatch(/·/)
    await rows.first().getByRole('button', { name: masked }).click()
    await expect.poll(() => rows.first().innerText()).toMatch(/\+\d[\d ()-]{8,}/)
    const { items } = await shop.ask('audit.list', { limit: 1 })
    expect(items[0]?.action).toBe('members.revealed')

    await rows.first().getByRole('gridcell').nth(1).click()
    await page.getByRole('complementary', { name: t('members.panel.label') }).waitFor()
    await shop.look('member')

    async function sorted() {
      const group = await groupOf(shop, 'phone')
      return { groupId: group.id, sort: 'messages30', descending: true } as const
    }
  })

  it('shows the weeks of a group, its history and the rest of its parts', async () => {
    const { page, t } = shop
    const group = await groupOf(shop, 'phone')
    for (const tab of ['activity', 'history', 'announcements', 'findings']) {
      await shop.goTo(`/groups/${group.id}/${tab}`)
      await page.getByRole('tab', { name: t(`groups.page.${tab}`), selected: true }).waitFor()
      await shop.look(`group-${tab}`)
    }
  })

  it('imports a chat export through the file chooser and says what came of it', async () => {
    const { page, t } = shop
    await shop.goTo('/groups')
    await button(page, t('groups.add.button')).click()
    await page.getByRole('menuitem', { name: t('groups.add.phone') }).click()
    const panel = page.getByRole('complementary')
    const chooser = page.waitForEvent('filechooser')
    await button(panel, t('groups.import.choose')).click()
    const files = await chooser
    await files.setFiles(file('photo.png', 'image/png', 'no chat'))
    await sees(page, t('groups.import.wrongType'))
    const again = page.waitForEvent('filechooser')
    await panel.getByRole('button', { name: t('groups.import.choose') }).click()
    await (await again).setFiles(file('WhatsApp Chat - Book Circle.txt', 'text/plain', chat))
    await field(panel, new RegExp(`^${t('groups.import.subject')}`)).fill('Book Circle')
    await shop.look('import')
    await button(panel, t('groups.import.save')).click()
    await sees(page, t('groups.import.result.chat'))
    await shop.look('import-result')
    await panel.getByText(t('groups.import.openGroup')).click()
    await title(page, /^Book Circle/).waitFor()
    await expect.poll(() => rowsOf(page, t('members.title')).count()).toBe(2)
  })

  it('writes a rule set, says it in one sentence and gives it to groups', async () => {
    const { page, t } = shop
    await shop.goTo('/rule-sets')
    await shop.look('rule-sets')
    await button(page, t('rules.new')).click()
    await field(page, new RegExp(`^${t('rules.editor.name')}`)).waitFor()
    await button(page, t('rules.editor.cancel')).waitFor()
    const posting = page.getByRole('region', { name: t('rules.rule.posting'), exact: true })
    await posting.getByRole('radio', { name: t('rules.editor.everyone') }).check()
    await sees(page, new RegExp(t('rules.clause.posting_everyone')))
    await button(page, t('rules.editor.save')).click()
    await sees(page, t('rules.error.nameMissing'))
    await shop.look('rule-set-wrong')
    await field(page, new RegExp(`^${t('rules.editor.name')}`)).fill('Reading')
    await button(page, t('rules.editor.save')).click()
    await page.getByRole('heading', { level: 2, name: 'Reading' }).waitFor()
    await button(page, t('rules.assign.button')).click()
    const rows = rowsOf(page, t('rules.assign.button'))
    await rows.filter({ hasText: 'Book Circle' }).getByRole('checkbox').click()
    await shop.look('rule-set-assign')
    await button(page, t('rules.assign.save', { count: 1 })).click()
    await sees(page, t('rules.assign.done', { count: 1 }))
    const { items } = await shop.ask('groups.list', { search: 'Book Circle' })
    expect(items[0]?.ruleSetName).toBe('Reading')
  })

  it('makes a managed group that WhatsApp confirms', async () => {
    const { page, t } = shop
    await shop.goTo('/groups?add=managed')
    const panel = page.getByRole('complementary', { name: t('groups.create.title') })
    await field(panel, new RegExp(`^${t('groups.create.subject')}`)).fill('Peony mornings')
    await shop.look('group-create')
    await button(panel, t('groups.create.save')).click()
    await title(page, /^Peony mornings/).waitFor()
    await expect
      .poll(async () => (await shop.ask('groups.list', { search: 'Peony' })).items[0]?.state, {
        timeout: 20_000,
      })
      .toBe('active')
    await page.getByText(t('groups.stateNote.creating')).waitFor({ state: 'hidden' })
    await shop.look('group-created')
  })

  it('answers people who ask to join', async () => {
    const { page, t } = shop
    await shop.goTo('/join-requests')
    const approve = page.getByRole('button', { name: t.pattern('joinRequests.approveName') })
    await approve.first().waitFor()
    await shop.look('join-requests')
    const waiting = await approve.count()
    await approve.first().click()
    await shop.look('join-request-approve')
    await button(page.getByRole('dialog'), t('joinRequests.approve', { count: 1 })).click()
    await sees(page, t('joinRequests.done.approve', { count: 1 }))
    await expect.poll(() => approve.count()).toBe(waiting - 1)
    // Until WhatsApp confirms, the answered line stays; the list moves up under the pointer as it goes.
    await expect
      .poll(async () => (await shop.ask('joinRequests.list', {})).total, { timeout: 20_000 })
      .toBe(waiting - 1)
    await page.getByText(t('joinRequests.state.approving')).waitFor({ state: 'hidden' })
    const reject = page.getByRole('button', { name: t.pattern('joinRequests.rejectName') })
    await reject.first().click()
    await button(page.getByRole('dialog'), t('joinRequests.reject', { count: 1 })).click()
    await expect
      .poll(async () => (await shop.ask('joinRequests.list', {})).total, { timeout: 20_000 })
      .toBe(waiting - 2)
    await shop.look('join-requests-after')
  })

  it('shows what was done at WhatsApp', async () => {
    const { page, t } = shop
    await shop.goTo('/jobs')
    await page.getByRole('radiogroup').getByText(t('jobs.state.done'), { exact: true }).click()
    await rowsOf(page, t('jobs.title')).first().waitFor()
    await shop.look('jobs')
  })
})

function file(name: string, mimeType: string, content: string) {
  return { name, mimeType, buffer: Buffer.from(content) }
}
