import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'
import {
  button,
  choose,
  field,
  inOrder,
  rowsOf,
  sees,
  startingWith,
  title,
} from './helpers/steps.ts'

afterAll(closeChromium)

/** Two records of one person, made by hand; the number is fictional. */
const first = { name: '沈知夏', number: '+1 202 555 0143', email: 'zhixia@flowers.example' }
const second = { name: '沈知夏', email: 'zhixia@flowers.example' }

describe.each(languages)('people, in %s', (language) => {
  let shop: Shop
  let firstId: string
  beforeAll(async () => {
    shop = await openDemoShop(language)
  })
  afterAll(() => shop.close())
  inOrder(() => shop)

  it('lists everybody, counts them, and sorts', async () => {
    const { page, t } = shop
    await shop.goTo('/people')
    await rowsOf(page, t('people.title')).first().waitFor()
    const { total } = await shop.ask('contacts.count', {})
    await sees(page, t('people.total', { count: total }))
    await shop.look('people')
    await button(page, t('people.column.lastSeen')).click()
    await button(page, t('people.column.lastSeen')).click()
    const { items } = await shop.ask('contacts.list', { sort: 'lastSeen', descending: true })
    await rowsOf(page, t('people.title'))
      .first()
      .getByText(items[0]?.name ?? '')
      .waitFor()
  })

  it('comes back to the place in the list that one left', async () => {
    const { page, t } = shop
    const scroller = page.getByRole('grid', { name: t('people.title') }).locator('xpath=..')
    await scroller.evaluate((element) => element.scrollTo({ top: 900 }))
    await rowsOf(page, t('people.title')).nth(12).click()
    await page.getByRole('link', { name: t('people.page.back') }).waitFor()
    await page.goBack()
    await rowsOf(page, t('people.title')).first().waitFor()
    await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBeGreaterThan(600)
    await button(page, t('people.column.name')).click()
    await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(0)
  })

  it('adds a person beside the list', async () => {
    const { page, t } = shop
    await button(page, t('people.add.button')).click()
    const panel = page.getByRole('complementary', { name: t('people.add.title') })
    await field(panel, t('people.profile.name')).fill(first.name)
    await field(panel, t('people.profile.number')).fill('12')
    await button(panel, t('people.add.save')).click()
    await sees(page, t('people.problem.phone'))
    await shop.look('people-add')
    await field(panel, t('people.profile.number')).fill(first.number)
    await field(panel, t('people.profile.email')).fill(first.email)
    await button(panel, t('people.add.save')).click()
    await title(page, startingWith(first.name)).waitFor()
    firstId = new URL(page.url()).hash.split('/').at(-1) ?? ''
    await page.getByText('0143').waitFor()
  })

  it('keeps a note, a tag and a changed profile', async () => {
    const { page, t } = shop
    await page.getByLabel(t('people.notes.add')).fill('喜欢白色芍药')
    await button(page, t('people.notes.save')).click()
    await page.getByRole('article').getByText('喜欢白色芍药').waitFor()
    await button(page, t('people.tag.add')).click()
    await choose(page, t('people.tag.choose'), t('people.tag.new'))
    await field(page, t('people.tag.newName')).fill('Peonies')
    await button(page, t('people.tag.giveTo', { count: 1 })).click()
    await button(page, t('people.tag.removeOne', { name: 'Peonies' })).waitFor()
    await button(page, t('common.edit')).click()
    await field(page, t('people.profile.birthday')).fill('5-21')
    await shop.look('contact-edit')
    await button(page, t('common.save')).click()
    await page.getByText(language === 'en' ? 'May 21' : '5月21日').waitFor()
    await shop.look('contact')
    expect(await shop.ask('contacts.get', { contactId: firstId })).toMatchObject({
      birthday: '--05-21',
      tags: ['Peonies'],
    })
  })

  it('tells it as a timeline', async () => {
    const { page, t } = shop
    await page.getByRole('tab', { name: t('people.tabs.timeline') }).click()
    const list = page.getByRole('list', { name: t('people.tabs.timeline') })
    await list.getByText('喜欢白色芍药').waitFor()
    expect(await list.innerText()).not.toContain(
      t('people.timelineOther', { kind: t('people.timelineKind.audit') }),
    )
    await shop.look('contact-timeline')
  })

  it('finds a person by Chinese, by a piece of the number, and by a note', async () => {
    const { page, t } = shop
    await page.getByRole('link', { name: t('people.page.back') }).click()
    const box = field(page, t('people.search'))
    for (const text of ['知夏', '202555014', '白色芍药']) {
      await box.fill(text)
      await sees(page, t('people.total', { count: 1 }))
      await rowsOf(page, t('people.title')).getByText(first.name).waitFor()
    }
    await box.fill('')
    await button(page, t('people.filter.button')).click()
    await choose(page, t('people.filter.source'), t('people.source.manual'))
    await shop.look('people-filter')
    await page.keyboard.press('Escape')
    await sees(page, t('people.total', { count: 1 }))
    expect(page.url()).toContain('source=manual')
    await shop.look('people-filtered')
  })

  it('chooses all that match and tags them', async () => {
    const { page, t } = shop
    await page.getByRole('checkbox', { name: t('common.selectAll') }).check()
    await button(page, t('people.bulk.tag', { count: 1 })).waitFor()
    await shop.look('people-bulk')
    await button(page, t('people.bulk.export', { count: 1 })).click()
    const dialog = page.getByRole('dialog', { name: t('people.export.title') })
    await dialog.getByRole('switch').click()
    await shop.look('people-export')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(dialog, t('people.export.submit', { count: 1 })).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
    await sees(page, t.pattern('people.export.done', { count: 1 }))
    await button(page, t('people.filter.clear')).click()
  })

  it('shows two records of one person side by side, merges them, and takes them apart', async () => {
    const { page, t } = shop
    await shop.ask('contacts.create', second)
    await shop.goTo('/duplicates')
    await page.getByRole('radiogroup', { name: t('people.duplicates.who') }).waitFor()
    while ((await page.getByRole('radio', { name: startingWith(first.name) }).count()) < 2)
      await page.keyboard.press('ArrowDown')
    await shop.look('duplicates')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('m')
    await sees(page, t('people.duplicates.merged'))
    const { total } = await shop.ask('contacts.count', { search: first.name })
    expect(total).toBe(1)
    await shop.look('duplicates-merged')
    await page.keyboard.press('z')
    await sees(page, t('people.merges.done'))
    expect(await shop.ask('contacts.count', { search: first.name })).toEqual({ total: 2 })
  })

  it('finds people in the palette', async () => {
    const { page, t } = shop
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(t('app.palette.placeholder')).fill('0143')
    await page.getByRole('button', { name: startingWith(first.name) }).click()
    await title(page, startingWith(first.name)).waitFor()
    await page.getByRole('tab', { name: t('people.tabs.identities') }).click()
    await sees(page, t('people.identities.kinds.wa_id'))
    await shop.look('contact-identities')
  })

  it('manages tags and own fields beside the list', async () => {
    const { page, t } = shop
    await shop.goTo('/people')
    for (const panel of ['tags', 'fields'] as const) {
      await button(page, t('people.more')).click()
      await page.getByRole('menuitem', { name: t(`people.${panel}.title`) }).click()
      await page.getByRole('complementary', { name: t(`people.${panel}.title`) }).waitFor()
      await shop.look(`people-${panel}`)
    }
  })
})
