import { describe, expect, test } from 'vitest'
import {
  auditActions,
  dayMs,
  groupNamed,
  importCsv,
  jobIn,
  sandboxGroup,
  startTestApp,
  type TestApp,
  type TestAppOptions,
} from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

const anna = { phone: '+12025550101' }

async function synced(options: TestAppOptions = {}) {
  const app = await startTestApp(options)
  await app.ok('sync.run', {})
  await app.ok('settings.update', {
    rateCard: { currency: 'EUR', asOf: '2026-07-01', marketing: 0.05, utility: 0.01 },
  })
  const group = await groupNamed(app, 'Small group')
  const remote = sandboxGroup(app, 'Small group')
  return { app, group, remote }
}

async function withOpenWindow(options: TestAppOptions = {}) {
  const shop = await synced(options)
  shop.app.sandbox.simulate.message(shop.remote.id, anna, 'Is the shop open?')
  await shop.app.settle()
  await until(
    'the message',
    () => groupNamed(shop.app, 'Small group'),
    (group) => group.lastMessageAt !== null,
  )
  return shop
}

async function templateNamed(app: TestApp, name: string) {
  const { templates } = await app.ok('templates.list', {})
  return templates.find((template) => template.name === name)!
}

const text = (groupId: string, body = 'Fresh peonies', pinDays: number | null = null) => ({
  groupIds: [groupId],
  content: { type: 'text' as const, body },
  pinDays,
})

async function templateDraft(app: TestApp, groupId: string, name: string) {
  const template = await templateNamed(app, name)
  return {
    groupIds: [groupId],
    content: {
      type: 'template' as const,
      templateId: template.id,
      variables: { '1': 'neighbour' },
    },
  }
}

describe('a preview', () => {
  test('counts the cost by category and window, and fills the template in', async () => {
    const { app, group } = await synced()
    const offer = await app.ok(
      'announcements.preview',
      await templateDraft(app, group.id, 'spring_offer'),
    )
    expect(offer).toMatchObject({
      text: 'Hello neighbour, there is something for you.',
      recipients: 3,
      cost: { currency: 'EUR' },
      rateCardAsOf: '2026-07-01',
    })
    expect(offer.cost.amount).toBeCloseTo(0.15)
    const ready = await app.ok(
      'announcements.preview',
      await templateDraft(app, group.id, 'order_ready'),
    )
    expect(ready.cost.amount).toBeCloseTo(0.03)
    const shut = await app.ok('announcements.preview', text(group.id))
    expect(shut).toMatchObject({
      recipients: 0,
      cost: { amount: 0 },
      groups: [{ blockedCode: 'window_closed', mode: 'api' }],
    })
  })

  test('judges a window by the time that was set', async () => {
    const { app, group } = await withOpenWindow()
    const at = async (sendAt: number) => {
      const { groups } = await app.ok('announcements.preview', { ...text(group.id), sendAt })
      return groups[0]?.blockedCode
    }
    expect(await at(app.clock.now())).toBeNull()
    expect(await at(app.clock.now() + 2 * dayMs)).toBe('window_closed')
  })

  test('says what a phone group needs: nothing but hands', async () => {
    const app = await startTestApp({ connect: false })
    const { groupId } = await importCsv(app, ['name,number', 'Anna Quill,+12025550111'], 'Street')
    expect(await app.ok('announcements.preview', text(groupId))).toMatchObject({
      recipients: 1,
      cost: { amount: 0 },
      groups: [{ mode: 'by_hand', blockedCode: null }],
    })
  })
})

describe('an announcement', () => {
  test('as text needs an open window, then goes out, is delivered and read, member by member', async () => {
    const { app, group } = await synced()
    expect(await app.refused('announcements.send', text(group.id))).toMatchObject({
      code: 'window_closed',
      field: 'groupIds',
      params: { groupId: group.id },
    })
    app.sandbox.simulate.message(sandboxGroup(app, 'Small group').id, anna, 'Open today?')
    await app.settle()
    const sent = await app.ok('announcements.send', text(group.id, 'Fresh peonies', 7))
    const detail = await until(
      'everybody to have it',
      () => app.ok('announcements.get', { announcementId: sent.id }),
      (now) => now.delivered === 3 && now.deliveries[0]?.pinState === 'pinned',
    )
    expect(detail).toMatchObject({ state: 'finished', recipients: 3, read: 0, failed: 0 })
    expect(sandboxGroup(app, 'Small group').pins).toHaveLength(1)
    const message = [...app.sandbox.state.sent.values()].find((each) => each.type === 'text')!
    app.sandbox.simulate.markRead(message.id, anna)
    await app.settle()
    const deliveryId = detail.deliveries[0]!.id
    const { items } = await until(
      'the reading',
      () => app.ok('announcements.members', { deliveryId }),
      (page) => page.items.some((item) => item.state === 'read'),
    )
    expect(items.map((item) => `${item.maskedNumber} ${item.state}`).sort()).toEqual([
      '+1 202 ···· 0101 read',
      '+1 202 ···· 0102 delivered',
      '+1 202 ···· 0103 delivered',
    ])
    expect(await app.ok('announcements.list', { groupId: group.id })).toMatchObject({
      total: 1,
      items: [{ id: sent.id, read: 1 }],
    })
    expect(await app.refused('announcements.cancel', { announcementId: sent.id })).toMatchObject({
      code: 'conflict',
    })
    expect(await auditActions(app)).toEqual(
      expect.arrayContaining([
        'announcements.approved',
        'announcements.sent',
        'announcements.pinned',
      ]),
    )
  })

  test('from a template goes out with the window shut, and not with a hole in it', async () => {
    const { app, group } = await synced()
    const draft = await templateDraft(app, group.id, 'order_ready')
    expect(
      await app.refused('announcements.send', {
        ...draft,
        content: { ...draft.content, variables: {} },
      }),
    ).toMatchObject({ code: 'template_parameters_wrong', field: 'content.variables' })
    await app.ok('announcements.send', draft)
    await app.settle()
    expect([...app.sandbox.state.sent.values()]).toMatchObject([{ type: 'template' }])
    app.sandbox.simulate.templateStatus('order_ready', 'PAUSED')
    await app.settle()
    await until(
      'the pause',
      () => templateNamed(app, 'order_ready'),
      (template) => template.status === 'PAUSED',
    )
    expect(await app.refused('announcements.send', draft)).toMatchObject({
      code: 'template_not_approved',
      field: 'content.templateId',
    })
  })

  test('planned for later waits, and can be taken back until it leaves', async () => {
    const { app, group } = await synced()
    const draft = await templateDraft(app, group.id, 'order_ready')
    const sendAt = app.clock.now() + 2 * dayMs
    const first = await app.ok('announcements.send', { ...draft, sendAt })
    const second = await app.ok('announcements.send', { ...draft, sendAt })
    expect(first).toMatchObject({ state: 'scheduled', sendAt })
    await app.settle()
    expect(app.sandbox.state.sent.size).toBe(0)
    expect(await app.ok('announcements.cancel', { announcementId: first.id })).toMatchObject({
      state: 'cancelled',
    })
    app.advance(2 * dayMs)
    await app.settle()
    expect(app.sandbox.state.sent.size).toBe(1)
    await until(
      'the second to be sent',
      () => app.ok('announcements.get', { announcementId: second.id }),
      (now) => now.state === 'finished',
    )
    expect((await app.ok('announcements.get', { announcementId: first.id })).state).toBe(
      'cancelled',
    )
    expect(await auditActions(app)).toContain('announcements.cancelled')
  })

  test('whose time passed while nothing could be sent waits for the owner', async () => {
    const { app, group } = await synced()
    const draft = await templateDraft(app, group.id, 'order_ready')
    const sendAt = app.clock.now() + dayMs
    const planned = await app.ok('announcements.send', { ...draft, sendAt })
    app.advance(dayMs + 2 * 60 * 60 * 1000)
    await app.settle()
    const late = await app.ok('announcements.get', { announcementId: planned.id })
    expect(late.deliveries).toMatchObject([{ state: 'failed', errorCode: 'schedule_missed' }])
    expect(app.sandbox.state.sent.size).toBe(0)
    await app.ok('jobs.retry', { jobId: (await jobIn(app, 'failed', 'message.send')).id })
    await app.settle()
    expect(app.sandbox.state.sent.size).toBe(1)
  })

  test('as text is not planned for a time at which the window will be shut', async () => {
    const { app, group } = await withOpenWindow()
    const sendAt = app.clock.now() + 2 * dayMs
    expect(await app.refused('announcements.send', { ...text(group.id), sendAt })).toMatchObject({
      code: 'window_closed',
    })
    await app.ok('announcements.send', text(group.id))
  })

  test('that WhatsApp refuses is failed with the reason, and sent once more on the word of the owner', async () => {
    const { app, group } = await withOpenWindow()
    app.sandbox.setFaults({
      calls: [{ kind: 'error', code: 131047, times: 1, route: 'POST */messages' }],
    })
    const sent = await app.ok('announcements.send', text(group.id, 'Fresh peonies', 3))
    const failed = await until(
      'the failure',
      () => app.ok('announcements.get', { announcementId: sent.id }),
      (now) => now.failed === 1,
    )
    expect(failed.deliveries).toMatchObject([
      { state: 'failed', pinState: 'failed', errorCode: 'window_closed' },
    ])
    const job = await jobIn(app, 'failed', 'message.send')
    expect(failed.deliveries[0]!.jobId).toBe(job.id)
    await app.ok('jobs.retry', { jobId: job.id })
    const done = await until(
      'the second try',
      () => app.ok('announcements.get', { announcementId: sent.id }),
      (now) => now.deliveries[0]?.pinState === 'pinned' && now.state === 'finished',
    )
    expect(done).toMatchObject({ failed: 0, deliveries: [{ errorCode: null }] })
    expect(
      [...app.sandbox.state.sent.values()].filter((each) => each.type === 'text'),
    ).toHaveLength(1)
  })

  test('that one member cannot get is delivered to the others', async () => {
    const { app, group, remote } = await synced()
    app.sandbox.simulate.join(remote.id, { phone: '+12025131049', name: 'Out of reach' })
    await app.settle()
    const sent = await app.ok(
      'announcements.send',
      await templateDraft(app, group.id, 'spring_offer'),
    )
    const detail = await until(
      'the others to have it',
      () => app.ok('announcements.get', { announcementId: sent.id }),
      (now) => now.delivered === 3,
    )
    expect(detail).toMatchObject({ recipients: 4, failed: 0, state: 'finished' })
    const { items } = await app.ok('announcements.members', {
      deliveryId: detail.deliveries[0]!.id,
    })
    expect(items.filter((item) => item.state === 'waiting')).toHaveLength(1)
    expect(detail.deliveries[0]).toMatchObject({ state: 'sent' })
  })

  test('whose pin is refused is sent, says so, and the pin can be tried again', async () => {
    const { app, group, remote } = await withOpenWindow()
    // without statuses the send is settled by a look, which leaves time to let the pin fail
    const quiet = [{ kind: 'drop', field: 'messages/statuses' }] as const
    app.sandbox.setFaults({ webhooks: quiet })
    const { id: announcementId } = await app.ok('announcements.send', text(group.id, 'Hi', 3))
    const delivery = (
      what: string,
      isGood: (now: { state: string; pinState: string }) => boolean,
    ) =>
      until(
        what,
        async () => (await app.ok('announcements.get', { announcementId })).deliveries[0]!,
        isGood,
      )
    await delivery('the acceptance', (now) => now.state !== 'queued' && now.state !== 'sending')
    app.sandbox.setFaults({
      webhooks: quiet,
      calls: [{ kind: 'error', code: 131009, times: 1, route: 'POST */messages' }],
    })
    const failed = await delivery('the failure', (now) => now.pinState === 'failed')
    expect(failed).toMatchObject({ state: 'sent', errorCode: 'request_refused' })
    app.sandbox.setFaults({})
    await app.ok('jobs.retry', { jobId: failed.jobId! })
    await delivery('the pin', (now) => now.pinState === 'pinned')
    expect(remote.pins).toHaveLength(1)
  })

  test('to a phone group is ticked off by hand, once', async () => {
    const app = await startTestApp({ connect: false })
    const { groupId } = await importCsv(app, ['name,number', 'Anna Quill,+12025550111'], 'Street')
    const sent = await app.ok('announcements.send', text(groupId))
    const { deliveries } = await app.ok('announcements.get', { announcementId: sent.id })
    expect(deliveries).toMatchObject([{ state: 'by_hand', jobId: null }])
    await app.ok('announcements.tick', { deliveryId: deliveries[0]!.id })
    expect(await app.ok('announcements.get', { announcementId: sent.id })).toMatchObject({
      state: 'finished',
      deliveries: [{ state: 'done_by_hand' }],
    })
    expect(
      await app.refused('announcements.tick', { deliveryId: deliveries[0]!.id }),
    ).toMatchObject({ code: 'conflict', field: 'deliveryId' })
    expect(await auditActions(app)).toContain('announcements.ticked')
  })

  test('that a plan asked for lets the plan end when it is taken back', async () => {
    const { app, group } = await withOpenWindow()
    const set = await app.ok('ruleSets.save', {
      name: 'Pin',
      rules: { pinnedMessage: { text: 'Welcome', days: 7 } },
    })
    await app.ok('ruleSets.assign', { ruleSetId: set.id, groupIds: [group.id] })
    const { planId } = await app.ok('plans.create', { groupId: group.id })
    app.sandbox.setFaults({ calls: [{ kind: 'error', code: 190 }] })
    await app.ok('plans.approve', { planId: planId!, actions: 'all' })
    await until(
      'the stop',
      () => app.ok('account.get', {}),
      (account) => account.stoppedCode !== null,
    )
    const { items } = await app.ok('announcements.list', {})
    const reply = await app.call('announcements.cancel', { announcementId: items[0]!.id })
    expect(reply).toMatchObject({ ok: true, value: { state: 'cancelled' } })
    expect(await app.ok('plans.get', { planId: planId! })).toMatchObject({
      state: 'finished',
      actions: [{ state: 'failed', errorCode: 'cancelled' }],
    })
  })
})
