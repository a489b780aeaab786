import { describe, expect, test } from 'vitest'
import {
  auditActions,
  dayMs,
  groupNamed,
  importCsv,
  membersOf,
  sandboxGroup,
  startTestApp,
  type TestApp,
  type TestAppOptions,
} from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

const everyone = {
  hasNeverAgreed: true,
  keepGroupMembers: false,
  keepOrdersMonths: null,
  keepTrusted: false,
}

async function ruleFor(app: TestApp, everyDays: number | null = null) {
  return app.ok('cleanUp.saveRule', {
    name: 'Never agreed',
    criteria: everyone,
    action: 'delete',
    everyDays,
  })
}

/** A phone group of two people, both in the bin. */
async function withBin(options: TestAppOptions = {}) {
  const app = await startTestApp(options)
  const { groupId } = await importCsv(
    app,
    ['name,number', 'Robin Vale,+12025550177', 'Iris Thorne,+12025550178'],
    'Street',
  )
  const rule = await ruleFor(app)
  const { matched } = await app.ok('cleanUp.preview', { criteria: everyone })
  const run = await app.ok('cleanUp.run', { ruleId: rule.id, confirmedContacts: matched })
  return { app, groupId, rule, run, matched }
}

const binned = async (app: TestApp) =>
  (await app.ok('cleanUp.bin', {})).items.map((each) => each.name).sort()

describe('a clean-up', () => {
  test('wants the number of its dry run, as it is now', async () => {
    const app = await startTestApp({ connect: false })
    await importCsv(app, ['name,number', 'Robin Vale,+12025550177'], 'Street')
    const rule = await ruleFor(app)
    for (const confirmedContacts of [2, 100])
      expect(
        await app.refused('cleanUp.run', { ruleId: rule.id, confirmedContacts }),
      ).toMatchObject({
        code: 'confirmation_required',
        field: 'confirmedContacts',
        params: { count: 1 },
      })
    expect((await app.ok('cleanUp.listRuns', {})).total).toBe(0)
  })

  test('of nothing is refused, and so is a rule that looks for nothing', async () => {
    const app = await startTestApp({ connect: false })
    const unknown = '019b0000-0000-7000-8000-000000000000'
    for (const [name, input] of [
      ['cleanUp.run', { ruleId: unknown, confirmedContacts: 1 }],
      ['cleanUp.deleteRule', { ruleId: unknown }],
      ['cleanUp.cancelRun', { runId: unknown }],
      ['cleanUp.restore', { runId: unknown }],
      ['cleanUp.restore', { contactIds: [unknown] }],
      ['cleanUp.purgeNow', { runId: unknown, confirmedContacts: 1 }],
    ] as const)
      expect(await app.refused(name, input), name).toMatchObject({ code: 'not_found' })
    expect(
      await app.refused('cleanUp.saveRule', { name: 'X', criteria: {}, action: 'delete' }),
    ).toMatchObject({ code: 'invalid_input', field: 'criteria.inactiveMonths' })
    for (const input of [{}, { runId: unknown, contactIds: [unknown] }])
      expect(await app.refused('cleanUp.restore', input)).toMatchObject({ code: 'invalid_input' })
    await ruleFor(app)
    expect(
      await app.refused('cleanUp.saveRule', {
        name: 'Never agreed',
        criteria: everyone,
        action: 'delete',
      }),
    ).toMatchObject({ code: 'conflict', field: 'name' })
  })

  test('leaves the membership to be seen, with a mark', async () => {
    const { app, groupId, run, matched } = await withBin()
    expect(run).toMatchObject({ state: 'in_bin', contacts: matched, inBin: matched })
    expect((await membersOf(app, groupId)).map((member) => member.isInBin)).toEqual([true, true])
    await app.ok('cleanUp.restore', { runId: run.id })
    expect((await membersOf(app, groupId)).map((member) => member.isInBin)).toEqual([false, false])
    expect((await app.ok('cleanUp.listRuns', {})).items).toMatchObject([
      { state: 'undone', restored: matched, inBin: 0 },
    ])
    expect(await app.refused('cleanUp.restore', { runId: run.id })).toMatchObject({
      code: 'conflict',
    })
  })

  test('counts nobody of the bin in a list', async () => {
    const app = await startTestApp({ connect: false })
    const { groupId } = await importCsv(app, ['name,number', 'Robin Vale,+12025550177'], 'Street')
    const [member] = await membersOf(app, groupId)
    const list = await app.ok('contactLists.save', { name: 'Regulars' })
    const contactIds = [member!.contactId]
    await app.ok('contactLists.setMembers', { listId: list.id, contactIds, isIn: true })
    const rule = await ruleFor(app)
    await app.ok('cleanUp.run', { ruleId: rule.id, confirmedContacts: 1 })
    expect((await app.ok('contactLists.list', {})).lists[0]?.size).toBe(0)
    await app.ok('cleanUp.restore', { contactIds })
    expect((await app.ok('contactLists.list', {})).lists[0]?.size).toBe(1)
  })

  test('erases after seven days, or at once when the number is asked back', async () => {
    const { app, run, matched } = await withBin()
    const [first] = (await app.ok('cleanUp.bin', { limit: 1 })).items
    await app.ok('cleanUp.restore', { contactIds: [first!.contactId] })
    expect(
      await app.refused('cleanUp.purgeNow', { runId: run.id, confirmedContacts: matched }),
    ).toMatchObject({ code: 'confirmation_required', params: { count: matched - 1 } })
    const done = await app.ok('cleanUp.purgeNow', {
      runId: run.id,
      confirmedContacts: matched - 1,
    })
    expect(done).toMatchObject({ state: 'finished', contacts: matched, restored: 1, inBin: 0 })
    expect(await app.ok('cleanUp.exposure', {})).toMatchObject({ savedContacts: matched - 1 })
    expect((await app.ok('overview.get', {})).cleanedUp).toBe(matched - 1)
    expect((await app.ok('audit.verify', {})).valid).toBe(true)
  })

  test('goes on by itself, over a restart of the app', async () => {
    const passphrase = 'seven violet teapots'
    const { app, run } = await withBin({ vault: 'passphrase', passphrase })
    app.advance(6 * dayMs)
    const soon = await app.ok('overview.get', {})
    expect(soon.attention.filter((item) => item.kind === 'clean_up')).toMatchObject([
      { targetId: run.id, explanation: { code: 'clean_up_purge_soon' } },
    ])
    app.advance(2 * dayMs)
    const again = await app.restart({ connect: false })
    await again.ok('workspace.unlock', { passphrase })
    await again.settle()
    expect((await again.ok('cleanUp.listRuns', {})).items).toMatchObject([{ state: 'finished' }])
    expect(await auditActions(again)).toEqual(
      expect.arrayContaining(['cleanUp.approved', 'cleanUp.binned', 'cleanUp.purged']),
    )
  })

  test('on a schedule stands on Today and can be called off', async () => {
    const app = await startTestApp({ connect: false })
    await importCsv(app, ['name,number', 'Robin Vale,+12025550177'], 'Street')
    const rule = await ruleFor(app, 30)
    app.advance(27 * dayMs + 1)
    await app.session.drain(1000)
    const { attention } = await app.ok('overview.get', {})
    expect(attention.find((item) => item.kind === 'clean_up')).toMatchObject({
      count: 1,
      explanation: { code: 'clean_up_announced', params: { subject: 'Never agreed' } },
    })
    const [announced] = (await app.ok('cleanUp.listRuns', { state: 'announced' })).items
    await app.ok('cleanUp.cancelRun', { runId: announced!.id })
    app.advance(5 * dayMs)
    await app.session.drain(1000)
    expect(await binned(app)).toEqual([])
    const { rules } = await app.ok('cleanUp.listRules', {})
    expect(rules[0]!.nextRunAt).toBeGreaterThan(app.clock.now() + 20 * dayMs)
    // one that is altered while it is announced is counted anew
    app.advance(30 * dayMs)
    await app.session.drain(1000)
    expect((await app.ok('cleanUp.listRuns', { state: 'announced' })).total).toBe(1)
    await app.ok('cleanUp.saveRule', {
      ruleId: rule.id,
      name: 'Never agreed',
      criteria: everyone,
      action: 'anonymise',
    })
    expect((await app.ok('cleanUp.listRuns', { state: 'announced' })).total).toBe(0)
  })
})

let told = 0

function tellText(app: TestApp, phone: string): void {
  told += 1
  app.sandbox.simulate.emit('messages', {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '14155550100', phone_number_id: app.sandbox.phoneNumberId },
    contacts: [{ profile: { name: 'Robin Vale' }, wa_id: phone }],
    messages: [
      {
        from: phone,
        id: `wamid.cleanup${told}`,
        timestamp: String(Math.floor(app.clock.now() / 1000)),
        type: 'text',
        text: { body: 'Are you open today?' },
      },
    ],
  })
}

describe('somebody in the bin', () => {
  test('who writes to the shop is out of it', async () => {
    const { app } = await withBin()
    expect(await binned(app)).toContain('Robin Vale')
    tellText(app, '12025550177')
    await app.settle()
    await until(
      'the return',
      () => binned(app),
      (names) => !names.includes('Robin Vale'),
    )
    expect(await binned(app)).toContain('Iris Thorne')
    expect(await auditActions(app)).toContain('cleanUp.returned')
  })

  test('who joins a group is out of it', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const group = await groupNamed(app, 'Small group')
    const remote = sandboxGroup(app, 'Small group')
    const phone = '+12025550178'
    await importCsv(app, ['name,number', `Iris Thorne,${phone}`], 'Street')
    const rule = await ruleFor(app)
    const { matched } = await app.ok('cleanUp.preview', { criteria: everyone })
    await app.ok('cleanUp.run', { ruleId: rule.id, confirmedContacts: matched })
    expect(await binned(app)).toContain('Iris Thorne')
    app.sandbox.simulate.join(remote.id, { phone })
    await app.settle()
    await until(
      'the join',
      () => membersOf(app, group.id),
      (members) => members.some((member) => member.maskedNumber?.endsWith('0178') === true),
    )
    expect(await binned(app)).not.toContain('Iris Thorne')
  })

  test('stays there through a sync that shows what was known', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const rule = await ruleFor(app)
    const { matched } = await app.ok('cleanUp.preview', { criteria: everyone })
    expect(matched).toBeGreaterThan(0)
    await app.ok('cleanUp.run', { ruleId: rule.id, confirmedContacts: matched })
    await app.ok('sync.run', {})
    expect((await app.ok('cleanUp.bin', {})).total).toBe(matched)
  })

  test('who says stop stays there, and is remembered as having said so', async () => {
    const { app, run, matched } = await withBin()
    app.advance(2000)
    app.sandbox.simulate.marketingStop({ phone: '+12025550177' })
    await app.settle()
    await until(
      'the stop',
      () => auditActions(app),
      (actions) => actions.includes('consent.withdrawn'),
    )
    expect(await binned(app)).toContain('Robin Vale')
    await app.ok('cleanUp.purgeNow', { runId: run.id, confirmedContacts: matched })
    const { groupId } = await importCsv(app, ['name,number', 'Robin Vale,+12025550177'], 'Again')
    expect((await membersOf(app, groupId)).map((member) => member.optIn)).toEqual(['opted_out'])
  })
})
