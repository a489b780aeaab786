import { describe, expect, test, vi } from 'vitest'
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

const drainMs = 5000
const hourMs = 60 * 60 * 1000
const numbers = (count: number) => Array.from({ length: count }, (_, at) => customerNumber(at))

/** Counts the questions for a message's history that the sandbox answers from now on. */
function countAsked(app: TestApp): () => number {
  const found = vi.spyOn(app.sandbox.state.sent, 'get')
  return () => found.mock.calls.length
}

async function sentUnheard(app: TestApp, who: readonly string[]): Promise<string> {
  app.sandbox.setFaults({ webhooks: [{ kind: 'drop', field: 'messages/statuses' }] })
  await withCustomers(app, who)
  const { id } = await startOffer(app)
  await broadcastIn(app, id, 'finished')
  await app.session.drain(drainMs)
  return id
}

const statesOf = async (app: TestApp, id: string) =>
  (await recipientsOf(app, id))
    .map((row) => row.state)
    .filter((state) => state !== 'skipped')
    .sort()

describe('messages of which no update comes', () => {
  test('are asked for after an hour, and neither sent again nor asked for before', async () => {
    const app = await startTestApp({ graceMs: 20 })
    const id = await sentUnheard(app, [...numbers(3), '+12025131026'])
    const asked = countAsked(app)
    const before = await statesOf(app, id)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await app.settle()
    expect(before).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
    expect(asked()).toBe(0)
    app.advance(hourMs + 1000)
    const after = await until(
      'their history tells',
      async () => {
        await app.settle()
        return statesOf(app, id)
      },
      (states) => !states.includes('accepted'),
    )
    expect(after).toEqual(['delivered', 'delivered', 'delivered', 'failed'])
    expect(new Set(Object.values(takenByNumber(app)))).toEqual(new Set([1]))
  })

  test('are asked for only while the account has questions to spare', async () => {
    const app = await startTestApp({
      graceMs: 20,
      sandbox: { limits: { managementCallsPerHour: 60 }, operationDelayMs: 60_000 },
    })
    await sentUnheard(app, numbers(70))
    const asked = countAsked(app)
    app.advance(hourMs + 1000)
    // the hour of the calls so far is over, too
    await until(
      'most of the questions are used',
      async () => {
        await app.session.drain(drainMs)
        return asked()
      },
      (count) => count >= 40,
    )
    for (let round = 0; round < 10; round += 1) {
      await app.session.drain(drainMs)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    expect(asked()).toBeLessThanOrEqual(46)
  })

  test('are asked for no more than twenty at a time, and what is pending not again for hours', async () => {
    const app = await startTestApp({ graceMs: 300, sandbox: { operationDelayMs: 60_000 } })
    const id = await sentUnheard(app, numbers(30))
    const asked = countAsked(app)
    app.advance(hourMs + 1000)
    await until(
      'all were asked for',
      async () => {
        await app.session.drain(drainMs)
        return asked()
      },
      (count) => count >= 30,
    )
    await new Promise((resolve) => setTimeout(resolve, 700))
    await app.session.drain(drainMs)
    expect(asked()).toBe(30)
    expect(await statesOf(app, id)).toEqual(Array(30).fill('accepted'))
  })
})
