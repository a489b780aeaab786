import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseUpdates } from '../../../electron/updates/parse-updates.ts'
import { fixtureNames, readFixture } from './read-fixture.ts'

const fixtures = fixtureNames().map(readFixture)
const fields = [
  'messages',
  'user_preferences',
  'user_id_update',
  'security',
  'account_update',
  'account_alerts',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
  'message_template_status_update',
  'template_category_update',
  '__proto__',
  'constructor',
]
const lists = ['groups', 'messages', 'statuses', 'contacts', 'errors', 'user_preferences']

const looseValue = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.constantFrom(...lists), fc.array(fc.jsonValue(), { maxLength: 4 })),
)
const looseBody = fc.record({
  entry: fc.array(
    fc.record({
      id: fc.jsonValue(),
      time: fc.jsonValue(),
      changes: fc.array(fc.record({ field: fc.constantFrom(...fields), value: looseValue }), {
        maxLength: 4,
      }),
    }),
    { maxLength: 3 },
  ),
})

/** A real body with one value somewhere in it replaced by any JSON. */
const brokenFixture = fc
  .tuple(fc.constantFrom(...fixtures), fc.nat(), fc.jsonValue())
  .map(([fixture, place, replacement]) => {
    const body = structuredClone(fixture)
    const places = placesOf(body)
    places[place % places.length]?.(replacement)
    return body
  })

function placesOf(value: unknown): ((replacement: unknown) => void)[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [
    (replacement: unknown) => {
      holder[key] = replacement
    },
    ...placesOf(holder[key]),
  ])
}

function check(body: unknown): void {
  const updates = parseUpdates(body, { receivedAtMs: 1_770_000_000_000 })
  for (const update of updates) {
    expect(update.dedupKey).not.toBe('')
    expect(Number.isSafeInteger(update.at) && update.at >= 0).toBe(true)
    expect(typeof JSON.parse(update.raw)).toBe('object')
  }
}

describe('parseUpdates, for any JSON', () => {
  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), check), { numRuns: 300 })
  })

  it('never throws on what looks like a body', () => {
    fc.assert(fc.property(looseBody, check), { numRuns: 500 })
  })

  it('never throws on a real body with one broken value', () => {
    fc.assert(fc.property(brokenFixture, check), { numRuns: 1000 })
  })

  it('reads every sound change beside a broken one', () => {
    fc.assert(
      fc.property(looseValue, fc.constantFrom(...fields), (value, field) => {
        const sound = readFixture('message-text') as { entry: { changes: unknown[] }[] }
        const changes = sound.entry[0]?.changes ?? []
        const body = { entry: [{ changes: [{ field, value }, ...changes] }] }
        const kinds = parseUpdates(body, { receivedAtMs: 1 }).map((update) => update.kind)
        expect(kinds.at(-1)).toBe('message_received')
      }),
      { numRuns: 300 },
    )
  })
})
