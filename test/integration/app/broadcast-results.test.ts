import { describe, expect, test } from 'vitest'
import { startTestApp } from '../../helpers/test-app.ts'

describe('results', () => {
  test('are refused for a broadcast that is not there, and for what is no number of months', async () => {
    const app = await startTestApp({ connect: false })
    expect(
      await app.refused('broadcasts.results', {
        broadcastId: '01890000-0000-7000-8000-000000000000',
      }),
    ).toMatchObject({ code: 'not_found', field: 'broadcastId' })
    expect(await app.refused('broadcasts.results', { broadcastId: 'x' })).toMatchObject({
      code: 'invalid_input',
    })
    for (const [input, code] of [
      [{ broadcastId: '01890000-0000-7000-8000-000000000000' }, 'not_found'],
      [{ broadcastId: '01890000-0000-7000-8000-000000000000', format: 'pdf' }, 'invalid_input'],
    ] as const)
      expect(await app.refused('broadcasts.exportResults', input as never)).toMatchObject({ code })
    for (const months of [0, 37, 1.5])
      expect(await app.refused('engagement.get', { months })).toMatchObject({
        code: 'invalid_input',
        field: 'months',
      })
    expect(await app.ok('engagement.get', {})).toEqual({ months: [] })
    await app.close()
  })
})
