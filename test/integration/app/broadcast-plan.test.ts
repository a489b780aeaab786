import { describe, expect, test } from 'vitest'
import { addAgreed, draftOf } from '../../helpers/broadcast-shop.ts'
import { auditActions, dayMs, startTestApp, type TestApp } from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

const hourMs = 60 * 60 * 1000
const passphrase = 'seven violet teapots'
const nobody = '0195b1c0-0000-7000-8000-000000000000'

async function shop(count = 4): Promise<{ app: TestApp; people: string[] }> {
  const app = await startTestApp()
  await app.ok('sync.run', {})
  return { app, people: await addAgreed(app, count) }
}

/** Frozen: no longer a draft, in line or being frozen. */
async function frozen(app: TestApp, broadcastId: string) {
  return until(
    'the recipients are written down',
    () => app.ok('broadcasts.get', { broadcastId }),
    (broadcast) => !['draft', 'scheduled', 'freezing'].includes(broadcast.state),
  )
}

async function startAll(app: TestApp, changed: Parameters<typeof draftOf>[1] = {}) {
  const draft = await draftOf(app, changed)
  const saved = await app.ok('broadcasts.save', draft)
  const plan = await app.ok('broadcasts.plan', { draft })
  await app.ok('broadcasts.start', { broadcastId: saved.id, confirmed: plan })
  return { plan, broadcast: await frozen(app, saved.id) }
}

describe('a broadcast in the making', () => {
  test('is kept, written over, listed newest first, and taken away', async () => {
    const { app } = await shop(0)
    const draft = await draftOf(app)
    const first = await app.ok('broadcasts.save', draft)
    expect(first).toMatchObject({
      state: 'draft',
      name: 'Spring offer',
      audienceName: null,
      variants: [{ templateName: 'spring_offer', share: 1 }],
      settings: { holdOutPercent: 0, cap: { messages: 1, days: 7 } },
      counts: { queued: 0, hold_out: 0 },
    })
    const second = await app.ok('broadcasts.save', { ...draft, name: 'Second' })
    await app.ok('broadcasts.save', { ...draft, name: 'First', broadcastId: first.id })
    const page = await app.ok('broadcasts.list', { limit: 1 })
    expect(page).toMatchObject({ items: [{ name: 'Second' }], total: 2 })
    const next = await app.ok('broadcasts.list', { limit: 1, cursor: page.nextCursor! })
    expect(next).toMatchObject({ items: [{ name: 'First' }], nextCursor: null })
    await app.ok('broadcasts.delete', { broadcastId: second.id })
    expect((await app.ok('broadcasts.list', { state: 'draft' })).total).toBe(1)
    expect((await app.ok('broadcasts.list', { state: 'sending' })).items).toEqual([])
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['broadcasts.saved', 'broadcasts.deleted']),
    )
  })

  test('for a segment shows its name and how many are in it now', async () => {
    const { app } = await shop(3)
    const segment = await app.ok('segments.save', {
      name: 'With a number',
      conditions: { type: 'all', of: [{ type: 'number', isThere: true }] },
    })
    const draft = await draftOf(app, { audience: { kind: 'segment', segmentId: segment.id } })
    const { id } = await app.ok('broadcasts.save', draft)
    const got = await app.ok('broadcasts.get', { broadcastId: id })
    const { total } = await app.ok('segments.count', { segmentId: segment.id })
    expect(got).toMatchObject({ audienceName: 'With a number', liveAudience: total })
    expect((await app.ok('broadcasts.plan', { draft })).audience).toBe(total)
  })

  test('refuses what is not there or makes no sense', async () => {
    const { app } = await shop(0)
    const draft = await draftOf(app)
    const [variant] = draft.variants
    for (const [changed, code, field] of [
      [{ purpose: 'nothing_known' }, 'not_found', 'purpose'],
      [{ audience: { kind: 'segment', segmentId: nobody } }, 'not_found', 'segmentId'],
      [{ audience: { kind: 'notReached', broadcastId: nobody } }, 'not_found', 'broadcastId'],
      [{ variants: [{ templateId: nobody }] }, 'not_found', 'templateId'],
      [{ variants: [] }, 'invalid_input', 'variants'],
      [{ name: '  ' }, 'invalid_input', 'name'],
      [{ variants: [{ ...variant, share: 0 }] }, 'invalid_input', 'variants.0.share'],
      [{ settings: { holdOutPercent: 51 } }, 'invalid_input', 'settings.holdOutPercent'],
      [
        { settings: { quietHours: { from: 1440, to: 0 } } },
        'invalid_input',
        'settings.quietHours.from',
      ],
      [{ broadcastId: nobody }, 'not_found', 'broadcastId'],
    ] as const)
      expect(await app.refused('broadcasts.save', { ...draft, ...changed })).toMatchObject({
        code,
        field,
      })
    for (const call of ['broadcasts.get', 'broadcasts.delete'])
      expect(await app.refused(call, { broadcastId: nobody })).toMatchObject({ code: 'not_found' })
    expect(
      await app.refused('broadcasts.start', { broadcastId: nobody, confirmed: { recipients: 1 } }),
    ).toMatchObject({ code: 'not_found' })
    expect(await app.refused('broadcasts.list', { cursor: 'x' })).toMatchObject({ field: 'cursor' })
    expect(
      await app.refused('broadcasts.plan', { draft: { ...draft, purpose: '#' } }),
    ).toMatchObject({ code: 'invalid_input', field: 'draft.purpose' })
  })
})

describe('the plan', () => {
  test('counts who gets it and who does not, by limit, country and price', async () => {
    const { app, people } = await shop(4)
    await app.ok('consent.record', { contactId: people[0]!, state: 'withdrawn', source: 'chat' })
    await app.ok('contacts.create', { name: 'Never asked', number: '+12025551999' })
    await app.ok('rateCard.set', {
      currency: 'EUR',
      asOf: '2026-10-01',
      rates: [
        { country: null, category: 'marketing', amount: 0.5 },
        { country: 'US', category: 'marketing', amount: 0.25 },
      ],
    })
    const plan = await app.ok('broadcasts.plan', { draft: await draftOf(app) })
    const skipped = Object.fromEntries(plan.skipped.map((one) => [one.reason, one.contacts]))
    expect(plan).toMatchObject({
      recipients: 3,
      holdOut: 0,
      costs: [{ country: 'US', category: 'marketing', recipients: 3, amount: 0.75 }],
      cost: { amount: 0.75, currency: 'EUR' },
      rateCardAsOf: '2026-10-01',
      variants: [{ recipients: 3, blockedCode: null }],
    })
    expect(skipped['opted_out']).toBe(1)
    expect(skipped['no_opt_in']).toBe(plan.audience - 4)
    expect(plan.limits.map(({ limit, value }) => [limit, value])).toEqual([
      ['throughput', 80],
      ['pair', 1],
      ['portfolio', 2000],
      ['own', null],
    ])
    await app.ok('sendingLimits.set', {
      ...(await app.ok('sendingLimits.get', {})),
      perDay: 2,
    })
    const slower = await app.ok('broadcasts.plan', { draft: await draftOf(app) })
    expect(slower.limits.at(-1)).toMatchObject({ limit: 'own', value: 2, used: 0 })
    expect(slower.finishAt! - slower.startAt!).toBeGreaterThanOrEqual(dayMs)
    expect(slower.days).toHaveLength(2)
  })

  test('says why a text cannot be sent', async () => {
    const { app } = await shop(1)
    const draft = await draftOf(app)
    const codeOf = async (changed: Parameters<typeof draftOf>[1]) =>
      (await app.ok('broadcasts.plan', { draft: await draftOf(app, changed) })).variants[0]!
        .blockedCode
    expect(await codeOf({ variants: [{ templateId: nobody }] })).toBe('template_not_approved')
    expect(await codeOf({ variants: [{ templateId: draft.variants[0]!.templateId }] })).toBe(
      'template_parameters_wrong',
    )
    expect(await codeOf({ purpose: 'service' })).toBe('opt_in_missing')
    expect(await codeOf({})).toBeNull()
  })
})

describe('a start', () => {
  test('freezes everybody with texts, hold-out and reasons, and tells how far it is', async () => {
    const { app, people } = await shop(20)
    await app.ok('consent.record', { contactId: people[0]!, state: 'withdrawn', source: 'chat' })
    const { plan, broadcast } = await startAll(app, {
      settings: { quietHours: null, holdOutPercent: 20, seed: 7 },
    })
    expect(plan).toMatchObject({ recipients: 15, holdOut: 4 })
    const { counts } = broadcast
    expect(counts).toMatchObject({ hold_out: 4, skipped: plan.audience - 19 })
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(plan.audience)
    expect(broadcast.frozenAt).not.toBeNull()
    const progress = app.events.flatMap((event) =>
      event.topic === 'progress' && event.payload.kind === 'freeze' ? [event.payload] : [],
    )
    expect(progress.at(-1)).toMatchObject({
      taskId: broadcast.id,
      state: 'finished',
      doneCount: plan.audience,
      total: plan.audience,
    })
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining(['broadcasts.started', 'broadcasts.frozen']),
    )
  })

  test('shows the new number where it is another by now, and leaves the draft as it was', async () => {
    const { app } = await shop(2)
    const draft = await draftOf(app)
    const { id } = await app.ok('broadcasts.save', draft)
    const confirmed = { recipients: (await app.ok('broadcasts.plan', { draft })).recipients }
    await addAgreed(app, 1, 50)
    for (const sendAt of [undefined, app.clock.now() + hourMs])
      expect(
        await app.refused('broadcasts.start', { broadcastId: id, confirmed, sendAt }),
      ).toMatchObject({ code: 'conflict', field: 'confirmed', params: { recipients: 3 } })
    expect(await app.ok('broadcasts.get', { broadcastId: id })).toMatchObject({
      state: 'draft',
      frozenAt: null,
    })
  })

  test('is refused for nobody, for a text that cannot be sent, without an account, and twice', async () => {
    const { app } = await shop(0)
    const start = (broadcastId: string, recipients: number) =>
      app.refused('broadcasts.start', { broadcastId, confirmed: { recipients } })
    const draft = await draftOf(app)
    const { id } = await app.ok('broadcasts.save', draft)
    expect(await start(id, 0)).toMatchObject({ code: 'conflict', field: 'audience' })
    await addAgreed(app, 2)
    const { templateId } = draft.variants[0]!
    await app.ok('broadcasts.save', { ...draft, broadcastId: id, variants: [{ templateId }] })
    expect(await start(id, 2)).toMatchObject({
      code: 'template_parameters_wrong',
      field: 'variants.0',
    })
    const { broadcast } = await startAll(app)
    expect(await start(broadcast.id, 2)).toMatchObject({ code: 'conflict' })
    expect(await app.refused('broadcasts.delete', { broadcastId: broadcast.id })).toMatchObject({
      code: 'conflict',
    })
    expect(
      await app.refused('broadcasts.save', { ...draft, broadcastId: broadcast.id }),
    ).toMatchObject({ code: 'conflict' })
    await app.ok('account.disconnect', {})
    expect(await start(id, 2)).toMatchObject({ code: 'account_missing' })
  })

  test('leaves out of the next one whom the first is about to write to', async () => {
    const { app } = await shop(3)
    await startAll(app)
    await addAgreed(app, 1, 60)
    const plan = await app.ok('broadcasts.plan', { draft: await draftOf(app) })
    expect(plan).toMatchObject({ recipients: 1 })
    expect(plan.skipped).toContainEqual({ reason: 'written_to_lately', contacts: 3 })
  })
})

describe('a scheduled broadcast', () => {
  async function scheduled(app: TestApp) {
    const draft = await draftOf(app)
    const { id } = await app.ok('broadcasts.save', draft)
    const sendAt = app.clock.now() + hourMs
    const { recipients } = await app.ok('broadcasts.plan', { draft, sendAt })
    const answer = await app.ok('broadcasts.start', {
      broadcastId: id,
      sendAt,
      confirmed: { recipients },
    })
    expect(answer).toMatchObject({ state: 'scheduled', sendAt, frozenAt: null })
    return id
  }

  test('is for those whom it fits when its time comes', async () => {
    const { app } = await shop(2)
    const id = await scheduled(app)
    await addAgreed(app, 1, 70)
    await app.settle()
    expect(await app.ok('broadcasts.get', { broadcastId: id })).toMatchObject({
      state: 'scheduled',
    })
    app.advance(hourMs + 1000)
    await app.settle()
    const { counts } = await frozen(app, id)
    expect(counts.skipped + 3).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0))
  })

  test('goes after a restart', async () => {
    const app = await startTestApp({ vault: 'passphrase', passphrase })
    await app.ok('sync.run', {})
    await addAgreed(app, 1)
    const id = await scheduled(app)
    app.advance(hourMs + 1000)
    const again = await app.restart()
    await again.ok('workspace.unlock', { passphrase })
    await again.settle()
    expect((await frozen(again, id)).frozenAt).not.toBeNull()
  })

  test.each([
    ['missed its time', 'schedule_missed', async (app: TestApp) => app.advance(26 * hourMs)],
    [
      'has a text that was paused meanwhile',
      'template_not_approved',
      async (app: TestApp) => {
        app.sandbox.simulate.templateStatus('spring_offer', 'PAUSED')
        await until(
          'the pause is known',
          () => app.ok('templates.list', {}),
          ({ templates }) => templates.some(({ status }) => status === 'PAUSED'),
        )
        app.advance(hourMs + 1000)
      },
    ],
  ])('that %s is a draft again, with the reason', async (_, code, happen) => {
    const { app } = await shop(1)
    const id = await scheduled(app)
    await happen(app)
    await app.settle()
    expect(await app.ok('broadcasts.get', { broadcastId: id })).toMatchObject({
      state: 'draft',
      pauseCode: code,
      sendAt: null,
      frozenAt: null,
    })
    expect(await auditActions(app)).toContain('broadcasts.notStarted')
    expect(app.events).toContainEqual({
      topic: 'notify',
      payload: { kind: 'broadcast_paused', count: 1, groupId: null },
    })
  })
})

describe('prices and limits', () => {
  test('of all other countries are those of the settings, whoever writes them', async () => {
    const { app } = await shop(0)
    await app.ok('settings.update', {
      rateCard: { currency: 'USD', asOf: '2026-07-01', marketing: 0.1, utility: 0 },
    })
    expect(await app.ok('rateCard.get', {})).toEqual({
      currency: 'USD',
      asOf: '2026-07-01',
      rates: [{ country: null, category: 'marketing', amount: 0.1 }],
    })
    const card = {
      currency: 'CNY',
      asOf: '2026-10-01',
      rates: [
        { country: null, category: 'utility' as const, amount: 0.2 },
        { country: 'CN', category: 'marketing' as const, amount: 0.3 },
      ],
    }
    expect(await app.ok('rateCard.set', card)).toEqual(card)
    expect((await app.ok('settings.get', {})).rateCard).toEqual({
      currency: 'CNY',
      asOf: '2026-10-01',
      marketing: 0,
      utility: 0.2,
    })
    await app.ok('settings.update', { colorScheme: 'dark' })
    expect(await app.ok('rateCard.get', {})).toEqual(card)
  })

  test.each([
    [{ currency: 'dollars' }, 'currency'],
    [{ rates: [{ country: null, category: 'marketing', amount: -1 }] }, 'rates.0.amount'],
    [{ rates: [{ country: 'usa', category: 'marketing', amount: 1 }] }, 'rates.0.country'],
    [
      {
        rates: [
          { country: 'US', category: 'marketing', amount: 1 },
          { country: 'US', category: 'marketing', amount: 2 },
        ],
      },
      'rates.1',
    ],
  ])('refuse the card %j', async (changed, field) => {
    const { app } = await shop(0)
    const card = { currency: 'USD', asOf: '', rates: [], ...changed }
    expect(await app.refused('rateCard.set', card)).toMatchObject({ code: 'invalid_input', field })
    expect((await app.ok('rateCard.get', {})).rates).toEqual([])
  })

  test('of the owner are kept', async () => {
    const { app } = await shop(0)
    const limits = await app.ok('sendingLimits.get', {})
    expect(limits).toMatchObject({ perSecond: null, perDay: null })
    const set = { ...limits, perSecond: 20, perDay: 5000 }
    expect(await app.ok('sendingLimits.set', set)).toEqual(set)
    expect(await app.ok('sendingLimits.get', {})).toEqual(set)
    expect(await app.refused('sendingLimits.set', { ...set, perSecond: 0 })).toMatchObject({
      code: 'invalid_input',
      field: 'perSecond',
    })
    expect(await auditActions(app)).toContain('sendingLimits.set')
  })
})
