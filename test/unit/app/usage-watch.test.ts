import { describe, expect, test } from 'vitest'
import { createUsageWatch } from '../../../electron/app/broadcasts/usage-watch.ts'
import type { GraphUsage } from '../../../electron/graph/graph-records.ts'

const minuteMs = 60_000

function line(changes: Partial<GraphUsage>): GraphUsage {
  return {
    businessId: '1',
    type: 'whatsapp',
    callPercent: 0,
    cpuPercent: 0,
    timePercent: 0,
    minutesToRegainAccess: 0,
    ...changes,
  }
}

describe('the watch over what the account has used', () => {
  test.each([
    [{ callPercent: 74 }, true, false],
    [{ callPercent: 75 }, false, false],
    [{ cpuPercent: 89 }, false, false],
    [{ timePercent: 90 }, false, true],
    [{ callPercent: 10, minutesToRegainAccess: 3 }, false, true],
    [{ type: 'pages', callPercent: 100 }, true, false],
  ])('after %j', (changes, mayAsk, isTight) => {
    const watch = createUsageWatch()
    watch.note([line(changes)], 1000)
    expect(watch.mayAsk(1001)).toBe(mayAsk)
    expect(watch.isTight(1001)).toBe(isTight)
  })

  test('goes by the last word, and forgets it after ten minutes', () => {
    const watch = createUsageWatch()
    watch.note([line({ callPercent: 95 }), line({ callPercent: 3 })], 0)
    expect(watch.isTight(10 * minuteMs - 1)).toBe(true)
    expect(watch.isTight(10 * minuteMs)).toBe(false)
    watch.note([line({ callPercent: 95 })], 0)
    watch.note([line({ callPercent: 5 })], 1)
    expect(watch.mayAsk(2)).toBe(true)
  })

  test('asks nothing before access is given back', () => {
    const watch = createUsageWatch()
    watch.note([line({ minutesToRegainAccess: 20 })], 0)
    expect(watch.mayAsk(20 * minuteMs - 1)).toBe(false)
    expect(watch.mayAsk(20 * minuteMs)).toBe(true)
  })
})
