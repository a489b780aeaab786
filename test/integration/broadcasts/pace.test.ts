import { describe, expect, test } from 'vitest'
import {
  broadcastIn,
  customerNumber,
  startOffer,
  takenByNumber,
  withCustomers,
} from '../../helpers/broadcasts.ts'
import { startTestApp } from '../../helpers/test-app.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, at) => customerNumber(at))
const hourMs = 60 * 60 * 1000

describe('the pace of a broadcast', () => {
  test('keeps under the number’s own limit, with nothing refused', async () => {
    const app = await startTestApp({ sandbox: { limits: { messagesPerSecond: 80 } } })
    await withCustomers(app, numbers(200))
    const { id } = await startOffer(app)
    await broadcastIn(app, id, 'finished')
    const moments = [...app.sandbox.state.sent.values()].map((sent) => sent.acceptedAt)
    const most = Math.max(
      ...moments.map((from) => moments.filter((at) => at > from - 1000 && at <= from).length),
    )
    expect(most).toBeLessThanOrEqual(80)
    expect(Object.values(takenByNumber(app))).toEqual(Array(200).fill(1))
    const { events } = await app.ok('broadcasts.recipient', {
      recipientId: (await app.ok('broadcasts.recipients', { broadcastId: id, limit: 500 })).items
        .map((row) => row.recipientId)
        .at(-1)!,
    })
    expect(events.map((event) => event.reason)).not.toContain('rate_limited')
  })

  test('does not let what is spread leave in one go after the computer slept', async () => {
    const app = await startTestApp()
    await withCustomers(app, numbers(50))
    await startOffer(app, { pace: { kind: 'spread', hours: 10 } })
    await app.settle()
    expect(Object.keys(takenByNumber(app)).length).toBeLessThan(5)
    app.advance(5 * hourMs)
    await app.settle()
    expect(Object.keys(takenByNumber(app)).length).toBeLessThan(5)
  })
})
