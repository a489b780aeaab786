import { describe, expect, test } from 'vitest'
import { customersOf, says, sentTo, standingFor } from '../../helpers/people.ts'
import { auditActions, dayMs, startTestApp, type TestApp } from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

const everybody = { filter: {} }
const nobody = '019b0000-0000-7000-8000-000000000000'

async function notice(app: TestApp, body = 'We keep your name and number.') {
  return app.ok('legalTexts.save', { kind: 'privacy_notice', language: 'en', body })
}

async function template(app: TestApp, category: 'UTILITY' | 'MARKETING') {
  const { templates } = await app.ok('templates.list', {})
  return templates.find((each) => each.category === category)!.id
}

/** A template goes to people who agreed alone. */
async function agree(
  app: TestApp,
  contactId: string,
  purpose: 'service' | 'marketing' = 'service',
): Promise<void> {
  await app.ok('consent.record', { contactId, purpose, state: 'given', source: 'form' })
}

describe('a notice', () => {
  test('as a template is kept from who never agreed to be written to', async () => {
    const app = await startTestApp()
    const [one, two] = await customersOf(app)
    const text = await notice(app)
    await agree(app, one.contactId, 'service')
    const target = { contactIds: [one.contactId, two.contactId] }
    const draft = { legalTextId: text.id, target }
    const asUtility = { ...draft, templateId: await template(app, 'UTILITY') }
    expect(await app.ok('notices.preview', asUtility)).toMatchObject({
      byTemplate: 1,
      excluded: [{ reason: 'no_opt_in', contacts: 1 }],
    })
    const asMarketing = { ...draft, templateId: await template(app, 'MARKETING') }
    expect(await app.ok('notices.preview', asMarketing)).toMatchObject({
      byTemplate: 0,
      excluded: [{ reason: 'no_opt_in', contacts: 2 }],
    })
    await app.ok('notices.send', { ...asUtility, confirmCount: 1 })
    await app.settle()
    expect(sentTo(app, one)).toHaveLength(1)
    expect(sentTo(app, two)).toHaveLength(0)
  })

  test('goes as text to who wrote today, as a template to others, and is on record', async () => {
    const app = await startTestApp()
    const [one, two, three] = await customersOf(app)
    const text = await notice(app)
    await agree(app, two.contactId)
    await says(app, one, 'Hello')
    await says(app, three, 'stop')
    const draft = { legalTextId: text.id, target: everybody }
    expect(await app.ok('notices.preview', draft)).toEqual({
      matched: 3,
      byText: 1,
      byTemplate: 0,
      excluded: [
        { reason: 'opted_out', contacts: 1 },
        { reason: 'window_closed', contacts: 1 },
      ],
    })
    const whole = { ...draft, templateId: await template(app, 'UTILITY') }
    expect(await app.ok('notices.preview', whole)).toMatchObject({ byText: 1, byTemplate: 1 })
    expect(await app.refused('notices.send', { ...whole, confirmCount: 1 })).toMatchObject({
      code: 'confirmation_required',
      params: { recipients: 2 },
    })
    expect(await app.ok('notices.send', { ...whole, confirmCount: 2 })).toEqual({ queued: 2 })
    await app.settle()
    expect(sentTo(app, one).map((message) => message.type)).toEqual(['text'])
    expect(sentTo(app, two).map((message) => message.type)).toEqual(['template'])
    // the answer to the stop, and nothing else
    expect(sentTo(app, three)).toHaveLength(1)
    const { items } = await app.ok('directMessages.list', { legalTextId: text.id })
    expect(items.map((item) => [item.kind, item.state, item.textVersion])).toEqual([
      ['notice', 'delivered', 1],
      ['notice', 'delivered', 1],
    ])
    expect(await app.ok('notices.coverage', {})).toEqual({
      notices: [
        {
          kind: 'privacy_notice',
          language: 'en',
          currentVersion: 1,
          withCurrent: 2,
          withOlder: 0,
          withNone: 1,
        },
      ],
    })
    expect(await app.ok('notices.preview', whole)).toMatchObject({
      byText: 0,
      byTemplate: 0,
      excluded: [
        { reason: 'has_version', contacts: 2 },
        { reason: 'opted_out', contacts: 1 },
      ],
    })
    expect(await auditActions(app)).toContain('notices.approved')
  })

  test('of a new version is owed to those who have the old one', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const first = await notice(app)
    await says(app, one, 'Hello')
    const target = { contactIds: [one.contactId] }
    await app.ok('notices.send', { legalTextId: first.id, target, confirmCount: 1 })
    await app.settle()
    const second = await notice(app, 'We keep your name, number and orders.')
    expect(second).toMatchObject({ version: 2, isCurrent: true })
    const { notices } = await app.ok('notices.coverage', {})
    expect(notices[0]).toMatchObject({
      currentVersion: 2,
      withCurrent: 0,
      withOlder: 1,
      withNone: 2,
    })
    const page = await app.ok('notices.outdated', { legalTextId: second.id, limit: 2 })
    expect(page.total).toBe(3)
    const rest = await app.ok('notices.outdated', {
      legalTextId: second.id,
      limit: 2,
      cursor: page.nextCursor!,
    })
    const all = [...page.items, ...rest.items]
    expect(all).toHaveLength(3)
    expect(all.find((each) => each.id === one.contactId)?.hasVersion).toBe(1)
    expect(JSON.stringify(all)).not.toContain(one.phone.slice(1))
    expect(
      await app.refused('notices.send', { legalTextId: first.id, target, confirmCount: 0 }),
    ).toMatchObject({ code: 'conflict', field: 'legalTextId' })
  })

  test('as a marketing template is kept from who stopped marketing in WhatsApp', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const text = await notice(app)
    await agree(app, one.contactId)
    app.sandbox.simulate.marketingStop({ phone: one.phone })
    await app.settle()
    const draft = { legalTextId: text.id, target: { contactIds: [one.contactId] } }
    const asMarketing = { ...draft, templateId: await template(app, 'MARKETING') }
    expect((await app.ok('notices.preview', asMarketing)).excluded).toEqual([
      { reason: 'opted_out', contacts: 1 },
    ])
    const asUtility = { ...draft, templateId: await template(app, 'UTILITY') }
    expect(await app.ok('notices.preview', asUtility)).toMatchObject({ byTemplate: 1 })
  })

  test('that WhatsApp refuses because the person stopped is their own no', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const text = await notice(app)
    await agree(app, one.contactId, 'marketing')
    // WhatsApp knows, and its update was lost
    app.sandbox.setFaults({ webhooks: [{ kind: 'drop', field: 'user_preferences', times: 1 }] })
    app.sandbox.simulate.marketingStop({ phone: one.phone })
    const draft = {
      legalTextId: text.id,
      target: { contactIds: [one.contactId] },
      templateId: await template(app, 'MARKETING'),
    }
    await app.ok('notices.send', { ...draft, confirmCount: 1 })
    await app.settle()
    expect(await standingFor(app, one.contactId)).toMatchObject({
      state: 'withdrawn',
      isOwnNo: true,
    })
    const { entries } = await app.ok('consent.get', { contactId: one.contactId })
    // WhatsApp tells times in whole seconds, so which of the two comes first is chance
    expect(entries.map((entry) => entry.source).sort()).toEqual(['form', 'whatsapp_refusal'])
    const { items } = await app.ok('directMessages.list', { contactId: one.contactId })
    expect(items[0]).toMatchObject({ state: 'failed', errorCode: 'opted_out' })
    const jobs = await app.ok('jobs.list', { state: 'failed' })
    expect(await app.refused('jobs.retry', { jobId: jobs.items[0]!.id })).toMatchObject({
      code: 'opted_out',
    })
  })

  test('refused at once with the same meaning is the same', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    await agree(app, one.contactId, 'marketing')
    const text = await notice(app)
    app.sandbox.setFaults({
      calls: [{ kind: 'error', code: 131050, route: 'POST */messages', times: 1 }],
    })
    await app.ok('notices.send', {
      legalTextId: text.id,
      target: { contactIds: [one.contactId] },
      templateId: await template(app, 'UTILITY'),
      confirmCount: 1,
    })
    await app.settle()
    expect(await standingFor(app, one.contactId)).toMatchObject({
      state: 'withdrawn',
      isOwnNo: true,
    })
    expect(sentTo(app, one)).toEqual([])
  })

  test('is not sent to somebody who says stop while it waits', async () => {
    const app = await startTestApp()
    const [one, two] = await customersOf(app)
    const text = await notice(app)
    await says(app, one, 'Hello')
    await says(app, two, 'Hello')
    app.sandbox.setFaults({
      calls: [{ kind: 'error', code: 130429, route: 'POST */messages', times: 2 }],
    })
    await app.ok('notices.send', { legalTextId: text.id, target: everybody, confirmCount: 2 })
    await until(
      'both to be put back in line',
      () => app.ok('jobs.list', { limit: 500 }),
      ({ items }) =>
        items.filter((job) => job.kind === 'message.direct' && job.attempt === 1).length === 2,
    )
    app.sandbox.simulate.message(null, { phone: one.phone }, 'STOP')
    await app.settle()
    app.advance(10 * 60_000)
    await app.settle()
    await until(
      'the other one to be sent',
      async () => sentTo(app, two).length,
      (count) => count === 1,
    )
    const { items } = await app.ok('directMessages.list', { legalTextId: text.id })
    const stateOf = (contactId: string) => items.find((item) => item.contactId === contactId)?.state
    expect(stateOf(one.contactId)).toBe('cancelled')
    const toOne = (await app.ok('directMessages.list', { contactId: one.contactId })).items
    expect(toOne.map((item) => item.kind).sort()).toEqual(['notice', 'opt_out'])
    expect(sentTo(app, one).every((sent) => sent.callbackData !== items[0]!.id)).toBe(true)
  })

  test('whose answer is lost is looked up and not sent twice', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const text = await notice(app)
    await says(app, one, 'Hello')
    app.sandbox.setFaults({
      calls: [{ kind: 'timeout_after', route: 'POST */messages', times: 1 }],
    })
    await app.ok('notices.send', {
      legalTextId: text.id,
      target: { contactIds: [one.contactId] },
      confirmCount: 1,
    })
    await until(
      'the message to be known as delivered',
      () => app.ok('directMessages.list', { contactId: one.contactId }),
      ({ items }) => items[0]?.state === 'delivered',
    )
    await app.settle()
    expect(sentTo(app, one)).toHaveLength(1)
  })

  test('to somebody without an open window and without a template fails plainly', async () => {
    const app = await startTestApp()
    const [one] = await customersOf(app)
    const text = await notice(app)
    await says(app, one, 'Hello')
    app.sandbox.simulate.expireToken()
    await app.ok('notices.send', {
      legalTextId: text.id,
      target: { contactIds: [one.contactId] },
      confirmCount: 1,
    })
    await until(
      'sending to be stopped',
      () => app.ok('account.get', {}),
      (account) => account.stoppedCode !== null,
    )
    app.advance(dayMs + 60_000)
    app.sandbox.state.account.tokenExpired = false
    await app.ok('account.check', {})
    await until(
      'the message to have failed',
      () => app.ok('directMessages.list', { contactId: one.contactId }),
      ({ items }) => items[0]?.state === 'failed',
    )
    expect(sentTo(app, one)).toEqual([])
  })

  test('that cannot be delivered says why, and what it says of the person', async () => {
    const app = await startTestApp()
    const text = await notice(app)
    // numbers that fail with the code they end in
    const unreachable = { phone: '+12020131026', name: 'Ada Reyes' }
    const stopped = { phone: '+12020131050', name: 'Bo Winter' }
    for (const person of [unreachable, stopped]) app.sandbox.simulate.message(null, person, 'Hello')
    await app.settle()
    const draft = { legalTextId: text.id, target: everybody }
    await app.ok('notices.send', { ...draft, confirmCount: 2 })
    await app.settle()
    const { items } = await app.ok('directMessages.list', { state: 'failed' })
    const byName = new Map(items.map((item) => [item.name, item]))
    expect(byName.get('Ada Reyes')?.errorCode).toBe('recipient_unreachable')
    expect(byName.get('Bo Winter')?.errorCode).toBe('opted_out')
    const { contactId } = byName.get('Bo Winter')!
    expect(await standingFor(app, contactId)).toMatchObject({ state: 'withdrawn', isOwnNo: true })
    // what failed was given to nobody
    expect((await app.ok('notices.coverage', {})).notices[0]).toMatchObject({ withCurrent: 0 })
  })

  test('reaches somebody whose number nobody knows', async () => {
    const app = await startTestApp()
    const text = await notice(app)
    const hidden = {
      userId: 'US.98765432109876543210',
      username: 'moss.fern',
      name: 'Moss Fern',
      hidesPhone: true,
    }
    app.sandbox.simulate.message(null, hidden, 'Hello')
    await app.settle()
    await app.ok('notices.send', { legalTextId: text.id, target: everybody, confirmCount: 1 })
    await app.settle()
    const { items } = await app.ok('directMessages.list', { legalTextId: text.id })
    expect(items).toEqual([expect.objectContaining({ name: 'Moss Fern', state: 'delivered' })])
    app.sandbox.simulate.message(null, hidden, 'stop')
    await app.settle()
    expect(
      (await app.ok('notices.preview', { legalTextId: text.id, target: everybody })).excluded,
    ).toEqual([{ reason: 'opted_out', contacts: 1 }])
  })

  test('goes forward only: a late status takes nothing back', async () => {
    const app = await startTestApp({ sandbox: { readShare: 1 } })
    const [one] = await customersOf(app)
    const text = await notice(app)
    await says(app, one, 'Hello')
    app.sandbox.setFaults({ webhooks: [{ kind: 'reorder', withinMs: 80 }, { kind: 'duplicate' }] })
    await app.ok('notices.send', { legalTextId: text.id, target: everybody, confirmCount: 1 })
    await app.settle()
    const { items } = await app.ok('directMessages.list', { contactId: one.contactId })
    expect(items.map((item) => item.state)).toEqual(['read'])
  })

  test.each([
    ['no such text', { legalTextId: nobody }, 'not_found', 'legalTextId'],
    ['no such template', { templateId: nobody }, 'not_found', 'templateId'],
    ['nobody at all', { target: {} }, 'invalid_input', 'target'],
  ])('is refused for %s', async (_, extra, code, field) => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const text = await notice(app)
    const draft = { legalTextId: text.id, target: everybody, ...extra }
    for (const name of ['notices.preview', 'notices.send']) {
      const refusal = await app.refused(name, { ...draft, confirmCount: 0 })
      expect(refusal.code).toBe(code)
      expect(refusal.field?.split('.')[0]).toBe(field)
    }
  })

  test('a wording of consent is not a notice', async () => {
    const app = await startTestApp()
    const text = await app.ok('legalTexts.save', {
      kind: 'consent',
      purpose: 'service',
      language: 'en',
      body: 'Yes.',
    })
    for (const name of ['notices.preview', 'notices.outdated'])
      expect(await app.refused(name, { legalTextId: text.id, target: everybody })).toMatchObject({
        code: 'invalid_input',
        field: 'legalTextId',
      })
  })
})
