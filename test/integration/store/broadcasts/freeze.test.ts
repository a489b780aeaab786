import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { broadcastDraft, type BroadcastDraft } from '../../../../shared/domain/broadcasts.ts'
import { AppError } from '../../../../shared/errors.ts'
import {
  advanceFreezes,
  type FreezeHost,
} from '../../../../electron/app/broadcasts/advance-freezes.ts'
import { beginFreeze } from '../../../../electron/app/broadcasts/begin-freeze.ts'
import { planBroadcast } from '../../../../electron/app/broadcasts/plan-broadcast.ts'
import { createTransact } from '../../../../electron/app/transact.ts'
import {
  broadcastCounts,
  broadcastRow,
  frozenTexts,
  insertBroadcastDraft,
} from '../../../../electron/store/broadcasts/broadcast-store.ts'
import { replaceTemplates } from '../../../../electron/store/template-store.ts'
import { countingIds, openTestStore, type TestStore } from '../../../helpers/test-store.ts'

const now = Date.UTC(2026, 6, 1, 12)
const hourMs = 60 * 60 * 1000
const owner = { host: 'test', actor: 'owner' } as const
const people = 203
const tiers = ['loyal', 'potential', 'lost', null]

let store: TestStore
let newId: () => string
beforeEach(() => {
  store = openTestStore()
  store.db.pragma('synchronous = OFF')
  newId = countingIds()
  for (let at = 1; at <= people; at += 1) addPerson(at)
})
afterEach(() => store.close())

function addPerson(at: number): void {
  const id = newId()
  const run = (text: string, ...values: (string | number | null)[]) =>
    store.db.prepare(text).run(...values)
  run(
    `INSERT INTO contact (seq, id, display_name, country, city, number_state, created_at, updated_at) VALUES (?,?,?,?,?,'valid',0,0)`,
    at,
    id,
    `Given${at} Larkspur`,
    at % 2 === 0 ? 'DE' : 'US',
    at % 3 === 0 ? 'Bath' : null,
  )
  run(
    `INSERT INTO contact_identity (contact_id, kind, value, first_seen_at) VALUES (?,'wa_id',?,0)`,
    id,
    `1202555${1000 + at}`,
  )
  run(
    `INSERT INTO consent_entry (id, contact_id, purpose, state, source, recorded_by, at, recorded_at) VALUES (?,?,'marketing',?,'form','o',1,1)`,
    newId(),
    id,
    at % 10 === 0 ? 'withdrawn' : 'given',
  )
  const tier = tiers[at % 4]!
  if (tier) run('INSERT INTO contact_rfm VALUES (?,3,3,3,?,?,0,?)', at, tier, tier, id)
}

function addTemplates(): string[] {
  const made: string[] = []
  const clock = { now, newId: () => made[made.push(newId()) - 1]! }
  const parts = {
    header: null,
    headerVariables: [],
    body: '{{1}} {{2}}',
    bodyVariables: ['1', '2'],
    footer: null,
    buttons: [],
  }
  const shared = {
    language: 'en',
    status: 'APPROVED',
    quality: 'GREEN',
    isNamed: false,
    parts,
    draft: null,
    rejectedReason: null,
  }
  replaceTemplates(store.db, clock, [
    { ...shared, remoteId: '1', name: 'offer_a', category: 'MARKETING' },
    { ...shared, remoteId: '2', name: 'offer_b', category: 'MARKETING' },
  ])
  return made
}

function draft(changed: object = {}): BroadcastDraft {
  const bindings = {
    '1': { from: 'field', field: 'firstName', fallback: '' },
    '2': { from: 'field', field: 'city', fallback: 'your town' },
  }
  return broadcastDraft.parse({
    name: 'Offer',
    audience: { kind: 'everybody' },
    variants: addTemplates().map((templateId) => ({ templateId, bindings })),
    settings: { quietHours: null, holdOutPercent: 10, seed: 5, ...changed },
  })
}

const transactAt = (at: number) =>
  createTransact({
    db: store.db,
    clock: () => at,
    emit: () => undefined,
    jobsAdded: () => undefined,
  })

/** Written down in portions of ten; dies after so many of them. */
function host(portions = Infinity, at = now): FreezeHost & { done: number[] } {
  let left = portions
  const done: number[] = []
  return {
    done,
    read: (reader) => reader(store.db, at),
    transact: (work) => transactAt(at)(owner, work),
    breathe: () =>
      (left -= 1) < 0 ? Promise.reject(new AppError('cancelled')) : Promise.resolve(),
    progress: (_, { doneCount }) => void done.push(doneCount),
    portion: 10,
  }
}

function begin(wanted: BroadcastDraft): string {
  const transact = transactAt(now)
  const id = transact(owner, (context) =>
    insertBroadcastDraft(store.db, context, wanted, { createdBy: 'owner' }),
  )
  transact(owner, (context) => beginFreeze(context, broadcastRow(store.db, id)))
  return id
}

const rows = () =>
  store.db
    .prepare(
      `SELECT contact_seq AS seq, variant, stratum, state, reason, parameters, due_at AS due
       FROM broadcast_recipient ORDER BY contact_seq`,
    )
    .all() as {
    seq: number
    variant: number | null
    stratum: string
    state: string
    reason: string | null
    parameters: string
    due: number
  }[]
const left = () => store.db.prepare('SELECT count(*) FROM broadcast_audience').pluck().get()
const stateOf = (id: string) => broadcastRow(store.db, id).state

describe('a freeze', () => {
  it('writes down everybody once, as planned, each with their own text', async () => {
    const wanted = draft()
    const plan = planBroadcast(store.db, wanted, now)
    const id = begin(wanted)
    await advanceFreezes(host())
    const found = rows()
    expect(found.map(({ seq }) => seq)).toEqual(Array.from({ length: people }, (_, at) => at + 1))
    const { seq } = broadcastRow(store.db, id)
    expect(broadcastCounts(store.db, seq)).toMatchObject({
      queued: plan.recipients,
      hold_out: plan.holdOut,
      skipped: 20,
    })
    plan.variants.forEach(({ recipients }, variant) =>
      expect(found.filter((row) => row.variant === variant)).toHaveLength(recipients),
    )
    for (const row of found) {
      expect(row.stratum).toBe(tiers[row.seq % 4] ?? 'none')
      if (row.seq % 10 === 0) expect(row).toMatchObject({ state: 'skipped', reason: 'opted_out' })
      else if (row.state === 'queued')
        expect(row).toMatchObject({
          due: now,
          parameters: JSON.stringify([`Given${row.seq}`, row.seq % 3 === 0 ? 'Bath' : 'your town']),
        })
    }
    for (const stratum of ['loyal', 'potential', 'lost', 'none']) {
      const eligible = found.filter((row) => row.stratum === stratum && row.state !== 'skipped')
      const out = eligible.filter((row) => row.state === 'hold_out').length
      expect(Math.abs(out - eligible.length / 10)).toBeLessThan(1.5)
    }
    expect(broadcastRow(store.db, id)).toMatchObject({
      state: 'sending',
      frozen_at: now,
      frozen_count: people,
    })
    expect(frozenTexts(broadcastRow(store.db, id)).map(({ name }) => name)).toEqual([
      'offer_a',
      'offer_b',
    ])
    expect(left()).toBe(0)
  })

  it('goes on where it died, to the same end, and lets nothing leave before it is whole', async () => {
    const wanted = draft()
    begin(wanted)
    await advanceFreezes(host())
    const whole = rows()
    store.db.exec('DELETE FROM broadcast')
    const id = begin(wanted)
    // what comes later changes nothing: the audience is that of one moment
    addPerson(people + 1)
    for (const portions of [0, 1, 3, 2, 5]) {
      await expect(advanceFreezes(host(portions))).rejects.toThrow()
      expect(stateOf(id)).toBe('freezing')
    }
    const last = host()
    await advanceFreezes(last)
    expect(last.done[0]).toBeGreaterThan(0)
    expect(stateOf(id)).toBe('sending')
    expect(rows()).toEqual(whole)
    expect(left()).toBe(0)
  })

  it('leaves out who said no, went into the bin, or is gone by their turn', async () => {
    const id = begin(draft({ holdOutPercent: 0 }))
    const contactId = store.db.prepare('SELECT id FROM contact WHERE seq=201').pluck().get()
    store.db
      .prepare(
        `INSERT INTO consent_entry (id, contact_id, purpose, state, source, recorded_by, at, recorded_at) VALUES (?,?,'marketing','withdrawn','chat','o',9,9)`,
      )
      .run(newId(), contactId)
    store.db.exec('UPDATE contact SET binned_at=1 WHERE seq=202; DELETE FROM contact WHERE seq=203')
    await advanceFreezes(host())
    expect(rows().slice(200)).toMatchObject([
      { seq: 201, state: 'skipped', reason: 'opted_out' },
      { seq: 202, state: 'skipped', reason: 'in_bin' },
    ])
    expect(stateOf(id)).toBe('sending')
  })

  it('stops when the broadcast was cancelled meanwhile, and clears up', async () => {
    const id = begin(draft())
    await expect(advanceFreezes(host(2))).rejects.toThrow()
    store.db.exec("UPDATE broadcast SET state='cancelled'")
    await advanceFreezes(host())
    expect(stateOf(id)).toBe('cancelled')
    expect(rows().length).toBeLessThan(people)
    expect(left()).toBe(0)
  })

  it('spreads people over the hours in which they are awake', async () => {
    begin(
      draft({
        holdOutPercent: 0,
        quietHours: { from: 1260, to: 540 },
        pace: { kind: 'spread', hours: 24 },
      }),
    )
    await advanceFreezes(host())
    const queued = rows().filter(({ state }) => state === 'queued')
    for (const { seq, due } of queued) {
      expect(due).toBeGreaterThanOrEqual(now)
      expect(due).toBeLessThan(now + 24 * hourMs)
      if (seq % 2 === 0) {
        const hour = new Date(due + 2 * hourMs).getUTCHours()
        expect(hour >= 9 && hour < 21).toBe(true)
      }
    }
    expect(new Set(queued.map(({ due }) => due)).size).toBeGreaterThan(queued.length * 0.9)
  })
})
