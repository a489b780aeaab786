import { describe, expect, it } from 'vitest'
import { readUsage, regainAccessMs } from '../../../electron/graph/usage.ts'

const header = JSON.stringify({
  '102030405060708': [
    {
      type: 'whatsapp',
      call_count: 97,
      total_cputime: 12,
      total_time: 30,
      estimated_time_to_regain_access: 4,
    },
  ],
})

describe('readUsage', () => {
  it('reads the percentages and the minutes to wait', () => {
    const usage = readUsage(header)
    expect(usage).toEqual([
      {
        businessId: '102030405060708',
        type: 'whatsapp',
        callPercent: 97,
        cpuPercent: 12,
        timePercent: 30,
        minutesToRegainAccess: 4,
      },
    ])
    expect(regainAccessMs(usage)).toBe(240_000)
  })

  it.each([
    ['no header', undefined],
    ['no JSON', 'usage: 3%'],
    ['another shape', '[1]'],
    ['a line of another shape', '{"1":[{"call_count":"many"}]}'],
    ['nothing', '{}'],
  ])('takes %s for no news', (_name, value) => {
    expect(readUsage(value)).toEqual([])
    expect(regainAccessMs(readUsage(value))).toBeNull()
  })

  it('asks for no wait while access is there', () => {
    const usage = readUsage('{"1":[{"type":"whatsapp","estimated_time_to_regain_access":0}]}')
    expect(regainAccessMs(usage)).toBeNull()
  })
})
