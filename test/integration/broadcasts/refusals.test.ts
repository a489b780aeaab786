import { describe, expect, test } from 'vitest'
import {
  broadcastIn,
  customerNumber,
  recipientsOf,
  startOffer,
  takenByNumber,
  withCustomers,
} from '../../helpers/broadcasts.ts'
import { startTestApp, type TestApp } from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, at) => customerNumber(at))
const toMessages = 'POST */messages'

async function contactIdOf(app: TestApp, broadcastId: string, name: string): Promise<string> {
  return (await recipientsOf(app, broadcastId)).find((row) => row.name === name)!.contactId
}

describe('a broadcast that is refused', () => {
  test.each([
    [190, 'token_invalid'],
    [131031, 'account_restricted'],
    [131048, 'spam_limited'],
    [132015, 'template_not_approved'],
  ])('%i pauses it with the reason, and nothing is lost', async (code, pauseCode) => {
    const app = await startTestApp()
    await withCustomers(app, numbers(12))
    app.sandbox.setFaults({ calls: [{ kind: 'error', code, route: toMessages }] })
    const { id } = await startOffer(app)
    const paused = await broadcastIn(app, id, 'paused')
    await app.settle()
    expect(paused.pauseCode).toBe(pauseCode)
    expect(takenByNumber(app)).toEqual({})
    expect(app.events).toContainEqual({
      topic: 'notify',
      payload: { kind: 'broadcast_paused', count: 1, groupId: null },
    })
    app.sandbox.setFaults({})
    const { stoppedCode } = await app.ok('account.get', {})
    if (stoppedCode !== null) {
      expect((await app.refused('broadcasts.resume', { broadcastId: id })).code).toBe(stoppedCode)
      await app.ok('account.check', {})
    }
    await app.ok('broadcasts.resume', { broadcastId: id })
    const done = await broadcastIn(app, id, 'finished')
    expect(done.counts.queued + done.counts.failed).toBe(0)
    expect(Object.values(takenByNumber(app))).toEqual(Array(12).fill(1))
  })

  test('by what concerns a person alone goes on with the others, and says why', async () => {
    const app = await startTestApp()
    await withCustomers(app, [
      ...numbers(5),
      '+12025131026',
      '+12025131049',
      '+12025131050',
      '+12025130403',
    ])
    const { id } = await startOffer(app)
    await broadcastIn(app, id, 'finished')
    await app.settle()
    const { reasons } = await app.ok('broadcasts.reasons', { broadcastId: id })
    const failed = reasons.filter(({ state }) => state === 'failed')
    expect(failed.map(({ reason }) => reason).sort()).toEqual([
      'frequency_capped',
      'opted_out',
      'recipient_blocked_business',
      'recipient_unreachable',
    ])
    const stopped = await contactIdOf(app, id, 'Customer 8')
    const { standings } = await app.ok('consent.get', { contactId: stopped })
    expect(standings.find(({ purpose }) => purpose === 'marketing')?.state).toBe('withdrawn')
  })

  test('for a while comes back by itself, without a second message', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(6))
    app.sandbox.setFaults({
      calls: [
        { kind: 'error', code: 130429, route: toMessages, times: 2 },
        { kind: 'error', code: 131056, route: toMessages, times: 1 },
        { kind: 'reset_before', route: toMessages, times: 1 },
      ],
    })
    const { id } = await startOffer(app)
    const finished = await until(
      'it is finished',
      async () => {
        app.advance(500)
        return app.ok('broadcasts.get', { broadcastId: id })
      },
      (found) => found.state === 'finished',
    )
    expect(finished.counts.failed).toBe(0)
    for (const count of Object.values(takenByNumber(app))) expect(count).toBe(1)
  })

  test('too often pauses itself', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(200))
    const { defaults } = await app.ok('sendingLimits.get', {})
    await app.ok('sendingLimits.set', { perSecond: 80, perDay: null, defaults })
    app.sandbox.setFaults({ calls: [{ kind: 'error', code: 131009, route: toMessages }] })
    const { id } = await startOffer(app, { pauseAtErrorPercent: 10 })
    const paused = await broadcastIn(app, id, 'paused')
    expect(paused.pauseCode).toBe('error_share')
    await app.settle()
    const { counts } = await app.ok('broadcasts.get', { broadcastId: id })
    // 10 % of the fewest that a share is taken of, looked at every ten answers, and what was on its way
    expect(counts.failed).toBeGreaterThanOrEqual(5)
    expect(counts.failed).toBeLessThan(120)
    expect(counts.queued).toBe(200 - counts.failed)
    expect(counts.sending).toBe(0)
    expect(app.sandbox.state.sent.size).toBe(0)
  })

  test('but less often than the owner allows does not pause itself', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(120))
    app.sandbox.setFaults({
      calls: [{ kind: 'error', code: 131009, route: toMessages, times: 9 }],
    })
    const { id } = await startOffer(app, { pauseAtErrorPercent: 20 })
    const { counts, pauseCode } = await broadcastIn(app, id, 'finished')
    expect(pauseCode).toBeNull()
    expect(counts.failed).toBe(9)
  })

  test('goes by the share of those tried, however few they are', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(60))
    const { defaults } = await app.ok('sendingLimits.get', {})
    await app.ok('sendingLimits.set', { perSecond: 10, perDay: null, defaults })
    // 20 % of fifty are ten; a count against a hundred would wait for twenty
    app.sandbox.setFaults({
      calls: [{ kind: 'error', code: 131009, route: toMessages, times: 12 }],
    })
    const { id } = await startOffer(app, { pauseAtErrorPercent: 20 })
    const paused = await broadcastIn(app, id, 'paused')
    expect(paused.pauseCode).toBe('error_share')
    expect(paused.counts.failed).toBeGreaterThanOrEqual(10)
    expect(paused.counts.failed).toBeLessThanOrEqual(12)
  })
})

describe('a message of which nobody knows whether it left', () => {
  const lost = {
    calls: [{ kind: 'timeout_after' as const, route: toMessages, times: 1 }],
    webhooks: [{ kind: 'drop' as const, field: 'messages/statuses' }],
  }

  test('is settled by an update that comes late', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(3))
    app.sandbox.setFaults({
      calls: lost.calls,
      webhooks: [{ kind: 'late', ms: 400, field: 'messages/statuses' }],
    })
    const { id } = await startOffer(app)
    await broadcastIn(app, id, 'finished')
    await app.settle()
    const { counts } = await app.ok('broadcasts.get', { broadcastId: id })
    expect(counts).toMatchObject({ delivered: 3, unknown: 0 })
  })

  test('is never sent again without the owner, and then once', async () => {
    const app = await startTestApp({ vault: 'passphrase', passphrase: 'seven quiet teapots' })
    await withCustomers(app, numbers(3))
    app.sandbox.setFaults(lost)
    const { id } = await startOffer(app)
    await broadcastIn(app, id, 'finished')
    await app.settle()
    const again = await app.restart()
    await again.settle()
    expect(Object.values(takenByNumber(again))).toEqual([1, 1, 1])
    const before = await again.ok('broadcasts.get', { broadcastId: id })
    expect(before.counts.unknown).toBe(1)
    again.sandbox.setFaults({})
    const settled = await again.ok('broadcasts.settleUnknown', {
      broadcastId: id,
      as: 'send_again',
    })
    expect(settled).toEqual({ settled: 1 })
    await again.settle()
    await broadcastIn(again, id, 'finished')
    const taken = Object.values(takenByNumber(again)).sort()
    expect(taken).toEqual([1, 1, 2])
  })

  test.each([
    ['sent', { sent: 1, failed: 0 }],
    ['not_sent', { failed: 1 }],
  ] as const)('is %s when the owner says so', async (as, counts) => {
    const app = await startTestApp()
    await withCustomers(app, numbers(2))
    app.sandbox.setFaults(lost)
    const { id } = await startOffer(app)
    await broadcastIn(app, id, 'finished')
    await app.settle()
    await app.ok('broadcasts.settleUnknown', { broadcastId: id, as })
    const after = await app.ok('broadcasts.get', { broadcastId: id })
    expect(after.counts).toMatchObject({ unknown: 0, ...counts })
  })
})

describe('somebody who said no after the freeze', () => {
  test('gets nothing any more', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(4))
    app.sandbox.setFaults({ calls: [{ kind: 'error', code: 131048, route: toMessages }] })
    const { id } = await startOffer(app)
    await broadcastIn(app, id, 'paused')
    app.sandbox.setFaults({})
    app.sandbox.simulate.message(null, { phone: customerNumber(1) }, 'STOP')
    await app.settle()
    await app.ok('broadcasts.resume', { broadcastId: id })
    await broadcastIn(app, id, 'finished')
    expect(Object.keys(takenByNumber(app)).sort()).toEqual(
      [0, 2, 3].map((at) => customerNumber(at)),
    )
    const { reasons } = await app.ok('broadcasts.reasons', { broadcastId: id })
    expect(reasons).toContainEqual({ state: 'skipped', reason: 'opted_out', contacts: 1 })
  })
})
