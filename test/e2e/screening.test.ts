import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillDemoScreening } from '../../electron/app/fill-demo-screening.ts'
import { closeChromium } from '../electron-stand-in/chromium.ts'
import { languages, openDemoShop, type Shop } from './helpers/open-shop.ts'
import { button, choose, inOrder, sees, title } from './helpers/steps.ts'

afterAll(closeChromium)

describe.each(languages)('screening at the keyboard, in %s', (language) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openDemoShop(language)
    await fillDemoScreening((name, input) => shop.ask(name, input), language)
  })
  afterAll(() => shop.close())

  const name = () => shop.page.getByRole('article').getByRole('heading', { level: 2 }).innerText()

  /** What the store holds of somebody once it is what it should be. */
  async function verdictOf(contactId: string, wanted: string) {
    await expect
      .poll(async () => (await shop.ask('screening.get', { contactId })).verdict, {
        timeout: 20_000,
      })
      .toBe(wanted)
  }

  inOrder(() => shop)

  it('shows the newest person to check with reasons, and takes one key each', async () => {
    const { page, t } = shop
    const { items } = await shop.ask('screening.queue', {})
    await shop.goTo('/screening')
    await title(page, t('screening.title')).waitFor()
    await page.getByRole('article').waitFor()
    await shop.look('screening-queue')
    const [first, second, third, fourth] = items
    expect(await name()).toBe(first!.name)
    await page.keyboard.press('t')
    await page.keyboard.press('r')
    await page.keyboard.press('c')
    expect(await name()).toBe(fourth!.name)
    await verdictOf(first!.contactId, 'trusted')
    await verdictOf(second!.contactId, 'rejected')
    const word = async () =>
      (await shop.ask('screening.get', { contactId: third!.contactId })).decision?.verdict
    await expect.poll(word, { timeout: 20_000 }).toBe('to_check')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('z')
    expect(await name()).toBe(third!.name)
    await page.keyboard.press('z')
    expect(await name()).toBe(second!.name)
    await verdictOf(second!.contactId, 'to_check')
    await shop.look('screening-decided')
  })

  it('notes evidence by key, and keeps the number of a document out', async () => {
    const { page, t } = shop
    const person = await name()
    await page.keyboard.press('e')
    const dialog = page.getByRole('dialog', {
      name: t('screening.evidence.dialogTitle', { name: person }),
    })
    await choose(page, t('screening.evidence.what'), t('screening.evidence.kind.document_seen'))
    await dialog.getByLabel(t('screening.evidence.note')).fill('E12345678')
    await button(dialog, t('screening.evidence.save')).click()
    await dialog.getByText(t('screening.evidence.noNumbers')).waitFor()
    await shop.look('screening-evidence')
    await dialog.getByLabel(t('screening.evidence.note')).fill('')
    await button(dialog, t('screening.evidence.save')).click()
    await sees(page, t('screening.evidence.done'))
    await page
      .getByRole('article')
      .getByText(t('screening.verdict.trusted'), { exact: true })
      .waitFor()
    await shop.look('screening-trusted')
  })

  it('decides on many after naming their number', async () => {
    const { page, t } = shop
    await button(page, t('screening.bulk.button')).click()
    const dialog = page.getByRole('dialog', { name: t('screening.bulk.title') })
    await choose(page, t('screening.bulk.who'), t('screening.verdict.rejected'))
    const confirm = dialog.locator('button[type="submit"]')
    await expect.poll(() => confirm.isEnabled(), { timeout: 20_000 }).toBe(true)
    await dialog.getByText(t('screening.word.checks'), { exact: true }).click()
    await shop.look('screening-bulk')
    const { rejected } = await shop.ask('screening.summary', {})
    await button(dialog, t('screening.bulk.confirm.checks', { count: rejected })).click()
    await sees(page, t('screening.bulk.done', { count: rejected }))
  })

  it('tells what other weights would change before they are saved', async () => {
    const { page, t } = shop
    await page.getByText(t('screening.view.settings'), { exact: true }).click()
    await page.getByText(t('screening.settings.preset.open'), { exact: true }).click()
    await page.getByText(t.pattern('screening.preview.changed')).waitFor()
    await shop.look('screening-settings')
    const before = await shop.ask('screening.summary', {})
    await button(page, t('common.save')).click()
    await sees(page, t('screening.settings.saved'))
    await expect
      .poll(async () => (await shop.ask('screening.summary', {})).trusted, { timeout: 20_000 })
      .toBeGreaterThan(before.trusted)
  })

  it('takes a block list in and says which rows it could not', async () => {
    const { page, t } = shop
    await page.getByText(t('screening.view.blockList'), { exact: true }).click()
    await page.getByLabel(t('screening.blockList.source')).fill('Harbour shops (demo)')
    await page.locator('input[type="file"]').setInputFiles({
      name: 'list.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('number,reason\n+12025550189,Never paid\n12,x\n'),
    })
    await button(page, t('screening.blockList.import')).click()
    await sees(
      page,
      t('screening.blockList.row', {
        line: 3,
        reason: t('screening.blockList.reason.number_invalid'),
      }),
    )
    await shop.look('screening-block-list')
  })

  it('opens one person by address, with every word that was said', async () => {
    const { page, t } = shop
    const { items } = await shop.ask('screening.queue', { verdict: 'trusted', limit: 500 })
    const decided = items.find((person) => person.decision !== null)!
    await shop.goTo(`/screening?contactId=${decided.contactId}`)
    await sees(page, t('screening.history'))
    expect(await name()).toBe(decided.name)
    await shop.look('screening-person')
    await shop.goTo('/join-requests')
    await title(page, t('joinRequests.title')).waitFor()
    await shop.look('screening-join-requests')
  })
})
