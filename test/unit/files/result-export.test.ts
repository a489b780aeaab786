import { describe, expect, test } from 'vitest'
import { createResultWriter, resultLines } from '../../../electron/files/result-export.ts'
import { createTableWriter } from '../../../electron/files/table-writer.ts'
import type { BroadcastOutcome, BroadcastResults } from '../../../shared/domain/broadcasts.ts'

const share = (count: number, n: number) => ({
  count,
  n,
  share: n === 0 ? null : count / n,
  low: n === 0 ? null : 0.1,
  high: n === 0 ? null : 0.3000000001,
})
const outcome: BroadcastOutcome = {
  sent: 3,
  delivered: share(1, 3),
  read: share(1, 3),
  answered: share(0, 3),
  clicked: share(0, 3),
  stopped: share(0, 3),
  ordered: share(1, 3),
  orders: 2,
  revenue: 1250,
}
const results: BroadcastResults = {
  windowDays: 7,
  isFinal: true,
  window: { from: Date.UTC(2026, 4, 1), to: Date.UTC(2026, 4, 8) },
  ordersUntil: null,
  currency: 'USD',
  total: outcome,
  byVariant: [{ ...outcome, variant: 0, templateName: '=cmd|peony' }],
  byTier: [{ ...outcome, sent: 0, read: share(0, 0), tier: null }],
  comparison: null,
  timeline: [],
  uplift: {
    verdict: 'worse',
    treated: share(1, 3),
    heldOut: share(1, 1),
    difference: { value: -0.6666666, low: -0.9, high: -0.1, pValue: 0.01 },
    neededPerArm: null,
    detectable: null,
    sampleRatioP: 0.5,
    revenuePerHead: {
      treated: 416.666,
      heldOut: 900,
      difference: { value: -483.3, low: -900, high: -1 },
    },
  },
}

function csvOf(of: BroadcastResults): string[] {
  const writer = createResultWriter('csv')
  const bytes = Buffer.concat([writer.add(resultLines(of)), writer.end()])
  return bytes.toString('utf8').replace('\ufeff', '').trimEnd().split('\r\n')
}

describe('results as a table', () => {
  const lines = csvOf(results)

  test.each([
    ['a heading', 'part,name,measure,count,n,value,low,high,pValue,currency'],
    ['shares with their n and bounds', 'all,,delivered,1,3,0.333333,0.1,0.3,,'],
    ['amounts in the currency', 'all,,revenue,,,12.5,,,,USD'],
    ['no share of nobody', 'tier,none,read,0,0,,,,,'],
    ['the verdict', 'uplift,,verdict,,,worse,,,,'],
    [
      'a difference below nought as a number',
      'uplift,difference,ordered,,,-0.666667,-0.9,-0.1,0.01,',
    ],
    ['the check of the draw', 'uplift,,sampleRatio,,,,,,0.5,'],
    ['spending by head', 'uplift,difference,revenuePerHead,,,-4.833,-9,-0.01,,USD'],
    ['the window', 'window,,to,,,2026-05-08T00:00:00.000Z,,,,'],
  ])('has %s', (_, line) => {
    expect(lines).toContain(line)
  })

  test('compares two texts', () => {
    const comparison = {
      measure: 'answered' as const,
      first: share(1, 3),
      second: share(0, 3),
      difference: { value: 0.3, low: -0.1, high: 0.6, pValue: 0.3 },
    }
    expect(csvOf({ ...results, comparison })).toContain(
      'comparison,difference,answered,,,0.3,-0.1,0.6,0.3,',
    )
  })

  test('says how many it would take', () => {
    const uplift = { ...results.uplift, verdict: 'too_small' as const, neededPerArm: 4000 }
    expect(csvOf({ ...results, uplift })).toContain('uplift,,neededInEachGroup,4000,,,,,,')
  })

  test('runs nothing that the name of a template begins with', () => {
    expect(
      csvOf({ ...results, byVariant: [{ ...outcome, variant: 0, templateName: '=1+1' }] }),
    ).toContain('text,A =1+1,sent,3,,,,,,')
    const writer = createTableWriter<string>('csv', ['text'], (text) => [
      text,
      -1,
      null,
      '+12025550100',
    ])
    expect(Buffer.from(writer.add(['=1+1'])).toString('utf8')).toBe(
      "\ufefftext\r\n'=1+1,-1,,+12025550100\r\n",
    )
  })
})
