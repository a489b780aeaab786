import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkpointText } from '../../../electron/core/audit/checkpoint.ts'
import { verifySignature } from '../../../electron/files/signature.ts'
import {
  appendAudit,
  chainHead,
  listAudit,
  listCheckpoints,
  saveCheckpoint,
} from '../../../electron/store/audit-store.ts'
import { verifyAudit } from '../../../electron/store/audit-verification.ts'
import { sha256Hex } from '../../../electron/store/sha256.ts'
import { openTestStore, type TestStore } from '../../helpers/test-store.ts'

const groupId = '019b3c4e-0000-7000-8000-000000000001'
const contactId = '019b3c4e-0000-7000-8000-000000000002'
let store: TestStore

beforeEach(() => {
  store = openTestStore()
})
afterEach(() => {
  store.close()
})

function append(count: number): void {
  store.db.transaction(() => {
    for (let index = 0; index < count; index += 1)
      appendAudit(store.db, {
        at: 1000 + index,
        actor: index % 3 === 0 ? '老板 "Mei"' : 'owner',
        line: {
          action: index % 2 === 0 ? 'plans.approve' : 'reviews.decide',
          subjectKind: 'plan',
          groupId: index % 2 === 0 ? groupId : null,
          contactId: index % 5 === 0 ? contactId : null,
          data: { index, text: 'tab\t“quoted”\u0001\u007f\u2028', list: [1.5, null] },
        },
      })
  })()
}

/** Writes behind the app's back, as somebody with the key and a database tool could. */
function tamper(sql: string): void {
  store.db.exec(
    `DROP TRIGGER IF EXISTS audit_entry_no_update; DROP TRIGGER IF EXISTS audit_entry_no_delete; PRAGMA foreign_keys=OFF; ${sql}`,
  )
}

describe('appendAudit', () => {
  it('chains entries that verify', () => {
    append(600)
    expect(verifyAudit(store.db)).toEqual({
      valid: true,
      entries: 600,
      headHash: chainHead(store.db).hash,
      firstBadSeq: null,
      checkpoints: 0,
    })
  })

  it('is undone with the transaction it stands in', () => {
    append(2)
    expect(() =>
      store.db.transaction(() => {
        append(1)
        throw new Error('refused')
      })(),
    ).toThrow('refused')
    expect(chainHead(store.db).seq).toBe(2)
  })

  it('verifies whatever text an entry holds', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (actor, subjectId, data) => {
          appendAudit(store.db, {
            at: 1,
            actor,
            line: { action: 'a.b', subjectKind: actor, subjectId, data },
          })
          expect(verifyAudit(store.db).valid).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps personal values outside the chain, so that erasing them leaves it whole', () => {
    appendAudit(store.db, {
      at: 1,
      actor: 'owner',
      line: { action: 'members.reveal', subjectKind: 'contact', subjectId: contactId },
      personal: [{ contactId, value: '+8613800138000' }],
    })
    const [entry] = listAudit(store.db, { limit: 1 }).items
    const row = store.db.prepare('SELECT salt, value FROM audit_personal').get() as {
      salt: string
      value: string
    }
    expect(entry!.data).toEqual({ personal: { [contactId]: sha256Hex(row.salt + row.value) } })
    expect(JSON.stringify(entry)).not.toContain('13800138000')
    store.db.exec('DELETE FROM audit_personal')
    expect(verifyAudit(store.db).valid).toBe(true)
  })

  it('refuses to alter or delete an entry', () => {
    append(1)
    expect(() => store.db.exec('UPDATE audit_entry SET actor=1')).toThrow('append-only')
    expect(() => store.db.exec('DELETE FROM audit_entry')).toThrow('append-only')
  })
})

describe('verifyAudit', () => {
  it.each([
    ['at', 'at=at+1'],
    ['actor', `actor='someone'`],
    ['action', `action='plans.cancel'`],
    ['subject kind', `subject_kind='job'`],
    ['subject', `subject_id='x'`],
    ['group', `group_id='x'`],
    ['contact', `contact_id='x'`],
    ['data', `data='{}'`],
    ['data, by a space', `data=data||' '`],
    ['data, by a line', `data=data||char(10)||'x'`],
    ['previous hash', `prev_hash=hash`],
    ['hash', `hash=prev_hash`],
  ])('names the entry of which the %s is altered', (_name, assignment) => {
    append(600)
    tamper(`UPDATE audit_entry SET ${assignment} WHERE seq=411`)
    expect(verifyAudit(store.db)).toMatchObject({ valid: false, firstBadSeq: 411, entries: 410 })
  })

  it('names the place of a dropped, inserted or swapped entry', () => {
    append(300)
    tamper('DELETE FROM audit_entry WHERE seq=258')
    expect(verifyAudit(store.db)).toMatchObject({ valid: false, firstBadSeq: 258 })
    tamper(
      `INSERT INTO audit_entry SELECT 258, at, actor, action, subject_kind, subject_id, group_id, contact_id, data, prev_hash, hash FROM audit_entry WHERE seq=257`,
    )
    expect(verifyAudit(store.db)).toMatchObject({ valid: false, firstBadSeq: 258 })
    tamper(
      'UPDATE audit_entry SET seq=-1 WHERE seq=10; UPDATE audit_entry SET seq=10 WHERE seq=11; UPDATE audit_entry SET seq=11 WHERE seq=-1',
    )
    expect(verifyAudit(store.db)).toMatchObject({ valid: false, firstBadSeq: 10 })
  })

  it('finds entries put before the first or far behind the last', () => {
    append(3)
    const copy = (seq: number) =>
      tamper(
        `INSERT INTO audit_entry SELECT ${seq}, at, actor, action, subject_kind, subject_id, group_id, contact_id, data, prev_hash, hash FROM audit_entry WHERE seq=1`,
      )
    copy(5000)
    expect(verifyAudit(store.db)).toMatchObject({ valid: false, firstBadSeq: 4, entries: 3 })
    copy(-7)
    expect(verifyAudit(store.db)).toMatchObject({ valid: false, firstBadSeq: -7, entries: 0 })
  })

  it('finds by a checkpoint what the chain alone cannot tell: a cut end, a forged signature', () => {
    append(20)
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
    const head = chainHead(store.db)
    const checkpoint = { seq: head.seq, headHash: head.hash, at: 5, publicKey: key }
    const signature = sign(null, Buffer.from(checkpointText(checkpoint)), privateKey)
    saveCheckpoint(store.db, { ...checkpoint, signature: signature.toString('base64') })
    expect(listCheckpoints(store.db)).toHaveLength(1)
    expect(verifyAudit(store.db, verifySignature)).toMatchObject({ valid: true, checkpoints: 1 })

    tamper('DELETE FROM audit_entry WHERE seq>17')
    expect(verifyAudit(store.db)).toMatchObject({ valid: false, firstBadSeq: 18, entries: 17 })
    append(3)
    expect(verifyAudit(store.db)).toMatchObject({ valid: false, firstBadSeq: 20, entries: 20 })

    saveCheckpoint(store.db, {
      ...checkpoint,
      headHash: chainHead(store.db).hash,
      signature: 'AAAA',
    })
    expect(verifyAudit(store.db)).toMatchObject({ valid: true })
    expect(verifyAudit(store.db, verifySignature)).toMatchObject({ valid: false, firstBadSeq: 20 })
  })
})

describe('listAudit', () => {
  it('pages newest first without gap or overlap', () => {
    append(25)
    const seqs: number[] = []
    let cursor: string | undefined
    do {
      const page = listAudit(store.db, { limit: 10, cursor })
      expect(page.total).toBe(25)
      seqs.push(...page.items.map((entry) => entry.seq))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seqs).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index))
  })

  it('filters by group, contact, action, domain and time', () => {
    append(20)
    const count = (filter: object) => listAudit(store.db, { limit: 100, ...filter }).total
    expect(count({ groupId })).toBe(10)
    expect(count({ contactId })).toBe(4)
    expect(count({ action: 'plans.approve' })).toBe(10)
    expect(count({ action: 'plans.' })).toBe(10)
    expect(count({ action: 'plan' })).toBe(0)
    expect(count({ from: 1005, to: 1009 })).toBe(5)
  })

  it('refuses a cursor of another list', () => {
    expect(() => listAudit(store.db, { limit: 1, cursor: 'nonsense' })).toThrow('cursor')
  })
})
