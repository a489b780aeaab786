import { describe, expect, test } from 'vitest'
import type { CallInput } from '../../../shared/ipc/contract.ts'
import { customersOf, marketingText, says, sentTo, standingFor } from '../../helpers/people.ts'
import { auditActions, dayMs, startTestApp, type TestApp } from '../../helpers/test-app.ts'

const newcomer = { phone: '+12025550177' }

async function campaign(app: TestApp, extra: Partial<CallInput<'signupCampaigns.save'>> = {}) {
  const text = await marketingText(app)
  return app.ok('signupCampaigns.save', {
    name: 'Spring fair',
    codeWord: 'Peony 26',
    legalTextId: text.id,
    tag: 'Spring fair',
    ...extra,
  })
}

async function readStaged(app: TestApp, fileId: string): Promise<string> {
  const { base64 } = await app.ok('files.read', { fileId, offset: 0, length: 1_000_000 })
  return Buffer.from(base64, 'base64').toString('utf8')
}

describe('a sign-up campaign', () => {
  test('leads to the shop by link and QR code, and records who writes its word', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const made = await campaign(app)
    const digits = app.sandbox.state.account.displayPhoneNumber.replace(/\D/g, '')
    expect(made.link).toBe(`https://wa.me/${digits}?text=Peony%2026`)
    expect(made.qrSvg).toMatch(/^<svg[^>]*>.*<\/svg>$/s)
    const wamid = await says(app, one, 'peony-26!')
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'given' })
    const { entries } = await app.ok('consent.get', { contactId: one.contactId })
    expect(entries[0]).toMatchObject({
      source: 'signup',
      isByPerson: true,
      evidence: wamid,
      legalTextId: made.legalTextId,
      textVersion: 1,
      campaignName: 'Spring fair',
      language: 'en',
      jurisdiction: 'US',
    })
    const { campaigns } = await app.ok('signupCampaigns.list', {})
    expect(campaigns[0]).toMatchObject({ asked: 1, confirmed: 1, tag: 'Spring fair' })
    expect(sentTo(app, one)).toEqual([])
  })

  test('takes in somebody nobody knew', async () => {
    const app = await startTestApp()
    await campaign(app)
    await says(app, newcomer, 'Peony 26')
    const { campaigns } = await app.ok('signupCampaigns.list', {})
    expect(campaigns[0]).toMatchObject({ asked: 1, confirmed: 1 })
  })

  test('with double opt-in asks back, and only a yes counts', async () => {
    const app = await startTestApp()
    const [one, two] = await customersOf(app)
    await campaign(app, { isDoubleOptIn: true })
    await says(app, one, 'PEONY 26')
    await says(app, two, 'PEONY 26')
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'unknown' })
    const { items } = await app.ok('directMessages.list', { contactId: one.contactId })
    expect(items).toEqual([expect.objectContaining({ kind: 'sign_up', state: 'delivered' })])
    await says(app, one, 'Yes!')
    await says(app, two, 'what is that?')
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'given' })
    expect(await standingFor(app, two.contactId)).toMatchObject({ state: 'unknown' })
    const { campaigns } = await app.ok('signupCampaigns.list', {})
    expect(campaigns[0]).toMatchObject({ asked: 2, confirmed: 1 })
    expect(await auditActions(app)).toContain('signupCampaigns.asked')
  })

  test('with double opt-in counts no yes to a question that could not be sent', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    await campaign(app, { isDoubleOptIn: true })
    app.sandbox.setFaults({
      calls: [{ kind: 'error', code: 131026, route: 'POST */messages', times: 1 }],
    })
    await says(app, one, 'PEONY 26')
    const { items } = await app.ok('directMessages.list', { contactId: one.contactId })
    expect(items).toEqual([expect.objectContaining({ kind: 'sign_up', state: 'failed' })])
    await says(app, one, 'yes')
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'unknown' })
    expect((await app.ok('signupCampaigns.list', {})).campaigns[0]).toMatchObject({ confirmed: 0 })
    // asked anew, and this time the question arrives
    await says(app, one, 'PEONY 26')
    await says(app, one, 'yes')
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'given' })
  })

  test('counts a yes for the wording that was asked about, whatever was chosen since', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const made = await campaign(app, { isDoubleOptIn: true })
    await says(app, one, 'PEONY 26')
    const newer = await app.ok('legalTexts.save', {
      kind: 'consent',
      purpose: 'marketing',
      language: 'en',
      body: 'I agree to much more than before.',
    })
    const { name, codeWord } = made
    const change = { campaignId: made.id, name, codeWord, isDoubleOptIn: true }
    await app.ok('signupCampaigns.save', { ...change, legalTextId: newer.id })
    const outdated = { name: 'Other', codeWord: 'tulip', legalTextId: made.legalTextId }
    expect(await app.refused('signupCampaigns.save', outdated)).toMatchObject({
      code: 'conflict',
      field: 'legalTextId',
    })
    await says(app, one, 'yes')
    const { entries } = await app.ok('consent.get', { contactId: one.contactId })
    expect(entries[0]).toMatchObject({ state: 'given', legalTextId: made.legalTextId })
  })

  test('takes back a no of before, asked back or not; a stop ends the question', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    await campaign(app, { isDoubleOptIn: true })
    await says(app, one, 'stop')
    app.advance(5000)
    await says(app, one, 'Peony 26')
    const kinds = async () =>
      (await app.ok('directMessages.list', { contactId: one.contactId })).items.map(
        (item) => item.kind,
      )
    expect(await kinds()).toEqual(['sign_up', 'opt_out'])
    app.advance(5000)
    await says(app, one, 'stop')
    app.advance(5000)
    await says(app, one, 'yes')
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'withdrawn' })
    app.advance(5000)
    await says(app, one, 'Peony 26')
    app.advance(5000)
    await says(app, one, 'yes')
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'given', isOwnNo: false })
  })

  test('that is closed is answered with nothing, and its word can be used again', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const made = await campaign(app, { isDoubleOptIn: true })
    await app.ok('signupCampaigns.close', { campaignId: made.id })
    await says(app, one, 'Peony 26')
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'unknown' })
    expect(sentTo(app, one)).toEqual([])
    for (const name of ['signupCampaigns.close', 'signupCampaigns.poster'])
      expect(await app.refused(name, { campaignId: made.id })).toMatchObject({ code: 'conflict' })
    const again = await app.ok('signupCampaigns.save', {
      name: 'Again',
      codeWord: 'Peony 26',
      legalTextId: made.legalTextId,
    })
    expect(again.state).toBe('open')
  })

  test('means nothing in a group, and nothing when it was forwarded', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    await campaign(app)
    const group = [...app.sandbox.state.groups.values()][0]!
    app.sandbox.simulate.message(group.id, { phone: one.phone }, 'Peony 26')
    app.sandbox.simulate.message(group.id, { phone: one.phone }, 'stop')
    await app.settle()
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'unknown' })
  })

  test('has a poster in both languages that can be read alone', async () => {
    const app = await startTestApp()
    const made = await campaign(app)
    await app.ok('legalTexts.save', {
      kind: 'privacy_notice',
      language: 'zh-CN',
      body: '我们只保存<必要>的信息。',
    })
    for (const [language, words] of [
      ['en', ['Hear from us on WhatsApp', 'Peony 26', 'answering STOP', 'STOP, and nothing more']],
      ['zh-CN', ['在 WhatsApp 上关注我们', 'Peony 26', '我们只保存&lt;必要&gt;的信息。']],
    ] as const) {
      const { fileId, fileName } = await app.ok('signupCampaigns.poster', {
        campaignId: made.id,
        format: 'html',
        language,
      })
      expect(fileName).toMatch(/^sign-up-spring-fair-\d{4}-\d\d-\d\d\.html$/)
      const html = await readStaged(app, fileId)
      for (const word of [...words, '<svg', made.link!]) expect(html).toContain(word)
      expect(html).not.toMatch(/<script|src=|href=/)
    }
  })

  test.each([
    ['a code word of signs', { codeWord: '!!' }, 'invalid_input', 'codeWord'],
    ['a stop word', { codeWord: 'S.T.O.P' }, 'conflict', 'codeWord'],
    ['a word that means yes', { codeWord: '同意' }, 'conflict', 'codeWord'],
    ['a text of another purpose', { purpose: 'service' }, 'invalid_input', 'legalTextId'],
    ['a purpose that is none', { purpose: 'gifts' }, 'not_found', 'purpose'],
    [
      'no such campaign',
      { campaignId: '019b0000-0000-7000-8000-000000000000' },
      'not_found',
      'campaignId',
    ],
  ])('is not made with %s', async (_, extra, code, field) => {
    const app = await startTestApp()
    const text = await marketingText(app)
    const input = { name: 'Fair', codeWord: 'Tulip', legalTextId: text.id, ...extra }
    expect(await app.refused('signupCampaigns.save', input)).toMatchObject({ code, field })
    expect((await app.ok('signupCampaigns.list', {})).campaigns).toEqual([])
  })

  test('keeps its code word to itself, and from becoming a stop word', async () => {
    const app = await startTestApp()
    const made = await campaign(app)
    const twin = { name: 'Other', codeWord: 'PEONY26', legalTextId: made.legalTextId }
    expect(await app.refused('signupCampaigns.save', twin)).toMatchObject({
      code: 'conflict',
      field: 'codeWord',
    })
    const words = await app.ok('optOutWords.get', {})
    const stop = { ...words.stop, en: [...words.stop.en!, 'peony 26'] }
    expect(await app.refused('optOutWords.save', { ...words, stop })).toMatchObject({
      code: 'conflict',
      field: 'stop',
    })
  })

  test('has no link and no poster while no number is connected', async () => {
    const app = await startTestApp({ connect: false })
    const made = await campaign(app)
    expect(made).toMatchObject({ link: null, qrSvg: null })
    expect(
      await app.refused('signupCampaigns.poster', { campaignId: made.id, format: 'html' }),
    ).toMatchObject({ code: 'account_missing' })
  })

  test('a question that comes too late is not asked', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    await campaign(app, { isDoubleOptIn: true })
    app.sandbox.setFaults({ webhooks: [{ kind: 'late', ms: 300, field: 'messages', times: 1 }] })
    app.sandbox.simulate.message(null, { phone: one.phone }, 'Peony 26')
    app.advance(2 * dayMs)
    await app.settle()
    expect(sentTo(app, one)).toEqual([])
    expect((await app.ok('signupCampaigns.list', {})).campaigns[0]).toMatchObject({ asked: 1 })
    await says(app, one, 'yes')
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'unknown' })
  })
})
