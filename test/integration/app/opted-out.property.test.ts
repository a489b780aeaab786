import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { handlers } from '../../../electron/app/handlers/index.ts'
import { contract, type CallName } from '../../../shared/ipc/contract.ts'
import { validValue } from '../../contract/bad-inputs.ts'
import { marketingText, sentTo } from '../../helpers/people.ts'
import { startTestApp, type TestApp } from '../../helpers/test-app.ts'

/**
 * Commands that are left out of the attempts: they end the connection or the workspace under the test, or
 * change the words that it says. None of them is about a person.
 */
const leftOut = /^(workspace|account|files|tasks|settings|sync|optOutWords|signupCampaigns\.close)/

const commands = (Object.keys(handlers) as CallName[]).filter(
  (name) => contract[name].kind === 'command' && !leftOut.test(name),
)

interface Shop {
  readonly app: TestApp
  readonly noticeIds: readonly string[]
  readonly templateIds: readonly string[]
  readonly marketingIds: readonly string[]
  readonly campaignIds: readonly string[]
}

interface Person {
  readonly phone: string
  readonly contactId: string
}

async function openShop(): Promise<Shop> {
  const app = await startTestApp({ printPdf: async (html) => Buffer.from(html) })
  await app.ok('sync.run', {})
  const text = await marketingText(app)
  const notice = { kind: 'privacy_notice', language: 'en', body: 'What we keep.' } as const
  const noticeIds = [(await app.ok('legalTexts.save', notice)).id]
  const draft = { name: 'Fair', legalTextId: text.id }
  const campaigns = [
    await app.ok('signupCampaigns.save', { ...draft, codeWord: 'peony' }),
    await app.ok('signupCampaigns.save', { ...draft, codeWord: 'tulip', isDoubleOptIn: true }),
  ]
  await app.ok('consentPurposes.save', { key: 'news', name: 'News' })
  const { templates } = await app.ok('templates.list', {})
  return {
    app,
    noticeIds,
    templateIds: templates.map((template) => template.id),
    marketingIds: templates.flatMap(({ id, category }) => (category === 'MARKETING' ? [id] : [])),
    campaignIds: campaigns.map((campaign) => campaign.id),
  }
}

/** What happens before the no. */
const before = fc.constantFrom('hello', 'START', 'tulip', 'yes', 'stop', 'form', 'notice')

/** The ways in which a no comes about, and the purposes that it is about. */
const noes = {
  'stop word': ['service', 'marketing'],
  'stop word in Chinese': ['service', 'marketing'],
  button: ['marketing'],
  'payload of a button': ['marketing'],
  'setting in WhatsApp': ['marketing'],
  'refusal of WhatsApp': ['marketing'],
  'word to the shop': ['marketing'],
} as const
type No = keyof typeof noes
const no = fc.constantFrom(...(Object.keys(noes) as No[]))

async function meet({ app }: Shop, phone: string): Promise<Person> {
  app.sandbox.simulate.message(null, { phone, name: 'Somebody' }, 'peony')
  await app.settle()
  const { items } = await app.ok('audit.list', { limit: 20 })
  const contactId = items.find((entry) => entry.action === 'consent.given')?.subjectId
  return { phone, contactId: contactId! }
}

async function happen(shop: Shop, person: Person, what: string): Promise<void> {
  const { app } = shop
  app.advance(2000)
  if (what === 'form')
    await app.call('consent.record', {
      contactId: person.contactId,
      state: 'given',
      source: 'form',
    })
  else if (what === 'notice') await sendNotices(shop, person)
  else app.sandbox.simulate.message(null, { phone: person.phone }, what)
  await app.settle()
}

async function sayNo({ app, noticeIds }: Shop, person: Person, way: No): Promise<void> {
  app.advance(2000)
  const { simulate } = app.sandbox
  const who = { phone: person.phone }
  if (way === 'stop word') simulate.message(null, who, 'Stop.')
  if (way === 'stop word in Chinese') simulate.message(null, who, '退订')
  if (way === 'button') simulate.tapButton(who, 'Stop promotions')
  if (way === 'payload of a button') simulate.tapButton(who, 'No more, thanks', 'unsubscribe')
  if (way === 'setting in WhatsApp') simulate.marketingStop(who)
  if (way === 'word to the shop')
    await app.ok('consent.record', {
      contactId: person.contactId,
      state: 'withdrawn',
      source: 'spoken',
    })
  if (way === 'refusal of WhatsApp') {
    // the setting was made and its update got lost; a refusal tells of it
    app.sandbox.setFaults({ webhooks: [{ kind: 'drop', field: 'user_preferences', times: 1 }] })
    simulate.marketingStop(who)
    await app.settle()
    app.sandbox.setFaults({
      calls: [{ kind: 'error', code: 131050, route: 'POST */messages', times: 1 }],
    })
    simulate.message(null, who, 'hello')
    await app.settle()
    // who said stop before is written to no more, and has said no already
    await app.call('notices.send', {
      legalTextId: noticeIds[0]!,
      target: { contactIds: [person.contactId] },
      onlyWithout: false,
      confirmCount: 1,
    })
    await app.settle()
    app.sandbox.setFaults({})
  }
  await app.settle()
}

async function sendNotices(shop: Shop, person: Person): Promise<void> {
  const { app, noticeIds, templateIds } = shop
  for (const legalTextId of noticeIds)
    for (const templateId of [undefined, ...templateIds]) {
      const draft = {
        legalTextId,
        templateId,
        target: { contactIds: [person.contactId] },
        onlyWithout: false,
      }
      const preview = await app.ok('notices.preview', draft)
      for (const confirmCount of [preview.byText + preview.byTemplate, 1])
        await app.call('notices.send', { ...draft, confirmCount })
    }
}

/** A broadcast to everybody, for each purpose and with each text, as far as it lets itself be started. */
async function sendBroadcasts(shop: Shop): Promise<void> {
  const { app, templateIds, marketingIds } = shop
  const binding = { from: 'text' as const, text: 'friend' }
  // a purpose of the shop's own is no way around a no to marketing
  const texts = { marketing: templateIds, service: templateIds, news: marketingIds }
  for (const [purpose, ids] of Object.entries(texts))
    for (const templateId of ids) {
      const draft = {
        name: 'To all',
        purpose,
        audience: { kind: 'everybody' as const },
        variants: [{ templateId, bindings: { '1': binding } }],
        settings: { quietHours: null, cap: null, holdOutPercent: 0 },
      }
      const plan = await app.ok('broadcasts.plan', { draft })
      const { id } = await app.ok('broadcasts.save', draft)
      for (const recipients of [plan.recipients, 1])
        await app.call('broadcasts.start', { broadcastId: id, confirmed: { recipients } })
      await app.settle()
      for (const as of ['send_again', 'sent'] as const)
        await app.call('broadcasts.settleUnknown', { broadcastId: id, as })
      await app.call('broadcasts.resume', { broadcastId: id })
      await app.settle()
    }
}

/** Puts the person, and what there is of them, wherever a command takes such a thing. */
function aimed(shop: Shop, person: Person, value: unknown, key = ''): unknown {
  if (key === 'contactId' || key === 'otherId') return person.contactId
  if (key === 'contactIds') return [person.contactId]
  if (key === 'target') return { contactIds: [person.contactId] }
  if (key === 'legalTextId') return shop.noticeIds[0]
  if (key === 'templateId') return shop.templateIds[0]
  if (key === 'campaignId') return shop.campaignIds[1]
  if (Array.isArray(value)) return value.map((item) => aimed(shop, person, item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, aimed(shop, person, item, name)]),
  )
}

async function tryEverything(shop: Shop, person: Person): Promise<void> {
  const { app } = shop
  for (const name of commands) {
    const input = aimed(shop, person, validValue(contract[name].input))
    await app.session.call(name, input, { host: 'test', actor: 'owner' })
  }
  for (const state of ['given', 'withdrawn'] as const)
    await app.call('consent.record', {
      contactId: person.contactId,
      state: 'given',
      source: 'form',
      note: state,
    })
  await app.call('consent.record', {
    contactId: person.contactId,
    purpose: 'news',
    state: 'given',
    source: 'form',
  })
  await sendNotices(shop, person)
  await sendBroadcasts(shop)
  const { items } = await app.ok('jobs.list', { limit: 500 })
  for (const job of items.filter((each) => each.kind === 'message.direct')) {
    await app.call('jobs.retry', { jobId: job.id })
    for (const outcome of ['happened', 'did_not_happen'] as const)
      await app.call('jobs.resolve', { jobId: job.id, outcome })
  }
  await app.settle()
  app.advance(60_000)
  await app.settle()
}

describe('somebody who said no', () => {
  test('is written to by no command, however the no came about', { timeout: 240_000 }, async () => {
    const shop = await openShop()
    let count = 0
    await fc.assert(
      fc.asyncProperty(fc.array(before, { maxLength: 3 }), no, async (history, way) => {
        count += 1
        const person = await meet(shop, `+1202555${3000 + count}`)
        for (const what of history) await happen(shop, person, what)
        await sayNo(shop, person, way)
        await shop.app.settle()
        const known = new Set(sentTo(shop.app, person).map((message) => message.id))
        await tryEverything(shop, person)
        const { standings } = await shop.app.ok('consent.get', { contactId: person.contactId })
        const withdrawn = standings.flatMap(({ purpose, state }) =>
          state === 'withdrawn' ? [purpose] : [],
        )
        // a yes by the shop takes back a no that the shop wrote down, and no other
        const isShops = way === 'word to the shop' && !history.includes('stop')
        if (!isShops) expect(withdrawn).toEqual(expect.arrayContaining([...noes[way]]))
        const purposes = sentTo(shop.app, person)
          .filter((message) => !known.has(message.id))
          .map((message) => (message.templateCategory === 'MARKETING' ? 'marketing' : 'service'))
        expect(purposes.filter((purpose) => withdrawn.includes(purpose))).toEqual([])
      }),
      { numRuns: 12, endOnFailure: true },
    )
  })
})
