import { describe, expect, it } from 'vitest'
import { escapeToAscii } from '../../../electron/sandbox/webhooks/envelope.ts'
import {
  call,
  groupNamed,
  register,
  signature,
  startBoth,
  startReceiver,
  startSandbox,
} from './harness.ts'

describe('a webhook POST', () => {
  it('is signed over its raw bytes, which are ASCII', async () => {
    const { sandbox, receiver } = await startBoth()
    sandbox.simulate.message(null, '+12025550150', '茉莉 🌼 a/b')
    await sandbox.drain()
    const [delivery] = receiver.deliveries
    const raw = delivery?.bytes.toString('latin1') ?? ''
    expect(raw).toContain('\\u8309\\u8389 \\ud83c\\udf3c a\\/b')
    expect(/^[\x20-\x7e]*$/.test(raw)).toBe(true)
    expect(delivery?.headers['x-hub-signature-256']).toBe(
      signature(sandbox.appSecret, delivery?.bytes ?? Buffer.alloc(0)),
    )
    expect(delivery?.headers['user-agent']).toBe('facebookexternalua')
    expect(receiver.changes('messages')[0]).toMatchObject({
      messages: [{ text: { body: '茉莉 🌼 a/b' }, timestamp: expect.stringMatching(/^\d+$/) }],
    })
  })

  it('escapes without changing what the JSON says', () => {
    const value = { text: '花 \u007f é / \\ " 🌼', list: [1, null] }
    expect(JSON.parse(escapeToAscii(JSON.stringify(value)))).toEqual(value)
  })

  it('holds several updates when they wait, up to the batch size', async () => {
    const sandbox = await startSandbox({ webhookBatchSize: 4 })
    const receiver = await startReceiver(sandbox.verifyToken)
    for (let n = 0; n < 10; n += 1) sandbox.simulate.message(null, '+12025550150', `${n}`)
    await register(sandbox, receiver)
    await sandbox.drain()
    const sizes = receiver.deliveries.map(
      ({ bytes }) => JSON.parse(bytes.toString('utf8')).entry[0].changes.length as number,
    )
    expect(sizes).toEqual([4, 4, 2])
  })
})

describe('delivery', () => {
  it('waits for a callback and then tells everything in order', async () => {
    const sandbox = await startSandbox()
    sandbox.simulate.message(null, '+12025550150', 'one')
    sandbox.simulate.message(null, '+12025550150', 'two')
    expect(await sandbox.drain()).toBe(true)
    const receiver = await startReceiver(sandbox.verifyToken)
    await register(sandbox, receiver)
    await sandbox.drain()
    const texts = receiver
      .changes('messages')
      .flatMap(({ messages }) => messages as { text: { body: string } }[])
      .map((message) => message.text.body)
    expect(texts).toEqual(['one', 'two'])
  })

  it('is tried again until it is answered with 200', async () => {
    const { sandbox, receiver } = await startBoth()
    receiver.answers.push(500, 503, 204)
    sandbox.simulate.message(null, '+12025550150', 'one')
    await sandbox.drain()
    expect(receiver.deliveries).toHaveLength(1)
    expect(sandbox.counters.webhooks).toMatchObject({ refused: 3, delivered: 1 })
  })

  it('survives the callback going away and coming back elsewhere', async () => {
    const sandbox = await startSandbox({ verifyCallbacks: false })
    const set = (url: string) =>
      call(sandbox, 'POST', sandbox.phoneNumberId, {
        webhook_configuration: { override_callback_uri: url, verify_token: sandbox.verifyToken },
      })
    // Nobody listens on port 9 of a loopback of its own.
    await set('http://127.0.0.1:9/updates')
    sandbox.simulate.message(null, '+12025550150', 'one')
    expect(await sandbox.drain(50)).toBe(false)
    const receiver = await startReceiver(sandbox.verifyToken)
    await set(receiver.url)
    expect(await sandbox.drain()).toBe(true)
    expect(receiver.changes('messages')).toHaveLength(1)
  })

  it('is given up in the end', async () => {
    const { sandbox, receiver } = await startBoth({ webhookGiveUpMs: 30 })
    receiver.answers.push(...Array.from({ length: 500 }, () => 500))
    sandbox.simulate.message(null, '+12025550150', 'one')
    expect(await sandbox.drain()).toBe(true)
    expect(sandbox.counters.webhooks).toMatchObject({ givenUp: 1, delivered: 0 })
  })

  it('goes to the number before the WABA before the app', async () => {
    const sandbox = await startSandbox()
    const [app, waba, phone] = await Promise.all(
      [1, 2, 3].map(() => startReceiver(sandbox.verifyToken)),
    )
    if (!app || !waba || !phone) throw new Error('No receivers')
    const verify = { verify_token: sandbox.verifyToken }
    const set = (url: string) =>
      call(sandbox, 'POST', sandbox.phoneNumberId, {
        webhook_configuration: { override_callback_uri: url, ...verify },
      })
    const speak = async () => {
      sandbox.simulate.message(null, '+12025550150', 'x')
      await sandbox.drain()
      return [app, waba, phone].map(({ deliveries }) => deliveries.length)
    }
    await call(sandbox, 'POST', `${sandbox.appId}/subscriptions`, {
      object: 'whatsapp_business_account',
      callback_url: app.url,
      ...verify,
    })
    expect(await speak()).toEqual([1, 0, 0])
    await call(sandbox, 'POST', `${sandbox.wabaId}/subscribed_apps`, {
      override_callback_uri: waba.url,
      ...verify,
    })
    expect(await speak()).toEqual([1, 1, 0])
    await set(phone.url)
    expect(await speak()).toEqual([1, 1, 1])
    await set('')
    expect(await speak()).toEqual([1, 2, 1])
  })
})

describe('registering a callback', () => {
  it.each([
    ['plain http elsewhere', 'http://example.test/x'],
    ['no address', 'nonsense'],
    ['another scheme', 'ftp://127.0.0.1/x'],
    ['more than 200 letters', `https://example.test/${'x'.repeat(200)}`],
    ['nobody there', 'http://127.0.0.1:9/x'],
  ])('refuses %s', async (_name, url) => {
    const sandbox = await startSandbox()
    const answer = await call(sandbox, 'POST', sandbox.phoneNumberId, {
      webhook_configuration: { override_callback_uri: url, verify_token: 'word' },
    })
    expect([answer.status, answer.body.error.code]).toEqual([400, 100])
    expect(sandbox.state.account.callbacks).toEqual({})
  })

  it('refuses a callback that does not know the verify token, or none at all', async () => {
    const sandbox = await startSandbox()
    const receiver = await startReceiver('right')
    const answer = await call(sandbox, 'POST', sandbox.phoneNumberId, {
      webhook_configuration: { override_callback_uri: receiver.url, verify_token: 'wrong' },
    })
    expect(answer.body.error).toMatchObject({ code: 100, error_subcode: 2200 })
    const missing = await call(sandbox, 'POST', sandbox.phoneNumberId, {
      webhook_configuration: { override_callback_uri: receiver.url },
    })
    expect(missing.body.error.code).toBe(100)
  })
})

describe('webhook faults', () => {
  it('can lose, double, hold and shuffle updates', async () => {
    const { sandbox, receiver } = await startBoth({ webhookBatchSize: 1 })
    const say = (text: string) => sandbox.simulate.message(null, '+12025550150', text)
    const heard = async () => {
      expect(await sandbox.drain()).toBe(true)
      const texts = receiver
        .changes('messages')
        .flatMap(({ messages }) => messages as { text: { body: string } }[])
        .map((message) => message.text.body)
      receiver.deliveries.length = 0
      return texts
    }
    sandbox.setFaults({ webhooks: [{ kind: 'drop', times: 1 }] })
    say('a')
    say('b')
    expect(await heard()).toEqual(['b'])

    sandbox.setFaults({ webhooks: [{ kind: 'duplicate', field: 'messages' }] })
    say('c')
    expect(await heard()).toEqual(['c', 'c'])

    sandbox.setFaults({ webhooks: [{ kind: 'late', ms: 30, times: 1 }] })
    say('d')
    say('e')
    expect(await heard()).toEqual(['e', 'd'])

    sandbox.setFaults({ webhooks: [{ kind: 'reorder', withinMs: 40 }] })
    const words = Array.from({ length: 12 }, (_, n) => `${n}`)
    for (const word of words) say(word)
    const shuffled = await heard()
    expect(shuffled).not.toEqual(words)
    expect([...shuffled].sort()).toEqual([...words].sort())
  })

  it('can strike statuses and leave messages alone', async () => {
    const { sandbox, receiver } = await startBoth({
      faults: { webhooks: [{ kind: 'drop', field: 'messages/statuses' }] },
    })
    const { id } = groupNamed(sandbox, 'Small group')
    sandbox.simulate.message(id, '+12025550101', 'hi')
    await call(sandbox, 'POST', `${sandbox.phoneNumberId}/messages`, {
      messaging_product: 'whatsapp',
      recipient_type: 'group',
      to: id,
      type: 'text',
      text: { body: 'x' },
    })
    await sandbox.drain()
    expect(receiver.statuses()).toEqual([])
    expect(receiver.changes('messages')).toHaveLength(1)
  })
})
