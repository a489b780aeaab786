import { describe, expect, it } from 'vitest'
import { parseUpdates } from '../../../electron/updates/parse-updates.ts'
import { fixtureNames, parseFixture, readFixture } from './read-fixture.ts'

function keysOf(body: unknown, receivedAtMs = 1): string[] {
  return parseUpdates(body, { receivedAtMs }).map((update) => update.dedupKey)
}

function groupBody(event: object): unknown {
  const value = { groups: [event] }
  return { entry: [{ id: '1', changes: [{ field: 'group_participants_update', value }] }] }
}

const removal = {
  type: 'group_participants_remove',
  group_id: 'g',
  request_id: 'r',
  timestamp: '1760000000',
}

describe('the dedup key', () => {
  it('is the same in a second delivery, whenever that arrives', () => {
    const untimed = new Set(['account-error'])
    for (const name of fixtureNames().filter((fixture) => !untimed.has(fixture))) {
      expect(keysOf(readFixture(name), 2), name).toEqual(keysOf(readFixture(name), 1))
    }
  })

  it('is different for any two things that the fixtures tell', () => {
    // Fixtures of messages share their message ids and stand for one another.
    const ownIds = /^(group|account|template|capability|number|preference|security|unknown)-/
    const keys = fixtureNames()
      .filter((name) => ownIds.test(name))
      .flatMap((name) => parseFixture(name).map((update) => update.dedupKey))
    expect(keys.length).toBeGreaterThan(35)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('does not depend on the order of properties or people', () => {
    const one = groupBody({
      ...removal,
      removed_participants: [{ wa_id: '1', user_id: 'US.1' }, { input: '+2' }],
    })
    const two = groupBody({
      removed_participants: [{ input: '+2' }, { user_id: 'US.1', wa_id: '1' }],
      ...removal,
    })
    expect(keysOf(one)).toEqual(keysOf(two))
  })

  it('tells two events of one request from one another by their people', () => {
    const one = groupBody({ ...removal, removed_participants: [{ input: '+1' }] })
    const two = groupBody({ ...removal, removed_participants: [{ input: '+2' }] })
    expect(keysOf(one)).not.toEqual(keysOf(two))
  })

  it('is the same under both spellings of field and type', () => {
    const event = { ...removal, removed_participants: [{ input: '+1' }] }
    const value = { groups: [{ ...event, type: 'group_remove_participants' }] }
    const other = { entry: [{ id: '1', changes: [{ field: 'group_participant_update', value }] }] }
    expect(keysOf(other)).toEqual(keysOf(groupBody(event)))
  })

  it('tells the steps of one message from one another', () => {
    const status = (word: string) => {
      const value = { statuses: [{ id: 'w', status: word, timestamp: '1', recipient_id: '1' }] }
      return { entry: [{ changes: [{ field: 'messages', value }] }] }
    }
    const keys = ['sent', 'delivered', 'read'].flatMap((word) => keysOf(status(word)))
    expect(new Set(keys).size).toBe(3)
  })

  it('does not take an alarm without a time for a repetition of an earlier one', () => {
    const body = { entry: [{ changes: [{ field: 'security', value: { event: 'PIN_CHANGED' } }] }] }
    expect(keysOf(body, 1)).not.toEqual(keysOf(body, 2))
  })
})
