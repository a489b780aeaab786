import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { printPdf } from '../../../electron/browser-host/print-pdf.ts'
import { customersOf, marketingText, says, standingFor } from '../../helpers/people.ts'
import { auditActions, dayMs, startTestApp, type TestApp } from '../../helpers/test-app.ts'

const nobody = '019b0000-0000-7000-8000-000000000000'

async function staged(app: TestApp, fileId: string): Promise<string> {
  const { base64 } = await app.ok('files.read', { fileId, offset: 0, length: 1_000_000 })
  return Buffer.from(base64, 'base64').toString('utf8')
}

describe('legal texts', () => {
  test('are kept in versions, each with the SHA-256 of its UTF-8 bytes', async () => {
    const app = await startTestApp({ connect: false })
    const body = '我同意接收优惠消息 — até já ✓'
    const draft = { kind: 'consent', purpose: 'marketing', language: 'zh-CN' } as const
    const first = await app.ok('legalTexts.save', { ...draft, body })
    expect(first).toMatchObject({ version: 1, isCurrent: true, contacts: 0, createdBy: 'owner' })
    expect(first.sha256).toBe(createHash('sha256').update(Buffer.from(body, 'utf8')).digest('hex'))
    expect(await app.refused('legalTexts.save', { ...draft, body: `${body} ` })).toMatchObject({
      code: 'conflict',
      field: 'body',
    })
    const second = await app.ok('legalTexts.save', { ...draft, body: `${body}.` })
    const other = await app.ok('legalTexts.save', { ...draft, language: 'en', body })
    expect([second.version, other.version]).toEqual([2, 1])
    const { texts } = await app.ok('legalTexts.list', { kind: 'consent' })
    expect(texts.map(({ language, version, isCurrent }) => [language, version, isCurrent])).toEqual(
      [
        ['en', 1, true],
        ['zh-CN', 2, true],
        ['zh-CN', 1, false],
      ],
    )
    expect(await auditActions(app)).toContain('legalTexts.saved')
  })

  test('are offered in both languages, with the shop in them, and none is put in', async () => {
    const app = await startTestApp({ connect: false })
    const { drafts } = await app.ok('legalTexts.suggestions', {})
    expect(drafts).toHaveLength(10)
    for (const draft of drafts) {
      expect(draft.body).toContain('Corner shop')
      expect(draft.body).not.toContain('{')
      const saved = await app.ok('legalTexts.save', {
        ...draft,
        purpose: draft.purpose ?? undefined,
      })
      expect(saved.body).toBe(draft.body)
    }
    expect(drafts.filter((draft) => draft.kind === 'encryption_notice')).toHaveLength(2)
  })

  test.each([
    ['a consent without purpose', { kind: 'consent', language: 'en', body: 'x' }, 'purpose'],
    [
      'a notice with one',
      { kind: 'privacy_notice', purpose: 'service', language: 'en', body: 'x' },
      'purpose',
    ],
    ['no words', { kind: 'privacy_notice', language: 'en', body: ' \n ' }, 'body'],
    ['too many', { kind: 'privacy_notice', language: 'en', body: 'x'.repeat(4001) }, 'body'],
    ['half a character', { kind: 'privacy_notice', language: 'en', body: 'x\ud83d' }, 'body'],
    ['no language', { kind: 'privacy_notice', language: 'English!', body: 'x' }, 'language'],
  ])('are refused with %s', async (_, input, field) => {
    const app = await startTestApp({ connect: false })
    expect(await app.refused('legalTexts.save', input)).toMatchObject({
      code: 'invalid_input',
      field,
    })
    expect((await app.ok('legalTexts.list', {})).texts).toEqual([])
  })
})

describe('purposes', () => {
  test('of the owner’s own come and go, unless something speaks of them', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    await app.ok('consentPurposes.save', { key: 'birthday', name: 'Birthday wishes' })
    await app.ok('consentPurposes.save', { key: 'birthday', name: 'Birthday cards' })
    await app.ok('consentPurposes.save', { key: 'gone', name: 'Gone' })
    await app.ok('consentPurposes.delete', { key: 'gone' })
    await app.ok('consent.record', {
      contactId: one.contactId,
      purpose: 'birthday',
      state: 'given',
      source: 'spoken',
    })
    const { purposes } = await app.ok('consentPurposes.list', {})
    expect(purposes.map(({ key, name, given }) => [key, name, given])).toEqual([
      ['service', '', 0],
      ['marketing', '', 0],
      ['group', '', 0],
      ['birthday', 'Birthday cards', 1],
    ])
    expect(await app.refused('consentPurposes.delete', { key: 'birthday' })).toMatchObject({
      code: 'conflict',
      field: 'key',
    })
    // a stop is about the shop's own purposes, too
    await says(app, one, 'stop')
    expect(await standingFor(app, one.contactId, 'birthday')).toMatchObject({ isOwnNo: true })
  })

  test.each([
    ['consentPurposes.save', { key: 'marketing', name: 'Ads' }, 'conflict'],
    ['consentPurposes.save', { key: 'Not a key', name: 'x' }, 'invalid_input'],
    ['consentPurposes.save', { key: 'x', name: ' ' }, 'invalid_input'],
    ['consentPurposes.delete', { key: 'marketing' }, 'conflict'],
    ['consentPurposes.delete', { key: 'nothing' }, 'not_found'],
  ])('%s refuses %o', async (name, input, code) => {
    const app = await startTestApp({ connect: false })
    expect(await app.refused(name, input)).toMatchObject({ code })
  })
})

describe('permissions with an end', () => {
  test('run out by themselves, once, at the moment they said', async () => {
    const app = await startTestApp({ vault: 'passphrase', passphrase: 'seven violet teapots' })
    const [one, two] = await customersOf(app)
    const expiresAt = app.clock.now() + dayMs
    const given = { state: 'given', source: 'form', expiresAt } as const
    for (const { contactId } of [one, two]) await app.ok('consent.record', { contactId, ...given })
    app.advance(60_000)
    // renewed without an end
    await app.ok('consent.record', { contactId: two.contactId, state: 'given', source: 'form' })
    expect(await standingFor(app, one.contactId)).toMatchObject({ state: 'given', expiresAt })
    app.advance(2 * dayMs)
    const later = await app.restart()
    expect(await standingFor(later, one.contactId)).toMatchObject({
      state: 'expired',
      since: expiresAt,
    })
    expect(await standingFor(later, two.contactId)).toMatchObject({ state: 'given' })
    const last = await later.restart()
    const { entries } = await last.ok('consent.get', { contactId: one.contactId })
    expect(entries.map((entry) => [entry.state, entry.source])).toEqual([
      ['expired', 'expiry'],
      ['given', 'form'],
    ])
    expect((await auditActions(last)).filter((action) => action === 'consent.expired')).toEqual([
      'consent.expired',
    ])
  })

  test('that ended before they were written down are over at once', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    await app.ok('consent.record', {
      contactId: one.contactId,
      state: 'given',
      source: 'form',
      at: app.clock.now() - 2 * dayMs,
      expiresAt: app.clock.now() - dayMs,
    })
    expect((await standingFor(app, one.contactId)).state).toBe('expired')
  })
})

describe('a consent receipt', () => {
  test('tells everything of one entry, as data and as a page in both languages', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const text = await marketingText(app)
    await app.ok('consent.record', {
      contactId: one.contactId,
      state: 'given',
      source: 'shop_visit',
      legalTextId: text.id,
      jurisdiction: 'US',
      evidence: 'Card <7>, call +1 202 555 0199',
    })
    const { entries } = await app.ok('consent.get', { contactId: one.contactId })
    const entryId = entries[0]!.id
    const { contactId } = one
    const json = await app.ok('consent.receipt', { contactId, entryId, format: 'json' })
    const data = JSON.parse(await staged(app, json.fileId)) as Record<string, unknown>
    expect(Object.keys(data)).toEqual([
      'version',
      'jurisdiction',
      'consentTimestamp',
      'collectionMethod',
      'consentReceiptID',
      'language',
      'piiPrincipalId',
      'piiControllers',
      'services',
      'sensitive',
      'spiCat',
      'consentRecord',
    ])
    expect(data).toMatchObject({
      version: 'KI-CR-v1.1.0',
      consentTimestamp: Math.floor(entries[0]!.at / 1000),
      consentReceiptID: entryId,
      piiPrincipalId: one.contactId,
      consentRecord: { notice: { sha256: text.sha256, text: text.body }, standingToday: 'given' },
    })
    for (const [language, words] of [
      ['en', ['Consent receipt', 'In the shop', 'Card &lt;7&gt;']],
      ['zh-CN', ['同意凭证', '到店', '退订']],
    ] as const) {
      const { fileId, fileName } = await app.ok('consent.receipt', { contactId, entryId, language })
      const html = await staged(app, fileId)
      for (const word of [...words, text.body, text.sha256, entryId]) expect(html).toContain(word)
      for (const hidden of [one.phone, one.phone.slice(1), '555 0199'])
        expect(html + fileName).not.toContain(hidden)
      expect(html).not.toMatch(/<script|src=|href=/)
    }
    expect(await auditActions(app)).toContain('consent.receiptMade')
  })

  test('names its file after nobody’s number or address', async () => {
    const app = await startTestApp({ connect: false })
    for (const name of ['Ada 202-555-0143', 'ada@example.com', '@ada.flowers']) {
      const { contactId } = await app.ok('contacts.create', { name })
      await app.ok('consent.record', { contactId, state: 'given', source: 'form' })
      const [entry] = (await app.ok('consent.get', { contactId })).entries
      const { fileName } = await app.ok('consent.receipt', {
        contactId,
        entryId: entry!.id,
        language: 'en',
        format: 'json',
      })
      expect(fileName).toMatch(/^consent-\d{4}-\d\d-\d\d\.json$/)
    }
  })

  test('prints on one page, and so does the poster', { timeout: 60_000 }, async () => {
    const app = await startTestApp({ printPdf })
    const [one] = await customersOf(app)
    const text = await marketingText(app)
    const { id: campaignId } = await app.ok('signupCampaigns.save', {
      name: 'Fair',
      codeWord: '牡丹',
      legalTextId: text.id,
      isDoubleOptIn: true,
    })
    const { drafts } = await app.ok('legalTexts.suggestions', {})
    for (const { kind, language, body } of drafts)
      if (kind === 'privacy_notice') await app.ok('legalTexts.save', { kind, language, body })
    await says(app, one, '牡丹')
    await says(app, one, 'yes')
    const { entries } = await app.ok('consent.get', { contactId: one.contactId })
    const files = [
      await app.ok('consent.receipt', {
        contactId: one.contactId,
        entryId: entries[0]!.id,
        format: 'pdf',
      }),
      await app.ok('signupCampaigns.poster', { campaignId, language: 'zh-CN' }),
    ]
    for (const { fileId, fileName } of files) {
      const pdf = await staged(app, fileId)
      expect(fileName).toMatch(/\.pdf$/)
      expect(pdf).toMatch(/^%PDF-/)
      expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
    }
  })

  test('is refused for no such entry and for a format that there is none of', async () => {
    const app = await startTestApp()
    const [one, other] = await customersOf(app)
    const { contactId } = one
    expect(await app.refused('consent.receipt', { contactId, entryId: nobody })).toMatchObject({
      code: 'not_found',
      field: 'entryId',
    })
    await says(app, one, 'stop')
    const { entries } = await app.ok('consent.get', { contactId: one.contactId })
    const entryId = entries[0]!.id
    const refusal = await app.refused('consent.receipt', { contactId, entryId, format: 'doc' })
    expect(refusal).toMatchObject({ code: 'invalid_input', field: 'format' })
    const ofOther = await app.refused('consent.receipt', { contactId: other.contactId, entryId })
    expect(ofOther).toMatchObject({ code: 'not_found', field: 'entryId' })
  })
})

describe('opt-out words', () => {
  test('are the owner’s; a word alone in any writing counts, inside a sentence none does', async () => {
    const app = await startTestApp()
    const [one, two] = await customersOf(app)
    const words = await app.ok('optOutWords.get', {})
    await app.ok('optOutWords.save', {
      ...words,
      stop: { ...words.stop, sv: ['sluta'] },
      confirmsStop: false,
    })
    await says(app, one, 'ＳＬＵＴＡ！')
    expect(await standingFor(app, one.contactId)).toMatchObject({ isOwnNo: true })
    await says(app, two, 'please do not stop')
    expect(await standingFor(app, two.contactId)).toMatchObject({ state: 'unknown' })
    expect((await app.ok('directMessages.list', {})).items).toEqual([])
  })

  test.each([
    ['no stop word at all', { stop: {} }, 'stop'],
    ['a word of signs', { stop: { en: ['stop', '!?'] } }, 'stop'],
    ['a word for both', { start: { en: ['Stop'] } }, 'start'],
    ['a button of signs', { stopButtons: ['…'] }, 'stopButtons'],
  ])('are refused with %s', async (_, change, field) => {
    const app = await startTestApp({ connect: false })
    const words = await app.ok('optOutWords.get', {})
    expect(await app.refused('optOutWords.save', { ...words, ...change })).toMatchObject({
      code: 'invalid_input',
      field,
    })
    expect(await app.ok('optOutWords.get', {})).toEqual(words)
  })
})
