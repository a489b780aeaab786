import { describe, expect, it } from 'vitest'
import type { Sandbox } from '../../../electron/sandbox/create-sandbox.ts'
import type { Answer } from './harness.ts'
import { call, groupNamed, send, startBoth, startSandbox } from './harness.ts'

type Json = Record<string, unknown>

const phone = '+12025550150'
const text = { type: 'text', text: { body: 'Hello 你好' } }

function post(sandbox: Sandbox, body: Json): Promise<Answer> {
  return send(sandbox, 'POST', `${sandbox.phoneNumberId}/messages`, body)
}

function toGroup(sandbox: Sandbox, body: Json): Promise<Answer> {
  const { id } = groupNamed(sandbox, 'Small group')
  return post(sandbox, { recipient_type: 'group', to: id, ...body })
}

function template(
  name: string,
  parameters: Json[] = [{ type: 'text', text: 'Ana' }],
  code = 'en_US',
): Json {
  return {
    type: 'template',
    template: { name, language: { code }, components: [{ type: 'body', parameters }] },
  }
}

describe('a group message', () => {
  it('is sent for the group, then delivered and read person by person', async () => {
    const { sandbox, receiver } = await startBoth({ readShare: 1 })
    const { id } = groupNamed(sandbox, 'Small group')
    sandbox.simulate.message(id, '+12025550101', 'hi')
    const answer = await toGroup(sandbox, { ...text, biz_opaque_callback_data: 'row-1' })
    const wamid = answer.body.messages[0].id
    expect(answer.body).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: id, wa_id: id }],
      messages: [{ id: wamid }],
    })
    await sandbox.drain()
    const statuses = receiver.statuses()
    expect(statuses.map(({ status }) => status)).toEqual([
      'sent',
      ...Array.from({ length: 3 }, () => 'delivered'),
      ...Array.from({ length: 3 }, () => 'read'),
    ])
    expect(statuses[0]).toEqual({
      id: wamid,
      status: 'sent',
      timestamp: expect.stringMatching(/^\d+$/),
      recipient_id: id,
      recipient_type: 'group',
      biz_opaque_callback_data: 'row-1',
      pricing: {
        billable: false,
        pricing_model: 'PMP',
        type: 'free_group_customer_service',
        category: 'group_service',
      },
    })
    expect(statuses[1]).toMatchObject({
      recipient_participant_id: '12025550101',
      recipient_participant_user_id: expect.stringMatching(/^US\./),
    })
    // All people of one status come in one change.
    const batches = receiver.changes('messages').map(({ statuses: each }) => each as unknown[])
    expect(batches.filter(Boolean).map(({ length }) => length)).toEqual([1, 3, 3])
    expect(sandbox.counters.messages).toEqual({ [`row-1|${id}`]: 1 })
  })

  it('fails with 131047 outside the window, where a template is billed', async () => {
    const { sandbox, receiver } = await startBoth({ readShare: 0 })
    await toGroup(sandbox, text)
    await toGroup(sandbox, template('order_ready'))
    await sandbox.drain()
    expect(receiver.statuses()[0]).toMatchObject({ status: 'failed', errors: [{ code: 131047 }] })
    expect(receiver.statuses()[1]).toMatchObject({
      status: 'sent',
      pricing: { billable: true, type: 'regular', category: 'group_utility' },
    })
  })

  it('finds the window closed a day after the last word', async () => {
    let now = Date.now()
    const { sandbox, receiver } = await startBoth({ now: () => now, readShare: 0 })
    sandbox.simulate.message(groupNamed(sandbox, 'Small group').id, '+12025550101', 'hi')
    now += 24 * 3_600_000
    await toGroup(sandbox, text)
    await sandbox.drain()
    expect(receiver.statuses()[0]).toMatchObject({ errors: [{ code: 131047 }] })
  })

  it('is refused when nobody else is in the group', async () => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Approval group')
    const answer = await post(sandbox, { recipient_type: 'group', to: id, ...text })
    expect([answer.status, answer.body.error.code]).toEqual([400, 131020])
  })

  it.each([
    ['a group id as an individual', (id: string) => ({ to: id, ...text }), 100],
    ['a number as a group', () => ({ recipient_type: 'group', to: phone, ...text }), 100],
    ['an unknown group', () => ({ recipient_type: 'group', to: 'Y2FwaZD', ...text }), 131041],
    ['nobody', () => ({ ...text }), 100],
    ['another recipient type', () => ({ recipient_type: 'crowd', to: phone, ...text }), 100],
    ['a call', (id: string) => ({ recipient_type: 'group', to: id, type: 'poll' }), 131051],
    ['a picture', (id: string) => ({ recipient_type: 'group', to: id, type: 'image' }), 131051],
  ])('refuses %s', async (_name, body, code) => {
    const sandbox = await startSandbox()
    const answer = await post(sandbox, body(groupNamed(sandbox, 'Small group').id))
    expect([answer.status, answer.body.error.code]).toEqual([400, code])
  })
})

describe('a message to a person', () => {
  it('goes from accepted to read and stands in the history', async () => {
    const { sandbox, receiver } = await startBoth({ readShare: 1 })
    sandbox.simulate.message(null, phone, 'hi')
    const answer = await post(sandbox, { to: phone, ...text })
    expect(answer.body.contacts).toEqual([
      { input: phone, wa_id: '12025550150', user_id: expect.any(String) },
    ])
    await sandbox.drain()
    expect(receiver.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'read'])
    const history = await call(
      sandbox,
      'GET',
      `${sandbox.phoneNumberId}/message_history?message_id=${encodeURIComponent(
        answer.body.messages[0].id,
      )}&fields=message_id,events{delivery_status,webhook_update_state,webhook_uri}`,
    )
    expect(history.body.data[0].events.data).toMatchObject([
      { delivery_status: 'SENT', webhook_update_state: 'DELIVERED', webhook_uri: receiver.url },
      { delivery_status: 'DELIVERED', webhook_update_state: 'DELIVERED' },
      { delivery_status: 'READ', webhook_update_state: 'DELIVERED' },
    ])
  })

  it.each([
    ['a word', { to: 'Ana', ...text }, 131009],
    ['the business itself', { to: '+14155550100', ...text }, 131021],
    ['no text', { to: phone, type: 'text' }, 100],
    ['an empty text', { to: phone, type: 'text', text: { body: '' } }, 100],
    ['4097 letters', { to: phone, type: 'text', text: { body: 'x'.repeat(4097) } }, 100],
    [
      'too long callback data',
      { to: phone, ...text, biz_opaque_callback_data: 'x'.repeat(513) },
      100,
    ],
    ['a pin', { to: phone, type: 'pin', pin: { type: 'unpin', message_id: 'w' } }, 100],
    ['an unknown user id', { recipient: 'US.404', ...text }, 131009],
  ])('refuses %s', async (_name, body, code) => {
    const sandbox = await startSandbox()
    const answer = await post(sandbox, body)
    expect([answer.status, answer.body.error.code]).toEqual([400, code])
    expect(sandbox.counters.messages).toEqual({})
  })

  it.each([
    ['131030', 400],
    ['130429', 429],
    ['000190', 401],
    ['131000', 500],
  ])('to …%s is refused with that code', async (suffix, status) => {
    const sandbox = await startSandbox()
    const answer = await post(sandbox, { to: `+1202${suffix}`, ...text })
    expect([answer.status, answer.body.error.code]).toEqual([status, Number(suffix)])
  })

  it.each(['131026', '131049', '130472'])('to …%s fails on delivery', async (suffix) => {
    const { sandbox, receiver } = await startBoth()
    const answer = await post(sandbox, { to: `+1202${suffix}`, ...template('spring_offer') })
    expect(answer.status).toBe(200)
    await sandbox.drain()
    expect(receiver.statuses()).toMatchObject([
      { status: 'failed', errors: [{ code: Number(suffix) }] },
    ])
  })

  it('fails with 131050 for marketing after a stop, and not for utility', async () => {
    const { sandbox, receiver } = await startBoth({ readShare: 0 })
    sandbox.simulate.marketingStop(phone)
    await post(sandbox, { to: phone, ...template('spring_offer') })
    await sandbox.drain()
    await post(sandbox, { to: phone, ...template('order_ready') })
    await sandbox.drain()
    expect(receiver.changes('user_preferences')[0]).toMatchObject({
      user_preferences: [{ wa_id: '12025550150', category: 'marketing_messages', value: 'stop' }],
    })
    expect(receiver.statuses().map(({ status }) => status)).toEqual(['failed', 'sent', 'delivered'])
  })

  it('takes a read receipt for what was received', async () => {
    const sandbox = await startSandbox()
    const id = sandbox.simulate.message(null, phone, 'hi')
    expect((await post(sandbox, { status: 'read', message_id: id })).body).toEqual({
      success: true,
    })
    const unknown = await post(sandbox, { status: 'read', message_id: 'wamid.none' })
    expect(unknown.body.error.code).toBe(100)
  })
})

describe('templates in messages', () => {
  it.each([
    ['an unknown one', template('nothing'), 132001],
    ['too few parameters', template('order_ready', []), 132000],
    ['an empty parameter', template('order_ready', [{ type: 'text', text: '' }]), 132012],
    ['another group', template('order_ready', [{ type: 'group_id', group_id: 'x' }]), 132012],
    ['no name', { type: 'template', template: { language: { code: 'en_US' } } }, 100],
  ])('refuses %s', async (_name, body, code) => {
    const sandbox = await startSandbox()
    expect((await post(sandbox, { to: phone, ...body })).body.error.code).toBe(code)
  })

  it.each([
    ['PAUSED', 132015],
    ['DISABLED', 132016],
    ['PENDING', 132001],
    ['REJECTED', 132001],
  ] as const)('refuses a %s one with %i', async (status, code) => {
    const { sandbox, receiver } = await startBoth()
    sandbox.simulate.templateStatus('order_ready', status)
    expect((await post(sandbox, { to: phone, ...template('order_ready') })).body.error.code).toBe(
      code,
    )
    await sandbox.drain()
    expect(receiver.changes('message_template_status_update')[0]).toMatchObject({
      event: status,
      message_template_name: 'order_ready',
    })
  })

  it('takes a group id in place of a text, for the invite', async () => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Small group')
    const body = template('order_ready', [{ type: 'group_id', group_id: id }])
    expect((await post(sandbox, { to: phone, ...body })).status).toBe(200)
  })

  it('takes the invitation of the library with a group only, and makes its link itself', async () => {
    const sandbox = await startSandbox()
    await send(sandbox, 'POST', `${sandbox.wabaId}/message_templates`, {
      name: 'group_invitation',
      language: 'en',
      category: 'UTILITY',
      library_template_name: 'group_invite_link_1',
    })
    const { id } = groupNamed(sandbox, 'Small group')
    const invite = (parameter: Json) =>
      post(sandbox, { to: phone, ...template('group_invitation', [parameter], 'en') })
    expect((await invite({ type: 'group_id', group_id: id })).status).toBe(200)
    const refused = await invite({ type: 'text', text: 'https://chat.whatsapp.com/x' })
    expect(refused.body.error.code).toBe(132012)
  })

  it('checks the names of named parameters', async () => {
    const sandbox = await startSandbox({ shop: 'demo' })
    const wrong = template('pickup_reminder', [
      { type: 'text', text: 'Friday', parameter_name: 'day' },
      { type: 'text', text: '4 pm', parameter_name: 'hour' },
    ])
    expect((await post(sandbox, { to: phone, ...wrong })).body.error.code).toBe(132012)
  })
})

describe('pins', () => {
  it('are three at most, the oldest drops', async () => {
    const sandbox = await startSandbox()
    const group = groupNamed(sandbox, 'Small group')
    const ids = ['a', 'b', 'c', 'd'].map((word) =>
      sandbox.simulate.message(group.id, '+12025550101', word),
    )
    for (const id of ids) {
      const pin = { type: 'pin', message_id: id, expiration_days: 7 }
      expect((await toGroup(sandbox, { type: 'pin', pin })).status).toBe(200)
    }
    expect(group.pins.map(({ messageId }) => messageId)).toEqual(ids.slice(1))
    const unpin = { type: 'unpin', message_id: ids[3] }
    expect((await toGroup(sandbox, { type: 'pin', pin: unpin })).status).toBe(200)
    expect(group.pins).toHaveLength(2)
  })

  it.each([
    ['no message of the group', { type: 'pin', message_id: 'wamid.none', expiration_days: 7 }],
    ['31 days', { type: 'pin', message_id: 'own', expiration_days: 31 }],
    ['0 days', { type: 'pin', message_id: 'own', expiration_days: 0 }],
    ['no days', { type: 'pin', message_id: 'own' }],
    ['another type', { type: 'glue', message_id: 'own' }],
  ])('refuse %s', async (_name, pin) => {
    const sandbox = await startSandbox()
    const { id } = groupNamed(sandbox, 'Small group')
    const own = sandbox.simulate.message(id, '+12025550101', 'a')
    const body = { ...pin, message_id: pin.message_id === 'own' ? own : pin.message_id }
    expect((await toGroup(sandbox, { type: 'pin', pin: body })).body.error.code).toBe(100)
  })
})

describe('message limits', () => {
  it('says 130429 above the throughput and lets go a second later', async () => {
    let now = Date.now()
    const sandbox = await startSandbox({ limits: { messagesPerSecond: 2 }, now: () => now })
    const codes = []
    for (let n = 0; n < 3; n += 1) {
      codes.push((await post(sandbox, { to: `+1202555015${n}`, ...text })).body.error?.code)
    }
    expect(codes).toEqual([undefined, undefined, 130429])
    now += 1001
    expect((await post(sandbox, { to: phone, ...text })).status).toBe(200)
  })

  it('says 131056 to a burst to one person and gives one back every six seconds', async () => {
    let now = Date.now()
    const sandbox = await startSandbox({ limits: { pairBurst: 2 }, now: () => now })
    const code = async () => (await post(sandbox, { to: phone, ...text })).body.error?.code
    expect([await code(), await code(), await code()]).toEqual([undefined, undefined, 131056])
    now += 6000
    expect([await code(), await code()]).toEqual([undefined, 131056])
  })

  it('can be lifted', async () => {
    const sandbox = await startSandbox({ limits: 'lifted' })
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post(sandbox, { to: phone, ...text })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  })
})

describe('a tapped quick reply', () => {
  it('is a message of its own that names what it answers, and opens the window', async () => {
    const { sandbox, receiver } = await startBoth()
    const asked = await post(sandbox, { to: phone, ...template('spring_offer') })
    sandbox.simulate.tapButton(phone, 'Stop promotions')
    await sandbox.drain()
    const received = receiver
      .changes('messages')
      .flatMap(({ messages }) => (messages ?? []) as Json[])
    const message = received.at(-1)
    expect(message).toMatchObject({
      type: 'button',
      button: { text: 'Stop promotions', payload: 'Stop promotions' },
      context: { id: asked.body.messages[0].id },
    })
    const answer = await post(sandbox, { to: phone, ...text })
    await sandbox.drain()
    const statuses = receiver.statuses().filter(({ id }) => id === answer.body.messages[0].id)
    expect(statuses.map(({ status }) => status)).toContain('delivered')
  })
})
