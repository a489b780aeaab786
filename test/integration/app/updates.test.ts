import { describe, expect, test } from 'vitest'
import { auditActions, groupNamed, sandboxGroup, startTestApp } from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

describe('updates', () => {
  test('without a right signature are refused, counted, and change nothing', async () => {
    const app = await startTestApp()
    const { receiverUrl } = await app.ok('sync.status', {})
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] })
    const headers = { 'content-type': 'application/json' }
    const unsigned = await fetch(receiverUrl!, { method: 'POST', headers, body })
    const wrong = await fetch(receiverUrl!, {
      method: 'POST',
      headers: { ...headers, 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
      body,
    })
    expect([unsigned.ok, wrong.ok]).toEqual([false, false])
    await until(
      'both refusals to be counted',
      () => app.ok('sync.status', {}),
      (status) => status.updatesRefused === 2,
    )
    expect((await app.ok('sync.status', {})).updatesReceived).toBe(0)
  })

  test('that come twice count once', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    app.sandbox.setFaults({ webhooks: [{ kind: 'duplicate' }] })
    app.sandbox.simulate.message(
      sandboxGroup(app, 'Small group').id,
      { phone: '+12025550101' },
      'Hello',
    )
    await app.settle()
    await until(
      'the update',
      () => app.ok('sync.status', {}),
      (status) => status.updatesReceived === 1 && status.lastUpdateAt !== null,
    )
    const { id } = await groupNamed(app, 'Small group')
    const { weeks } = await app.ok('groups.activity', { groupId: id, weeks: 1 })
    expect(weeks[0]!.messages).toBe(1)
  })

  test('of an unknown kind are kept and shown, with numbers and tokens masked', async () => {
    const app = await startTestApp()
    app.sandbox.simulate.emit('brand_new_field', {
      person: '12025550101',
      shown: '+1 (202) 555-0101',
      token: 'EAAGabcdefghijklmnop',
    })
    await app.settle()
    const page = await until(
      'the unknown update',
      () => app.ok('updates.listUnknown', {}),
      ({ total }) => total === 1,
    )
    expect(page.items[0]!.field).toBe('brand_new_field')
    expect(page.items[0]!.preview).toContain('person')
    expect(page.items[0]!.preview).not.toMatch(/555|EAAG/)
    expect((await app.ok('sync.status', {})).updatesUnknown).toBe(1)
    const { attention } = await app.ok('overview.get', {})
    expect(attention.map((item) => item.kind)).toContain('unknown_updates')
  })

  test('about the account and its security raise an alarm', async () => {
    const app = await startTestApp()
    app.sandbox.simulate.security('PIN_RESET_REQUEST')
    app.sandbox.simulate.qualityChange('RED')
    await app.settle()
    const alarms = await until(
      'the alarms',
      async () =>
        (await app.ok('overview.get', {})).attention.filter(
          (item) => item.kind === 'account_alarm',
        ),
      (items) => items.length >= 1,
    )
    expect(alarms.map((item) => item.explanation.params.code)).toContain(
      'security_pin_reset_request',
    )
    expect(await auditActions(app)).toContain('account.alarm')
  })

  test('of a group that nobody has told of yet bring it in', async () => {
    const app = await startTestApp()
    app.sandbox.simulate.message(
      sandboxGroup(app, 'Small group').id,
      { phone: '+12025550101' },
      'Hello',
    )
    await app.settle()
    await until(
      'the group by its name',
      () => app.ok('groups.list', {}),
      ({ items }) => items.some((group) => group.subject === 'Small group'),
    )
  })

  test('still come after the port was changed', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    const before = (await app.ok('sync.status', {})).receiverUrl
    await app.ok('settings.update', { updatesPort: 0 })
    const after = (await app.ok('sync.status', {})).receiverUrl
    expect(after).not.toBeNull()
    expect(after).not.toBe(before)
    app.sandbox.simulate.message(
      sandboxGroup(app, 'Small group').id,
      { phone: '+12025550101' },
      'Hello',
    )
    await app.settle()
    await until(
      'the message',
      () => groupNamed(app, 'Small group'),
      (group) => group.lastMessageAt !== null,
    )
  })
})
