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

const who = (at: number) => ({ phone: customerNumber(at) })

async function sentOffer(app: TestApp, count: number): Promise<string> {
  const numbers = Array.from({ length: count }, (_, at) => customerNumber(at))
  await withCustomers(app, numbers)
  const { id } = await startOffer(app)
  await broadcastIn(app, id, 'finished')
  await app.settle()
  return id
}

async function readFile(app: TestApp, fileId: string): Promise<string> {
  const { base64 } = await app.ok('files.read', { fileId, offset: 0, length: 1024 * 1024 })
  return Buffer.from(base64, 'base64').toString('utf8')
}

describe('what comes back of a broadcast', () => {
  test('is an answer, a click or a stop, within its window alone', async () => {
    const app = await startTestApp()
    const id = await sentOffer(app, 5)
    app.advance(60_000)
    app.sandbox.simulate.message(null, who(0), 'Do you have tulips?')
    app.sandbox.simulate.tapButton(who(1), 'Show me')
    app.sandbox.simulate.message(null, who(2), 'STOP')
    app.sandbox.simulate.marketingStop(who(3))
    await app.settle()
    app.advance(8 * 24 * 60 * 60 * 1000)
    app.sandbox.simulate.message(null, who(4), 'Hello again')
    await app.settle()
    const { fileId, rows, fileName } = await app.ok('broadcasts.exportRecipients', {
      broadcastId: id,
      format: 'csv',
    })
    expect(fileName).toMatch(/^broadcast-\d{4}-\d\d-\d\d\.csv$/)
    const figures = await app.ok('broadcasts.exportResults', { broadcastId: id })
    expect(figures.fileName).toMatch(/^broadcast-results-\d{4}-\d\d-\d\d\.csv$/)
    const figureLines = (await readFile(app, figures.fileId)).trim().split('\r\n')
    expect(figureLines).toHaveLength(figures.rows + 1)
    expect(figureLines).toContainEqual(expect.stringMatching(/^all,,answered,1,5,0\.2,/))
    const lines = (await readFile(app, fileId)).trim().split('\r\n')
    expect(lines).toHaveLength(rows + 1)
    const reactions = lines
      .filter((line) => line.startsWith('Customer'))
      .map((line) =>
        line
          .split(',')
          .slice(-3)
          .map((cell) => cell !== ''),
      )
    expect(reactions).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
      [false, false, true],
      [false, false, false],
    ])
    for (const line of lines) expect(line).not.toContain('2025551000')
  })

  test('is listed by state and reason, page after page', async () => {
    const app = await startTestApp()
    await withCustomers(app, [customerNumber(0), customerNumber(1), '+12025131026'])
    const { id } = await startOffer(app)
    await broadcastIn(app, id, 'finished')
    await app.settle()
    const page = await app.ok('broadcasts.recipients', {
      broadcastId: id,
      limit: 1,
      state: 'delivered',
    })
    expect(page.total).toBe(2)
    const next = await app.ok('broadcasts.recipients', {
      broadcastId: id,
      limit: 1,
      state: 'delivered',
      cursor: page.nextCursor!,
    })
    expect(next.items[0]!.recipientId).not.toBe(page.items[0]!.recipientId)
    expect(next.nextCursor).toBeNull()
    const failed = await app.ok('broadcasts.recipients', {
      broadcastId: id,
      limit: 10,
      reason: 'recipient_unreachable',
    })
    expect(failed.items.map((row) => row.state)).toEqual(['failed'])
  })

  test('is followed up for those who were not reached, with a freeze of its own', async () => {
    const app = await startTestApp()
    await withCustomers(app, [customerNumber(0), '+12025131049'])
    const { id } = await startOffer(app)
    await broadcastIn(app, id, 'finished')
    await app.settle()
    const draft = await app.ok('broadcasts.followUp', { broadcastId: id })
    expect(draft).toMatchObject({
      name: 'Spring offer 2',
      state: 'draft',
      followsId: id,
      audience: { kind: 'notReached', broadcastId: id },
    })
    const third = await app.ok('broadcasts.cancel', { broadcastId: id }).catch(() => null)
    expect(third).toBeNull()
  })
})

describe('a broadcast on its way', () => {
  test('refuses what does not fit, and says so', async () => {
    const app = await startTestApp()
    const id = await sentOffer(app, 1)
    const gone = '0195b1c0-0000-7000-8000-000000000000'
    for (const name of ['pause', 'resume', 'cancel', 'followUp', 'reasons', 'exportRecipients'])
      expect((await app.refused(`broadcasts.${name}`, { broadcastId: gone })).code).toBe(
        'not_found',
      )
    for (const name of ['pause', 'resume', 'cancel'])
      expect((await app.refused(`broadcasts.${name}`, { broadcastId: id })).code).toBe('conflict')
    const bad: [string, unknown][] = [
      ['broadcasts.recipients', { broadcastId: id, limit: 10, cursor: 'no cursor' }],
      ['broadcasts.recipients', { broadcastId: id, limit: 10, state: 'gone' }],
      ['broadcasts.settleUnknown', { broadcastId: id, as: 'perhaps' }],
      ['broadcasts.exportRecipients', { broadcastId: id, format: 'pdf' }],
      ['broadcasts.recipient', { recipientId: 'one' }],
    ]
    for (const [name, input] of bad)
      expect((await app.refused(name, input)).code).toBe('invalid_input')
    expect((await app.refused('broadcasts.recipient', { recipientId: 999_999 })).code).toBe(
      'not_found',
    )
    expect(Object.values(takenByNumber(app))).toEqual([1])
  })

  test('never writes to more people in a day than the account may', async () => {
    const app = await startTestApp()
    await app.ok('sync.run', {})
    app.sandbox.state.account.messagingLimit = 'TIER_250'
    await app.ok('account.check', {})
    await withCustomers(
      app,
      Array.from({ length: 260 }, (_, at) => customerNumber(at)),
    )
    const { id } = await startOffer(app)
    await app.settle()
    expect(Object.keys(takenByNumber(app))).toHaveLength(250)
    const waiting = await app.ok('broadcasts.get', { broadcastId: id })
    expect(waiting).toMatchObject({ state: 'sending', counts: { queued: 10 } })
    app.advance(24 * 60 * 60 * 1000 + 60_000)
    await app.settle()
    expect(Object.keys(takenByNumber(app))).toHaveLength(260)
    expect((await recipientsOf(app, id)).filter((row) => row.state === 'queued')).toEqual([])
  })
})
