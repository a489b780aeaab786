import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingestUpdates } from '../../../electron/app/ingest/ingest-updates.ts'
import { createTransact } from '../../../electron/app/transact.ts'
import {
  findRecipient,
  markAccepted,
  markSending,
  settleRow,
} from '../../../electron/store/broadcasts/recipient-store.ts'
import { recipientEvents } from '../../../electron/store/broadcasts/recipient-list-store.ts'
import { broadcastRow } from '../../../electron/store/broadcasts/broadcast-store.ts'
import type { MessageStatus, MessageStatusWord } from '../../../electron/updates/parsed-update.ts'
import { fillBroadcastShop, freezeBroadcast } from '../../bench/broadcast-shop.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

const order = ['queued', 'sending', 'unknown', 'accepted', 'sent', 'delivered', 'read', 'failed']
const words: MessageStatusWord[] = ['sent', 'delivered', 'read', 'played', 'failed', 'warning']

type Step = { readonly word: MessageStatusWord; readonly byId: boolean } | 'answer' | 'lost'

let store: TestStore
let rows: number[] = []

beforeAll(async () => {
  store = openTestStore()
  fillBroadcastShop(store.db, 400, 'bench_offer')
  const id = await freezeBroadcast(store.db)
  const { seq } = broadcastRow(store.db, id)
  rows = store.db
    .prepare(`SELECT seq FROM broadcast_recipient WHERE broadcast_seq=? AND state='queued'`)
    .all(seq)
    .map((row) => (row as { seq: number }).seq)
})
afterAll(() => store.close())

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ word: fc.constantFrom(...words), byId: fc.boolean() }),
  fc.constantFrom('answer' as const, 'lost' as const),
)

let made = 0

function statusOf(seq: number, { word, byId }: Exclude<Step, string>, at: number): MessageStatus {
  made += 1
  return {
    kind: 'message_status',
    dedupKey: `status ${String(made)}`,
    at,
    field: 'messages',
    raw: '',
    wabaId: null,
    phoneNumberId: null,
    wamid: `wamid.${String(seq)}`,
    status: word,
    groupId: null,
    person: null,
    callbackData: byId ? null : `bc:${String(seq)}`,
    errors: word === 'failed' ? [{ code: 131049, title: '' }] : [],
    pricing: null,
  }
}

test('states only move forward under any order of answers and updates', () => {
  const { db } = store
  const transact = createTransact({
    db,
    clock: Date.now,
    emit: () => undefined,
    jobsAdded: () => undefined,
  })
  const caller = { host: 'system', actor: 'whatsapp' } as const
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const seq = rows.shift()
      fc.pre(seq !== undefined)
      transact(caller, ({ db: writing, now }) => markSending(writing, [seq], now))
      const seen = ['sending']
      const told = new Set<MessageStatusWord>()
      let hasId = false
      for (const [at, each] of steps.entries()) {
        transact(caller, (context) => {
          if (each === 'answer') markAccepted(context.db, [[seq, `wamid.${String(seq)}`, at]], at)
          else if (each === 'lost')
            settleRow(context.db, seq, at, { state: 'unknown', reason: 'outcome_unknown' })
          else ingestUpdates(context, [statusOf(seq, each, 1000 + at)])
        })
        if (each === 'answer') hasId = true
        else if (each !== 'lost' && (hasId || !each.byId) && each.word !== 'warning') {
          told.add(each.word)
          hasId = true
        }
        seen.push(findRecipient(db, seq)!.state)
      }
      const ranks = seen.map((state) => order.indexOf(state))
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
      const events = recipientEvents(db, seq).map((event) => event.state)
      expect(events).toEqual(seen.filter((state, at) => state !== seen[at - 1]))
      const row = findRecipient(db, seq)!
      if (told.has('read') && !told.has('failed')) expect(row.state).toBe('read')
      if (told.size > 0) expect(row.wamid).toBe(`wamid.${String(seq)}`)
      if (row.state === 'read') expect(row.delivered_at).toBeLessThanOrEqual(row.read_at!)
    }),
    { numRuns: 300, endOnFailure: true },
  )
})
