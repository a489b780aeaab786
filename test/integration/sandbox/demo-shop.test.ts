import Papa from 'papaparse'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { parseString } from 'whatsapp-chat-parser'
import { describe, expect, it } from 'vitest'
import { groupInfo, groupList, joinRequestList } from '../../../electron/graph/wire/groups.ts'
import { messageHistory } from '../../../electron/graph/wire/messages.ts'
import { phoneNumberInfo } from '../../../electron/graph/wire/phone-number.ts'
import { templateList } from '../../../electron/graph/wire/templates.ts'
import {
  groupFieldValue,
  messagesValue,
  userPreferencesValue,
  webhookEnvelope,
} from '../../../electron/graph/wire/webhooks.ts'
import { buildDemoChatExport } from '../../../electron/sandbox/demo-shop/chat-export.ts'
import { buildDemoMembersCsv } from '../../../electron/sandbox/demo-shop/members-csv.ts'
import { call, register, startReceiver, startSandbox } from './harness.ts'

const now = new Date(2026, 2, 14, 15, 9, 26).getTime()
const shapes: Record<string, { parse(value: unknown): unknown }> = {
  group_lifecycle_update: groupFieldValue,
  group_participants_update: groupFieldValue,
  messages: messagesValue,
  user_preferences: userPreferencesValue,
}

describe('the demo shop', () => {
  it('has five groups of three to eight, requests, templates, and reads by the wire shapes', async () => {
    const sandbox = await startSandbox({ shop: 'demo' })
    const get = async (path: string) => (await call(sandbox, 'GET', path)).body as unknown
    const list = groupList.parse(await get(`${sandbox.phoneNumberId}/groups`))
    expect(list.data.groups).toHaveLength(5)
    let requests = 0
    for (const { id } of list.data.groups) {
      const info = groupInfo.parse(await get(`${id}?fields=participants,subject,description`))
      expect(info.participants?.length).toBeGreaterThanOrEqual(3)
      expect(info.participants?.length).toBeLessThanOrEqual(8)
      requests += joinRequestList.parse(await get(`${id}/join_requests`)).data.length
    }
    expect(requests).toBe(4)
    const templates = templateList.parse(await get(`${sandbox.wabaId}/message_templates`))
    expect(templates.data).toHaveLength(10)
    messageHistory.parse(
      await get(
        `${sandbox.phoneNumberId}/message_history?fields=message_id,events{timestamp,delivery_status}`,
      ),
    )
    phoneNumberInfo.parse(await get(`${sandbox.phoneNumberId}?fields=health_status,status`))
  })

  it('tells its past in order to the first callback', async () => {
    const sandbox = await startSandbox({ shop: 'demo', now: () => now, webhookBatchSize: 100 })
    const receiver = await startReceiver(sandbox.verifyToken)
    await register(sandbox, receiver)
    expect(await sandbox.drain()).toBe(true)
    const entries = receiver.deliveries.flatMap(
      ({ bytes }) => webhookEnvelope.parse(JSON.parse(bytes.toString('utf8'))).entry,
    )
    const times = entries.map(({ time }) => time ?? 0)
    expect(times).toEqual([...times].sort((one, other) => one - other))
    const changes = entries.flatMap((entry) => entry.changes)
    for (const { field, value } of changes) shapes[field]?.parse(value)
    expect(new Set(changes.map(({ field }) => field))).toEqual(new Set(Object.keys(shapes)))
    expect(changes.length).toBeGreaterThan(800)
    expect(sandbox.defects).toEqual([])
    expect(sandbox.counters.operations).toEqual({})
  })

  it('is the same for the same seed and another for another', async () => {
    const picture = async (seed: string) => {
      const sandbox = await startSandbox({ shop: 'demo', seed, now: () => now })
      return JSON.stringify([sandbox.accessToken, sandbox.inspect()])
    }
    expect(await picture('a')).toBe(await picture('a'))
    expect(await picture('a')).not.toBe(await picture('b'))
  })
})

describe('the demo chat export', () => {
  it.each([
    ['ios', 'en'],
    ['ios', 'zh'],
    ['android', 'en'],
    ['android', 'zh'],
  ] as const)('reads as an %s export in %s', (format, language) => {
    const text = buildDemoChatExport(now, format, language)
    const messages = parseString(text)
    expect(messages.length).toBeGreaterThan(1000)
    const dates = messages.map(({ date }) => date.getTime())
    expect(dates).toEqual([...dates].sort((one, other) => one - other))
    expect(Math.max(...dates)).toBeLessThanOrEqual(now)
    expect(now - Math.min(...dates)).toBeGreaterThan(270 * 24 * 3_600_000)
    expect(messages.some(({ message }) => message.includes('\n'))).toBe(true)
    expect(text).toMatch(/Ada Archer/)
    expect(text).toMatch(/\u202a\+1 \(\d{3}\) 555-01\d\d\u202c/)
    expect(text).toBe(buildDemoChatExport(now, format, language))
  })
})

describe('the demo member list', () => {
  it('is a CSV of present members with numbers that could be real and are not', () => {
    const { data, errors } = Papa.parse<Record<string, string>>(buildDemoMembersCsv(now), {
      header: true,
      skipEmptyLines: true,
    })
    expect(errors).toEqual([])
    expect(data.length).toBeGreaterThan(50)
    for (const row of data) {
      expect(row['number']).toMatch(/^\+1\d{3}55501\d\d$/)
      expect(parsePhoneNumberFromString(row['number'] ?? '')?.isValid()).toBe(true)
      expect(row['admin']).toMatch(/^(yes|no)$/)
      expect(row['joined']).toMatch(/^(\d{4}-\d\d-\d\d)?$/)
    }
    expect(new Set(data.map((row) => row['number'])).size).toBe(data.length)
  })
})
