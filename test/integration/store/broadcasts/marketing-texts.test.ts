import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { claimDue, type ClaimQuestion } from '../../../../electron/app/broadcasts/claim.ts'
import { createTransact } from '../../../../electron/app/transact.ts'
import { createSentDay } from '../../../../electron/core/broadcasts/sent-day.ts'
import {
  broadcastRow,
  setFrozenTexts,
} from '../../../../electron/store/broadcasts/broadcast-store.ts'
import {
  findRecipient,
  markSending,
  mayStillBeSent,
} from '../../../../electron/store/broadcasts/recipient-store.ts'
import { sendUnknownAgain } from '../../../../electron/store/broadcasts/settle-store.ts'
import { fillBroadcastShop, freezeBroadcast } from '../../../bench/broadcast-shop.ts'
import { openTestStore, type TestStore } from '../../../helpers/test-store.ts'

const owner = { host: 'test', actor: 'owner' } as const

let store: TestStore
let broadcastId: string
beforeEach(async () => {
  store = openTestStore()
  fillBroadcastShop(store.db, 6, 'order_ready')
  broadcastId = await freezeBroadcast(store.db)
})
afterEach(() => store.close())

const row = () => broadcastRow(store.db, broadcastId)

function people(): { seq: number; contact_seq: number }[] {
  return store.db
    .prepare(`SELECT seq, contact_seq FROM broadcast_recipient WHERE state='queued' ORDER BY seq`)
    .all() as { seq: number; contact_seq: number }[]
}

function say(contactSeq: number, purpose: string, state: string): void {
  store.db
    .prepare(
      `INSERT INTO consent_entry (id, contact_id, purpose, state, source, recorded_by, at, recorded_at)
       SELECT ?, id, ?, ?, 'form', 'o', 9000000000000, 9 FROM contact WHERE seq=?`,
    )
    .run(`${String(contactSeq)} ${purpose}`, purpose, state, contactSeq)
}

const turnMarketing = () => store.db.exec(`UPDATE template SET category='MARKETING'`)

function claim(): ReturnType<typeof claimDue> {
  const transact = createTransact({
    db: store.db,
    clock: () => Date.now() + 1000,
    emit: () => undefined,
    jobsAdded: () => undefined,
  })
  const question: ClaimQuestion = {
    broadcastSeq: row().seq,
    purpose: row().purpose,
    isMarketing: row().is_marketing === 1,
    hoursOf: () => ({ opensAt: (at: number) => at }) as never,
    limit: 100,
    day: createSentDay(),
    limits: { people: null, messages: null },
  }
  return transact(owner, (context) => claimDue(context, question))
}

describe('a text that WhatsApp takes for marketing', () => {
  test('is known from the moment of freezing, and from the moment it is moved there', () => {
    expect(row().is_marketing).toBe(0)
    const [text] = JSON.parse(row().texts) as Parameters<typeof setFrozenTexts>[2]
    setFrozenTexts(store.db, row().seq, [{ ...text!, category: 'MARKETING' }])
    expect(row().is_marketing).toBe(1)
    setFrozenTexts(store.db, row().seq, [text!])
    expect(row().is_marketing).toBe(0)
    turnMarketing()
    expect(row().is_marketing).toBe(1)
    store.db.exec(`UPDATE template SET category='UTILITY'`)
    expect(row().is_marketing).toBe(1)
  })

  test('goes to nobody who said no to marketing, and about an order only to who agreed to marketing', () => {
    const [no, yes, ...others] = people()
    say(no!.contact_seq, 'marketing', 'withdrawn')
    say(yes!.contact_seq, 'marketing', 'given')
    for (const each of others) say(each.contact_seq, 'marketing', 'expired')
    turnMarketing()
    const { claimed, skipped } = claim()
    expect(claimed.map((each) => each.seq)).toEqual([yes!.seq])
    expect(skipped).toBe(others.length + 1)
    expect(findRecipient(store.db, no!.seq)).toMatchObject({
      state: 'skipped',
      reason: 'opted_out',
    })
    for (const { seq } of others)
      expect(findRecipient(store.db, seq)).toMatchObject({ state: 'skipped', reason: 'no_opt_in' })
  })

  test('is refused by the store itself to who said no to marketing', () => {
    const [no, other] = people()
    say(no!.contact_seq, 'marketing', 'withdrawn')
    expect(mayStillBeSent(store.db, no!.contact_seq, row().seq)).toBe(true)
    turnMarketing()
    expect(mayStillBeSent(store.db, no!.contact_seq, row().seq)).toBe(false)
    expect(mayStillBeSent(store.db, other!.contact_seq, row().seq)).toBe(true)
    expect(() => markSending(store.db, [no!.seq], 1)).toThrow('opted_out')
    markSending(store.db, [other!.seq], 1)
    expect(findRecipient(store.db, other!.seq)!.state).toBe('sending')
  })

  test('is not sent again to who said no meanwhile, whose outcome is unknown', () => {
    const [no, other] = people()
    markSending(store.db, [no!.seq, other!.seq], 1)
    store.db.exec(`UPDATE broadcast_recipient SET state='unknown' WHERE state='sending'`)
    say(no!.contact_seq, 'marketing', 'withdrawn')
    turnMarketing()
    const meant = { broadcastSeq: row().seq, recipientIds: undefined, now: 5 }
    expect(sendUnknownAgain(store.db, meant)).toBe(1)
    expect(findRecipient(store.db, no!.seq)!.state).toBe('unknown')
  })
})
