import { describe, expect, test } from 'vitest'
import {
  broadcastIn,
  customerNumber,
  recipientsOf,
  startOffer,
  takenByNumber,
  withCustomers,
} from '../../helpers/broadcasts.ts'
import { auditActions, startTestApp } from '../../helpers/test-app.ts'
import { until } from '../../helpers/until.ts'

const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => customerNumber(index))

describe('a broadcast', () => {
  test('goes from the draft to read and finished, once to each', async () => {
    const app = await startTestApp({ sandbox: { readShare: 1 } })
    await withCustomers(app, numbers(30))
    const { id } = await startOffer(app)
    await broadcastIn(app, id, 'finished')
    await app.settle()
    const done = await app.ok('broadcasts.get', { broadcastId: id })
    expect(done.counts).toMatchObject({ read: 30, queued: 0, sending: 0, unknown: 0, failed: 0 })
    const taken = takenByNumber(app)
    expect(Object.values(taken)).toEqual(Array(30).fill(1))
    const first = (await recipientsOf(app, id)).find((row) => row.name === 'Customer 1')
    const detail = await app.ok('broadcasts.recipient', { recipientId: first!.recipientId })
    expect(detail.text).toBe('Hello Customer 1, there is something for you.')
    // an update may be faster than the answer
    const states = detail.events.map((event) => event.state).filter((state) => state !== 'accepted')
    expect(states).toEqual(['sending', 'sent', 'delivered', 'read'])
    expect(detail).toMatchObject({ state: 'read', sentAt: expect.any(Number) })
    const actions = (await auditActions(app)).filter((action) => action.startsWith('broadcasts.'))
    expect(actions).toEqual([
      'broadcasts.saved',
      'broadcasts.started',
      'broadcasts.frozen',
      'broadcasts.finished',
    ])
    expect(app.events).toContainEqual({
      topic: 'notify',
      payload: { kind: 'broadcast_finished', count: 30, groupId: null },
    })
  })

  test('is paused, survives a restart, goes on and is cancelled', async () => {
    const app = await startTestApp({ vault: 'passphrase', passphrase: 'seven quiet teapots' })
    await withCustomers(app, numbers(40))
    await app.ok('sendingLimits.set', {
      ...(await app.ok('sendingLimits.get', {})),
      perSecond: 20,
    })
    const { id } = await startOffer(app)
    await until(
      'some have left',
      async () => Object.keys(takenByNumber(app)).length,
      (count) => count >= 3,
    )
    await app.ok('broadcasts.pause', { broadcastId: id })
    await app.settle()
    const paused = await app.ok('broadcasts.get', { broadcastId: id })
    expect(paused).toMatchObject({ state: 'paused', pauseCode: null })
    expect(paused.counts.queued).toBeGreaterThan(0)
    expect(paused.counts.sending).toBe(0)
    const taken = Object.keys(takenByNumber(app)).length
    const again = await app.restart()
    await again.settle()
    expect(Object.keys(takenByNumber(again))).toHaveLength(taken)
    expect((await again.refused('broadcasts.pause', { broadcastId: id })).code).toBe('conflict')
    await again.ok('broadcasts.resume', { broadcastId: id })
    await until(
      'more have left',
      async () => Object.keys(takenByNumber(again)).length,
      (count) => count > taken,
    )
    await again.ok('broadcasts.cancel', { broadcastId: id })
    await again.settle()
    const cancelled = await again.ok('broadcasts.get', { broadcastId: id })
    expect(cancelled.state).toBe('cancelled')
    expect(cancelled.counts).toMatchObject({ queued: 0, sending: 0 })
    expect(cancelled.counts.cancelled).toBeGreaterThan(0)
    expect(new Set(Object.values(takenByNumber(again)))).toEqual(new Set([1]))
  })
})
