import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SkipReason } from '../../../../shared/domain/broadcasts.ts'
import {
  countAudience,
  writeAudience,
  type AudienceCount,
  type AudienceQuestion,
} from '../../../../electron/store/broadcasts/audience-sql.ts'
import { countingIds, openTestStore, type TestStore } from '../../../helpers/test-store.ts'

const dayMs = 24 * 60 * 60 * 1000
const at = Date.UTC(2026, 5, 15, 12)
const newId = countingIds()
const anyOf = <T>(...values: T[]) => fc.constantFrom(...values)
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })
const states = [
  'queued',
  'sending',
  'unknown',
  'sent',
  'read',
  'failed',
  'skipped',
  'cancelled',
] as const

const person = fc.record({
  name: anyOf('Ada Larkspur', ' ', ''),
  city: maybe(anyOf('Bath', '')),
  size: maybe(anyOf('12', '')),
  country: maybe(anyOf('DE', 'US')),
  numberState: anyOf('valid', 'valid', 'valid', 'invalid', 'unreachable'),
  numberType: anyOf('mobile', 'mobile', 'landline', null),
  hasNumber: fc.integer({ min: 0, max: 5 }).map((chance) => chance > 0),
  hasUserId: fc.boolean(),
  screening: anyOf('trusted', 'not_screened', 'rejected'),
  isBinned: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
  tier: maybe(anyOf('loyal', 'potential', 'lost')),
  consent: fc.record({
    marketing: maybe(anyOf('given', 'given', 'withdrawn', 'expired')),
    service: maybe(anyOf('given', 'withdrawn')),
    news: maybe(anyOf('given', 'given', 'withdrawn')),
  }),
  wroteHoursAgo: maybe(anyOf(2, 30)),
  /** In each of the three earlier broadcasts: what became of it, and when. */
  earlier: fc.tuple(
    ...Array.from({ length: 3 }, () =>
      maybe(
        fc.record({ state: anyOf(...states), daysAgo: anyOf(0.5, 3, 10), isCapped: fc.boolean() }),
      ),
    ),
  ),
})
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never

const earlierStates = ['sending', 'finished', 'paused'] as const
const left = ['sent', 'read', 'failed']
const name = { from: 'field', field: 'name', fallback: '' } as const
const question = fc.record({
  audience: anyOf<'everybody' | 'notReached'>('everybody', 'notReached'),
  purpose: anyOf('marketing', 'service', 'news'),
  isMarketing: fc.boolean(),
  bindings: fc.subarray([
    name,
    { from: 'field', field: 'city', fallback: 'town' },
    { from: 'custom', key: 'size', fallback: '' },
    { from: 'text', text: 'hello' },
  ] as AudienceQuestion['bindings'][number][]),
  cap: maybe(fc.record({ messages: anyOf(1, 2), days: anyOf(1, 7) })),
})
type Asked = typeof question extends fc.Arbitrary<infer T> ? T : never

type Purpose = 'marketing' | 'service' | 'news'
const isGiven = (one: Person, purpose: Purpose) => one.consent[purpose] === 'given'

/** Why somebody gets nothing, one question after the other, without SQL. */
function reasonOf(one: Person, asked: Asked): SkipReason | null {
  const purpose = asked.purpose as Purpose
  if (asked.isMarketing && one.consent.marketing === 'withdrawn') return 'opted_out'
  if (one.consent[purpose] === 'withdrawn') return 'opted_out'
  const hasAny = isGiven(one, 'marketing') || isGiven(one, 'news')
  const hasAgreed = isGiven(one, purpose) || (purpose === 'service' && hasAny)
  if (!hasAgreed) return 'no_opt_in'
  const canBeCalled = one.hasNumber && one.numberState !== 'invalid'
  if (!canBeCalled && !one.hasUserId) return 'no_number'
  if (one.numberType === 'landline' && !one.hasUserId) return 'landline'
  if (one.numberState === 'unreachable') return 'unreachable'
  if (one.screening === 'rejected') return 'rejected'
  const rows = one.earlier.map((row, index) => ({ row, of: earlierStates[index]! }))
  if (rows.some(({ row }) => row?.state === 'failed' && row.isCapped && row.daysAgo < 1))
    return 'frequency_capped'
  const { cap } = asked
  const counted = rows.filter(
    ({ row, of }) =>
      row !== null &&
      (left.includes(row.state)
        ? cap !== null && row.daysAgo < cap.days
        : of !== 'finished' && ['queued', 'sending', 'unknown'].includes(row.state)),
  )
  if (cap !== null && counted.length >= cap.messages) return 'written_to_lately'
  const lacks = asked.bindings.some((binding) => {
    if (binding.from === 'text' || binding.fallback !== '') return false
    return binding.from === 'custom' ? !one.size : one.name.trim() === ''
  })
  return lacks ? 'field_empty' : null
}

function isAsked(one: Person, asked: Asked): boolean {
  if (one.isBinned) return false
  if (asked.audience === 'everybody') return true
  return ['failed', 'skipped', 'cancelled'].includes(one.earlier[1]?.state ?? '')
}

const countryOf = (one: Person) => one.country ?? (one.hasUserId ? 'BR' : 'FR')

describe('the audience', () => {
  let store: TestStore
  beforeAll(() => {
    store = openTestStore()
    store.db.pragma('synchronous = OFF')
    run(
      `INSERT INTO consent_purpose (key, name, is_builtin, created_at) VALUES ('news','News',0,0)`,
    )
  })
  afterAll(() => store.close())

  const run = (text: string, ...values: (string | number | null)[]) =>
    Number(store.db.prepare(text).run(...values).lastInsertRowid)

  function storePerson(one: Person, earlier: readonly number[]): number {
    const id = newId()
    const seq = run(
      `INSERT INTO contact (id, display_name, city, country, number_state, number_type, screening, custom, created_at, updated_at)
       VALUES (?,?,?,?,?,?,?,?,0,0)`,
      id,
      one.name,
      one.city,
      one.country,
      one.numberState,
      one.numberType,
      one.screening,
      one.size === null ? '{}' : JSON.stringify({ size: one.size }),
    )
    const identity = `INSERT INTO contact_identity (contact_id, kind, value, first_seen_at, replaced_at) VALUES (?,?,?,0,?)`
    if (one.hasNumber) run(identity, id, 'wa_id', `1202555${seq}`, null)
    else run(identity, id, 'wa_id', `1202555${seq}`, 5)
    if (one.hasUserId) run(identity, id, 'bsuid', `BR.${seq}`, null)
    if (one.tier)
      run('INSERT INTO contact_rfm VALUES (?,3,3,3,?,?,0,?)', seq, one.tier, one.tier, id)
    if (one.wroteHoursAgo !== null)
      run(
        `INSERT INTO message (id, contact_id, direction, type, at) VALUES (?,?,'inbound','text',?)`,
        newId(),
        id,
        at - (one.wroteHoursAgo * dayMs) / 24,
      )
    one.earlier.forEach((row, index) => {
      if (row === null) return
      const sentAt = left.includes(row.state) ? at - row.daysAgo * dayMs : null
      run(
        `INSERT INTO broadcast_recipient (broadcast_seq, contact_seq, state, reason, sent_at, updated_at) VALUES (?,?,?,?,?,?)`,
        earlier[index]!,
        seq,
        row.state,
        row.isCapped ? 'frequency_capped' : null,
        sentAt,
        at - row.daysAgo * dayMs,
      )
    })
    for (const [purpose, state] of Object.entries(one.consent))
      if (state !== null)
        run(
          `INSERT INTO consent_entry (id, contact_id, purpose, state, source, recorded_by, at, recorded_at) VALUES (?,?,?,?,'form','o',1,1)`,
          newId(),
          id,
          purpose,
          state,
        )
    if (one.isBinned) run('UPDATE contact SET binned_at=1 WHERE seq=?', seq)
    return seq
  }

  function storeEarlier(): { seqs: number[]; followed: string } {
    const ids = earlierStates.map(() => newId())
    const seqs = earlierStates.map((state, index) =>
      run(
        `INSERT INTO broadcast (id, name, state, purpose, audience, variants, settings, created_by, created_at, updated_at)
         VALUES (?,'Earlier',?,'group','{}','[]','{}','o',0,0)`,
        ids[index]!,
        state,
      ),
    )
    return { seqs, followed: ids[1]! }
  }

  it('is those asked for, each with the first reason that holds, counted and written down alike', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 25 }), question, (people, asked) => {
        store.db.exec('DELETE FROM broadcast; DELETE FROM contact; DELETE FROM broadcast_audience')
        const { seqs, followed } = storeEarlier()
        const bySeq = new Map(people.map((one) => [storePerson(one, seqs), one]))
        const asking: AudienceQuestion = {
          ...asked,
          audience:
            asked.audience === 'everybody'
              ? { kind: 'everybody' }
              : { kind: 'notReached', broadcastId: followed },
          at,
          defaultCountry: 'FR',
        }
        const expected = [...bySeq].filter(([, one]) => isAsked(one, asked))
        writeAudience(store.db, 999, asking)
        expect(
          store.db
            .prepare('SELECT contact_seq, country, stratum, reason FROM broadcast_audience')
            .raw()
            .all(),
        ).toEqual(
          expected.map(([seq, one]) => [
            seq,
            countryOf(one),
            one.tier ?? 'none',
            reasonOf(one, asked),
          ]),
        )
        const lines = (counts: readonly Omit<AudienceCount, 'contacts'>[]) =>
          counts
            .map((one) => `${one.country} ${one.stratum} ${one.isInWindow} ${one.reason}`)
            .sort()
        expect(
          lines(countAudience(store.db, asking).flatMap((one) => Array(one.contacts).fill(one))),
        ).toEqual(
          lines(
            expected.map(([, one]) => ({
              country: countryOf(one),
              stratum: one.tier ?? 'none',
              isInWindow: one.wroteHoursAgo === 2,
              reason: reasonOf(one, asked),
            })),
          ),
        )
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    [{ kind: 'segment', segmentId: newId() }, 'not_found'],
    [{ kind: 'notReached', broadcastId: newId() }, 'not_found'],
  ] as const)('of %j says that it is gone', (audience, code) => {
    const asking = {
      audience,
      purpose: 'marketing',
      isMarketing: true,
      bindings: [],
      cap: null,
      at,
      defaultCountry: 'FR',
    }
    expect(() => countAudience(store.db, asking)).toThrow(expect.objectContaining({ code }))
  })
})
